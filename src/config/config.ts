import type { ComparedPart } from '../model/compared-part.ts'
import type { Preset } from '../engine/rule.ts'
import type { Severity } from '../model/finding.ts'

/** A rule's severity, or its severity and options. */
export type RuleConfig =
  | Severity
  | 'off'
  | readonly [Severity | 'off']
  | readonly [Severity | 'off', Readonly<Record<string, string>>]

export type RulesConfig = Readonly<Record<string, RuleConfig>>

/** What the classes of a library do to models, by their dotted paths; the descriptions that come with the tool show how. */
export interface LibraryDescription {
  /** The name of the distribution that brings the package, in its normal form. */
  readonly distribution?: string | undefined
  /** The versions that it holds for, as in `>=4,<6`; any unless given. */
  readonly versions?: string | undefined
  readonly classes: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What a config file may say. Globs are matched from the repository's root. */
export interface Config {
  /** For editors; not read. */
  readonly $schema?: string | undefined
  /** The ref that a branch is to be merged into, such as `origin/main`. `--base` wins over it. */
  readonly base?: string | undefined
  /** Globs of paths to look at. Everything unless given. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** The databases that the migrations run on, with the oldest version in use where that matters: `postgresql@14`. */
  readonly database?: string | readonly string[] | undefined
  /** The rules to start from; `recommended` unless given. */
  readonly preset?: Preset | undefined
  readonly rules?: RulesConfig | undefined
  /** Settings for some apps or paths only; later ones win. */
  readonly overrides?:
    | readonly {
        readonly apps?: readonly string[] | undefined
        readonly paths?: readonly string[] | undefined
        readonly rules: RulesConfig
      }[]
    | undefined
  /** Findings that are allowed, for what has no file left to carry a comment. */
  readonly allow?:
    readonly { readonly rule: string; readonly migration: string; readonly reason: string }[] | undefined
  readonly frameworks?:
    | {
        readonly django?:
          | {
              /** Settings modules to read instead of those that `manage.py` and the test configuration name. */
              readonly settings?: string | readonly string[] | undefined
              /** As Django's `MIGRATION_MODULES`. */
              readonly migrationModules?: Readonly<Record<string, string | null>> | undefined
              /** The Django that the project runs on, such as `5.2`. Found out unless given. */
              readonly version?: string | undefined
              /** The folder of the project's virtual environment, from the repository's root. Found unless given. */
              readonly environment?: string | undefined
              /** Keywords of fields and options of models that are not compared with the migrations: `help_text`. */
              readonly ignoredAttributes?: readonly string[] | undefined
              /** What classes of libraries do to models, where neither an environment nor the tool tells. */
              readonly libraries?: readonly LibraryDescription[] | undefined
            }
          | undefined
        readonly typeorm?:
          | {
              /** Parts of tables that are not compared with the migrations: `names`, `defaults`. */
              readonly ignoredParts?: readonly ComparedPart[] | undefined
            }
          | undefined
      }
    | undefined
}

/** Gives a config its types. Answers with the config as it is. */
export function defineConfig(config: Config): Config {
  return config
}
