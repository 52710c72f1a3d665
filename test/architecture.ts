/** A row of the import table: what the files of one room may import. */
export interface Room {
  /** A file, or a folder with everything in it; `*` stands for one folder's name. The first row that fits holds. */
  readonly files: string
  /** The rooms that it may import, besides itself. */
  readonly may: readonly string[]
  /** The packages for which the room is a door. */
  readonly packages?: readonly string[]
  /** Node's own modules that it may import. */
  readonly node?: readonly string[]
  /** Its files may not import one another either: each rule stands alone. */
  readonly apart?: boolean
  /** Nothing is there yet. The test fails as soon as something is, so that this mark cannot outlive its reason. */
  readonly planned?: boolean
  /** Why a row allows more than its neighbours. */
  readonly because?: string
}

const model = 'src/model'

/** Most particular first. */
export const rooms: readonly Room[] = [
  { files: model, may: [] },

  {
    files: 'src/python',
    may: [model],
    packages: ['web-tree-sitter'],
    node: ['module', 'url'],
    because: 'the grammar is a file that has to be found, beside the bundle or among the packages',
  },
  {
    files: 'src/typescript',
    may: [model],
    packages: ['@typescript-eslint/parser', '@typescript-eslint/types'],
    node: ['crypto'],
    because: 'syntax trees are typed by the package of their types; code that makes hashes is followed',
  },
  { files: 'src/sql', may: [model], packages: ['libpg-query'] },

  { files: 'src/engine', may: [model] },
  {
    files: 'src/report/output-schema.ts',
    may: [model],
    packages: ['valibot', '@valibot/to-json-schema'],
    because: 'it says what the JSON output looks like; the build and the tests ask it, a run does not',
  },
  {
    files: 'src/report/plan-schema.ts',
    may: [model],
    packages: ['valibot', '@valibot/to-json-schema'],
    because: 'it says what the JSON of a plan looks like; the build and the tests ask it, a run does not',
  },
  {
    files: 'src/report/applied-schema.ts',
    may: [model],
    packages: ['valibot', '@valibot/to-json-schema'],
    because:
      'it says what the JSON of a comparison looks like; the build and the tests ask it, a run does not',
  },
  { files: 'src/report', may: [model] },

  { files: 'rules/index.ts', may: ['rules', 'src/engine/rule.ts'], because: 'it is the list of all rules' },
  { files: 'rules', may: [model, 'src/engine/rule.ts'], apart: true },

  {
    files: 'src/environment',
    may: [model, 'src/python'],
    node: ['fs', 'path'],
    because: 'what is installed lies outside of the repository, and is read as far as imports lead there',
  },

  { files: 'src/frameworks/framework.ts', may: [model] },
  {
    files: 'src/frameworks/index.ts',
    may: [model, 'src/frameworks', 'src/python'],
    because: 'it is the list of all frameworks, and makes what they share',
  },
  {
    files: 'src/frameworks/django/library/described-packages.ts',
    may: ['src/frameworks/django/library/description.ts'],
    node: ['module'],
    because: 'the descriptions of libraries are files that have to be found, beside the bundle or the source',
  },
  {
    files: 'src/frameworks/typeorm/entities/sha1.ts',
    may: [],
    node: ['crypto'],
    because: 'names of keys are the beginnings of hashes',
  },
  {
    files: 'src/frameworks/*',
    may: [model, 'src/frameworks/framework.ts', 'src/python', 'src/typescript', 'src/sql'],
  },

  {
    files: 'src/git',
    may: [model],
    packages: ['simple-git'],
    node: ['fs', 'child_process', 'crypto', 'path'],
  },
  {
    files: 'src/database',
    may: [model],
    packages: ['pg', 'mysql2', 'better-sqlite3'],
    node: ['fs', 'path', 'sqlite'],
    because:
      'it is the one door to databases; the drivers are the user’s, and loaded when a database is asked',
  },
  {
    files: 'src/repair',
    may: [model, 'src/frameworks/framework.ts'],
    because:
      'a repair is worked out of trees and projects alone, and a framework says how its files are written',
  },
  { files: 'src/cache', may: [model], node: ['fs/promises'], planned: true },
  {
    files: 'src/config/json-schema.ts',
    may: ['src/config/schema.ts', 'src/engine', 'rules/index.ts'],
    packages: ['@valibot/to-json-schema'],
    because: 'the schema for editors names every rule; the build and the tests ask it, a run does not',
  },
  {
    files: 'src/config',
    may: [model, 'src/engine'],
    packages: ['cosmiconfig', 'smol-toml', 'valibot', 'jiti'],
    node: ['fs/promises', 'module', 'path'],
  },

  {
    files: 'src/paths.ts',
    may: [model],
    node: ['fs/promises', 'path'],
    because: 'which file of the repository a path names is for the disk to say: links, letter case',
  },
  { files: 'src/lint.ts', may: [model, 'src/engine', 'src/frameworks/framework.ts'] },
  {
    files: 'src/check.ts',
    may: [
      model,
      'src/engine',
      'src/frameworks',
      'src/environment',
      'src/git',
      'src/cache',
      'src/config',
      'src/lint.ts',
      'src/paths.ts',
      'rules',
    ],
    because:
      'it is where git, the config and the pipeline meet, for the command line and the public API alike',
  },
  {
    files: 'src/fix.ts',
    may: [model, 'src/check.ts', 'src/frameworks/framework.ts', 'src/git', 'src/repair'],
    because: 'it is where what a check finds and what git knows of the sides become repairs',
  },
  {
    files: 'src/merge-driver.ts',
    may: [model, 'src/check.ts', 'src/git', 'src/repair'],
    because: 'it is where what git is merging and the projects of both sides meet',
  },
  {
    files: 'src/applied.ts',
    may: [
      model,
      'src/check.ts',
      'src/edited-since-applied.ts',
      'src/frameworks/framework.ts',
      'src/git',
      'src/paths.ts',
    ],
    node: ['path'],
    because:
      'it is where the rows of a database, what git knows of the files and a project that was loaded meet',
  },
  {
    files: 'src/edited-since-applied.ts',
    may: [model, 'src/frameworks/framework.ts', 'src/git'],
    because: 'versions of files out of git are loaded and compared as the framework does',
  },
  {
    files: 'src/squash.ts',
    may: [model, 'src/check.ts', 'src/git', 'src/repair'],
    because: 'it is where a project that was loaded and the writing of files meet',
  },
  {
    files: 'src/index.ts',
    may: ['src/check.ts', 'src/config', 'src/engine', model],
    because: 'it is the public API',
  },
  {
    files: 'src/cli/files.ts',
    may: [model],
    node: ['crypto', 'fs/promises', 'path', 'url'],
    because: 'it writes what the user asked to have written, and reads the pages of this package',
  },
  {
    files: 'src/cli/init',
    may: ['src', 'rules'],
    node: ['path', 'readline/promises'],
    because: 'it asks before it writes',
  },
  { files: 'src/cli', may: ['src', 'rules'], packages: ['commander'], node: ['path'] },

  { files: 'bin', may: ['src/cli/main.ts'], node: ['process'] },
]
