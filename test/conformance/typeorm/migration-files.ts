/** git's pathspecs for what TypeORM's migrations are kept in, as most projects do. */
export const typeOrmFiles = [
  '*migration*/*.ts',
  '*migration*/*.js',
  ':(exclude)*.d.ts',
  ':(exclude)*node_modules/*',
] as const
