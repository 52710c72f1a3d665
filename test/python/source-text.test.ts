import { expect, test } from 'vitest'
import { placeOf } from '../../src/model/source-place.ts'
import { decodeSource } from '../../src/python/source-text.ts'
import { parse } from './running.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

test.each([
  ['plain text', Buffer.from('x = "é"\n'), 'x = "é"\n'],
  ['a byte order mark', Buffer.from('\ufeffx = 1\n'), 'x = 1\n'],
  ['Windows line ends', Buffer.from('a\r\nb\r\n'), 'a\nb\n'],
  ['line ends of old Macs', Buffer.from('a\rb\r'), 'a\nb\n'],
  [
    'latin-1, declared',
    latin1('# -*- coding: latin-1 -*-\nx = "\xe9\x80"'),
    '# -*- coding: latin-1 -*-\nx = "é\x80"',
  ],
  [
    'iso-8859-15, declared in the second line',
    latin1('#!/usr/bin/python\n# coding=iso-8859-15\n\xa4'),
    '#!/usr/bin/python\n# coding=iso-8859-15\n€',
  ],
  [
    'cp1252, declared as editors do',
    latin1('# vim: set fileencoding=cp1252 :\n\x80'),
    '# vim: set fileencoding=cp1252 :\n€',
  ],
  ['utf8 by its other names', Buffer.from('# coding: UTF_8\né'), '# coding: UTF_8\né'],
  ['utf-8-unix', Buffer.from('# coding: utf-8-unix\né'), '# coding: utf-8-unix\né'],
  [
    'a declaration after code is none',
    Buffer.from('x = 1\n# coding: latin-1\né'),
    'x = 1\n# coding: latin-1\né',
  ],
  [
    'a declaration in the third line is none',
    Buffer.from('\n\n# coding: latin-1\né'),
    '\n\n# coding: latin-1\né',
  ],
  ['nothing', Buffer.from(''), ''],
])('decodes %s', (_, bytes, text) => {
  expect(decodeSource(bytes)).toEqual({ text })
})

test.each([
  ['a byte that is not UTF-8', latin1('a = 1\nb = "\xe9"\n'), /not valid UTF-8/, 2, 6],
  ['a character cut off at the end', Buffer.from('x = "é').subarray(0, 6), /not valid UTF-8/, 1, 6],
  ['a NUL byte', Buffer.from('a\nb\0c'), /null bytes/, 2, 2],
  ['UTF-16', Buffer.from('\ufeffx = 1', 'utf16le'), /null bytes/, 1, 4],
  ['an encoding that nobody knows', Buffer.from('# coding: klingon\n'), /unknown encoding: klingon/, 1, 1],
  [
    'a mark and a declaration that contradict each other',
    Buffer.from('\ufeff# coding: latin-1\n'),
    /with BOM/,
    1,
    1,
  ],
])('tells where %s is', (_, bytes, message, line, column) => {
  const module = parse(bytes)
  expect(module.syntaxError?.message).toMatch(message)
  expect(placeOf(module, { path: 'a.py', ...module.syntaxError! })).toMatchObject({ line, column })
})

test('never throws, whatever the bytes are', () => {
  let state = 7
  for (let round = 0; round < 300; round++) {
    const bytes = Uint8Array.from(
      { length: 40 },
      () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16,
    )
    expect(() => parse(bytes)).not.toThrow()
  }
})
