import type { Project } from './project.ts'
import { replacedBy, squashesOf } from './squash.ts'

/** The spans of time that can be told apart, in days, shortest first. */
export const standingDays = [30, 90, 180, 365] as const

/** The files of squashes beside what they replace: of these, how long they have been there matters. */
export function squashesBesideReplaced(project: Project): readonly string[] {
  return squashesOf(project)
    .filter((squash) => replacedBy(squash, project).there.length > 0)
    .map(({ path }) => path)
}
