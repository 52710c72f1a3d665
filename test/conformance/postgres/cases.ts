/** Which rule finds a migration that fails on the rows that are there, by the name of the case. */
export const foundBy: Readonly<Record<string, string>> = {
  'add a unique column with one default': 'safety/unique-default',
  'SQL: add a NOT NULL column without a default': 'safety/non-nullable-field',
  'SQL: SET NOT NULL with NULLs': 'safety/tightened-nullability',
  'SQL: a varchar that is too short': 'safety/changed-type',
  'SQL: a text that is no number': 'safety/changed-type',
  'add an index concurrently in a transaction': 'safety/blocking-index',
  'SQL: CREATE INDEX CONCURRENTLY in a transaction': 'safety/blocking-index',
  'SQL: CREATE UNIQUE INDEX over duplicates': 'safety/unique-on-existing',
  'SQL: add a check that rows break': 'safety/blocking-constraint',
  'add a unique constraint over duplicates': 'safety/unique-on-existing',
}

/** A migration that a server is asked about. */
export interface Case {
  readonly name: string
  /** The source of a list of Django's operations that make the tables, unless they are the usual ones. */
  readonly models: string
  /** SQL that puts rows into them. */
  readonly rows: string
  /** The source of the list of operations that is looked at. */
  readonly operations: string
  readonly atomic: boolean
  /** The table whose locks are looked at. */
  readonly table: string
  /** Why what is observed is not what is claimed, where that is so. */
  readonly differs?: string
  /** Why nothing is claimed, where that is so. */
  readonly claimsNothing?: string
}

const models = `[
    migrations.CreateModel("Customer", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel("Order", [
        ("id", models.BigAutoField(primary_key=True)),
        ("note", models.TextField(null=True)),
        ("empty", models.TextField(null=True)),
        ("number", models.IntegerField()),
        ("code", models.CharField(max_length=50)),
        ("price", models.DecimalField(max_digits=10, decimal_places=2)),
        ("buyer", models.BigIntegerField(null=True)),
    ]),
]`

const rows = `
  INSERT INTO shop_customer SELECT FROM generate_series(1, 10);
  INSERT INTO shop_order (note, number, code, price, buyer)
  SELECT 'note', i, 'code ' || i % 10, i, 1 FROM generate_series(1, 1000) AS i`

function one(name: string, operation: string, given: Partial<Case> & { readonly setUp?: string } = {}): Case {
  const { setUp = '', ...others } = given
  return {
    name,
    models,
    rows: `${rows}; ${setUp}`,
    operations: `[${operation}]`,
    atomic: true,
    table: 'shop_order',
    ...others,
  }
}

/** The same models, of which `Order` has something more. */
const withMore = (operation: string) => models.replace(/\]$/, `    ${operation},\n]`)
const sql = (name: string, statement: string, given?: Partial<Case> & { readonly setUp?: string }) =>
  one(name, `migrations.RunSQL(${JSON.stringify(statement)})`, given)

const index = 'models.Index(fields=["number"], name="number_idx")'
const check = 'models.CheckConstraint(condition=models.Q(number__gt=0), name="number_gt")'
const unique = (field: string) => `models.UniqueConstraint(fields=["${field}"], name="one_${field}")`

/** `Order` has a foreign key that is NOT NULL. */
const withClient: Partial<Case> = {
  models: withMore(
    'migrations.AddField("order", "client", models.ForeignKey("shop.Customer", models.CASCADE, default=1))',
  ),
  rows: `
  INSERT INTO shop_customer SELECT FROM generate_series(1, 10);
  INSERT INTO shop_order (note, number, code, price, buyer, client_id)
  SELECT 'note', i, 'code ' || i % 10, i, 1, 1 FROM generate_series(1, 1000) AS i`,
}

