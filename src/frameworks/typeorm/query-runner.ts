import type { HostCall, Interpreter } from '../../typescript/interpreter.ts'
import { constant, type FunctionValue, type HostValue, type Value } from '../../typescript/value.ts'

/** A method of the query runner that a migration calls. */
export interface RunnerCall extends HostCall {
  /** `query`, `addColumn`, `manager.save`; empty where the query runner is handed to code that is not followed. */
  readonly method: string
  readonly args: readonly Value[]
}

/** The query runner that `up` and `down` are given. */
const queryRunner: HostValue = { kind: 'host', name: '' }

/** What a call of the query runner gives; undefined where that is not known. */
export type Answer = (call: RunnerCall) => Value | undefined

/** The one who hears what migrations call: an interpreter has one. */
export class RunnerCalls {
  #answer: Answer = () => undefined
  #type: string | undefined

  /** For `Hooks.host`. */
  readonly hook = (host: HostValue, method: string, args: readonly Value[], call: HostCall): Value => {
    const called = host.name === '' ? method : `${host.name.slice(1)}${method === '' ? '' : `.${method}`}`
    const name = asksTheSame.test(called) ? 'query' : called
    return this.#answer({ ...call, method: name, args }) ?? unknown(name, call)
  }

  /** For `Hooks.part`: which database it is. */
  readonly part = (host: HostValue, name: string): Value | undefined =>
    name === 'type' && this.#type !== undefined && options.test(host.name) ? constant(this.#type) : undefined

  /**
   * Carries out `up` or `down`.
   *
   * @param type the data source's option `type`, for code that asks; undefined where it may be any
   */
  trace(interpreter: Interpreter, method: FunctionValue, type: string | undefined, answer: Answer): void {
    const before = { answer: this.#answer, type: this.#type }
    this.#answer = answer
    this.#type = type
    try {
      interpreter.call(method, [queryRunner])
    } finally {
      this.#answer = before.answer
      this.#type = before.type
    }
  }

  /** Every call that `up` or `down` may make, whatever the database holds. */
  calls(interpreter: Interpreter, method: FunctionValue, type?: string): readonly RunnerCall[] {
    const calls: RunnerCall[] = []
    this.trace(interpreter, method, type, (call) => {
      calls.push(call)
      return undefined
    })
    return calls
  }
}

function unknown(name: string, { origin }: HostCall): Value {
  return { kind: 'unresolved', reason: `what \`${name}()\` gives is not known`, origin }
}

/** `EntityManager.query()` and `DataSource.query()` hand what they are given to a query runner. */
const asksTheSame = /^(?:manager\.)?(?:manager|connection|dataSource)\.query$/

/** Where the query runner has the options of its data source. */
const options = /^\.(?:manager\.)?(?:connection|dataSource)(?:\.driver)?\.options$/

/** Methods that only look at the database, or at what the runner was set up with. */
const looking =
  /^(hasTable|hasColumn|hasSchema|hasDatabase|get\w+|is\w+|connection\..*|dataSource\..*|manager\.(count|exists?|find)\w*)$/

/** Whether a call changes nothing. */
export function onlyLooks({ method }: RunnerCall): boolean {
  return looking.test(method)
}
