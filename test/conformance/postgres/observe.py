"""
Runs one migration after another on a PostgreSQL server, and says what each locks, who has to wait, what it rewrites and
scans, or how it fails.

    observe.py HOST USER < cases.json > observations.json

A case is {"name", "models", "rows", "operations", "atomic", "table"}: `models` and `operations` are the source of lists of
Django's operations, `rows` is SQL. Each runs in a database schema of its own, which is dropped afterwards.
"""
import json
import sys
import threading
import time

import django
import psycopg
from django.conf import settings

HOST, USER = sys.argv[1:3]
DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "postgres",
    "HOST": HOST,
    "USER": USER,
}
settings.configure(
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=["django.contrib.postgres"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.contrib.postgres import functions as postgres_functions  # noqa: E402
from django.contrib.postgres import operations as postgres_operations  # noqa: E402
from django.db import connection, migrations, models  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.db.models import functions  # noqa: E402

# From the weakest to the strongest (src/include/storage/lockdefs.h).
MODES = [
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
]

# What the server says of its own doing at the level DEBUG2 (src/backend/commands/tablecmds.c, cluster.c, catalog/index.c).
MARKS = {
    "rewrites": ("rewriting table", "clustering \"", "vacuuming \""),
    "scans": ("verifying table",),
    "validates": ("validating foreign key constraint",),
    "builds": ("building index",),
    "proves": ("are sufficient to prove",),
}


def operations_of(source):
    names = {
        "migrations": migrations,
        "models": models,
        "functions": functions,
        "postgres": postgres_operations,
        "postgres_functions": postgres_functions,
    }
    return eval(source, names)


def connect():
    return psycopg.connect(host=HOST, user=USER, dbname="postgres", autocommit=True)


class Case:
    def __init__(self, case):
        self.case = case
        self.table = case.get("table", "shop_order")
        self.said = []

    def observe(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        state = self.run(ProjectState(), self.case["models"], True, lambda: None)
        with connection.cursor() as cursor:
            cursor.execute(self.case["rows"])
            cursor.execute("SELECT %s::regclass::oid, pg_relation_filenode(%s::regclass)", [self.table] * 2)
            self.oid, self.file = cursor.fetchone()
        handler = lambda notice: self.said.append(notice.message_primary)
        seen = {}
        connection.connection.add_notice_handler(handler)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET client_min_messages = debug2")
            if self.case.get("atomic", True):
                self.run(state, self.case["operations"], True, lambda: seen.update(self.look()))
            else:
                seen.update(self.beside(lambda: self.run(state, self.case["operations"], False, lambda: None)))
        except Exception as error:
            cause = error.__cause__ or error
            return {"error": getattr(cause, "sqlstate", None) or type(error).__name__}
        finally:
            connection.connection.remove_notice_handler(handler)
            with connection.cursor() as cursor:
                cursor.execute("RESET client_min_messages")
        return {**seen, **self.doings()}

    def run(self, state, source, atomic, before_commit):
        """Runs operations as the executor does, and looks before the transaction ends."""
        with connection.schema_editor(atomic=atomic) as editor:
            for operation in operations_of(source):
                old = state.clone()
                operation.state_forwards("shop", state)
                operation.database_forwards("shop", editor, old, state)
            for statement in editor.deferred_sql:
                editor.execute(statement, params=None)
            editor.deferred_sql = []
            before_commit()
        return state

    def look(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), pg_relation_filenode(%s::oid)", [self.oid])
            pid, file = cursor.fetchone()
        return {"lock": self.lock_of(pid), **self.who_waits(), "changesFile": file is not None and file != self.file}

    def lock_of(self, pid):
        """The strongest lock of the table that a process holds, or waits for."""
        with connect() as other:
            rows = other.execute(
                "SELECT mode FROM pg_locks WHERE pid = %s AND relation = %s", [pid, self.oid]
            ).fetchall()
        held = [mode for (mode,) in rows]
        return max(held, key=MODES.index) if held else None

    def who_waits(self):
        waits = {}
        statements = {
            "readersWait": "SELECT 1 FROM {} LIMIT 1",
            "writersWait": "UPDATE {} SET id = id WHERE id = -1",
            "writersOfSameRowsWait": "UPDATE {} SET id = id WHERE id = 1",
        }
        for name, statement in statements.items():
            with connect() as other:
                other.execute("SET lock_timeout = '150ms'")
                try:
                    other.execute(statement.format(self.table))
                    waits[name] = False
                except psycopg.errors.LockNotAvailable:
                    waits[name] = True
        return waits

    def beside(self, run):
        """
        Looks while a statement runs that cannot run in a transaction: one that waits, as somebody else has written the
        table and not committed yet.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        seen = {}

        def look():
            with connect() as writer:
                with writer.transaction():
                    writer.execute(f"UPDATE {self.table} SET id = id WHERE id = -1")
                    started.set()
                    for _ in range(100):
                        time.sleep(0.05)
                        if self.lock_of(pid) is not None:
                            break
                    seen.update({"lock": self.lock_of(pid), **self.who_waits()})

        started = threading.Event()
        thread = threading.Thread(target=look)
        thread.start()
        started.wait(10)
        try:
            run()
        finally:
            thread.join(20)
        return seen

    def doings(self):
        lines = [line for line in self.said if line]
        return {name: any(mark in line for mark in marks for line in lines) for name, marks in MARKS.items()}


observed = {}
for case in json.load(sys.stdin):
    observed[case["name"]] = Case(case).observe()
with connection.cursor() as cursor:
    cursor.execute("SHOW server_version_num")
    version = int(cursor.fetchone()[0]) // 10000
json.dump({"postgresql": version, "django": django.get_version(), "observed": observed}, sys.stdout, indent=2)
