import type { ConstantValue, Expr, FunctionDef, Param } from '../../../python/ast.ts'
import type { Scope } from '../../../python/scope.ts'
import type { Value } from '../../../python/value.ts'
import type { ModelState } from '../state/model-state.ts'
import type { Reach } from './reach.ts'

/** A model whose rows a function handles. */
export interface Model {
  /** `app.model`; undefined where it is not known which model it is. */
  readonly key: string | undefined
  /** `app.Model`, as messages call it. */
  readonly label: string
  /** As it stands when the function runs; undefined where the state does not tell. */
  readonly state: ModelState | undefined
  /** The identity of its table. */
  readonly table: string | undefined
  /** Whether it is a class of today's code, not one of the state. */
  readonly isImported: boolean
  /** The call that gave the class of today's code, where one was asked for it. */
  readonly asked?: { readonly path: string; readonly setting?: string }
}

/** A queryset, or a manager: the rows that it surely has among others. */
export interface Rows {
  readonly kind: 'rows'
  readonly model: Model
  readonly reach: Reach
  /** Of a slice, or of what lies behind a key: the rows of all the parts together. */
  readonly whole?: Reach | undefined
  /** Where it is a single object of a loop, looked up by its key. */
  readonly of?: Row | undefined
  /** Where it is what a many-to-many relation leads to: the table between. */
  readonly through?: string | undefined
  /** What iterating over it gives. */
  readonly gives: 'objects' | 'keys' | 'values'
  /** The fields that `values_list` names. */
  readonly values?: readonly (string | undefined)[] | undefined
  readonly isFlat?: boolean
  /** Whether a loop has a number beside each: `enumerate()`. */
  readonly isNumbered?: boolean
  /** The names that `annotate()` and the like add. */
  readonly added: ReadonlySet<string>
  /** Whether names may be added that are not known. */
  readonly mayHaveMore?: boolean
}

/** An object of a model: one that a loop takes from rows, one that is looked up, or a new one. */
export interface Row {
  readonly kind: 'row'
  readonly model: Model
  /** For which rows the loop surely comes to it. */
  readonly reach: Reach
  readonly isNew: boolean
  readonly isInParts: boolean
  readonly added: ReadonlySet<string>
  readonly mayHaveMore?: boolean
  /** The field of another object that leads to it: NULL where there is none. */
  readonly key?: { readonly row: Row; readonly field: string; readonly isNull: Nullness }
  /** Another object of the same row, by whose key it was looked up. */
  readonly twin?: Row
  /** Whether there may be none. */
  readonly mayBeNone?: boolean
  /** The rows of which there is none where there is no object: those of the queryset that it is the first of. */
  readonly among?: Reach
  /** Objects that it leads to, by the field. */
  readonly leadsTo: Map<string, Known>
}

/** Whether a value may be NULL in a database; a function of the model where it names fields. */
export type Nullness = 'never' | 'maybe' | 'always'

/** A function with the names around it. */
export interface Callable {
  readonly kind: 'function'
  readonly name: string
  readonly params: readonly Param[]
  readonly defaults: ReadonlyMap<string, Known>
  readonly code: FunctionDef | Expr
  readonly scope: Scope
  /** The names of the function that it stands in. */
  readonly outer: ReadonlyMap<string, Known> | undefined
  /** Given before: `self`, or what `partial` holds. */
  readonly args: readonly Known[]
  readonly keywords: ReadonlyMap<string, Known>
}

/** What the walk knows of a value. */
export type Known =
  | { readonly kind: 'apps' | 'editor' | 'connection' | 'alias' | 'cursor' }
  /** A connection that is not the one that the migration runs on. */
  | { readonly kind: 'other connection' }
  | { readonly kind: 'app'; readonly label: string | undefined }
  | { readonly kind: 'model'; readonly model: Model }
  | Rows
  | Row
  | { readonly kind: 'list'; readonly id: number }
  | { readonly kind: 'tuple'; readonly items: readonly Known[] }
  | Callable
  /** A value of the source that the evaluator knows. */
  | { readonly kind: 'value'; readonly value: Value }
  /** A value that is nothing but data. */
  | {
      readonly kind: 'data'
      readonly isNull: Nullness
      /** The field of an object that it was read from. */
      readonly from?: { readonly row: Row; readonly field: string } | undefined
      /** The rows that it says the number of, or whether there are any. */
      readonly counted?: { readonly model: Model; readonly reach: Reach } | undefined
      /** An index that a loop moves on by steps. */
      readonly isIndex?: boolean
      /** What it is before the first round of the loop that it is set in. */
      readonly initial?: ConstantValue
      /** Whether `with` passes over what fails in it. */
      readonly suppresses?: boolean
      /** By how many `isIndex` moves on. */
      readonly step?: Known | undefined
    }
  /** An expression of the ORM: whether it is NULL hangs on the model that it is worked out on. */
  | {
      readonly kind: 'expression'
      readonly isNull: (model: Model) => Nullness
      readonly fields: readonly Named[]
    }
  /** A condition of the ORM. */
  | { readonly kind: 'q'; readonly matched: Reach; readonly missed: Reach; readonly fields: readonly Named[] }
  /** A method that is about to be called. */
  | { readonly kind: 'bound'; readonly object: Known; readonly name: string }
  /** What a generator yields. */
  | { readonly kind: 'yields'; readonly items: readonly Known[]; readonly isWhole: boolean }
  | { readonly kind: 'unknown'; readonly cause: string; readonly initial?: ConstantValue }

/** A field's name in source. */
export interface Named {
  readonly name: string
  readonly start: number
  readonly end: number
}

export function data(
  isNull: Nullness,
  from?: { readonly row: Row; readonly field: string },
): Extract<Known, { kind: 'data' }> {
  return { kind: 'data', isNull, from }
}

/** Whether what a value is given to can reach rows by it. */
export function isHandle(known: Known): boolean {
  switch (known.kind) {
    case 'apps':
    case 'editor':
    case 'connection':
    case 'other connection':
    case 'cursor':
    case 'app':
    case 'model':
    case 'rows':
    case 'row':
      return true
    case 'tuple':
      return known.items.some(isHandle)
    case 'bound':
      return isHandle(known.object)
    default:
      return false
  }
}

/** Whether what is nothing but data may be NULL; undefined for what is more than that. */
export function dataNullness(known: Known): Nullness | undefined {
  if (known.kind === 'data') return known.isNull
  if (known.kind === 'tuple' || known.kind === 'alias') return 'never'
  if (known.kind !== 'value') return undefined
  const { value } = known
  switch (value.kind) {
    case 'const':
      return value.value === null ? 'always' : 'never'
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
    case 'iterator':
    case 'member':
      return 'never'
    default:
      return undefined
  }
}
