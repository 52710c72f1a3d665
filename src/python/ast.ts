/**
 * A small syntax tree of Python, with the names of Python's own `ast` module. Plain objects, made once from
 * the parser's tree. Annotations, comments and the way things are quoted or wrapped are not kept.
 */

/** Start and end of a node as offsets into the module's text, in UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Expr = Span &
  (
    | { readonly type: 'Constant'; readonly value: ConstantValue }
    | { readonly type: 'Name'; readonly id: string }
    | { readonly type: 'Attribute'; readonly value: Expr; readonly attr: string }
    | {
        readonly type: 'Call'
        readonly func: Expr
        readonly args: readonly Expr[]
        readonly keywords: readonly Keyword[]
      }
    | { readonly type: 'List' | 'Tuple' | 'Set'; readonly elts: readonly Expr[] }
    | { readonly type: 'Dict'; readonly items: readonly DictItem[] }
    | { readonly type: 'BinOp'; readonly op: string; readonly left: Expr; readonly right: Expr }
    | { readonly type: 'UnaryOp'; readonly op: 'not' | '-' | '+' | '~'; readonly operand: Expr }
    | { readonly type: 'BoolOp'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | {
        readonly type: 'Compare'
        readonly left: Expr
        readonly ops: readonly string[]
        readonly comparators: readonly Expr[]
      }
    | { readonly type: 'IfExp'; readonly test: Expr; readonly body: Expr; readonly orelse: Expr }
    | { readonly type: 'Lambda'; readonly params: readonly Param[]; readonly body: Expr }
    | {
        readonly type: 'ListComp' | 'SetComp' | 'GeneratorExp'
        readonly elt: Expr
        readonly generators: readonly Comprehension[]
      }
    | {
        readonly type: 'DictComp'
        readonly key: Expr
        readonly value: Expr
        readonly generators: readonly Comprehension[]
      }
    | { readonly type: 'JoinedStr'; readonly values: Template }
    | { readonly type: 'Subscript'; readonly value: Expr; readonly index: Expr }
    | { readonly type: 'Slice'; readonly lower?: Expr; readonly upper?: Expr; readonly step?: Expr }
    | { readonly type: 'Starred'; readonly value: Expr }
    | { readonly type: 'NamedExpr'; readonly target: Expr; readonly value: Expr }
    /**
     * `await`, `yield`, and whatever has no meaning for a static reader: kept for comparison only. `text` is
     * what the source has beside the children.
     */
    | {
        readonly type: 'OtherExpr'
        readonly kind: string
        readonly children: readonly Expr[]
        readonly text: string
      }
  )

/** An integer is a number where that is exact, else a bigint: what is a number is never a float. */
export type ConstantValue =
  string | number | bigint | boolean | null | Float | Bytes | { readonly kind: 'ellipsis' }

/** A float, kept apart from integers: `1.0` and `1` are written differently into a database and into text. */
export interface Float {
  readonly kind: 'float'
  readonly value: number
}

/** A bytes literal, each byte a code unit. */
export interface Bytes {
  readonly kind: 'bytes'
  readonly text: string
}

export interface Keyword {
  /** Undefined for `**value`. */
  readonly arg: string | undefined
  readonly value: Expr
}

export interface DictItem {
  /** Undefined for `**value`. */
  readonly key: Expr | undefined
  readonly value: Expr
}

/** The parts of an f-string, or of the format of one of its fields. */
export type Template = readonly (string | FormattedValue)[]

export interface FormattedValue {
  readonly value: Expr
  /** `r`, `s`, `a` or nothing. */
  readonly conversion: string
  readonly spec: Template
}

export interface Comprehension {
  readonly target: Expr
  readonly iter: Expr
  readonly ifs: readonly Expr[]
  readonly isAsync: boolean
}

export interface Param {
  readonly name: string
  readonly kind: 'positional-only' | 'positional' | 'keyword' | 'args' | 'kwargs'
  readonly default?: Expr
}

