import { Random } from './random.ts'

/** A program of two modules; `main` may import `helper`, and both what `eval_oracle.py` gives as `outside`. */
export interface Program {
  readonly seed: number
  readonly main: string
  readonly helper: string
}

type Type = 'int' | 'float' | 'str' | 'bool' | 'none' | 'list' | 'tuple' | 'dict' | 'set'

const types: readonly Type[] = [
  'int',
  'int',
  'str',
  'str',
  'bool',
  'list',
  'list',
  'tuple',
  'dict',
  'dict',
  'set',
  'none',
  'float',
]

const strings = [
  "''",
  "'a'",
  "'b'",
  "'abc'",
  "'Hello World'",
  "' x y '",
  "'é'",
  "'😀b'",
  "'straße'",
  "'a,b,c'",
  "'%'",
  "'\\n'",
  "'It''s'",
  '"it\'s"',
  "'1'",
  "'_A_'",
]
const floats = ['1.0', '0.5', '-2.25', '1e16', '1e-5', '0.1', '100.0', '123456789.125', '1e300', '-0.0']

/** A program made up from a seed: statements that Python can carry out, most of them. */
export function program(seed: number): Program {
  return new Writer(seed).program()
}

class Writer {
  readonly #random: Random
  readonly #seed: number
  #lines: string[] = []
  #indent = ''
  #names = new Map<string, Type>()
  #functions = new Map<string, { params: number; returns: Type }>()
  #classes: string[] = []
  #counter = 0
  #loopDepth = 0
  #functionDepth = 0

  constructor(seed: number) {
    this.#seed = seed
    this.#random = new Random(seed)
  }

