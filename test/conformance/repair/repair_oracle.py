"""
Asks Django of pairs of folders, a JSON line each: {"fixed": folder, "merged": folder}. In `fixed` leaf nodes were
settled; in `merged` Django settles them itself, with `makemigrations --merge`. Says which leaf nodes each app has, and
whether both add up to the same state; and which files Django wrote.
"""

import json
import os
import sys
import traceback


def inside(folder, work):
    """Runs `work` in a process of its own, since Django is set up once a process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.chdir(folder)
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        os.environ['DJANGO_SETTINGS_MODULE'] = 'project.settings'
        try:
            answer = work()
        except BaseException:
            answer = {'error': traceback.format_exc()}
        with os.fdopen(writing, 'w') as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as given:
        answer = json.load(given)
    os.waitpid(child, 0)
    return answer


def state():
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.writer import MigrationWriter

    loader = MigrationLoader(None)
    leaves = {}
    for app, name in loader.graph.leaf_nodes():
        leaves.setdefault(app, []).append(name)
    models = {}
    for key, model in loader.project_state().models.items():
        fields = model.fields.items() if hasattr(model.fields, 'items') else model.fields
        models['.'.join(key)] = {
            'name': model.name,
            'fields': {name: MigrationWriter.serialize(field)[0] for name, field in sorted(fields)},
            'options': {k: repr(v) for k, v in sorted(model.options.items()) if k != 'indexes'},
            'indexes': sorted(repr(index) for index in model.options.get('indexes', [])),
            'bases': [str(base) for base in model.bases],
        }
    return {'leaves': leaves, 'models': models}


def merge():
    import django

    django.setup()
    from django.core.management import call_command

    before = files()
    options = {'merge': True, 'interactive': False, 'verbosity': 0, 'skip_checks': True, 'include_header': False}
    call_command('makemigrations', **options)
    return {path: text for path, text in files().items() if before.get(path) != text}


def files():
    found = {}
    for folder, _, names in os.walk('.'):
        for name in names:
            if name.endswith('.py') and 'migrations' in folder:
                path = os.path.relpath(os.path.join(folder, name), '.')
                with open(path, encoding='utf-8', newline='') as file:
                    found[path] = file.read()
    return found


for line in sys.stdin:
    asked = json.loads(line)
    wrote = inside(asked['merged'], merge)
    expected = inside(asked['merged'], state)
    given = inside(asked['fixed'], state)
    print(json.dumps({'wrote': wrote, 'expected': expected, 'given': given}), flush=True)
