import type { Files, Verdict } from './steps.ts'

/** A small project with what Django releases say of it. */
export interface Fixture {
  readonly files: Files
  /** By release. */
  readonly said: Readonly<Record<string, Verdict>>
}

const heading = /^=== (\S+)\n/gm

/**
 * One text for a fixture: a line of JSON for each Django, and each file under a line with its path.
 * `requirements.txt` is left out: it names the release that is asked about.
 */
export function fixtureText({ files, said }: Fixture): string {
  const verdicts = Object.entries(said).map(([version, { operations }]) => {
    const short = operations.map(({ source: _, ...rest }) => rest)
    return `Django ${version}: ${JSON.stringify(short)}\n`
  })
  const texts = [...files]
    .filter(([path]) => path !== 'requirements.txt')
    .sort()
    .map(([path, text]) => `=== ${path}\n${text}`)
  return [...verdicts, ...texts].join('')
}

export function readFixture(text: string): Fixture {
  const [head = '', ...rest] = text.split(heading)
  const files = new Map<string, string>()
  for (let at = 0; at < rest.length; at += 2) files.set(rest[at]!, rest[at + 1]!)
  const said = [...head.matchAll(/^Django (\S+): (.*)$/gm)].map(([, version, json]) => [
    version!,
    { operations: JSON.parse(json!) as Verdict['operations'] },
  ])
  return { files, said: Object.fromEntries(said) as Fixture['said'] }
}

/** The files as a project of this release. */
export function filesFor({ files }: Fixture, version: string): Files {
  return new Map([...files, ['requirements.txt', `Django==${version}\n`]])
}
