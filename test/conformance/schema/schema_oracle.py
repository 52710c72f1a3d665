"""Runs migrations one after the other and says what each did to a database.

Usage: python schema_oracle.py <folder of the project> <settings of the database as JSON>

Prints JSON: for every migration of the app `shop`, the statements that the schema editor ran and what the database's
catalogue holds after it.
"""

import json
import sys

folder, database = sys.argv[1], json.loads(sys.argv[2])
sys.path.insert(0, folder)

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["shop"],
    DATABASES={"default": database},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor

ran = []
execute = BaseDatabaseSchemaEditor.execute


def noted(self, sql, params=()):
    ran.append(str(sql))
    return execute(self, sql, params)


BaseDatabaseSchemaEditor.execute = noted


def kind(facts):
    if facts["primary_key"]:
        return "primary key"
    if facts["foreign_key"]:
        return "foreign key"
    if facts["check"]:
        return "check"
    return "unique" if facts["unique"] else "index"


def catalogue():
    tables = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name == "django_migrations":
                continue
            columns = connection.introspection.get_table_description(cursor, name)
            constraints = connection.introspection.get_constraints(cursor, name)
            tables[name] = {
                "columns": {column.name: bool(column.null_ok) for column in columns},
                "constraints": sorted(
                    [key, kind(facts), list(facts["columns"] or [])]
                    for key, facts in constraints.items()
                ),
            }
    return tables


migrations = []
executor = MigrationExecutor(connection)
for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
    ran.clear()
    executor = MigrationExecutor(connection)
    executor.migrate([(migration.app_label, migration.name)])
    migrations.append({"name": migration.name, "statements": list(ran), "tables": catalogue()})
print(json.dumps({"django": django.get_version(), "migrations": migrations}))
