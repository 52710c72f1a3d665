import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { comparePairs, type Equalities } from './recorded-equality.ts'

describe('values are equal where the autodetector takes them for equal', () => {
  test.each(['3.2', '4.2', '5.2'])('%s', (version) => {
    const path = new URL(`../fields/recorded/django-${version}.json`, import.meta.url)
    const { pairs, wrong, undecided } = comparePairs(JSON.parse(readFileSync(path, 'utf8')) as Equalities)
    expect(pairs).toBeGreaterThan(10_000)
    expect(wrong).toEqual([])
    // Settings that are not known, and objects of which nothing says when they are equal.
    expect(undecided.filter((each) => !/settings\.USE_TZ|Method\(\)|Plain\(/.test(each))).toEqual([])
  })
})
