import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { instantiate } from '../../../src/python/instances.ts'
import { Interpreter } from '../../../src/python/interpreter.ts'
import { modulesOf } from '../../../src/python/modules.ts'
import { loadParser, type ParsePython } from '../../../src/python/parse.ts'
import { isRest, type Value } from '../../../src/python/value.ts'
import { textTree } from '../../support/text-tree.ts'
import { program, type Program } from './programs.ts'

/** How our evaluation and Python's own agree on programs that were made up. */
export interface EvalAgreement {
  readonly programs: number
  /** Programs that Python ended with an exception: nothing is compared. */
  readonly raising: number
  /** Programs that our parser refuses. */
  readonly unread: number
  readonly names: number
  readonly equal: number
  readonly partlyKnown: number
  readonly unresolved: number
  readonly wrong: readonly Wrong[]
}

export interface Wrong {
  readonly seed: number
  readonly name: string
  readonly ours: string
  readonly pythons: string
  readonly program: Program
}

/** A value as `eval_oracle.py` prints it. */
type Encoded = readonly [string, ...unknown[]]
type Answer =
  | { readonly names: Record<string, Encoded>; readonly helper: Record<string, Encoded> }
  | { readonly error: string }

export async function evalAgreement(
  first: number,
  count: number,
  python = 'python3',
  make: (seed: number) => Program = program,
): Promise<EvalAgreement> {
  const parse = await loadParser()
  const programs = Array.from({ length: count }, (_, index) => make(first + index))
  const answers = askPython(programs, python)
  const result = {
    programs: count,
    raising: 0,
    unread: 0,
    names: 0,
    equal: 0,
    partlyKnown: 0,
    unresolved: 0,
    wrong: [] as Wrong[],
  }
  for (const [index, each] of programs.entries()) {
    const answer = answers[index]!
    if ('error' in answer) {
      result.raising++
      continue
    }
    compareProgram(parse, each, answer, result)
  }
  return result
}

function compareProgram(
  parse: ParsePython,
  each: Program,
  answer: Exclude<Answer, { error: string }>,
  result: {
    unread: number
    names: number
    equal: number
    partlyKnown: number
    unresolved: number
    wrong: Wrong[]
  },
): void {
  const tree = textTree(
    new Map([
      ['main.py', each.main],
      ['helper.py', each.helper],
    ]),
  )
  const interpreter = new Interpreter(modulesOf(tree, parse, new Map()))
  const main = interpreter.module('main.py')
  if (!main) {
    // `f'{x for x in y}'`, which the grammar does not know.
    result.unread++
    return
  }
  for (const [module, names] of [
    ['main.py', answer.names],
    ['helper.py', answer.helper],
  ] as const) {
    const scope = interpreter.module(module)
    for (const [name, pythons] of Object.entries(names)) {
      const value = scope && interpreter.lookup(name, scope)
      if (!value || pythons[0] === 'other') continue
      result.names++
      const verdict = judge(instance(interpreter, value), pythons)
      if (verdict === 'wrong')
        result.wrong.push({
          seed: each.seed,
          name: module === 'main.py' ? name : `helper.${name}`,
          ours: show(value),
          pythons: JSON.stringify(pythons),
          program: each,
        })
      else result[verdict]++
    }
    // A name that Python did not bind must not be known.
    for (const [name, binding] of scope?.names ?? []) {
      if (name in names || binding.kind === 'import' || !isKnown(binding) || name.startsWith('__')) continue
      result.wrong.push({ seed: each.seed, name, ours: show(binding), pythons: 'not bound', program: each })
    }
  }
}

const isKnown = (value: Value) => ['const', 'list', 'tuple', 'set', 'dict'].includes(value.kind)

