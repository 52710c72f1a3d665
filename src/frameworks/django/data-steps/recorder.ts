import type { ImportedModel, ModelUse, Unfollowed, Write } from '../../../model/schema/data-step.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import type { Place } from '../../../model/place.ts'
import type { Span } from '../../../python/ast.ts'
import type { SourceFile } from '../../../python/scope.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Model } from './known.ts'

type Noted = { -readonly [Key in keyof Write]: Write[Key] }

/** A model that is asked for, while its fields are still being found. */
interface Use extends Omit<ModelUse, 'fields' | 'missingFields'> {
  readonly fields: Map<string, { name: string; place: Place }>
  readonly missing: Map<string, { name: string; place: Place }>
}

/** Collects what a walk through a function finds, each thing once. */
export class Recorder {
  readonly writes: Noted[] = []
  readonly #unfollowed = new Map<string, Unfollowed>()
  readonly #uses = new Map<string, Use>()
  readonly #imports = new Map<string, ImportedModel>()
  /** What SQL that is run does besides, in order. */
  readonly effects: Effect[] = []
  usesAlias = false
  touchesRows = false

  place(file: SourceFile, { start, end }: Span): Place {
    return placeOf(file.module, { path: file.path, start, end })
  }

  write(write: Write): void {
    this.touchesRows = true
    this.writes.push({ ...write })
  }

  /** Takes back that anything from a point on is sure. */
  doubt(from: number): void {
    for (const write of this.writes.slice(from)) write.rows = 'some'
  }

  unfollowed(cause: string, place: Place): void {
    const key = `${place.path}:${place.line}:${cause}`
    if (!this.#unfollowed.has(key)) this.#unfollowed.set(key, { cause, place })
  }

  import(model: ImportedModel): void {
    if (!this.#imports.has(model.path)) this.#imports.set(model.path, model)
  }

  use(use: Pick<ModelUse, 'app' | 'model' | 'exists' | 'isDeclared' | 'place'>): void {
    const key = `${use.app}.${use.model.toLowerCase()}`
    if (!this.#uses.has(key)) this.#uses.set(key, { ...use, fields: new Map(), missing: new Map() })
  }

  field({ key, isImported }: Model, name: string, place: Place, isMissing: boolean): void {
    const use = key === undefined || isImported ? undefined : this.#uses.get(key)
    if (!use) return
    if (!use.fields.has(name)) use.fields.set(name, { name, place })
    if (isMissing && !use.missing.has(name)) use.missing.set(name, { name, place })
  }

  get found() {
    return {
      writes: this.writes as readonly Write[],
      unfollowed: [...this.#unfollowed.values()],
      uses: [...this.#uses.values()].map(({ fields, missing, ...use }): ModelUse => ({
        ...use,
        fields: [...fields.values()],
        missingFields: [...missing.values()],
      })),
      imports: [...this.#imports.values()],
      heedsAlias: this.touchesRows ? this.usesAlias : undefined,
    }
  }
}
