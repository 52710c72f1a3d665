"""
Runs migrations and undoes them on a PostgreSQL server, and says of each whether its catalogue is as it was before.

    undo.py HOST USER < cases.json > answers.json

The input is {"models", "cases": [{"name", "operations"}]}: the source of lists of Django's operations. An answer is "same",
"other", or the name of the error.
"""
import json
import sys

import django
from django.conf import settings

HOST, USER = sys.argv[1:3]
DATABASE = {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "HOST": HOST, "USER": USER}
settings.configure(DATABASES={"default": DATABASE}, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True)
django.setup()

from django.db import connection, migrations, models  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402

CATALOGUE = """
    SELECT 'column', table_name, column_name, data_type || coalesce(character_maximum_length::text, ''), is_nullable,
           column_default
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'type', typname, '', '', '', '' FROM pg_type
      WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
"""


def catalogue():
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return sorted(cursor.fetchall(), key=repr)


def made(source):
    migration = migrations.Migration("0002_next", "shop")
    migration.operations = eval(source, {"migrations": migrations, "models": models})
    return migration


def answer(first, case):
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    with connection.schema_editor() as editor:
        state = made(first).apply(ProjectState(), editor)
    before = catalogue()
    try:
        with connection.schema_editor() as editor:
            made(case["operations"]).apply(state.clone(), editor)
        with connection.schema_editor() as editor:
            made(case["operations"]).unapply(state.clone(), editor)
    except Exception as error:
        return type(error).__name__
    return "same" if catalogue() == before else "other"


given = json.load(sys.stdin)
json.dump({case["name"]: answer(given["models"], case) for case in given["cases"]}, sys.stdout, indent=1)
