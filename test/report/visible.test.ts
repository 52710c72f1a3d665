import { expect, test } from 'vitest'
import { visible, withoutCommands } from '../../src/report/visible.ts'
import { displayWidth, wrap } from '../../src/report/width.ts'

test.each([
  ['plain – ünïcode 数据 🦊', 'plain – ünïcode 数据 🦊'],
  ['a\tb\r\n', 'a\\tb\\r\\n'],
  ['\x1b]8;;http://x\x07', '\\x1b]8;;http://x\\x07'],
  ['\x7f\x80\x9b', '\\x7f\\x80\\x9b'],
  ['\u202eabc\u2066\u200f\u061c', '\\u202eabc\\u2066\\u200f\\u061c'],
  ['\u200b\ufeff\u2028', '\\u200b\\ufeff\\u2028'],
  ['\u{e0041}', '\\u{e0041}'],
  ['caf\udce9.py', 'caf\\xe9.py'],
  ['\ud800x', '\\ud800x'],
])('%j is shown as %s', (text, shown) => expect(visible(text)).toBe(shown))

test.each([
  ['::error::x', ': :error::x'],
  ['  ::error::x\n\t::set-env', '  : :error::x\n\t: :set-env'],
  ['a ::b', 'a ::b'],
  ['x ##[group]', 'x # #[group]'],
  ['##vso[task.setvariable]', '# #vso[task.setvariable]'],
  ['###[a]', '## #[a]'],
  ['## heading', '## heading'],
])('%j is no command: %j', (text, harmless) => expect(withoutCommands(text)).toBe(harmless))

test('width counts columns', () => {
  expect(displayWidth('ab')).toBe(2)
  expect(displayWidth('数据')).toBe(4)
  expect(displayWidth('e\u0301')).toBe(1)
  expect(displayWidth('🦊')).toBe(2)
})

test('wrapping keeps commands, line breaks and odd backticks', () => {
  expect(wrap('run `git checkout a -- b` now', 12)).toEqual(['run', '`git checkout a -- b`', 'now'])
  expect(wrap('one two\n\nthree', 5)).toEqual(['one', 'two', '', 'three'])
  expect(wrap('an odd ` tick stays', 8)).toEqual(['an odd `', 'tick', 'stays'])
  expect(wrap('(`a b`, c)', 6)).toEqual(['(`a b`,', 'c)'])
})
