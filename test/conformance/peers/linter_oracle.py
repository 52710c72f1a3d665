"""What django-migration-linter says of single migrations, as JSON.

Usage: linter_oracle.py < question.json > answer.json

The question is {"subject", "database", "migrations", "behind"}: a subject as loader_oracle.py documents it, the settings
of an empty PostgreSQL database, [app, name] of each migration, and folders to put behind sys.path. The answer is {"version", "answers": {"app.name": {"errors",
"warnings", "sql", "failed"}}}, each finding {"code", "message", "table", "column"}; `sql` is what it looked at; `failed` says why the
linter stopped.

Its own parts are called one after the other, as `MigrationLinter.lint_migration` does, to have codes instead of text.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "django"))

from loader_oracle import Stubs, allow_unparenthesized_except  # noqa: E402


def set_up(subject, database):
    os.environ.update(subject.get("environment", {}))
    sys.path[:0] = subject["path"]
    os.chdir(subject["root"])
    sys.meta_path.append(Stubs(subject.get("stubs", [])))
    allow_unparenthesized_except()
    os.environ["DJANGO_SETTINGS_MODULE"] = subject["settings"]
    import django
    from django.apps import AppConfig
    from django.conf import settings

    settings.DATABASES = {"default": database}
    settings.DATABASE_ROUTERS = []
    settings.MIGRATION_MODULES = {
        label: module for label, module in settings.MIGRATION_MODULES.items() if module is not None
    }
    if subject.get("skip_ready"):
        AppConfig.ready = lambda self: None
        for name in settings.INSTALLED_APPS:
            forget_ready(name)
    django.setup()


def forget_ready(name):
    from django.apps import AppConfig

    try:
        cls = type(AppConfig.create(name))
    except Exception:
        return
    cls.ready = lambda self: None


def finding(issue):
    return {"code": issue.code, "message": issue.message, "table": issue.table, "column": issue.column}


def main():
    question = json.load(sys.stdin)
    answer, sys.stdout = sys.stdout, sys.stderr
    # The driver and its compiled half have to be of one release: both come from there.
    sys.path[:0] = question["behind"]
    import psycopg  # noqa: F401

    del sys.path[: len(question["behind"])]
    sys.path.extend(question["behind"])
    set_up(question["subject"], question["database"])
    from importlib.metadata import version

    from django_migration_linter import MigrationLinter
    from django_migration_linter.sql_analyser import analyse_sql_statements

    linter = MigrationLinter(no_cache=True, no_output=True)
    answers = {}
    for app, name in question["migrations"]:
        try:
            migration = linter.migration_loader.disk_migrations[app, name]
            sql = linter.get_sql(app, name)
            errors, _, warnings = analyse_sql_statements(linter.sql_analyser_class, sql, [])
            data_errors, _, data_warnings = linter.analyse_data_migration(migration)
            answers[f"{app}.{name}"] = {
                "errors": [finding(each) for each in [*errors, *data_errors]],
                "warnings": [finding(each) for each in [*warnings, *data_warnings]],
                "sql": sql,
            }
        except Exception as error:
            answers[f"{app}.{name}"] = {"failed": f"{type(error).__name__}: {error}"[:300]}
    json.dump({"version": version("django-migration-linter"), "answers": answers}, answer, indent=1)


main()
