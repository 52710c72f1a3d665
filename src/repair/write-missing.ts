import type { Repair } from '../model/repair.ts'
import type { Situation } from './situation.ts'
import type { Subject } from './subject.ts'

/** Writes the migrations that the models need and that are not there. */
export function writeMissing(_situation: Situation, _subject: Subject): Repair | undefined {
  return undefined
}
