"""Runs migrations on rows, in Django and SQLite, and says after which of them a row is left that holds NULL.

Reads {"initial": text, "programs": [text, ...]} from standard input: texts of migration files. For each program it
prints what came of it on a number of tables: [the ones that it ended on, those of them that it left a NULL in, those
of them that held one before].
"""
import json
import os
import random
import signal
import sys

import django
from django.apps import AppConfig
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402


class TooLong(BaseException):
    pass


class Undo(Exception):
    pass


def too_long(*_):
    raise TooLong


def migration(text, name):
    names = {"__name__": f"shop.migrations.{name}"}
    exec(compile(text, name, "exec"), names)
    return names["Migration"](name, "shop")


def tables():
    """Rows of makers and products, as (makers, products)."""
    own = random.Random(7)
    nothing = dict(code=None, slug=None, stock=None, maker=None)
    yield [], []
    yield [], [dict(pk=1, name="a", **nothing)]
    yield [], [dict(pk=9, name="b", **nothing)]
    yield [], [dict(pk=3 * k, name="a", **{**nothing, "stock": k % 2}) for k in range(1, 6)]
    for size in (1, 2, 3, 5, 7, 12, 12):
        makers = [
            dict(pk=k, name=own.choice("am5"), country=own.choice([None, "", "xy"]))
            for k in range(1, 1 + own.choice([0, 2, 3]))
        ]
        keys = own.sample(range(1, 5 * size + 1), size) if own.random() < 0.5 else range(1, size + 1)
        yield makers, [
            dict(
                pk=key,
                name=own.choice(["a", "b", "bb", "z", "5"]),
                code=own.choice([None, None, None, "", "a", "y", "q"]),
                slug=own.choice([None, None, "", "a", "s"]),
                stock=own.choice([None, 0, 1, 5]),
                maker=own.choice([None, *(one["pk"] for one in makers)]),
            )
            for key in keys
        ]


def outcome(own, state, flag, makers, products):
    """Whether a row is left that holds NULL; None where the migration fails."""
    if getattr(own, "slow", 0) > 1:
        return None
    os.environ.pop("FLAG", None)
    if flag:
        os.environ["FLAG"] = flag
    left = None
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for one in makers:
                    cursor.execute(
                        "INSERT INTO shop_maker (id, name, country) VALUES (%s, %s, %s)",
                        [one["pk"], one["name"], one["country"]],
                    )
                for one in products:
                    cursor.execute(
                        "INSERT INTO shop_product (id, name, code, slug, stock, maker_id)"
                        " VALUES (%s, %s, %s, %s, %s, %s)",
                        [one[name] for name in ("pk", "name", "code", "slug", "stock", "maker")],
                    )
                    if one["pk"] % 3 == 0:
                        cursor.execute(
                            "INSERT INTO shop_special (product_ptr_id, extra) VALUES (%s, 'e')", [one["pk"]]
                        )
            editor = connection.SchemaEditorClass(connection, atomic=False)
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            for operation in own.operations:
                operation.database_forwards("shop", editor, state, state)
            signal.setitimer(signal.ITIMER_REAL, 0)
            with connection.cursor() as cursor:
                cursor.execute("SELECT COUNT(*) FROM shop_product WHERE code IS NULL")
                left = cursor.fetchone()[0] > 0
            raise Undo  # after the answer: the next program starts from empty tables
    except Undo:
        pass
    except TooLong:
        own.slow = getattr(own, "slow", 0) + 1
    except Exception:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return left


def main():
    signal.signal(signal.SIGALRM, too_long)
    asked = json.load(sys.stdin)
    initial = migration(asked["initial"], "0001_initial")
    state = ProjectState()
    with connection.schema_editor() as editor:
        state = initial.apply(state, editor)
    state.apps
    found = []
    for text in asked["programs"]:
        own = migration(text, "0002_fill")
        outcomes = [
            (outcome(own, state, flag, makers, products), any(one["code"] is None for one in products))
            for flag in (None, "a")
            for makers, products in tables()
        ]
        # What went on and on has only ended where there was hardly anything to do.
        if getattr(own, "slow", 0) > 1:
            outcomes = []
        ended = [(left, held) for left, held in outcomes if left is not None]
        found.append([len(ended), sum(left for left, _ in ended), sum(held for _, held in ended)])
    json.dump(found, sys.stdout)


main()
