/*
 * As much of the drivers as is used here. They are the user's to install, so their own types are not there to be read.
 */

declare module 'node:sqlite' {
  export class DatabaseSync {
    constructor(path: string, options: { readOnly: boolean; timeout: number })
    prepare(sql: string): { all(): unknown[] }
    close(): void
  }
}

declare module 'better-sqlite3' {
  export default class Database {
    constructor(path: string, options: { readonly: boolean; fileMustExist: boolean; timeout: number })
    prepare(sql: string): { all(): unknown[] }
    close(): void
  }
}

declare module 'pg' {
  interface Client {
    connect(): Promise<void>
    query(sql: string): Promise<{ readonly rows: unknown[] }>
    end(): Promise<void>
    on(event: 'error', listener: (error: Error) => void): void
  }
  const pg: { readonly Client: new (settings: Readonly<Record<string, unknown>>) => Client }
  export default pg
}

declare module 'mysql2/promise' {
  export interface Connection {
    query(sql: string): Promise<readonly [unknown[], unknown]>
    end(): Promise<void>
    destroy(): void
  }
  const mysql: {
    createConnection(settings: Readonly<Record<string, unknown>>): Promise<Connection>
  }
  export default mysql
}
