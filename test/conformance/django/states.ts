import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { Deconstructed } from '../../../src/frameworks/django/state/deconstructed.ts'
import type { FieldState } from '../../../src/frameworks/django/state/field-state.ts'
import type {
  ModelState,
  NamedState,
  ProjectState,
} from '../../../src/frameworks/django/state/model-state.ts'
import { findUnresolved } from '../../../src/frameworks/django/unresolved.ts'
import { sourceOf } from '../../../src/frameworks/django/values/source.ts'
import type { Subject } from './oracle.ts'

type Call = readonly [path: string, args: readonly string[], keywords: Readonly<Record<string, string>>]
type Named = readonly [name: string, ...Call]

/** A model as Django's loader has it at the end of all migrations (states.py). */
export interface DjangoModel {
  readonly name: string
  readonly fields: readonly Named[]
  readonly options: Readonly<Record<string, string>>
  readonly indexes: readonly Named[]
  readonly constraints: readonly Named[]
  readonly bases: readonly string[]
  readonly managers: readonly Named[]
}

export interface DjangoStates {
  readonly django: string
  readonly models: Readonly<Record<string, DjangoModel>>
}

/** Asks the Django that `python` imports; `pythonPath` goes in front of everything. */
export function askStates(
  python: string,
  subject: Subject,
  pythonPath: readonly string[] = [],
): DjangoStates {
  const output = execFileSync(python, [resolve('test/conformance/django/states.py')], {
    input: JSON.stringify(subject),
    env: { PATH: process.env['PATH'] ?? '', PYTHONPATH: pythonPath.join(':'), PYTHONHASHSEED: '0' },
    stdio: ['pipe', 'pipe', process.env['CONFORMANCE_DEBUG'] ? 'inherit' : 'ignore'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  return JSON.parse(output) as DjangoStates
}

export interface Tally {
  agree: number
  total: number
  /** What is in doubt, or of a class that cannot be read: neither right nor wrong. */
  unknown: number
}

export interface StateAgreement {
  readonly models: Tally
  readonly fields: Tally
  readonly options: Tally
  readonly indexes: Tally
  readonly managers: Tally
  readonly bases: Tally
  readonly differences: readonly string[]
}

/** How a state of ours compares with Django's, part by part. */
export function compareStates(
  django: Readonly<Record<string, DjangoModel>>,
  ours: ProjectState,
): StateAgreement {
  const differences: string[] = []
  const tally = (): Tally => ({ agree: 0, total: 0, unknown: 0 })
  const [models, fields, options, indexes, managers, bases] = [
    tally(),
    tally(),
    tally(),
    tally(),
    tally(),
    tally(),
  ]
  const check = (counts: Tally, what: string, theirs: unknown, mine: unknown, isUnknown = false) => {
    counts.total++
    const [a, b] = [JSON.stringify(theirs), JSON.stringify(mine)]
    if (isUnknown) counts.unknown++
    else if (a === b) counts.agree++
    else differences.push(`${what}\n    Django ${a}\n    ours   ${b}`)
  }
  const apps = new Set(Object.keys(django).map((key) => key.split('.')[0]!))
  for (const key of new Set([...Object.keys(django), ...ours.models.keys()])) {
    const [theirs, mine] = [django[key], ours.models.get(key)]
    const app = key.split('.')[0]!
    if (!apps.has(app)) continue
    const doubts = [...(ours.doubts.get(app) ?? []), ...(mine?.doubts ?? [])]
    const isDoubted = (aspect: string, name?: string) =>
      doubts.some(
        (doubt) =>
          (doubt.aspect === 'existence' && (!('name' in doubt) || doubt.name === key.split('.')[1])) ||
          (doubt.aspect === aspect && (doubt.name === undefined || doubt.name === name)),
      )
    check(models, key, theirs?.name, mine?.name, isDoubted('existence'))
    if (!theirs || !mine) continue
    const [names, own] = [theirs.fields.map(([name]) => name), [...mine.fields.keys()]]
    check(models, `${key}: order of fields`, names, own, isDoubted('fields') || doubts.length > 0)
    for (const [name, ...call] of theirs.fields) {
      const field = mine.fields.get(name)
      const isUnknown = (field && isUndecided(field)) || isDoubted('fields', name)
      check(fields, `${key}.${name}`, shown(call), field && calledFor(field), isUnknown)
    }
    for (const name of new Set([...Object.keys(theirs.options), ...mine.options.keys()])) {
      const value = mine.options.get(name)
      const isUnknown = isDoubted('options', name) || value?.kind === 'unresolved'
      check(options, `${key}: ${name}`, theirs.options[name], value && sourceOf(value), isUnknown)
    }
    for (const kind of ['indexes', 'constraints'] as const)
      check(
        indexes,
        `${key}: ${kind}`,
        theirs[kind].map(named),
        mine[kind].map(ourNamed),
        isDoubted('options', kind),
      )
    check(managers, `${key}: managers`, theirs.managers.map(named), mine.managers.map(ourManager))
    check(bases, `${key}: bases`, theirs.bases.map(base), mine.bases.map(base), isDoubted('bases'))
  }
  return { models, fields, options, indexes, managers, bases, differences }
}

const named = ([name, ...call]: Named) => [name, shown(call)]
const ourNamed = (one: NamedState) => [one.name, calledFor(one)]
const ourManager = ({ name, manager }: ModelState['managers'][number]) => [
  name,
  manager && calledFor(manager),
]

function shown([path, args, keywords]: Call) {
  return [
    base(path),
    args,
    Object.entries(keywords).map(([name, value]) => [name, isTarget(name) ? target(value) : value]),
  ]
}

const isTarget = (name: string) => name === 'to' || name === 'through'

/** Tables that are declared, and before Django 4.0 all targets, keep their letter case. */
function target(value: string): string {
  return value.startsWith("'") ? value.toLowerCase() : value
}

function calledFor({ path, args, keywords }: Deconstructed): readonly [string, string[], [string, string][]] {
  const sorted = [...keywords].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    base(path),
    args.map((arg) => sourceOf(arg)),
    sorted.map(([name, value]): [string, string] => [name, sourceOf(value)]),
  ]
}

/** Names where Django defines them: `django.db.models.base.Model` is `django.db.models.Model`. */
function base(path: string): string {
  return path.replace(
    /^django\.db\.models\.(?:base|fields(?:\.\w+)?|manager|indexes|constraints)\./,
    'django.db.models.',
  )
}

/** Whether a field has something that would have to be run, or a setting's value. */
function isUndecided({ unread, relation, args, keywords }: FieldState): boolean {
  if (unread || (relation && relation.to === undefined)) return true
  return [...args, ...keywords.values()].some(
    (value) =>
      findUnresolved(value) !== undefined ||
      (value.kind === 'reference' && value.path.startsWith('django.conf.settings.')),
  )
}
