import { describe, expect, test } from 'vitest'
import { comparedPresets, peers, verdict } from './peers.ts'

describe.each(peers())('$peer', ({ cases }) => {
  test.each(cases)('$name', (given) => {
    const ours = Object.fromEntries(comparedPresets.map((preset) => [preset, verdict(given, preset)]))
    expect(ours).toEqual(given.ours)
    const finds = given.ours['zero-downtime'].length > 0
    expect(given.why !== undefined, 'a reason stands where we differ, and only there').toBe(
      finds !== given.finds,
    )
  })
})
