import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { md5 } from '../../../../src/frameworks/django/fields/md5.ts'

test('the digest of texts of every length around a block, and beyond ASCII', () => {
  const texts = Array.from({ length: 200 }, (_, length) => 'shop_bücher-ab'.repeat(20).slice(0, length))
  for (const text of texts) expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'))
})
