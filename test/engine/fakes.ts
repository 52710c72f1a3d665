import type { LintSettings, RuleSetting } from '../../src/engine/settings.ts'
import { suppressionRules } from '../../src/engine/suppression-rules.ts'
import type { ChangeSet, MigrationChange } from '../../src/model/change-set.ts'
import { MigrationGraph } from '../../src/model/graph.ts'
import type { Migration } from '../../src/model/migration.ts'
import { fileStart, type Place } from '../../src/model/place.ts'
import type { Project } from '../../src/model/project.ts'

export function at(path: string, line: number, column = 1): Place {
  return { path, line, column, endLine: line, endColumn: column + 4 }
}

export function migration(app: string, name: string, path = `${app}/migrations/${name}.py`): Migration {
  return {
    id: `${app}.${name}`,
    app,
    name,
    path,
    place: fileStart(path),
    blobId: `${app}${name}`,
    tracked: true,
    dependencies: [],
    runBefore: [],
    replaces: [],
    dependenciesPlace: fileStart(path),
    operations: [],
    unresolved: [],
  }
}

export function project(migrations: readonly Migration[]): Project {
  const apps = [...new Set(migrations.map((each) => each.app))]
  return {
    framework: 'fake',
    root: '',
    apps: new Map(apps.map((label) => [label, { label, directory: `${label}/migrations`, modelPaths: [] }])),
    migrations: new Map(migrations.map((each) => [each.id, each])),
    graph: new MigrationGraph(),
    history: {
      framework: 'Fake',
      record: 'the record',
      recordTable: { table: 'history', columns: { app: 'app', name: 'name', appliedAt: 'at', order: 'id' } },
      inconsistentEffect: 'It stops',
      unrecordedPartsEffect: 'It runs again',
      checksums: false,
      editedEffect: 'does nothing',
      deletedEffect: 'says nothing',
      beforeSquashIsFinished: 'Every database has to have run it',
      renamedEffect: 'runs it again',
      relabelledEffect: 'runs all of them again',
      severalLeavesEffect: 'stops',
      missingDependencyEffect: 'stops',
      circularDependencyEffect: 'stops',
      partlySquashedEffect: 'stops',
      sameNumberEffect: (app, number) => `fake run ${app} ${number} stops`,
      dependency: (app, name) => `${app}/${name}`,
      replacing: (app, name) => `instead of ${app}/${name}`,
      keepLabel: (app) => `call it ${app}`,
      newMigration: (app) => `fake new ${app}`,
      newDataMigration: (app) => `fake data ${app}`,
      squash: (app) => `fake squash ${app}`,
      dispensableStep: 'mark it',
      mergeLeaves: (app) => `fake merge ${app}`,
    },
    problems: [],
    unresolved: [],
  }
}

export function changeSet(changes: readonly MigrationChange[]): ChangeSet {
  const head = changes.flatMap((change) => (change.kind === 'deleted' ? [] : [change.head]))
  const base = changes.flatMap((change) => (change.kind === 'added' ? [] : [change.base]))
  return {
    base: project(base),
    head: project(head),
    target: undefined,
    merged: undefined,
    names: { base: 'a1b2c3d', head: 'the working tree', target: 'origin/main' },
    standing: new Map(),
    changes,
    changedModels: new Map(),
    judged: new Set(),
    judgesAll: false,
    databases: [],
    untracked: [],
  }
}

export function settings(
  rules: Readonly<Record<string, RuleSetting['severity'] | RuleSetting>>,
  rest: Partial<LintSettings> = {},
): LintSettings {
  const own = suppressionRules.map(({ id, severity }) => [id, { severity, options: {} }] as const)
  const given = Object.entries(rules).map(
    ([id, setting]) =>
      [id, typeof setting === 'string' ? { severity: setting, options: {} } : setting] as const,
  )
  return {
    include: [],
    exclude: [],
    rules: new Map<string, RuleSetting>([...own, ...given]),
    overrides: [],
    allow: [],
    databases: [],
    frameworks: {},
    ...rest,
  }
}
