import type { Random } from '../python/random.ts'

/** A made-up migration. */
export interface Made {
  readonly app: string
  readonly name: string
  readonly dependencies: (readonly [string, string])[]
  readonly runBefore: (readonly [string, string])[]
  /** Whether it depends on the user model by the setting. */
  swappable: boolean
  readonly operations: string[]
  /** How its lists are written. */
  readonly style: number
}

/** What a branch knows: its migrations, and the models and fields that it may still touch. */
export interface World {
  /** Names that no new migration may have. */
  readonly taken: Set<string>
  /** What both branches have. */
  readonly shared: ReadonlySet<string>
  readonly migrations: Made[]
  readonly models: {
    readonly app: string
    readonly name: string
    readonly fields: string[]
    readonly by: string
  }[]
}

export const userModel = 'people.User'
export const apps = ['people', 'shop', 'orders', 'stock'] as const

export const leafOf = (world: World, app: string): string =>
  world.migrations.findLast((made) => made.app === app)!.name

const words = ['auto', 'more', 'price_and_size', 'état', 'a', 'links_0001', 'tidy']

/** A history that all branches share. */
export function sharedHistory(random: Random, labels: readonly string[]): World {
  const world: World = { migrations: [], models: [], taken: new Set(), shared: new Set() }
  for (const app of labels) {
    const model = app === 'people' ? 'User' : 'Start'
    const options = app === 'people' ? ", options={'swappable': 'AUTH_USER_MODEL'}" : ''
    const fields = ['o1', 'o2', 'o3', 't1', 't2', 't3'].map(
      (name) => `('${name}', models.IntegerField(null=True))`,
    )
    const operation = `migrations.CreateModel('${model}', [('id', models.AutoField(primary_key=True)), ${fields.join(', ')}]${options})`
    world.migrations.push({ ...empty(random, app, '0001_initial'), operations: [operation] })
    for (const side of ['o', 't'])
      world.models.push({ app, name: model, fields: [1, 2, 3].map((at) => `${side}${at}`), by: side })
  }
  for (const app of labels) grow(random, world, app, random.int(3), 's')
  return world
}

/** Another branch from here: what it adds does not show in the other one. */
export function branched({ migrations, models, taken }: World): World {
  return {
    taken,
    shared: new Set(migrations.map(({ app, name }) => `${app}.${name}`)),
    migrations: migrations.map((made) => ({
      ...made,
      dependencies: [...made.dependencies],
      runBefore: [...made.runBefore],
    })),
    models: models.map((model) => ({ ...model, fields: [...model.fields] })),
  }
}

/** Adds a chain to an app, `side` (a letter) being the branch: what both touch would hang on the order. */
export function grow(random: Random, world: World, app: string, length: number, side: string): void {
  for (let at = 0; at < length; at++) {
    const last = leafOf(world, app)
    const number = String(Number(/^\d+/.exec(last)![0]) + 1).padStart(4, '0')
    // One file name on both branches would be a conflict of git's, and none of leaf nodes.
    const plain = `${number}_${random.pick(words)}`
    const made = empty(random, app, world.taken.has(`${app}.${plain}`) ? `${plain}_${side}` : plain)
    world.taken.add(`${app}.${made.name}`)
    made.dependencies.push([app, last])
    for (let count = 1 + random.int(3); count > 0; count--) operate(random, world, made, side)
    alsoDepend(random, world, made)
    world.migrations.push(made)
  }
}

function empty(random: Random, app: string, name: string): Made {
  return {
    app,
    name,
    dependencies: [],
    runBefore: [],
    swappable: false,
    operations: [],
    style: random.int(6),
  }
}

/** Every name of a model or a field is new, so that both branches' operations fit together in any order. */
function operate(random: Random, world: World, made: Made, side: string): void {
  const fresh = `${side}${world.migrations.length}_${made.operations.length}`
  const own = world.models.filter(({ app, by }) => app === made.app && by === side)
  const model = own.length > 0 ? random.pick(own) : undefined
  const field = model && model.fields.length > 0 ? random.pick(model.fields) : undefined
  const kind = random.pick([
    'create',
    'add',
    'add',
    'alter',
    'remove',
    'rename',
    'run',
    'link',
    'user',
    'index',
  ])
  if (kind === 'create') {
    const name = `Model${fresh}`
    made.operations.push(`migrations.CreateModel('${name}', [('id', models.AutoField(primary_key=True))])`)
    world.models.push({ app: made.app, name, fields: [], by: side })
  } else if (kind === 'run') {
    made.operations.push('migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)')
  } else if (model && kind === 'link') {
    const others = world.models.filter(
      (other) => other.app !== made.app && (other.by === side || other.name === 'Start'),
    )
    if (others.length === 0) return
    const other = random.pick(others)
    made.dependencies.push([other.app, leafOf(world, other.app)])
    made.operations.push(
      `migrations.AddField('${model.name}', 'l${fresh}', models.ForeignKey('${other.app}.${other.name}', models.CASCADE, null=True, related_name='+'))`,
    )
  } else if (model && kind === 'user') {
    made.swappable = true
    made.operations.push(
      `migrations.AddField('${model.name}', 'u${fresh}', models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name='+'))`,
    )
  } else if (model && field !== undefined && kind === 'alter') {
    made.operations.push(
      `migrations.AlterField('${model.name}', '${field}', models.IntegerField(null=True, help_text='${fresh}'))`,
    )
  } else if (model && field !== undefined && kind === 'remove') {
    made.operations.push(`migrations.RemoveField('${model.name}', '${field}')`)
    model.fields.splice(model.fields.indexOf(field), 1)
  } else if (model && field !== undefined && kind === 'rename') {
    made.operations.push(`migrations.RenameField('${model.name}', '${field}', 'r${fresh}')`)
    model.fields.splice(model.fields.indexOf(field), 1, `r${fresh}`)
  } else if (model && kind === 'index') {
    made.operations.push(
      `migrations.AddIndex('${model.name}', models.Index(fields=['id'], name='i${fresh}'))`,
    )
  } else if (model) {
    made.operations.push(`migrations.AddField('${model.name}', 'f${fresh}', models.IntegerField(null=True))`)
    model.fields.push(`f${fresh}`)
  }
}

/** Dependencies across apps, in both directions: on what is there, and of what was written before. */
function alsoDepend(random: Random, world: World, made: Made): void {
  const others = world.migrations.filter(({ app }) => app !== made.app)
  if (others.length === 0) return
  if (random.chance(0.3)) {
    const { app, name } = random.pick(others.slice(-6))
    made.dependencies.push([app, name])
  }
  if (random.chance(0.1)) made.dependencies.push([random.pick(others).app, '__first__'])
  const earlier = others.filter(
    ({ name, app }) => !world.shared.has(`${app}.${name}`) && !made.dependencies.some(([one]) => one === app),
  )
  if (earlier.length > 0 && random.chance(0.15)) random.pick(earlier).runBefore.push([made.app, made.name])
}
