import { describe, expect, it } from 'vitest'
import { agreement } from '../../conformance/django/agreement.ts'
import { djangoProjects } from '../../conformance/django/our-graph.ts'
import { readRecording } from '../../conformance/django/recording.ts'
import { writeProject } from '../../conformance/django/synthetic.ts'
import { textTree } from '../../support/text-tree.ts'

// What Django's MigrationLoader said (test/conformance/recorded) of its contrib apps, of the migrations in its
// own test suite, of real projects and of invented ones. The files compared here are written from what those
// migrations declare, so no source of theirs is needed.
describe.each(['contrib', 'suite', 'repositories', 'invented'])('the graph that Django built: %s', (name) => {
  // Django walks a set of migrations: where two orders gave two graphs, there is no one answer.
  const subjects = readRecording(name).subjects.filter(({ answer }) => !answer.graph.order_dependent)

  it.each(subjects.map((subject) => [subject.name, subject.django.join(', '), subject] as const))(
    '%s (Django %s)',
    async (_name, _versions, { answer }) => {
      const projects = await djangoProjects(textTree(writeProject(answer)))
      // A package that raises when it is imported cannot be written from what it declares.
      const broken = answer.disk_errors.filter(({ migration }) => migration === null).map(({ app }) => app)
      const compared = agreement(name, projects, answer, (_app, label) =>
        broken.includes(label) ? undefined : `${label}/migrations`,
      )
      expect(compared.differences).toEqual([])
    },
  )
})
