"""
Records what Django's autodetector makes of the cases in cases.py, for the Django of the Python that runs it:

    python test/frameworks/django/autodetector/record.py

`recorded/cases.json` holds the cases as they are, `recorded/<series>.json` the operations by case and app. A case whose
states the release cannot make is left out.
"""

import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True
here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))

import django
import django.apps
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    AUTH_USER_MODEL="people.User",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    SILENCED_SYSTEM_CHECKS=["auth.E003"],
    USE_TZ=True,
)

from cases import CASES


def setup():
    # The user model is one of the cases; Django itself has to be able to start.
    settings.AUTH_USER_MODEL = "auth.User"
    django.setup()
    settings.AUTH_USER_MODEL = "people.User"
    for model in django.apps.apps.get_models(include_swapped=True):
        vars(model._meta).pop("swapped", None)
    django.apps.apps.get_swappable_settings_name.cache_clear()


def state(apps):
    import django.contrib.auth.models
    from django.db import migrations, models
    from django.db.migrations.state import ProjectState

    names = {"migrations": migrations, "models": models, "settings": settings, "django": django}
    made = ProjectState()
    for app, operations in apps.items():
        for source in operations:
            eval(source, names).state_forwards(app, made)
    return made


def detect(before, after):
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.graph import MigrationGraph
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.migrations.writer import OperationWriter
    from django.db.models import NOT_PROVIDED

    class No(MigrationQuestioner):
        """Answers every question with no, and has no default for what needs one."""

        def ask_not_null_addition(self, *_):
            return NOT_PROVIDED

        ask_not_null_alteration = ask_auto_now_add_addition = ask_not_null_addition

    detector = MigrationAutodetector(state(before), state(after), No())
    changes = detector._detect_changes(None, MigrationGraph())

    def tell(operation):
        lines = OperationWriter(operation, indentation=0).serialize()[0].splitlines()
        kept = [plain(line) for line in lines if line.strip() != "preserve_default=False,"]
        return "\n".join(kept)[: -len(",")]

    return {
        app: [tell(operation) for migration in migrations for operation in migration.operations]
        for app, migrations in sorted(changes.items())
    }


def plain(line):
    """What Django leaves to chance: the order of sets, and how a label is written that leads to one model either way."""
    line = re.sub(r"\b(to|through)='[^']+'", lambda match: match[0].lower(), line)
    together = re.fullmatch(r"(    \w+_together=)(\{.*\}),", line)
    return f"{together[1]}{{{', '.join(sorted(map(repr, eval(together[2]))))}}}," if together else line


def main():
    setup()
    recorded = {}
    for name, (before, after) in CASES.items():
        try:
            state(before), state(after)
            recorded[name] = detect(before, after)
        except Exception as error:
            print(f"{name}: left out, {type(error).__name__}: {error}")
    series = "%d.%d" % django.VERSION[:2]
    cases = [{"name": name, "from": before, "to": after} for name, (before, after) in CASES.items()]
    write("cases.json", cases)
    write(f"{series}.json", recorded)
    print(f"{len(recorded)} of {len(CASES)} cases with Django {django.get_version()}")


def write(name, content):
    (here / "recorded" / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


main()
