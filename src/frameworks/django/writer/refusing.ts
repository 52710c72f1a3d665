import type { Refusal } from '../../../model/writing.ts'
import type { Origin } from '../../../python/value.ts'

/** Says that an app's migration cannot be written; where it is told, what is written of the app is not used. */
export type Refuse = (reason: string, help: string, origin: Origin) => void

/** Refusals of a project, by app and reason once. */
export class Refusals {
  readonly #all = new Map<string, Refusal>()
  readonly #apps = new Set<string>()

  add(refusal: Refusal): void {
    this.#all.set([refusal.app, refusal.reason].join('\0'), refusal)
    this.#apps.add(refusal.app)
  }

  has(app: string): boolean {
    return this.#apps.has(app)
  }

  get all(): readonly Refusal[] {
    return [...this.#all.values()].sort((a, b) => (a.app < b.app ? -1 : a.app > b.app ? 1 : 0))
  }
}
