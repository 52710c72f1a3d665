import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { django, workFolder } from '../environment.ts'
import { contribSubject, testSuiteSubjects } from './django-subjects.ts'
import { inventProject } from './invented.ts'
import { askDjango, type Answer, type Answers, type Subject } from './oracle.ts'
import { commitOf, repositories, repositoryPython, repositorySubject } from './repositories.ts'
import { writeProject } from './synthetic.ts'

/** An answer with the question, and where the files are that it was asked about. */
export interface Asked {
  readonly subject: Subject
  readonly django: string
  readonly python: string
  readonly commit?: string
  readonly answer: Answer
}

/** Django's contrib apps, as this version of Django brings them. */
export function askContrib(version: string): Asked[] {
  const { python, source } = django(version)
  return answered([contribSubject(source)], (subjects) => askDjango(python, subjects, [source]))
}

/** Every migration package of this version's own test suite. */
export function askSuite(version: string): Asked[] {
  const { python, source } = django(version)
  return answered(testSuiteSubjects(source), (subjects) => askDjango(python, subjects, [source]))
}

/** Invented projects, written into the work folder. */
export function askInvented(version: string, seeds: readonly number[]): Asked[] {
  const { python } = django(version)
  const subjects = seeds.map((seed): Subject => {
    const root = join(workFolder, 'invented', String(seed))
    rmSync(root, { recursive: true, force: true })
    const sketch = inventProject(seed)
    for (const [path, text] of writeProject(sketch)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const INSTALLED_APPS = Object.fromEntries(Object.keys(sketch.apps).map((label) => [label, label]))
    const settings = { INSTALLED_APPS, AUTH_USER_MODEL: sketch.auth_user_model }
    return { name: `seed ${seed}`, path: [root], root, bare: true, settings }
  })
  return answered(subjects, (asked) => askDjango(python, asked))
}

/** Real projects: the clones `folder/<name>` of those that are there; the others are named in `absent`. */
export function askRepositories(
  folder: string,
  there: (clone: string) => boolean,
): { asked: Asked[]; absent: string[] } {
  const asked: Asked[] = []
  const absent: string[] = []
  for (const repository of repositories) {
    const clone = join(folder, repository.name)
    if (!there(clone)) {
      absent.push(repository.name)
      continue
    }
    const python = repositoryPython(repository, clone)
    const answers = answered([repositorySubject(repository, clone)], (subjects) =>
      askDjango(python, subjects),
    )
    asked.push(...answers.map((answer) => ({ ...answer, commit: commitOf(clone) })))
  }
  return { asked, absent }
}

function answered(subjects: readonly Subject[], ask: (subjects: readonly Subject[]) => Answers): Asked[] {
  const { django: version, python, answers } = ask(subjects)
  return subjects.map((subject) => {
    const answer = answers[subject.name]
    if (!answer || 'setup_error' in answer) {
      throw new Error(`Django cannot set up ${subject.name}: ${answer?.setup_error.message ?? 'no answer'}`)
    }
    return { subject, django: version, python, answer }
  })
}