export const cases: readonly Case[] = [
  one('add a nullable column', 'migrations.AddField("order", "x", models.TextField(null=True))'),
  one('add a column with a default', 'migrations.AddField("order", "x", models.IntegerField(default=5))'),
  one(
    'add a column with a default of the database',
    'migrations.AddField("order", "x", models.DateTimeField(db_default=functions.Now()))',
  ),
  one(
    'add a generated column',
    'migrations.AddField("order", "x", models.GeneratedField(expression=models.F("number") * 2, output_field=models.IntegerField(), db_persist=True))',
  ),
  one(
    'add a unique column that is NULL',
    'migrations.AddField("order", "x", models.TextField(null=True, unique=True))',
  ),
  one(
    'add a unique column with one default',
    'migrations.AddField("order", "x", models.IntegerField(default=1, unique=True))',
  ),
  one(
    'add an indexed column',
    'migrations.AddField("order", "x", models.IntegerField(null=True, db_index=True))',
  ),
  one(
    'add a foreign key',
    'migrations.AddField("order", "x", models.ForeignKey("shop.Customer", models.CASCADE, null=True))',
  ),
  // Django takes a foreign key constraint away and adds it anew wherever its column changes: `sqlmigrate` shows that only
  // where it finds the constraint in the database that it asks.
  one(
    'let a foreign key be NULL',
    'migrations.AlterField("order", "client", models.ForeignKey("shop.Customer", models.CASCADE, null=True))',
    withClient,
  ),
  one('rename a foreign key', 'migrations.RenameField("order", "client", "customer")', withClient),
  one(
    'add a foreign key with a default',
    'migrations.AddField("order", "x", models.ForeignKey("shop.Customer", models.CASCADE, default=1))',
  ),
  sql('SQL: add a NOT NULL column without a default', 'ALTER TABLE shop_order ADD COLUMN x integer NOT NULL'),
  sql(
    'SQL: add a column with a constant default',
    "ALTER TABLE shop_order ADD COLUMN x text NOT NULL DEFAULT 'x'",
  ),
  sql(
    'SQL: add a column with the default now()',
    'ALTER TABLE shop_order ADD COLUMN x timestamptz DEFAULT now()',
  ),
  one(
    'add a column with a random default',
    'migrations.AddField("order", "x", models.UUIDField(db_default=postgres_functions.RandomUUID()))',
  ),
  sql(
    'SQL: add a column with a default that is stable',
    'ALTER TABLE shop_order ADD COLUMN x timestamptz DEFAULT statement_timestamp()',
  ),
  sql(
    'SQL: add a column with a volatile default',
    'ALTER TABLE shop_order ADD COLUMN x uuid DEFAULT gen_random_uuid()',
  ),
  sql('SQL: add a column that counts', 'ALTER TABLE shop_order ADD COLUMN x serial'),
  one('remove a column', 'migrations.RemoveField("order", "note")'),
  one('rename a column', 'migrations.RenameField("order", "note", "remark")'),
  one('rename a table', 'migrations.AlterModelTable("order", "shop_sale")'),
  one('delete a table', 'migrations.DeleteModel("Order")'),
  sql('SQL: rename a table', 'ALTER TABLE shop_order RENAME TO shop_sale'),
  sql('SQL: set a default', 'ALTER TABLE shop_order ALTER COLUMN number SET DEFAULT 5'),

  one('NULL to NOT NULL without NULLs', 'migrations.AlterField("order", "note", models.TextField())'),
  sql('SQL: SET NOT NULL with NULLs', 'ALTER TABLE shop_order ALTER COLUMN empty SET NOT NULL'),
  sql(
    'SQL: SET NOT NULL after a check that proves it',
    'ALTER TABLE shop_order ALTER COLUMN note SET NOT NULL',
    {
      setUp: 'ALTER TABLE shop_order ADD CONSTRAINT has_note CHECK (note IS NOT NULL)',
      differs: 'the constraint that stands for the proof is not part of the effect',
    },
  ),
  sql(
    'SQL: SET NOT NULL after a check that is not validated',
    'ALTER TABLE shop_order ALTER COLUMN note SET NOT NULL',
    {
      setUp: 'ALTER TABLE shop_order ADD CONSTRAINT has_note CHECK (note IS NOT NULL) NOT VALID',
    },
  ),
  one('NOT NULL to NULL', 'migrations.AlterField("order", "number", models.IntegerField(null=True))'),

  one('a longer varchar', 'migrations.AlterField("order", "code", models.CharField(max_length=100))'),
  one('a shorter varchar', 'migrations.AlterField("order", "code", models.CharField(max_length=20))'),
  sql('SQL: a varchar that is too short', 'ALTER TABLE shop_order ALTER COLUMN code TYPE varchar(3)'),
  one('varchar to text', 'migrations.AlterField("order", "code", models.TextField())'),
  one(
    'text to varchar',
    'migrations.AlterField("order", "note", models.CharField(max_length=50, null=True))',
  ),
  one('integer to bigint', 'migrations.AlterField("order", "number", models.BigIntegerField())'),
  one(
    'a wider decimal',
    'migrations.AlterField("order", "price", models.DecimalField(max_digits=12, decimal_places=2))',
  ),
  one(
    'a decimal of another scale',
    'migrations.AlterField("order", "price", models.DecimalField(max_digits=12, decimal_places=3))',
  ),
  sql(
    'SQL: a text that is no number',
    'ALTER TABLE shop_order ALTER COLUMN note TYPE integer USING note::integer',
  ),
  sql(
    'SQL: a type with an expression',
    'ALTER TABLE shop_order ALTER COLUMN code TYPE varchar(50) USING upper(code)',
  ),
  sql(
    'SQL: a type with a cast',
    'ALTER TABLE shop_order ALTER COLUMN code TYPE varchar(80) USING code::varchar(80)',
  ),

  one('add an index', `migrations.AddIndex("order", ${index})`),
  one('add an index concurrently', `postgres.AddIndexConcurrently("order", ${index})`, { atomic: false }),
  one('add an index concurrently in a transaction', `postgres.AddIndexConcurrently("order", ${index})`),
  sql(
    'SQL: CREATE INDEX CONCURRENTLY in a transaction',
    'CREATE INDEX CONCURRENTLY x ON shop_order (number)',
  ),
  sql('SQL: CREATE INDEX CONCURRENTLY', 'CREATE INDEX CONCURRENTLY x ON shop_order (number)', {
    atomic: false,
  }),
  sql('SQL: CREATE UNIQUE INDEX over duplicates', 'CREATE UNIQUE INDEX x ON shop_order (code)'),
  one('remove an index', 'migrations.RemoveIndex("order", "number_idx")', {
    models: withMore(`migrations.AddIndex("order", ${index})`),
  }),
  one('remove an index concurrently', 'postgres.RemoveIndexConcurrently("order", "number_idx")', {
    models: withMore(`migrations.AddIndex("order", ${index})`),
    atomic: false,
  }),
  sql('SQL: REINDEX TABLE', 'REINDEX TABLE shop_order'),
  sql('SQL: REINDEX TABLE CONCURRENTLY', 'REINDEX TABLE CONCURRENTLY shop_order', { atomic: false }),
  sql('SQL: VACUUM FULL', 'VACUUM FULL shop_order', { atomic: false }),
  sql('SQL: CLUSTER', 'CLUSTER shop_order USING shop_order_pkey'),
  sql('SQL: TRUNCATE', 'TRUNCATE shop_order', { differs: 'the indexes that it builds are of no rows' }),
  sql('SQL: LOCK TABLE', 'LOCK TABLE shop_order'),
  sql('SQL: LOCK TABLE in SHARE MODE', 'LOCK TABLE shop_order IN SHARE MODE'),

  one('add a check', `migrations.AddConstraint("order", ${check})`),
  one('add a check that is not validated', `postgres.AddConstraintNotValid("order", ${check})`),
  one('validate a check', 'postgres.ValidateConstraint("order", "number_gt")', {
    models: withMore(`postgres.AddConstraintNotValid("order", ${check})`),
  }),
  one('remove a check', 'migrations.RemoveConstraint("order", "number_gt")', {
    models: withMore(`migrations.AddConstraint("order", ${check})`),
  }),
  sql('SQL: add a check that rows break', 'ALTER TABLE shop_order ADD CONSTRAINT x CHECK (number > 10)'),
  one('add a unique constraint', `migrations.AddConstraint("order", ${unique('number')})`),
  one('add a unique constraint over duplicates', `migrations.AddConstraint("order", ${unique('code')})`),
  one('add unique_together', 'migrations.AlterUniqueTogether("order", {("number", "code")})'),
  sql(
    'SQL: add a unique constraint from an index',
    'ALTER TABLE shop_order ADD CONSTRAINT one_number UNIQUE USING INDEX one_number_idx',
    {
      setUp: 'CREATE UNIQUE INDEX one_number_idx ON shop_order (number)',
    },
  ),
  sql(
    'SQL: add a foreign key',
    'ALTER TABLE shop_order ADD CONSTRAINT x FOREIGN KEY (buyer) REFERENCES shop_customer (id)',
  ),
  sql(
    'SQL: add a foreign key, on the other table',
    'ALTER TABLE shop_order ADD CONSTRAINT x FOREIGN KEY (buyer) REFERENCES shop_customer (id)',
    {
      table: 'shop_customer',
      claimsNothing: 'a lock is that of the table that is changed',
    },
  ),
  sql(
    'SQL: add a foreign key that is not validated',
    'ALTER TABLE shop_order ADD CONSTRAINT x FOREIGN KEY (buyer) REFERENCES shop_customer (id) NOT VALID',
  ),
  sql('SQL: validate a foreign key', 'ALTER TABLE shop_order VALIDATE CONSTRAINT x', {
    setUp:
      'ALTER TABLE shop_order ADD CONSTRAINT x FOREIGN KEY (buyer) REFERENCES shop_customer (id) NOT VALID',
  }),

  sql('SQL: UPDATE', "UPDATE shop_order SET note = 'x'"),
  sql('SQL: DELETE', 'DELETE FROM shop_order WHERE id = 1'),
]
