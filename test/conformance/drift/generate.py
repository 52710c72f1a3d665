"""Random Django projects with what Django says of them, as JSON lines.

    generate.py invent --seed 1 --seeds 10 --steps 40    {seed, step, edits, files, operations}
    generate.py ask                                      reads {files} lines, answers {operations} or {error}

`files` holds what changed since the step before (null: gone). A step's operations are those that `makemigrations`
would write; where it then wrote them, the next step's files have them. Needs Django (3.2 and later) and POSIX.
"""

import argparse
import copy
import importlib
import itertools
import json
import os
import random
import signal
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import django  # noqa: E402

from generator.edits import edit  # noqa: E402
from generator.neutral import rewrite  # noqa: E402
from generator.source import write_project  # noqa: E402
from generator.start import start  # noqa: E402
from generator.verdict import verdict  # noqa: E402

RELEASE = '.'.join(map(str, django.VERSION[:3]))

# What can be imported before there are settings is imported once, not in each child. PostgreSQL's driver may be missing.
PRELOADED = ['django.contrib.auth.hashers', 'django.core.management', 'django.db.backends.sqlite3.base', 'django.db.models.functions', 'django.forms']
PRELOADED += ['django.db.migrations.autodetector', 'django.db.migrations.writer', 'django.db.migrations.loader', 'django.db.migrations.questioner']
PRELOADED += ['django.contrib.postgres.fields', 'django.contrib.postgres.indexes', 'django.core.serializers.json', 'django.contrib.auth.forms']
for module in PRELOADED:
    try:
        importlib.import_module(module)
    except Exception:
        pass


def in_child(function, *args):
    """What a function returns that is run in a forked process, or `{error}`."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = function(*args)
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            answer = {'error': f'{type(error).__name__}: {error}'[:400], 'where': f'{where.filename}:{where.lineno}'}
        with os.fdopen(writing, 'w') as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {'error': 'the process died'}


class Folder:
    """A project on disk that is kept in step with a dict of texts."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix='drift-')
        self.path = self.temporary.name
        self.files = {}

    def put(self, files):
        """Writes what differs and deletes what is gone; gives it as path -> text or None."""
        changed = {path: text for path, text in files.items() if self.files.get(path) != text}
        changed.update({path: None for path in self.files if path not in files})
        for path, text in changed.items():
            full = os.path.join(self.path, path)
            if text is None:
                os.remove(full)
                continue
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, 'w') as file:
                file.write(text)
        self.files = dict(files)
        return changed

    def drop_unknown(self):
        """Deletes migrations that were written by a process that then failed."""
        for path, _, names in os.walk(self.path):
            for name in names:
                full = os.path.join(path, name)
                if os.path.relpath(full, self.path) not in self.files:
                    os.remove(full)


def invent(seed, steps):
    """The steps of one project."""
    folder = Folder()
    version = django.VERSION[:2]
    migrations = {}
    told = {}
    for attempt in itertools.count():
        maker = start(f'{seed}/{attempt}', version)
        folder.put(write_project(maker.project, RELEASE))
        if 'error' not in in_child(verdict, folder.path):
            break
    chance = random.Random(seed)
    step = refused = 0
    before = edits = None
    while step < steps and refused < 200:
        project = copy.deepcopy(maker.project)
        if step and before is not None and chance.random() < 0.25:
            maker.project = before
            edits = ['undo']
        elif step:
            neutral = chance.random() < 0.55
            edits = ['neutral' if neutral else 'edit']
            for _ in range(chance.choice([1, 1, 1, 2, 3])):
                (rewrite if neutral else edit)(maker)
        files = {**write_project(maker.project, RELEASE), **migrations}
        if step and not folder.put(files):
            continue
        write = random.Random(chance.random()) if chance.random() < 0.7 or not step else None
        answer = in_child(verdict, folder.path, write)
        if 'error' in answer:
            refused += 1
            if '--debug' in sys.argv:
                print('refused', seed, step, answer, file=sys.stderr)
            maker.project = project
            folder.drop_unknown()
            continue
        changed = {path: text for path, text in files.items() if told.get(path) != text}
        changed.update({path: None for path in told if path not in files})
        told = files
        written = answer.pop('written', None)
        yield {'seed': seed, 'step': step, 'edits': edits or ['start'], **answer, 'files': changed}
        before = project if answer['operations'] and not written else None
        migrations.update(written or {})
        step += 1
    print(f'seed {seed}: {step} steps, {refused} refused', file=sys.stderr)


def main():
    # The folder is deleted on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser()
    parser.add_argument('what', choices=['invent', 'ask'])
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--seeds', type=int, default=1)
    parser.add_argument('--steps', type=int, default=40)
    parser.add_argument('--debug', action='store_true')
    options = parser.parse_args()
    if options.what == 'invent':
        for seed in range(options.seed, options.seed + options.seeds):
            for line in invent(seed, options.steps):
                print(json.dumps(line), flush=True)
        return
    folder = Folder()
    for line in sys.stdin:
        folder.put(json.loads(line)['files'])
        print(json.dumps(in_child(verdict, folder.path)), flush=True)


if __name__ == '__main__':
    main()
