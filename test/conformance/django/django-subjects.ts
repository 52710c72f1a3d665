import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from './oracle.ts'

const contribApps = ['admin', 'auth', 'contenttypes', 'flatpages', 'redirects', 'sessions', 'sites']

/** `ALWAYS_INSTALLED_APPS` of `tests/runtests.py` (Django 5.2). */
const alwaysInstalled = [
  'django.contrib.contenttypes',
  'django.contrib.auth',
  'django.contrib.sites',
  'django.contrib.sessions',
  'django.contrib.messages',
  'django.contrib.admin.apps.SimpleAdminConfig',
  'django.contrib.staticfiles',
]

/** Django's contrib apps that have migrations, all installed. `source` is the unpacked distribution. */
export function contribSubject(source: string): Subject {
  return {
    name: 'django.contrib',
    path: [source],
    root: source,
    settings: { INSTALLED_APPS: contribApps.map((app) => `django.contrib.${app}`) },
  }
}

/**
 * Every migration package of Django's own test suite, one subject each: as the migrations of the app
 * `migrations` where its tests do so (`MIGRATION_MODULES`), as apps where they are apps.
 */
export function testSuiteSubjects(source: string): readonly Subject[] {
  const tests = join(source, 'tests')
  const subject = (name: string, apps: readonly string[], rest: Record<string, unknown> = {}): Subject => ({
    name,
    path: [tests, source],
    root: tests,
    settings: { INSTALLED_APPS: [...alwaysInstalled, ...apps], ...rest },
    stubs: ['psycopg2', 'psycopg'],
  })
  const asMigrations = (module: string): Subject =>
    subject(module, ['migrations'], { MIGRATION_MODULES: { migrations: module } })
  const testApp = (app: string): string => `migrations.migrations_test_apps.${app}`
  const there = (module: string): boolean => existsSync(join(tests, ...module.split('.')))

  const folders = readdirSync(join(tests, 'migrations'), { withFileTypes: true })
    .filter((item) => item.isDirectory() && /^(test_|deprecated_)/.test(item.name))
    .map((item) => `migrations.${item.name}`)
    .flatMap((module) => {
      const nested = readdirSync(join(tests, ...module.split('.')), { withFileTypes: true })
        .filter((item) => item.isDirectory() && item.name !== '__pycache__')
        .map((item) => `${module}.${item.name}`)
      if (nested.some((each) => each.endsWith('.app1'))) return [] // two apps, asked together below
      return nested.length > 0 ? nested : [module]
    })
    .sort()
  const pairs = (first: string, second: string): Subject[] => {
    if (!there(second)) return []
    const MIGRATION_MODULES = { migrations: first, migrations2: second }
    return [subject(`${first}+${second}`, ['migrations', 'migrations2'], { MIGRATION_MODULES })]
  }
  const appPairs = ['complex_multi_apps', 'ref_squashed'].map((kind) => {
    const module = `migrations.test_migrations_squashed_${kind}`
    const MIGRATION_MODULES = { app1: `${module}.app1`, app2: `${module}.app2` }
    return subject(module, [`${module}.app1`, `${module}.app2`], { MIGRATION_MODULES })
  })
  const together = [
    ['alter_fk.author_app', 'alter_fk.book_app'],
    ['lookuperror_a', 'lookuperror_b', 'lookuperror_c'],
    ['mutate_state_a', 'mutate_state_b'],
    ['migrated_app', 'migrated_unapplied_app', 'unmigrated_app', 'unmigrated_app_syncdb'],
    ['mutate_state_b', 'alter_fk.author_app', 'alter_fk.book_app'],
    ['migrated_app', 'conflicting_app_with_dependencies'],
    ['unspecified_app_with_conflict', 'migrated_app', 'without_init_file', 'lookuperror_b'],
  ]
  const otherApps = [
    'sites_framework',
    'db_functions',
    'migration_test_data_persistence',
    'postgres_tests',
    'admin_scripts.app_waiting_migration',
    'admin_scripts.another_app_waiting_migration',
    'backends.base.app_unmigrated',
  ]
  const custom = { override: { AUTH_USER_MODEL: 'migrations.Author' } }
  return [
    ...folders.map((module) => ({
      ...asMigrations(module),
      ...(module.endsWith('_custom_user') ? custom : {}),
    })),
    asMigrations('migrations.faulty_migrations.file'),
    asMigrations('migrations.faulty_migrations.namespace'),
    asMigrations('import_error_package'),
    ...appPairs,
    ...pairs('migrations.test_migrations', 'migrations2.test_migrations_2'),
    ...pairs('migrations.test_migrations', 'migrations2.test_migrations_2_squashed_with_replaces'),
    ...pairs('migrations.test_migrations_first', 'migrations2.test_migrations_2_first'),
    ...pairs('migrations.test_migrations', 'migrations2.test_migrations_2_no_deps'),
    ...together.map((apps) => subject(`test_apps:${apps.join('+')}`, apps.map(testApp))),
    ...together
      .flat()
      .filter((app, at, all) => all.indexOf(app) === at)
      .map((app) => subject(`test_apps:${app}`, [testApp(app)])),
    subject('test_apps:migrated_app without migrations', [testApp('migrated_app')], {
      MIGRATION_MODULES: { migrated_app: null },
    }),
    ...otherApps.map((app) => subject(app, [app])),
    subject('contenttypes_tests.operations_migrations', ['contenttypes_tests'], {
      MIGRATION_MODULES: { contenttypes_tests: 'contenttypes_tests.operations_migrations' },
    }),
    subject('migrate_signals.custom_migrations', ['migrate_signals'], {
      MIGRATION_MODULES: { migrate_signals: 'migrate_signals.custom_migrations' },
    }),
    ...['array_default_migrations', 'array_index_migrations'].map((folder) =>
      subject(`postgres_tests.${folder}`, ['postgres_tests'], {
        MIGRATION_MODULES: { postgres_tests: `postgres_tests.${folder}` },
      }),
    ),
  ]
}
