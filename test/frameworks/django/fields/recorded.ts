import { readFileSync } from 'node:fs'
import type { DjangoContext } from '../../../../src/frameworks/django/context.ts'
import { columnsOfOwner } from './owner.ts'
import { constraintState } from '../../../../src/frameworks/django/fields/constraint-state.ts'
import { fieldState } from '../../../../src/frameworks/django/fields/field-state.ts'
import { indexState } from '../../../../src/frameworks/django/fields/index-state.ts'
import { callOf } from '../../../../src/frameworks/django/values/calls.ts'
import { djangoOutside } from '../../../../src/frameworks/django/values/hooks.ts'
import { sourceOf } from '../../../../src/frameworks/django/values/source.ts'
import { constant, truth, type Value } from '../../../../src/python/value.ts'
import { interpreterOf } from '../../../python/running.ts'

/** What Django makes of fields, indexes and constraints; see test/conformance/django/fields.py. */
export interface Recording {
  readonly django: string
  readonly preamble: string
  readonly cases: readonly (readonly [
    kind: 'field' | 'index' | 'constraint',
    source: string,
    written: string,
  ])[]
}

export function readRecording(path: string | URL): Recording {
  return JSON.parse(readFileSync(path, 'utf8')) as Recording
}

const owner = { app: 'shop', name: 'Owner' }

/** The cases of a recording that come out otherwise here, and what comes out. */
export function disagreements({ django, preamble, cases }: Recording): string[] {
  const [major = 0, minor = 0] = django.split('.').map(Number)
  const lines = cases.map(([, source], index) => `case_${index} = ${source}`)
  const interpreter = interpreterOf(
    { 'shop/__init__.py': '', 'shop/models.py': `${preamble}\n${lines.join('\n')}\n` },
    djangoOutside({ version: [major, minor] }),
  )
  const context: DjangoContext = {
    interpreter,
    version: [major, minor],
    library: { classAt: () => undefined },
    authUserModel: 'auth.User',
    labelOf: (model) => (model.kind === 'class' ? `shop.${model.name.toLowerCase()}` : undefined),
  }
  const scope = interpreter.module('shop/models.py')
  if (!scope) throw new Error('the preamble is no Python')
  const result: string[] = []
  for (const [index, [kind, source, written]] of cases.entries()) {
    const value = interpreter.lookup(`case_${index}`, scope)!
    const ours = ofKind(kind, value, context)
    if (ours !== comparable(written, django))
      result.push(`${source}\n  Django: ${comparable(written, django)}\n  here:   ${ours}`)
  }
  return result
}

function ofKind(kind: 'field' | 'index' | 'constraint', value: Value, context: DjangoContext): string {
  if (kind === 'field') {
    const field = fieldState(value, 'f', owner, context)
    if (field.unread) return `unread: ${field.unread.cause}`
    const keywords = new Map(field.keywords)
    // What a model does to its key when it is made: `Options.setup_pk()`.
    const key = keywords.get('primary_key')
    if (key && truth(key) === true && field.relation?.kind !== 'ManyToManyField')
      keywords.set('serialize', constant(false))
    if (field.relation?.setting !== undefined)
      keywords.set('to', { kind: 'reference', path: 'django.conf.settings.AUTH_USER_MODEL' })
    return sourceOf(callOf(field.path, field.args, keywords))
  }
  if (value.kind !== 'call') return 'no call'
  const state = kind === 'index' ? indexState : constraintState
  const { path, args, keywords } = state(value, owner, columnsOfOwner(context, owner), context)
  return sourceOf(callOf(path, args, keywords))
}

/**
 * What Django wrote in the terms of its newer releases: up to 3.2 it keeps the letter case of targets, forgets the
 * setting of some, names what is symmetrical twice, and writes expressions with the module that they are defined in.
 */
function comparable(written: string, django: string): string {
  const lower = (keyword: string, text: string) =>
    text.replace(
      new RegExp(`\\b${keyword}='(\\w+)\\.(\\w+)'`, 'g'),
      (_, app: string, name: string) => `${keyword}='${app}.${name.toLowerCase()}'`,
    )
  const through = lower('through', written)
  if (!django.startsWith('3.')) return through
  return lower('to', through)
    .replaceAll("'f_rel_+'", "'_shop_owner_f_+'")
    .replaceAll("to='auth.user'", 'to=settings.AUTH_USER_MODEL')
    .replace(/django\.db\.models\.expressions\.(F|Value|OrderBy)\b/g, 'models.$1')
}
