import { expect, test } from 'vitest'
import { conflictSides } from '../../src/repair/conflict-sides.ts'

const conflict = '<<<<<<< ours\n0002_a\n=======\n0002_b\n>>>>>>> theirs\n'
const sides = { ours: '0002_a', theirs: '0002_b' }

test.each([
  ['as git writes it', conflict, 7],
  ['with the base', conflict.replace('=======', '||||||| base\n0001_x\n======='), 7],
  ['with Windows’ line ends', conflict.replaceAll('\n', '\r\n'), 7],
  ['with longer markers', conflict.replace(/[<=>]{7}/g, (signs) => signs + signs.slice(0, 3)), 10],
  ['without an end of the last line', conflict.trimEnd(), 7],
])('a conflict %s', (_, text, size) => {
  expect(conflictSides(text, size)).toEqual(sides)
})

test.each([
  ['merged', '0002_a\n'],
  ['empty', ''],
  ['with other lines before', `# Note\n${conflict}`],
  ['with other lines after', `${conflict}0003_c\n`],
  ['with two names on a side', conflict.replace('0002_a', '0002_a\n0003_a')],
  ['with nothing on a side', conflict.replace('0002_a\n', '')],
  ['of words', conflict.replace('0002_a', 'no name')],
  ['with markers of another length', conflict.replaceAll('=======', '========')],
  ['without an end', conflict.split('>')[0]!],
])('what is no conflict of two names: %s', (_, text) => {
  expect(conflictSides(text, 7)).toBeUndefined()
})
