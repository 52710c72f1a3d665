import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { commitOf, repositories } from '../django/repositories.ts'
import { askDrift } from './ask-drift.ts'
import { changeOf, type Fact } from './facts.ts'
import { writeRepositories, type RecordedRepository } from './recording.ts'

/**
 * Makes the recording of a file of Django's verdicts on repositories, `{name: Verdict}`, and of those repositories of
 * django/repositories.ts that the file does not tell of, in a folder of clones:
 * `node test/conformance/run.mjs verdicts/record.ts FILE --repositories DIR`.
 */
interface Row {
  readonly verdict: string | null
  readonly drift: readonly Fact[]
}

interface Verdict extends Row {
  readonly repo: string | null
  readonly commit: string | null
  readonly settings: string
  readonly django: string
  readonly hide?: readonly (Row & {
    readonly hidden: readonly [app: string, name: string]
    readonly file: string
    readonly operations: readonly string[]
  })[]
  readonly history?: readonly (Row & { readonly commit: string })[]
}

/**
 * What a project's own `makemigrations` leaves out: pretalx's, as its
 * src/pretalx/common/management/commands/makemigrations.py says.
 */
const ignored: Readonly<Record<string, readonly string[]>> = {
  'pretalx-own-command': [
    ...['verbose_name', 'verbose_name_plural', 'ordering', 'get_latest_by', 'default_manager_name'],
    ...['permissions', 'default_permissions', 'help_text', 'validators', 'editable', 'blank', 'choices'],
  ],
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { repositories: { type: 'string' } },
})
const [file] = positionals
if (file === undefined) throw new Error('usage: verdicts/record.ts FILE [--repositories DIR]')
const verdicts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Verdict>

const told = ({ verdict }: Row): boolean => verdict === 'clean' || verdict === 'drift'
const facts = (drift: readonly Fact[]): Fact[] =>
  drift.map(([app, operation, model, name, attributes]) => {
    const about = [app, operation, model.toLowerCase(), name] as const
    return attributes ? [...about, attributes.map((each) => each.replace(/[<>]/g, ''))] : about
  })

const recorded = Object.entries(verdicts).flatMap(([name, verdict]): RecordedRepository[] => {
  if (verdict.repo === null || verdict.commit === null || !told(verdict)) return []
  const operations = facts(verdict.drift)
  return [
    {
      name,
      repository: verdict.repo,
      commit: verdict.commit,
      settings: verdict.settings,
      django: verdict.django,
      ...(ignored[name] ? { ignored: ignored[name] } : {}),
      operations,
      hidden: (verdict.hide ?? []).filter(told).map((row) => ({
        migration: row.hidden.join('.'),
        path: row.file,
        operations: row.operations,
        ...changeOf(operations, facts(row.drift)),
      })),
      history: (verdict.history ?? [])
        .filter(told)
        .map(({ commit, drift }) => ({ commit, ...changeOf(operations, facts(drift)) })),
    },
  ]
})

/** Where the repositories of django/repositories.ts come from. */
const owners: Readonly<Record<string, string>> = {
  saleor: 'saleor',
  wagtail: 'wagtail',
  'django-oscar': 'django-oscar',
  'readthedocs.org': 'readthedocs',
  pythondotorg: 'python',
  healthchecks: 'healthchecks',
}

const asked = repositories
  .filter(({ name }) => values.repositories !== undefined && !recorded.some((each) => each.name === name))
  .map((repository): RecordedRepository => {
    const clone = join(values.repositories!, repository.name)
    const { django, operations, hidden } = askDrift(repository, clone)
    return {
      name: repository.name,
      repository: `${owners[repository.name]!}/${repository.name}`,
      commit: commitOf(clone),
      settings: repository.subject.settings as string,
      django,
      operations,
      hidden: hidden.flatMap(({ facts, error, ...row }) =>
        error === undefined ? [{ ...row, ...changeOf(operations, facts ?? []) }] : [],
      ),
      history: [],
    }
  })

/** What Django could not be made to load: there is only what the repository's own migrations say. */
const untold = Object.entries(verdicts).flatMap(([name, { repo, commit, settings, django, ...row }]) =>
  repo === null ||
  commit === null ||
  told(row) ||
  [...recorded, ...asked].some((each) => each.repository === repo)
    ? []
    : [{ name, repository: repo, commit, settings, django, hidden: [], history: [] }],
)

writeRepositories([...recorded, ...asked, ...untold])
