import type { ObjectValue, Value } from '../../../typescript/value.ts'

/** The options of a decorator, of which some may not be known. */
export class Options {
  /** The names that were asked for and are not known. */
  readonly unknown = new Set<string>()
  readonly #object: ObjectValue | undefined
  readonly #isUnknown: boolean

  /** @param value left out where there are none */
  constructor(value: Value | undefined) {
    this.#object = value?.kind === 'object' ? value : undefined
    this.#isUnknown = value !== undefined && value.kind !== 'object' && !isNothing(value)
  }

  /** The value of an option; undefined where it is left out, or is not known. */
  get(name: string): Value | undefined {
    const value = this.#object?.entries.get(name)
    if (value === undefined) {
      if (this.#isUnknown || this.#object?.lost) this.unknown.add(name)
      return undefined
    }
    if (value.kind === 'unresolved') this.unknown.add(name)
    return value.kind === 'unresolved' || isNothing(value) ? undefined : value
  }

  /** As `get`, of an option that is a text, a number or true or false; `null` is left in. */
  constant(name: string): string | number | boolean | null | undefined {
    const value = this.get(name)
    if (value === undefined) return undefined
    if (value.kind === 'const' && typeof value.value !== 'bigint') return value.value
    this.unknown.add(name)
    return undefined
  }

  text(name: string): string | undefined {
    const value = this.constant(name)
    return value === undefined || value === null || typeof value === 'boolean' ? undefined : String(value)
  }

  number(name: string): number | undefined {
    const value = this.constant(name)
    return typeof value === 'number' ? value : undefined
  }

  flag(name: string): boolean {
    return Boolean(this.constant(name))
  }

  /** The texts of a list. */
  texts(name: string): readonly string[] | undefined {
    const value = this.get(name)
    if (value === undefined) return undefined
    const texts = value.kind === 'array' ? value.items.map(plain) : undefined
    if (texts && !texts.includes(undefined)) return texts as readonly string[]
    this.unknown.add(name)
    return undefined
  }
}

const plain = (value: Value): string | undefined =>
  value.kind === 'const' && value.value !== null && value.value !== undefined
    ? String(value.value)
    : undefined

function isNothing(value: Value): boolean {
  return value.kind === 'const' && value.value === undefined
}
