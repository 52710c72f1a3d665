import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { shellWord } from '../../src/model/shell-word.ts'

describe('shellWord', () => {
  test.each(['shop/migrations/0001_initial.py', 'a1b2c3d:shop/models.py', '--option=1'])(
    '%s needs no quotes',
    (word) => expect(shellWord(word)).toBe(word),
  )

  test.each([
    '',
    'with space',
    "o'clock",
    '$(reboot)',
    '`reboot`',
    'a;b|c&d',
    '~/x',
    '*',
    '"',
    '\\',
    '#',
    'ä',
    '!',
  ])('%j is one word to a shell, and means nothing else', (word) => {
    const { stdout } = spawnSync('sh', ['-c', `printf '<%s>' ${shellWord(word)}`], { encoding: 'utf8' })
    expect(stdout).toBe(`<${word}>`)
  })

  test('what a terminal acts on, and bytes that are not UTF-8, are escaped', () => {
    expect(shellWord("a\nb\u001b[2J'\\\u202e\udcff")).toBe(String.raw`$'a\x0ab\x1b[2J\'\\\xe2\x80\xae\xff'`)
  })
})
