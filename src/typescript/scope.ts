import type { SourceFile } from './syntax.ts'
import { undefinedValue, type Value } from './value.ts'

/** What a name stands for: a value, or how to work it out when it is first asked for. */
type Binding = { value: Value } | { make: () => Value }

/** The names of a file, a function or a block, and those around it. */
export class Scope {
  readonly file: SourceFile
  readonly parent: Scope | undefined
  readonly #names = new Map<string, Binding>()

  constructor(file: SourceFile, parent?: Scope) {
    this.file = file
    this.parent = parent
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  declare(name: string, value: Value): void {
    this.#names.set(name, { value })
  }

  /** @param make is run once, when the name is first asked for: meanwhile the name is undefined, as in JavaScript */
  declareLater(name: string, make: () => Value): void {
    this.#names.set(name, { make })
  }

  /** The value of a name here or further out; undefined where nothing has it. */
  get(name: string): Value | undefined {
    const binding = this.#names.get(name)
    if (!binding) return this.parent?.get(name)
    if ('value' in binding) return binding.value
    this.#names.set(name, { value: undefinedValue })
    const value = binding.make()
    this.#names.set(name, { value })
    return value
  }

  /** Gives a name that is there another value; false where nothing has it. */
  assign(name: string, value: Value): boolean {
    if (!this.#names.has(name)) return this.parent?.assign(name, value) ?? false
    this.#names.set(name, { value })
    return true
  }
}