export interface Alias {
  readonly name: string
  readonly asname: string | undefined
}

export type FunctionDef = Span & {
  readonly type: 'FunctionDef'
  readonly name: string
  readonly params: readonly Param[]
  readonly body: readonly Stmt[]
  readonly decorators: readonly Expr[]
  readonly isAsync: boolean
}

export type ClassDef = Span & {
  readonly type: 'ClassDef'
  readonly name: string
  readonly bases: readonly Expr[]
  readonly keywords: readonly Keyword[]
  readonly body: readonly Stmt[]
  readonly decorators: readonly Expr[]
}

export type Stmt =
  | FunctionDef
  | ClassDef
  | (Span &
      (
        | { readonly type: 'Import'; readonly names: readonly Alias[] }
        | {
            readonly type: 'ImportFrom'
            readonly module: string
            readonly level: number
            readonly names: readonly Alias[] | '*'
          }
        | { readonly type: 'Assign'; readonly targets: readonly Expr[]; readonly value: Expr }
        | { readonly type: 'AugAssign'; readonly target: Expr; readonly op: string; readonly value: Expr }
        | { readonly type: 'AnnAssign'; readonly target: Expr; readonly value: Expr | undefined }
        | {
            readonly type: 'If'
            readonly test: Expr
            readonly body: readonly Stmt[]
            readonly orelse: readonly Stmt[]
          }
        | {
            readonly type: 'For'
            readonly isAsync: boolean
            readonly target: Expr
            readonly iter: Expr
            readonly body: readonly Stmt[]
            readonly orelse: readonly Stmt[]
          }
        | {
            readonly type: 'While'
            readonly test: Expr
            readonly body: readonly Stmt[]
            readonly orelse: readonly Stmt[]
          }
        | {
            readonly type: 'Try'
            readonly body: readonly Stmt[]
            readonly handlers: readonly Handler[]
            readonly orelse: readonly Stmt[]
            readonly finalbody: readonly Stmt[]
            /** True for `except*`. */
            readonly isGroup: boolean
          }
        | {
            readonly type: 'With'
            readonly isAsync: boolean
            readonly items: readonly WithItem[]
            readonly body: readonly Stmt[]
          }
        | { readonly type: 'Match'; readonly subject: Expr; readonly cases: readonly MatchCase[] }
        | { readonly type: 'Return'; readonly value: Expr | undefined }
        | { readonly type: 'Expr'; readonly value: Expr }
        | { readonly type: 'Raise' | 'Assert' | 'Delete'; readonly values: readonly Expr[] }
        | { readonly type: 'Pass' | 'Break' | 'Continue' }
        | { readonly type: 'Global' | 'Nonlocal'; readonly names: readonly string[] }
        /** `type`, Python 2's `print` and `exec`: kept for comparison only. `binds` are the names it may set. */
        | {
            readonly type: 'OtherStmt'
            readonly kind: string
            readonly text: string
            /** Every name in it. */
            readonly names: readonly Expr[]
            readonly binds: readonly string[]
          }
      ))

export interface Handler {
  readonly types: readonly Expr[]
  readonly name: string | undefined
  readonly body: readonly Stmt[]
}

export interface MatchCase {
  /** Not read any further: its text, and every name in it. */
  readonly pattern: Expr
  /** The names that it binds where it matches. */
  readonly captures: readonly string[]
  readonly guard: Expr | undefined
  readonly body: readonly Stmt[]
}

export interface WithItem {
  readonly value: Expr
  readonly target: Expr | undefined
}

/** A parsed file. */
export interface Module {
  readonly body: readonly Stmt[]
  readonly text: string
  /** The first place where the text is not Python, if there is one. */
  readonly syntaxError: (Span & { readonly message: string }) | undefined
  /** True where nesting was so deep that parts were cut off: then nothing may be concluded from what is missing. */
  readonly tooDeep: boolean
}