  program(): Program {
    this.#lines = [
      'from outside import yes, no, same, change, things, deco, swallow, Thing',
      'import outside',
    ]
    const helper = this.#random.chance(0.3) ? this.#helper() : 'H = 1\n'
    if (this.#random.chance(0.2)) {
      this.#lines.push(
        this.#random.pick([
          'import helper',
          'from helper import *',
          'import helper as hh',
          'from helper import H',
        ]),
      )
    }
    const size = 4 + this.#random.int(9)
    for (let i = 0; i < size; i++) this.#statement(0)
    return { seed: this.#seed, main: this.#lines.join('\n') + '\n', helper }
  }

  #helper(): string {
    const r = this.#random
    const lines = [
      'from outside import yes, no, change',
      `H = ${this.#literal(r.pick(types))}`,
      `L = ${this.#literal('list')}`,
      'def add(x):',
      '    L.append(x)',
      '    return len(L)',
    ]
    lines.push('def setting(x):', '    global H', '    H = x')
    if (r.chance(0.3)) lines.push(`__all__ = [${r.pick(["'H'", "'L', 'add'", "'H', 'L'"])}]`)
    const names = this.#names
    names.set('H', 'int').set('L', 'list')
    this.#lines.push(
      r.pick([
        'from helper import *',
        'from helper import H, L, add, setting',
        'import helper; L = helper.L; H = helper.H',
      ]),
    )
    if (r.chance(0.5))
      this.#lines.push(
        r.pick([
          'import helper; helper.H = 5',
          'import helper; helper.add(3)',
          'import helper; helper.setting(7); HH = helper.H',
          'import helper; helper.L += [1]; LL = helper.L',
        ]),
      )
    return lines.join('\n') + '\n'
  }

  #push(line: string): void {
    this.#lines.push(this.#indent + line)
  }

  #fresh(prefix = 'v'): string {
    // Names are taken again now and then: shadowing and rebinding are what goes wrong.
    const known = [...this.#names.keys()]
    if (prefix === 'v' && known.length > 0 && this.#random.chance(0.3)) return this.#random.pick(known)
    return `${prefix}${this.#counter++}`
  }

  #block(body: () => void): void {
    const indent = this.#indent
    this.#indent += '    '
    const before = this.#lines.length
    const names = new Map(this.#names)
    body()
    // What a block that may not run binds is not there afterwards: used all the same now and then.
    if (this.#random.chance(0.93)) this.#names = names
    if (this.#lines.length === before) this.#push('pass')
    this.#indent = indent
  }

  #of(type: Type): string | undefined {
    const names = [...this.#names].filter(([, is]) => is === type).map(([name]) => name)
    return names.length > 0 ? this.#random.pick(names) : undefined
  }

  #statement(depth: number): void {
    const r = this.#random
    const kinds = [
      'assign',
      'assign',
      'assign',
      'assign',
      'mutate',
      'mutate',
      'mutate',
      'augment',
      'unpack',
      'alias',
    ]
    if (depth < 3)
      kinds.push(
        'if',
        'if',
        'for',
        'for',
        'while',
        'function',
        'function',
        'try',
        'class',
        'call',
        'call',
        'with',
        'unknown if',
        'unknown for',
        'delete',
        'walrus',
        'chain',
        'generator',
      )
    if (this.#loopDepth > 0) kinds.push('break')
    if (this.#functionDepth > 0) kinds.push('return')
    this.#write(r.pick(kinds), depth)
  }

  #assign(type: Type, text: string): void {
    const name = this.#fresh()
    this.#push(`${name} = ${text}`)
    this.#names.set(name, type)
  }

  #write(kind: string, depth: number): void {
    const r = this.#random
    switch (kind) {
      case 'assign': {
        const type = r.pick(types)
        this.#assign(type, this.#expr(type, 3))
        return
      }
      case 'alias': {
        const type = r.pick(['list', 'dict', 'set'] as const)
        const of = this.#of(type)
        if (of) this.#assign(type, of)
        return
      }
      case 'mutate':
        this.#mutate()
        return
      case 'augment': {
        const type = r.pick(['int', 'str', 'list', 'set', 'tuple', 'dict'] as const)
        const name = this.#of(type)
        if (!name) return
        const op =
          type === 'int'
            ? r.pick(['+', '-', '*', '//', '%', '|', '&'])
            : type === 'set' || type === 'dict'
              ? '|'
              : '+'
        this.#push(`${name} ${op}= ${this.#expr(type, 2)}`)
        return
      }
      case 'unpack': {
        const [a, b, c] = [this.#fresh(), this.#fresh(), this.#fresh()]
        const [x, y, z] = [r.pick(types), r.pick(types), r.pick(types)]
        if (r.chance(0.4)) {
          this.#push(
            `${a}, *${b} = ${r.pick([`[${this.#expr(x, 1)}, ${this.#expr(y, 1)}, ${this.#expr(z, 1)}]`, "'hey'", `(${this.#expr(x, 1)},)`])}`,
          )
          this.#names.delete(a)
          this.#names.set(b, 'list')
        } else {
          this.#push(`${a}, (${b}, ${c}) = ${this.#expr(x, 1)}, [${this.#expr(y, 1)}, ${this.#expr(z, 1)}]`)
          this.#names.set(a, x).set(b, y).set(c, z)
        }
        return
      }
      case 'if':
        this.#push(`if ${this.#expr('bool', 2)}:`)
        this.#block(() => this.#some(depth))
        if (r.chance(0.6)) {
          this.#push(r.chance(0.3) ? `elif ${this.#expr('bool', 1)}:` : 'else:')
          this.#block(() => this.#some(depth))
        }
        return
      case 'unknown if':
        this.#push(
          `if ${r.pick(['yes', 'no', 'outside.yes', 'same(True)', 'not no', 'yes and no', "things['a'] == 1"])}:`,
        )
        this.#block(() => this.#some(depth))
        if (r.chance(0.5)) {
          this.#push('else:')
          this.#block(() => this.#some(depth))
        }
        return
      case 'for':
      case 'unknown for': {
        const iter =
          kind === 'for'
            ? r.pick([
                this.#expr('list', 1),
                this.#expr('tuple', 1),
                this.#expr('dict', 1),
                `range(${r.int(4)})`,
                `enumerate(${this.#expr('list', 1)})`,
                `zip(${this.#expr('list', 1)}, ${this.#expr('str', 1)})`,
                `${this.#expr('dict', 1)}.items()`,
                "'ab'",
              ])
            : r.pick(['things', 'things.values()', 'outside.numbers', 'same([1, 2])'])
        const name = this.#fresh()
        this.#push(`for ${name} in ${iter}:`)
        this.#names.delete(name)
        this.#loopDepth++
        this.#block(() => {
          if (r.chance(0.3)) {
            const list = this.#of('list')
            if (list && list !== name)
              this.#push(
                `if len(${list}) < 9: ${list}.append(${r.chance(0.5) ? name : this.#expr('int', 1)})`,
              )
          }
          this.#some(depth)
        })
        this.#loopDepth--
        if (r.chance(0.15)) {
          this.#push('else:')
          this.#block(() => this.#some(depth))
        }
        return
      }
      case 'while': {
        const name = `w${this.#counter++}`
        this.#push(`${name} = 0`)
        this.#push(`while ${name} < ${1 + r.int(4)}:`)
        this.#loopDepth++
        this.#block(() => {
          this.#push(`${name} += 1`)
          this.#some(depth)
        })
        this.#loopDepth--
        return
      }
      case 'break':
        this.#push(`if ${r.pick(['yes', 'no', this.#expr('bool', 1)])}: ${r.pick(['break', 'continue'])}`)
        return
      case 'return':
        this.#push(
          r.chance(0.5)
            ? `return ${this.#expr(r.pick(types), 1)}`
            : `if ${r.pick(['yes', 'no', this.#expr('bool', 1)])}: return ${this.#expr(r.pick(types), 1)}`,
        )
        return
      case 'function':
        this.#function(depth)
        return
      case 'call':
        this.#callStatement()
        return
      case 'try':
        this.#try(depth)
        return
      case 'with':
        this.#push(r.pick(['with swallow():', 'with swallow() as sw:', 'with outside.nothing():']))
        this.#block(() => {
          this.#some(depth)
          if (r.chance(0.3)) this.#push(r.pick(["{}['x']", 'raise ValueError', 'same(1)', 'outside.missing']))
          if (r.chance(0.3)) this.#some(depth)
        })
        return
      case 'class':
        this.#class(depth)
        return
      case 'delete': {
        const dict = this.#of('dict')
        const list = this.#of('list')
        if (dict && r.chance(0.5)) this.#push(`if 'a' in ${dict}: del ${dict}['a']`)
        else if (list)
          this.#push(r.pick([`del ${list}[:1]`, `if ${list}: del ${list}[0]`, `if ${list}: del ${list}[-1]`]))
        return
      }
      case 'walrus': {
        const name = this.#fresh()
        this.#push(
          r.pick([
            `${this.#fresh('q')} = [${name} := ${this.#expr('int', 1)}, ${name}]`,
            `${this.#fresh('q')} = [${name} for z in range(3) if (${name} := z) > 0]`,
            `if (${name} := ${this.#expr('int', 1)}) > 1: pass`,
          ]),
        )
        this.#names.set(name, 'int')
        return
      }
      case 'chain': {
        const type = r.pick(types)
        const [a, b] = [this.#fresh(), this.#fresh()]
        this.#push(`${a} = ${b} = ${this.#expr(type, 2)}`)
        this.#names.set(a, type).set(b, type)
        return
      }
      case 'generator': {
        const name = this.#fresh('g')
        const list = this.#of('list') ?? '[1, 2, 3]'
        this.#push(
          `${name} = ${r.pick([`(z for z in ${list})`, `zip(${list}, ${list})`, `iter(${list})`, `reversed(${list})`, `enumerate(${list})`, '{}.items()', `(z for y in range(2) for z in ${list} if z)`])}`,
        )
        if (r.chance(0.4)) this.#mutate()
        if (r.chance(0.4))
          this.#push(
            r.pick([
              `${this.#fresh('q')} = list(${name})`,
              `${this.#fresh('q')} = 1 in ${name}`,
              `for z in ${name}: break`,
              `${this.#fresh('q')} = list(zip(${name}, 'ab'))`,
              `${this.#fresh('q')} = any(${name})`,
              `same(${name})`,
            ]),
          )
        if (r.chance(0.8)) this.#assign('list', `list(${name})`)
        return
      }
      default:
    }
  }

  #some(depth: number): void {
    const count = 1 + this.#random.int(2)
    for (let i = 0; i < count; i++) this.#statement(depth + 1)
  }

  #mutate(): void {
    const r = this.#random
    const type = r.pick(['list', 'list', 'dict', 'dict', 'set'] as const)
    const name = this.#of(type)
    if (!name) return
    const item = this.#expr(r.pick(types), 1)
    const key = this.#key()
    if (type === 'list') {
      this.#push(
        r.pick([
          `${name}.append(${item})`,
          `${name}.append(${item})`,
          `${name}.extend(${this.#expr('list', 1)})`,
          `${name}.insert(${r.int(3) - 1}, ${item})`,
          `if ${name}: ${name}.pop()`,
          `if ${name}: ${name}.pop(0)`,
          `if ${name}: ${name}[0] = ${item}`,
          `if ${name}: ${name}[-1] = ${item}`,
          `${name}[1:2] = [${item}]`,
          `${name}.reverse()`,
          `${name}.clear()`,
          `${name} += ${this.#expr(r.pick(['list', 'tuple', 'str']), 1)}`,
          `${name}.sort(key=str)`,
          `if 1 in ${name}: ${name}.remove(1)`,
          `change(${name})`,
          `same(${name})`,
          `${name}.append(${name}[:1])`,
          `outside.${r.pick(['change', 'keep'])}(${name})`,
          `${name} *= 2`,
          `${name}.extend(${name})`,
          `same(${name}).append(1)`,
          `[${name}][0].append(2)`,
          `(yes and ${name}).append(3)`,
          `${name}.append(4) if yes else None`,
          `no or ${name}.append(5)`,
          `[${name}.append(z) for z in ${r.pick(['(1, 2)', 'things', 'outside.numbers'])}]`,
          `getattr(${name}, 'append')(6)`,
        ]),
      )
    } else if (type === 'dict') {
      this.#push(
        r.pick([
          `${name}[${key}] = ${item}`,
          `${name}[${key}] = ${item}`,
          `${name}.update(${this.#expr('dict', 1)})`,
          `${name}.update(a=${item})`,
          `${name}.setdefault(${key}, ${item})`,
          `${name}.pop(${key}, None)`,
          `${name}.clear()`,
          `${name}[same(${key})] = ${item}`,
          `change(${name})`,
          `${name}.setdefault(${key}, []) `,
          `${name} |= ${this.#expr('dict', 1)}`,
          `${name}.setdefault('l', []).append(1) if isinstance(${name}.get('l', []), list) else None`,
          `if isinstance(${name}.get('a'), int): ${name}['a'] += 1`,
        ]),
      )
    } else {
      this.#push(
        r.pick([
          `${name}.add(${this.#hashable()})`,
          `${name}.discard(${this.#hashable()})`,
          `${name}.update(${this.#expr('set', 1)})`,
          `${name}.clear()`,
          `change(${name})`,
          `${name} |= ${this.#expr('set', 1)}`,
          `${name} &= ${this.#expr('set', 1)}`,
        ]),
      )
    }
  }

  #function(depth: number): void {
    const r = this.#random
    const name = `f${this.#counter++}`
    const params = r.int(3)
    const list = Array.from({ length: params }, (_, index) => `p${index}`)
    const written = list.map((param, index) =>
      index > 0 && r.chance(0.6) ? `${param}=${this.#expr(r.pick(types), 1)}` : param,
    )
    if (params === 2 && written[1] === 'p1' && written[0]!.includes('=')) written[1] = 'p1=None'
    const extra = r.pick(['', '', '', '*args', '**kw', '*, k=1', 'acc=[]'])
    if (r.chance(0.15)) this.#push(r.pick(['@deco', '@outside.deco']))
    this.#push(`def ${name}(${[...written, ...(extra === '' ? [] : [extra])].join(', ')}):`)
    const names = this.#names
    this.#names = new Map(names)
    for (const param of list) this.#names.set(param, r.pick(types))
    const loop = this.#loopDepth
    this.#loopDepth = 0
    this.#functionDepth++
    this.#block(() => {
      const outer = [...names.keys()].filter((each) => each.startsWith('v'))
      const shared = outer.length > 0 && r.chance(0.3) ? r.pick(outer) : undefined
      if (shared !== undefined && this.#functionDepth === 1) this.#push(`global ${shared}`)
      // What is bound here is local all through: only outer names that are not bound may be read.
      if (extra === 'acc=[]') this.#push(`acc.append(${this.#expr('int', 0)})`)
      this.#some(depth)
      if (r.chance(0.1))
        this.#push(r.pick(['yield 1', 'raise ValueError', "raise KeyError('x')", 'if no: yield 2']))
      this.#push(
        `return ${r.pick([...list, this.#expr(r.pick(types), 1), ...(extra === 'acc=[]' ? ['acc'] : []), ...(extra === '*args' ? ['args'] : []), ...(extra === '**kw' ? ['kw'] : [])])}`,
      )
    })
    this.#functionDepth--
    this.#loopDepth = loop
    this.#names = names
    this.#functions.set(name, { params, returns: 'int' })
  }

  #callText(): string | undefined {
    const r = this.#random
    if (this.#functions.size === 0) return undefined
    const [name, { params }] = r.pick([...this.#functions])
    const args = Array.from({ length: params }, () => this.#of(r.pick(types)) ?? this.#expr(r.pick(types), 1))
    if (params > 1 && r.chance(0.3)) return `${name}(${args[0]}, p1=${args[1]})`
    if (params > 0 && r.chance(0.2)) return `${name}(*[${args.join(', ')}])`
    return `${name}(${args.join(', ')})`
  }

  #callStatement(): void {
    const r = this.#random
    const text = this.#callText()
    if (!text) return
    if (r.chance(0.35)) {
      this.#push('try:')
      this.#block(() => this.#push(r.chance(0.5) ? text : `${this.#fresh('r')} = ${text}`))
      this.#push('except Exception:')
      this.#block(() => this.#some(3))
    } else
      this.#push(
        r.pick([
          text,
          `${this.#fresh('r')} = ${text}`,
          `${this.#fresh('r')} = ${text}`,
          `${this.#fresh('r')} = yes and ${text}`,
          `${this.#fresh('r')} = [${text} for z in range(2)]`,
          `same(${text})`,
          `same(${text.split('(')[0]})`,
        ]),
      )
  }

  #try(depth: number): void {
    const r = this.#random
    this.#push('try:')
    this.#block(() => {
      this.#some(depth)
      if (r.chance(0.5))
        this.#push(
          r.pick([
            "{}['x']",
            'raise ValueError',
            'import json',
            'import missing_module',
            'outside.missing',
            '1 / 0',
            "int('x')",
            'assert no',
            'assert yes',
            '[][1]',
            'from helper import nothing_there',
            'undefined_name',
            'same(1)',
            'outside.fail()',
          ]),
        )
      if (r.chance(0.6)) this.#some(depth)
    })
    this.#push(
      r.pick([
        'except Exception:',
        'except (KeyError, ValueError, ImportError, AttributeError, ZeroDivisionError, AssertionError, IndexError, NameError, TypeError) as e:',
        'except:',
      ]),
    )
    this.#block(() => this.#some(depth))
    if (r.chance(0.25)) {
      this.#push('else:')
      this.#block(() => this.#some(depth))
    }
    if (r.chance(0.25)) {
      this.#push('finally:')
      this.#block(() => this.#some(depth))
    }
  }

  #class(depth: number): void {
    const r = this.#random
    const name = `C${this.#counter++}`
    const bases = r.pick([
      '',
      '',
      '(object)',
      '(Thing)',
      ...this.#classes.map((each) => `(${each})`),
      ...(this.#classes.length > 1 ? [`(${this.#classes.at(-1)}, ${this.#classes[0]})`] : []),
    ])
    this.#push(`class ${name}${bases}:`)
    const names = this.#names
    this.#names = new Map(names)
    const functions = this.#functionDepth
    this.#functionDepth = 0
    const loop = this.#loopDepth
    this.#loopDepth = 0
    this.#block(() => {
      this.#push(`a = ${this.#expr(r.pick(types), 1)}`)
      if (r.chance(0.5))
        this.#push(
          `b = ${r.pick(['a', '[a for z in range(2)] if False else 1', '[z for z in [a]]', '[1, 2]', '{}'])}`,
        )
      if (r.chance(0.3)) this.#some(depth)
      if (r.chance(0.3)) this.#push('def m(self, x=1): self.__class__.a = x')
    })
    this.#functionDepth = functions
    this.#loopDepth = loop
    this.#names = names
    this.#classes.push(name)
    if (r.chance(0.4))
      this.#push(
        r.pick([
          `${name}.a = ${this.#expr('int', 1)}`,
          `${name}.c = ${this.#expr('list', 1)}`,
          `setattr(${name}, 'a', 5)`,
          `${name}().m(9) if hasattr(${name}, 'm') else None`,
          `if yes: ${name}.a = 3`,
          `del ${name}.a`,
        ]),
      )
    if (r.chance(0.5)) this.#push(`${this.#fresh('r')} = getattr(${name}, 'a', 0)`)
    if (r.chance(0.3)) this.#push(`if hasattr(${name}, 'a'): ${this.#fresh('r')} = ${name}.a`)
  }

  #key(): string {
    return this.#random.pick(["'a'", "'b'", "'c'", '1', 'True', '1.0', "('x', 1)", 'None', '0', "'a'"])
  }

  #hashable(): string {
    return this.#expr(this.#random.pick(['int', 'str', 'bool', 'none', 'float']), 0)
  }

  #literal(type: Type): string {
    const r = this.#random
    switch (type) {
      case 'int':
        return r.pick([
          '0',
          '1',
          '2',
          '-1',
          '7',
          '10',
          '255',
          '-13',
          '9007199254740993',
          '123456789012345678901234567890',
          '3',
        ])
      case 'float':
        return r.pick(floats)
      case 'str':
        return r.pick(strings)
      case 'bool':
        return r.pick(['True', 'False'])
      case 'none':
        return 'None'
      case 'list':
        return r.pick([
          '[]',
          '[1, 2, 3]',
          "['b', 'a']",
          '[1, True, 1.0]',
          "[None, 'x']",
          '[[1], [2]]',
          "[('a', 1), ('b', 2)]",
        ])
      case 'tuple':
        return r.pick(['()', '(1,)', '(1, 2, 3)', "('a', 'b')", '(1, (2, 3))'])
      case 'dict':
        return r.pick([
          '{}',
          "{'a': 1, 'b': 2}",
          "{'a': 1, 'a': 2}",
          "{1: 'x', True: 'y', 1.0: 'z'}",
          "{'l': [1]}",
          '{None: 0}',
        ])
      case 'set':
        return r.pick(['set()', '{1}', '{1, 2, 2}', "{'a'}", '{1, True, 1.0}', '{0, False}'])
    }
  }

  #expr(type: Type, depth: number): string {
    const r = this.#random
    const name = this.#of(type)
    if (name && r.chance(0.4)) return name
    if (depth <= 0) return r.chance(0.03) ? r.pick(['yes', 'same(1)', "things['a']"]) : this.#literal(type)
    if (r.chance(0.1)) return this.#literal(type)
    if (r.chance(0.06))
      return `(${this.#expr(type, depth - 1)} if ${this.#expr('bool', depth - 1)} else ${this.#expr(type, depth - 1)})`
    if (r.chance(0.05))
      return `(${this.#expr(r.pick(types), depth - 1)} ${r.pick(['and', 'or'])} ${this.#expr(type, depth - 1)})`
    if (r.chance(0.03)) return `same(${this.#expr(type, depth - 1)})`
    if (r.chance(0.03))
      return `(lambda x, y=${this.#expr('int', 0)}: ${r.pick(['x', '[x, y]', 'y'])})(${this.#expr(type, depth - 1)})`
    if (r.chance(0.03) && this.#functionDepth === 0) {
      const call = this.#callText()
      if (call) return call
    }
    const e = (of: Type) => this.#expr(of, depth - 1)
    switch (type) {
      case 'int':
        return r.pick([
          () => `(${e('int')} ${r.pick(['+', '-', '*', '//', '%', '&', '|', '^', '>>'])} ${e('int')})`,
          () => `(${e('int')} + ${e('bool')})`,
          () => `(${e('int')} << ${r.pick(['1', '3', 'True', '70'])})`,
          () => `(${r.pick(['-', '~', '+'])}${e('int')})`,
          () => `len(${e(r.pick(['str', 'list', 'dict', 'set', 'tuple']))})`,
          () => `(${e('int')} ** ${r.pick(['2', '3', '0'])})`,
          () => `sum([${e('int')}, ${e('bool')}])`,
          () => `int(${r.pick([e('bool'), e('float'), "' 12 '", "'-5'"])})`,
          () => `${r.pick(['max', 'min'])}(${e('int')}, ${e('int')})`,
          () => `abs(${e('int')})`,
          () => `[${e('int')}, ${e('int')}][${r.pick(['0', '1', '-1', '-2'])}]`,
          () => `${e('list')}.count(${e('int')})`,
        ])()
      case 'float':
        return r.pick([
          () => `(${e('float')} ${r.pick(['+', '-', '*'])} ${e(r.pick(['float', 'int']))})`,
          () => `(${e('int')} / ${r.pick(['2', '3', '-7', '4.0'])})`,
          () => `(-${e('float')})`,
          () => `abs(${e('float')})`,
        ])()
      case 'str':
        return r.pick([
          () => `(${e('str')} + ${e('str')})`,
          () => `(${e('str')} * ${r.pick(['0', '2', '3', '-1', 'True'])})`,
          () =>
            `${e('str')}.${r.pick(['upper()', 'lower()', 'strip()', "strip('a ')", "lstrip('h')", 'rstrip()', 'title()', 'capitalize()', "replace('a', 'bb')", "replace('', '-')"])}`,
          () =>
            `${r.pick(["','", "''", "'-'"])}.join(${r.pick([`[${e('str')}, ${e('str')}]`, e('str'), `(z for z in ${e('str')})`, `${e('dict')} if False else 'k'`])})`,
          () => `f'{${e(r.pick(types)).replaceAll("'", '"').replaceAll('\\', '')}}<{1}>'`,
          () => `f"{${this.#of(r.pick(types)) ?? '1'}${r.pick(['', '!r', '!s', ':>5', '='])}}"`,
          () => `('%s-%s' % (${e(r.pick(types))}, ${e(r.pick(types))}))`,
          () => `('%s' % ${e(r.pick(['int', 'str', 'list', 'dict', 'bool', 'float', 'none']))})`,
          () => `('%d|%r|%%' % (${e(r.pick(['int', 'bool']))}, ${e(r.pick(types))}))`,
          () => `('%(a)s' % {'a': ${e(r.pick(types))}})`,
          () => `'${r.pick(['{}', '{0}{0}', '{{{}}}', '{!r}', '{:d}'])}'.format(${e(r.pick(types))})`,
          () => `'{a}{b}'.format(a=${e(r.pick(types))}, b=${e('str')})`,
          () => `str(${e(r.pick(types))})`,
          () => `repr(${e(r.pick(types))})`,
          () => `'abc'[${r.pick(['0', '-1', '1:', '::-1', ':2', '-2:', '5:'])}]`,
          () => `${e('str')}[${r.pick([':1', '1:', '::-1', '::2', '-3:', ':-1'])}]`,
        ])()
      case 'bool':
        return r.pick([
          () =>
            `(${e('int')} ${r.pick(['<', '<=', '>', '>=', '==', '!='])} ${e(r.pick(['int', 'float', 'bool']))})`,
          () => `(${e(r.pick(types))} ${r.pick(['==', '!='])} ${e(r.pick(types))})`,
          () => `(${e('str')} ${r.pick(['<', '>', '<=', '=='])} ${e('str')})`,
          () => `(${e(r.pick(types))} ${r.pick(['is', 'is not'])} None)`,
          () => `(${e('str')} in ${e('str')})`,
          () =>
            `(${e(r.pick(['int', 'str', 'bool']))} ${r.pick(['in', 'not in'])} ${e(r.pick(['list', 'tuple', 'dict', 'set']))})`,
          () => `(not ${e(r.pick(types))})`,
          () => `(${e('int')} < ${e('int')} <= ${e('int')})`,
          () => `bool(${e(r.pick(types))})`,
          () => `${r.pick(['any', 'all'])}(${e('list')})`,
          () => `${e('str')}.${r.pick(['startswith', 'endswith'])}(${r.pick([e('str'), "('a', 'b')"])})`,
          () =>
            `([1, 2] ${r.pick(['<', '>', '=='])} ${r.pick(['[1, 3]', '[1]', e('list')])})`.replace(
              /< \[.*/,
              '< [1, 3])',
            ),
          () => `(${e('bool')} ${r.pick(['and', 'or', '&', '|', '^'])} ${e('bool')})`,
        ])()
      case 'none':
        return r.pick([() => 'None', () => `${e('dict')}.get('missing')`, () => '[].clear()'])()
      case 'list':
        return r.pick([
          () => `[${e(r.pick(types))}, ${e(r.pick(types))}]`,
          () => `[*${e(r.pick(['list', 'tuple', 'str', 'dict']))}, ${e('int')}]`,
          () => `(${e('list')} + ${e('list')})`,
          () => `(${e('list')} * ${r.pick(['0', '1', '2'])})`,
          () => `list(${e(r.pick(['list', 'tuple', 'str', 'dict', 'set']))})`,
          () => `[z for z in ${e(r.pick(['list', 'tuple', 'str', 'dict']))}]`,
          () => `[(z, y) for z in ${e('tuple')} for y in range(2) if y or z]`,
          () => `[z * 2 for z in [1, 2, 3] if z ${r.pick(['>', '!=', '<'])} ${e('int')}]`,
          () =>
            `sorted(${r.pick([e('set'), "['b', 'a', 'C']", '[3, 1, 2]', `[${e('int')}, ${e('int')}]`, e('dict'), '[2.5, 1, True]'])}${r.pick(['', '', ', reverse=True'])})`,
          () => `${e('list')}[${r.pick(['1:', ':1', '::-1', ':', '-2:', '::2', '5:', ':-1'])}]`,
          () => `${e('str')}.split(${r.pick(['', "','", "'a'", 'None'])})`,
          () =>
            `list(${r.pick(['range(3)', 'range(1, 10, 3)', 'range(3, 0, -1)', `zip(${e('list')}, ${e('str')})`, `enumerate(${e('list')}, 1)`, `reversed(${e('list')})`, `${e('dict')}.items()`, `${e('dict')}.values()`, `${e('dict')}.keys()`])})`,
          () => `${e('list')}.copy()`,
          () => `[lambda: z for z in range(2)][0:0]`,
          () => `[f() for f in [lambda: z for z in range(3)]]`,
        ])()
      case 'tuple':
        return r.pick([
          () => `(${e(r.pick(types))}, ${e(r.pick(types))})`,
          () => `(${e('tuple')} + ${e('tuple')})`,
          () => `tuple(${e(r.pick(['list', 'str', 'dict']))})`,
          () => `(*${e('list')}, 1)`,
          () => `${e('tuple')}[::-1]`,
        ])()
      case 'dict':
        return r.pick([
          () => `{${this.#key()}: ${e(r.pick(types))}, ${this.#key()}: ${e(r.pick(types))}}`,
          () => `{**${e('dict')}, ${this.#key()}: ${e(r.pick(types))}}`,
          () => `dict(a=${e(r.pick(types))}, b=${e(r.pick(types))})`,
          () => `dict(${e('dict')}, z=${e('int')})`,
          () => `dict([('a', ${e('int')}), ('b', ${e('str')})])`,
          () => `{z: str(z) for z in [1, 2, ${e('int')}]}`,
          () => `dict(zip('abc', ${e('list')}))`,
          () => `(${e('dict')} | ${e('dict')})`,
          () => `${e('dict')}.copy()`,
          () => `{k: v for k, v in ${e('dict')}.items()}`,
          () => `dict.fromkeys(['a'])`,
        ])()
      case 'set':
        return r.pick([
          () => `{${this.#hashable()}, ${this.#hashable()}, ${this.#hashable()}}`,
          () => `set(${r.pick([e('str'), e('dict'), '[1, 1, 2]', e('set')])})`,
          () => `(${e('set')} ${r.pick(['|', '&', '-', '^'])} ${e('set')})`,
          () => `{z % 2 for z in range(${r.int(4)})}`,
          () => `frozenset(${e('set')}) | set()`,
        ])()
    }
  }
}
