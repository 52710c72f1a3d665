import { resolve } from 'node:path'

/** Releases of django-simple-history that make historical models otherwise, each with a Django that it runs on. */
export const historyReleases = [
  { release: '2.12.0', django: '3.2.25', projects: ['kept'] },
  { release: '3.0.0', django: '3.2.25', projects: ['kept'] },
  { release: '3.1.1', django: '4.2.16', projects: ['kept', 'newer'] },
  { release: '3.6.0', django: '4.2.16', projects: ['kept', 'newer'] },
  { release: '3.11.0', django: '5.2.10', projects: ['kept', 'newer'] },
] as const

/** Where the projects and what was recorded of them are. */
export const historiesFolder = resolve('test/frameworks/django/models/history')

export function recordingOf(release: string, project: string): string {
  return `${historiesFolder}/recorded/${release}-${project}.json`
}
