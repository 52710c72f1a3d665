"""What Django says of an installed package, as it is and after each of some random edits of its models.

Standard input: {"site": site-packages, "settings": the text of a settings module, "packages": [folder, ...],
"apps": [label, ...] or null for all that lie in these folders, "seed": number, "edits": how many}.

Standard output: {"django", "python", "models", "fields", "verdict", "edits": [...]}. A verdict is {"operations":
[[app, operation, model, name, [attribute, ...]], ...]} of what `makemigrations` would write without asking, and
"renamed": the same with every question about a rename answered with yes, where that differs. An edit is {"kind",
"path" (below site-packages), "at" (in bytes), "old", "new", "verdict"}. An edit after which the models do not import is
not counted; another one is made in its place. Only apps of `packages` count.

Every verdict is made in a process of its own, forked from one that has only Django: a model class cannot be taken back.
The edited file is never written: the import system is given its text.
"""

import importlib.machinery
import json
import os
import random
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "django"))
from edits import candidates  # noqa: E402

request = json.load(sys.stdin)
site = os.path.realpath(request["site"])
sys.dont_write_bytecode = True
work = tempfile.mkdtemp()
with open(os.path.join(work, "conformance_settings.py"), "w") as file:
    file.write(request["settings"])
sys.path.insert(0, work)
os.environ["DJANGO_SETTINGS_MODULE"] = "conformance_settings"

import django  # noqa: E402
import django.contrib.contenttypes.apps  # noqa: E402
import django.core.management  # noqa: E402
import django.db.backends.sqlite3.base  # noqa: E402
import django.forms  # noqa: E402
import django.template.loader  # noqa: E402
import django.urls  # noqa: E402
import django.views.generic  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

import django_facts  # noqa: E402


def own(name):
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None:
        return None
    path = os.path.relpath(os.path.realpath(file), site)
    return path if path.split(os.sep)[0].removesuffix(".py") in request["packages"] else None


def ask(want_sources):
    """The verdict in this process; with `want_sources`, also where the models of the packages are written."""
    django.setup()
    django.utils.translation.deactivate_all()
    from django.apps import apps

    labels = {
        config.label
        for config in apps.get_app_configs()
        if own(config.module.__name__) and (request.get("apps") is None or config.label in request["apps"])
    }
    loader = MigrationLoader(None, ignore_no_migrations=True)
    old = loader.project_state()

    def operations(renames):
        written, asked = django_facts.operations(old, loader, renames)
        return [fact for fact in written if fact[0] in labels], asked

    written, asked = operations(False)
    verdict = {"operations": written}
    if asked and (renamed := operations(True)[0]) != written:
        verdict["renamed"] = renamed
    answer = {"verdict": verdict}
    if want_sources:
        models = [model for model in apps.get_models(include_auto_created=False) if model._meta.app_label in labels]
        classes = {
            (path, base.__qualname__)
            for model in models
            for base in model.__mro__
            if (path := own(base.__module__)) is not None
        }
        answer |= {
            "apps": sorted(labels),
            "models": len(models),
            "fields": sum(len(model._meta.local_fields) + len(model._meta.local_many_to_many) for model in models),
            "classes": sorted(classes),
        }
    return answer


def give(path, text):
    """From now on the import system reads this text in place of the file."""
    loader = importlib.machinery.SourceFileLoader
    get_data, path_stats = loader.get_data, loader.path_stats
    read = []

    def given(asked):
        return os.path.basename(asked) == os.path.basename(path) and os.path.realpath(asked) == path

    def give_data(self, asked):
        if given(asked):
            read.append(asked)
            return text
        return get_data(self, asked)

    loader.get_data = give_data
    loader.path_stats = lambda self, asked: {"mtime": 0, "size": -1} if given(asked) else path_stats(self, asked)
    return read


def forked(question, edit=None):
    """The answer of `question` in a process of its own; the error as a text where it has none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(2, 1)
        if not os.environ.get("CONFORMANCE_DEBUG"):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            if edit is not None:
                path = os.path.join(site, edit["path"])
                with open(path, "rb") as file:
                    source = file.read()
                end = edit["at"] + len(edit["old"].encode())
                read = give(path, source[: edit["at"]] + edit["new"].encode() + source[end:])
            answer = question()
            if edit is not None and not read:
                raise RuntimeError(f"{path} was not read")
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}"
        with os.fdopen(writing, "w") as file:
            json.dump(answer, file, default=str)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else "the process ended"


clean = forked(lambda: ask(True))
if isinstance(clean, str):
    sys.exit(clean)
rng = random.Random(request["seed"])
classes = clean.pop("classes")
edits, failed = [], 0
if classes:
    for edit in candidates(site, classes, rng):
        if len(edits) == request["edits"] or failed > 3 * request["edits"]:
            break
        answer = forked(lambda: ask(False), edit)
        if isinstance(answer, str):
            failed += 1
        else:
            edits.append({**edit, **answer})
print(
    json.dumps({"django": django.get_version(), "python": sys.version.split()[0], **clean, "failed": failed, "edits": edits})
)
