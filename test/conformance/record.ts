import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { askContrib, askInvented, askRepositories, askSuite, type Asked } from './django/ask.ts'
import { pruned, recordingText, type RecordedSubject } from './django/recording.ts'
import { djangoVersions } from './environment.ts'

/**
 * Records what Django says: `node test/conformance/run.mjs record.ts <contrib|suite|invented|repositories>`.
 * `--repositories DIR` is a folder of clones named as in repositories.ts; they are only read.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { repositories: { type: 'string' } },
})
const [what] = positionals

const inventedSeeds = Array.from({ length: 150 }, (_, at) => at + 1)

function ask(): Asked[] {
  switch (what) {
    case 'contrib':
      return djangoVersions.flatMap(askContrib)
    case 'suite':
      return djangoVersions.flatMap(askSuite)
    case 'invented':
      return djangoVersions.flatMap((version) => askInvented(version, inventedSeeds))
    case 'repositories': {
      const { asked, absent } = askRepositories(resolve(values.repositories ?? '.'), existsSync)
      if (absent.length > 0) throw new Error(`not in ${values.repositories ?? '.'}: ${absent.join(', ')}`)
      return asked
    }
    default:
      throw new Error('usage: record.ts <contrib|suite|invented|repositories> [--repositories DIR]')
  }
}

/** One subject for equal answers of several versions. */
function grouped(asked: readonly Asked[]): RecordedSubject[] {
  const subjects = new Map<string, RecordedSubject>()
  for (const { subject, django, python, commit, answer } of asked) {
    const kept = pruned(answer)
    const key = JSON.stringify([subject.name, kept])
    const same = subjects.get(key)
    subjects.set(key, {
      name: subject.name,
      django: [...(same?.django ?? []), django],
      python,
      ...(commit === undefined ? {} : { commit }),
      answer: kept,
    })
  }
  return [...subjects.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const file = resolve(`test/conformance/recorded/django-${what ?? ''}.json`)
const subjects = grouped(ask())
const options = what === 'repositories' ? ' --repositories DIR' : ''
writeFileSync(
  file,
  recordingText({ command: `node test/conformance/run.mjs record.ts ${what ?? ''}${options}`, subjects }),
)
console.log(`${file}: ${subjects.length} subjects`)