function askPython(programs: readonly Program[], python: string): Answer[] {
  const lines = programs.map(({ main, helper, seed }) =>
    JSON.stringify({ main, helper, flags: [seed % 2 === 0, seed % 3 === 0] }),
  )
  const output = execFileSync(python, ['-I', resolve('test/conformance/python/eval_oracle.py')], {
    input: lines.join('\n') + '\n',
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

/** What a call of a class makes; anything else as it is. */
function instance(interpreter: Interpreter, value: Value): Value {
  return value.kind === 'call' && value.callee.kind === 'class' ? instantiate(interpreter, value) : value
}

type Verdict = 'equal' | 'partlyKnown' | 'unresolved' | 'wrong'

/** Whether what we say of a value holds: what is unresolved says nothing. */
function judge(value: Value, pythons: Encoded): Verdict {
  const [kind, content] = pythons
  if (kind === 'deep') return 'equal'
  switch (value.kind) {
    case 'const': {
      const known = value.value
      const ours = encodeConstant(known)
      return ours[0] === kind && (ours.length < 2 || ours[1] === content) ? 'equal' : 'wrong'
    }
    case 'list':
    case 'tuple':
      return value.kind === kind ? judgeItems(value.items, content as Encoded[]) : 'wrong'
    case 'set': {
      if (kind !== 'set') return 'wrong'
      const members = content as Encoded[]
      const known = value.items.filter(isKnown)
      // `1` and `True` are one member: which of them it is depends on what is not known.
      const isNumber = (member: Encoded) => ['int', 'True', 'False', 'float'].includes(member[0])
      const found = known.every((item) =>
        members.some((member) => judge(item, member) !== 'wrong' || isNumber(member)),
      )
      if (!found) return 'wrong'
      if (known.length < value.items.length) return 'partlyKnown'
      return known.length === members.length ? 'equal' : 'wrong'
    }
    case 'dict': {
      if (kind !== 'dict') return 'wrong'
      const entries = content as [Encoded, Encoded][]
      if (value.entries.some(({ key }) => isRest(key) || (key.kind !== 'const' && key.kind !== 'tuple')))
        return 'partlyKnown'
      const keys = judgeItems(
        value.entries.map(({ key }) => key),
        entries.map(([key]) => key),
      )
      const values = judgeItems(
        value.entries.map((entry) => entry.value),
        entries.map(([, item]) => item),
      )
      return worst([keys, values])
    }
    case 'object': {
      if (kind !== 'object') return 'wrong'
      const own = content as Record<string, Encoded>
      const verdicts = [...value.attributes].map(([name, attribute]): Verdict => {
        const theirs = own[name]
        if (theirs) return judge(attribute, theirs)
        return isKnown(attribute) ? 'wrong' : 'unresolved'
      })
      const isMissing = Object.keys(own).some((name) => !value.attributes.has(name))
      return worst([...verdicts, isMissing ? (value.lost ? 'unresolved' : 'wrong') : 'equal'])
    }
    case 'member': {
      const [, name, encoded] = pythons
      return kind === 'member' && value.name === name ? judge(value.value, encoded as Encoded) : 'wrong'
    }
    case 'class': {
      if (kind !== 'class') return 'wrong'
      const own = content as Record<string, Encoded>
      const verdicts = [...value.attributes].map(([name, attribute]): Verdict => {
        const theirs = own[name]
        if (theirs?.[0] === 'other') return 'equal'
        return theirs ? judge(attribute, theirs) : isKnown(attribute) ? 'wrong' : 'unresolved'
      })
      return worst(verdicts)
    }
    default:
      return 'unresolved'
  }
}

function judgeItems(items: readonly Value[], theirs: readonly Encoded[]): Verdict {
  if (!items.some(isRest)) {
    if (items.length !== theirs.length) return 'wrong'
    return worst(items.map((item, index) => judge(item, theirs[index]!)))
  }
  // What is known comes in its order, among other things.
  let from = 0
  for (const item of items) {
    if (isRest(item)) continue
    const at = theirs.findIndex((each, index) => index >= from && judge(item, each) !== 'wrong')
    if (at < 0) return 'wrong'
    from = at + 1
  }
  return 'partlyKnown'
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('wrong')) return 'wrong'
  return verdicts.every((verdict) => verdict === 'equal') ? 'equal' : 'partlyKnown'
}

function encodeConstant(value: Extract<Value, { kind: 'const' }>['value']): Encoded {
  if (value === null) return ['None']
  if (typeof value === 'boolean') return [value ? 'True' : 'False']
  if (typeof value === 'string') return ['str', value]
  if (typeof value !== 'object') return ['int', String(value)]
  if (value.kind !== 'float') return [value.kind]
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value.value)
  return ['float', [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')]
}

function show(value: Value): string {
  const seen = new Set<unknown>()
  return JSON.stringify(value, (key, item: unknown) => {
    if (['origin', 'scope', 'expr', 'stmt', 'code', 'frame', 'defaults'].includes(key)) return undefined
    if (typeof item === 'bigint') return String(item)
    if (item !== null && typeof item === 'object') {
      if (seen.has(item)) return '…'
      seen.add(item)
    }
    return item instanceof Map ? Object.fromEntries(item as Map<string, unknown>) : item
  }).slice(0, 600)
}
