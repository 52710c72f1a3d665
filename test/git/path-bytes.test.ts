import { describe, expect, test } from 'vitest'
import { decodePath, encodePath, records } from '../../src/git/path-bytes.ts'
import { seedOf } from '../seed.ts'

const bytes = (path: string) => Buffer.from(encodePath(path) as string)

describe('names that are not UTF-8', () => {
  // As Python's os.fsdecode gives them: b'caf\xe9'.decode('utf-8', 'surrogateescape').
  test.each([
    ['a Latin-1 byte', [0x63, 0x61, 0x66, 0xe9], 'caf\uDCE9'],
    ['UTF-8', [0xc3, 0xa9], 'é'],
    ['beyond the first plane', [0xf0, 0x9f, 0x98, 0x80], '😀'],
    ['UTF-8 beside other bytes', [0xc3, 0xa9, 0xff, 0x2e], 'é\uDCFF.'],
    ['a cut-off sequence', [0xe2, 0x82], '\uDCE2\uDC82'],
    ['an overlong slash', [0xc0, 0xaf], '\uDCC0\uDCAF'],
    ['an encoded surrogate', [0xed, 0xb3, 0xa9], '\uDCED\uDCB3\uDCA9'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\uDCF4\uDC90\uDC80\uDC80'],
    ['a replacement character that is really there', [0xef, 0xbf, 0xbd, 0x80], '\uFFFD\uDC80'],
  ])('%s', (_name, name, expected) => {
    const path = decodePath(Buffer.from(name))
    expect(path).toBe(expected)
    expect(bytes(path)).toEqual(Buffer.from(name))
  })

  test('every name goes there and back', () => {
    const seed = seedOf('names of files', 771_310_442)
    let state = seed
    const next = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16
    for (let round = 0; round < 2000; round++) {
      const name = Buffer.from(Array.from({ length: 1 + (next() % 12) }, () => 1 + (next() % 255)))
      expect(bytes(decodePath(name)), `seed ${seed}, ${name.toString('hex')}`).toEqual(name)
    }
  })
})

test('records are split at zero bytes before they are decoded', () => {
  const output = Buffer.from([0x61, 0xe9, 0, 0xc3, 0xa9, 0])
  expect(records(output)).toEqual(['a\uDCE9', 'é'])
  expect(records(Buffer.from('a\n"b\0c d\0'))).toEqual(['a\n"b', 'c d'])
  expect(records(Buffer.alloc(0))).toEqual([])
})
