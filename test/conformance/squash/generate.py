"""Squashes of random histories by Django's own `squashmigrations`, and what becomes of them when they are spoilt, as JSON lines.

    generate.py --seed 1 --count 100 --spoilt 4     {seed, files, app, name, path, text, spoilt: [{what, text, truth}]}

`files` holds the whole project without the squash. `truth` is what Django says of a spoilt squash beside what it replaces:
`differs` where its autodetector finds a change between the two states, `same` where the states are equal, else `unseen`: they
differ in something that no operation alters. Needs Django (3.2 and later) and POSIX.
"""

import argparse
import glob
import io
import json
import os
import random
import re
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'drift'))

from generate import Folder, in_child, invent  # noqa: E402


def squash(folder, seed, count):
    """Squashes some migrations of an app of the project in `folder`, and spoils the squash in `count` ways."""
    warnings.simplefilter('ignore')
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    os.chdir(folder)
    os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader
    from django.utils import translation

    translation.deactivate_all()
    chance = random.Random(seed)
    loader = MigrationLoader(None, ignore_no_migrations=True)
    chains = {app: [name for _, name in sorted(key for key in loader.disk_migrations if key[0] == app)] for app in sorted(loader.migrated_apps)}
    chains = {app: names for app, names in chains.items() if len(names) > 1 and not app in ('auth', 'contenttypes')}
    if not chains:
        return {'none': True}
    app = chance.choice(sorted(chains))
    names = chains[app]
    # The number of a migration need not be a prefix of its own.
    start = chance.choice([None, None, chance.randrange(len(names) - 1)])
    end = chance.randrange((start or 0) + 1, len(names))
    before = set(glob.glob('**/*.py', recursive=True))
    arguments = [app, *([names[start]] if start is not None else []), names[end]]
    call_command('squashmigrations', *arguments, interactive=False, verbosity=0, include_header=False, stdout=io.StringIO())
    [path] = set(glob.glob('**/*.py', recursive=True)) - before
    with open(path) as file:
        text = file.read()
    name = os.path.basename(path)[: -len('.py')]
    answer = {'app': app, 'name': name, 'path': path, 'text': text, 'truth': truth(app, name, names[end]), 'spoilt': []}
    for _ in range(count * 5):
        if len(answer['spoilt']) == count:
            break
        try:
            spoilt = spoil(chance, path, app, name)
        except SyntaxError:
            return {'none': True}
        if spoilt is None:
            continue
        what, changed = spoilt
        with open(path, 'w') as file:
            file.write(changed)
        try:
            answer['spoilt'].append({'what': what, 'text': changed, 'truth': truth(app, name, names[end])})
        except Exception:
            # Django cannot replay it: no state to compare with.
            pass
        with open(path, 'w') as file:
            file.write(text)
    return answer


def truth(app, name, end):
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import MigrationQuestioner

    for module in [each for each in sys.modules if each.endswith('.' + name)]:
        del sys.modules[module]
    loader = MigrationLoader(None, ignore_no_migrations=True, replace_migrations=False)
    squashed, replaced = loader.project_state((app, name)), loader.project_state((app, end))
    detector = MigrationAutodetector(squashed, replaced, MigrationQuestioner(defaults={}))
    found = detector._detect_changes()
    if '--debug' in sys.argv and found:
        print([operation for each in found.values() for migration in each for operation in migration.operations], file=sys.stderr)
    if found:
        return 'differs'
    return 'same' if squashed.models == replaced.models else 'unseen'


def spoil(chance, path, app, name):
    """The text of the squash with one operation dropped or changed, and what was done."""
    from django.db.migrations.writer import MigrationWriter

    space = {'__name__': f'spoilt_{name}'}
    with open(path) as file:
        exec(compile(file.read(), path, 'exec'), space)
    migration = space['Migration'](name, app)
    migration.replaces = list(migration.replaces)
    operations = migration.operations
    if not operations:
        return None
    at = chance.randrange(len(operations))
    operation = operations[at]
    ways = ['drop']
    if hasattr(operation, 'fields'):
        ways += ['field', 'field', 'dropped field', 'option', 'renamed field']
    if hasattr(operation, 'field'):
        ways += ['field', 'field']
    way = chance.choice(ways)
    if way == 'drop':
        del operations[at]
        what = f'{type(operation).__name__} was dropped'
    elif way == 'field':
        if hasattr(operation, 'field'):
            field, label = operation.field, operation.name
        else:
            at = chance.randrange(len(operation.fields))
            label, field = operation.fields[at]
        changed = changed_field(chance, field)
        if changed is None:
            return None
        if hasattr(operation, 'field'):
            operation.field = changed
        else:
            operation.fields[at] = (label, changed)
        what = f'{label} was changed'
    elif way in ('dropped field', 'renamed field'):
        at = chance.randrange(len(operation.fields))
        label, field = operation.fields[at]
        if field.primary_key:
            return None
        operation.fields[at : at + 1] = [] if way == 'dropped field' else [(label + 'x', field)]
        what = f'{label}: {way}'
    else:
        options = operation.options
        keys = [key for key in options if key not in ('abstract', 'proxy', 'managed', 'swappable')]
        if keys and chance.random() < 0.7:
            key = chance.choice(keys)
            del options[key]
        else:
            key = 'db_table'
            options[key] = 'spoilt'
        what = f'option {key}'
    writer = MigrationWriter(migration, include_header=False)
    text = writer.as_string()
    return what, text


def changed_field(chance, field):
    name, path, args, keywords = field.deconstruct()
    keywords = dict(keywords)
    ways = ['help_text', 'blank']
    if 'max_length' in keywords:
        ways += ['max_length'] * 3
    if not field.primary_key and not field.many_to_many:
        ways += ['null', 'null']
    way = chance.choice(ways)
    if way == 'max_length':
        keywords[way] += 1
    elif way == 'help_text':
        keywords[way] = 'spoilt'
    elif keywords.get(way):
        del keywords[way]
    else:
        keywords[way] = True
    try:
        return type(field)(*args, **keywords)
    except TypeError:
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=100)
    parser.add_argument('--debug', action='store_true')
    parser.add_argument('--spoilt', type=int, default=4)
    options = parser.parse_args()
    told = 0
    folder = Folder()
    for seed in range(options.seed, options.seed + 100 * options.count):
        files = {}
        for step in invent(seed, 12):
            files.update(step['files'])
            files = {path: text for path, text in files.items() if text is not None}
        # What the last step wrote is not among its own files: it does not matter here.
        folder.put(files)
        answer = in_child(squash, folder.path, seed, options.spoilt)
        folder.drop_unknown()
        if 'error' in answer or 'none' in answer:
            print(f'seed {seed}: {answer}', file=sys.stderr)
            folder = Folder()
            continue
        print(json.dumps({'seed': seed, 'files': files, **answer}), flush=True)
        folder = Folder()
        told += 1
        if told == options.count:
            break


if __name__ == '__main__':
    main()
