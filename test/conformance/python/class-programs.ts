import type { Program } from './programs.ts'
import { Random } from './random.ts'

const constants = ['0', '1', '5', "'a'", "'b c'", "''", 'None', 'True', '[1, 2]', "{'k': 1}", '(1,)', '2.5']
const attributes = ['a', 'b', 'c', 'd']
const conditions = [
  'yes',
  'no',
  'self.flag',
  'not self.flag',
  "kwargs.get('k')",
  "'z' in kwargs",
  "hasattr(self, 'a')",
]

/** A program made up from a seed: classes whose methods hand on to the next class, objects of them, and enumerations. */
export function classProgram(seed: number): Program {
  const random = new Random(seed)
  const lines = [
    'from outside import yes, no, same, change, Thing',
    'from enum import Enum, IntEnum, Flag, auto, unique',
    ...enumeration(random),
    ...classes(random),
  ]
  return { seed, main: `${lines.join('\n')}\n`, helper: 'H = 1\n' }
}

function enumeration(random: Random): string[] {
  const base = random.pick(['Enum', 'str, Enum', 'IntEnum', 'Flag', 'int, Enum', 'Enum'])
  const isNumber = /int|Int|Flag/.test(base)
  const values = isNumber
    ? ['1', '2', '4', 'auto()', '8', 'True']
    : ["'x'", "'y'", "'x y'", "'z' + 'w'", 'str(3)']
  if (base === 'Enum') values.push('(1, 2)', 'None', '[1]', '1', 'True', 'auto()', '1.0')
  const lines = [`class E(${base}):`]
  const names = ['RED', 'GREEN', 'DARK_BLUE', 'X', '_hidden', 'low']
  const used = names.filter(() => random.chance(0.6))
  if (used.length === 0) used.push('RED')
  for (const name of used) lines.push(`    ${name} = ${random.pick(values)}`)
  if (random.chance(0.3)) lines.push(`    if ${random.pick(['yes', 'no', 'True'])}:`, '        LAST = 1')
  if (random.chance(0.5))
    lines.push('    @property', '    def both(self):', '        return (self.name, self.value)')
  else lines.push('    both = property(lambda self: 1)')
  lines.push('    @classmethod', '    def pairs(cls):', '        return [(e.value, e.name) for e in cls]')
  if (random.chance(0.2)) lines.push('    def __str__(self):', '        return "s" + self.name')
  const member = () => `E.${random.pick(used)}`
  const uses = [
    () => member(),
    () => `${member()}.value`,
    () => `${member()}.name`,
    () => `${member()}.both`,
    () => 'E.pairs()',
    () => '[e.name for e in E]',
    () => 'list(E)',
    () => 'len(E)',
    () => `E[${JSON.stringify(random.pick(used))}]`,
    () => `E(${member()}.value)`,
    () => `${member()} == ${member()}`,
    () => `${member()} is ${member()}`,
    () => `${member()} in [${member()}, 1, 'x']`,
    () => `${member()} == ${random.pick(['1', "'x'", '2', 'None'])}`,
    () => `{${member()}: 1, ${member()}: 2}`,
    () => `{**{${member()}: 1}, 1: 3, 'x': 4}`,
    () => `str(${member()})`,
    () => `f"{${member()}}-"`,
    () => `1 if ${member()} else 2`,
    () => `isinstance(${member()}, ${random.pick(['E', 'str', 'int', 'Thing', '(E, int)'])})`,
    () => 'E.__members__["RED"] if "RED" in E.__members__ else 0',
    () => 'max(len(str(e.value)) for e in E)',
  ]
  for (let index = 0; index < 8; index++) lines.push(`e${index} = ${random.pick(uses)()}`)
  return lines
}

function classes(random: Random): string[] {
  const lines: string[] = []
  const made: string[] = []
  const count = 2 + random.int(3)
  for (let index = 0; index < count; index++) {
    const name = `K${index}`
    const bases = made.filter(() => random.chance(0.5)).reverse()
    lines.push(`class ${name}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:`)
    lines.push(`    flag = ${random.pick(['True', 'False', '0', '1'])}`)
    if (random.chance(0.4)) lines.push(`    ${random.pick(attributes)} = ${random.pick(constants)}`)
    if (random.chance(0.8)) lines.push(...method(random, '__init__'))
    if (random.chance(0.6)) lines.push(...method(random, 'setup'))
    if (random.chance(0.3))
      lines.push('    @property', '    def p(self):', `        return [${random.pick(constants)}, self.flag]`)
    if (random.chance(0.3))
      lines.push('    @classmethod', '    def title(cls):', '        return cls.__name__')
    made.push(name)
  }
  for (let index = 0; index < 4; index++) {
    const keywords = ['k', 'z', 'a']
      .filter(() => random.chance(0.5))
      .map((each) => `${each}=${random.pick(constants)}`)
    lines.push(
      'try:',
      `    o${index} = ${random.pick(made)}(${keywords.join(', ')})`,
      'except Exception:',
      '    pass',
    )
  }
  return lines
}

function method(random: Random, name: string): string[] {
  const lines = [`    def ${name}(self, **kwargs):`]
  const size = 2 + random.int(4)
  for (let index = 0; index < size; index++) {
    const stmt = step(random)
    if (random.chance(0.3)) lines.push(`        if ${random.pick(conditions)}:`, `            ${stmt}`)
    else lines.push(`        ${stmt}`)
    if (random.chance(0.1)) lines.push('        else:', `            ${step(random)}`)
  }
  return lines.filter((line, at) => !(line.trim() === 'else:' && !lines[at - 2]?.trim().startsWith('if ')))
}

function step(random: Random): string {
  const attribute = random.pick(attributes)
  return random.pick([
    `self.${attribute} = ${random.pick(constants)}`,
    `self.${attribute} = kwargs.get('k', ${random.pick(constants)})`,
    `self.${attribute} = kwargs.pop('z', ${random.pick(constants)})`,
    `kwargs['${attribute}'] = ${random.pick(constants)}`,
    `kwargs.setdefault('k', ${random.pick(constants)})`,
    `self.${attribute} = [getattr(self, '${random.pick(attributes)}', 0), self.flag]`,
    `self.keys = sorted(kwargs)`,
    `setattr(self, '${attribute}', ${random.pick(constants)})`,
    `super().__init__(**kwargs)`,
    `super().__init__()`,
    `self.setup(**kwargs)`,
    `super().setup(a=1)`,
    `self.flag = not self.flag`,
    `self.t = type(self).__name__`,
    `self.t = self.title()`,
    `self.v = self.p`,
    `change(self.${attribute})`,
    `same(self).${attribute} = 3`,
    `self.${attribute} = same(1)`,
    `del self.${attribute}`,
    `for key in list(kwargs): setattr(self, key, kwargs[key])`,
    `self.__dict__.update(kwargs)`,
  ])
}
