import { describe, expect, test } from 'vitest'
import { disagreements, readRecording } from './recorded.ts'

describe('fields, indexes and constraints come out as Django writes them', () => {
  test.each(['3.2', '4.2', '5.2'])('%s', (version) => {
    const recording = readRecording(new URL(`recorded/django-${version}.json`, import.meta.url))
    expect(recording.cases.length).toBeGreaterThan(1_400)
    expect(disagreements(recording)).toEqual([])
  })
})
