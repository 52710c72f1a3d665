"""What Django says of a project on disk; run in a process of its own, since it imports the project."""

import datetime
import os
import sys
import warnings

OPTION = {
    'AlterUniqueTogether': 'unique_together',
    'AlterIndexTogether': 'index_together',
    'AlterOrderWithRespectTo': 'order_with_respect_to',
    'AlterModelTable': 'db_table',
    'AlterModelTableComment': 'db_table_comment',
    'AlterModelManagers': 'managers',
}


def verdict(folder, write=None, attributes=True):
    """The operations that `makemigrations` would write, as JSON; writes them where `write`, a Random, is given."""
    warnings.simplefilter('ignore')
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    os.chdir(folder)
    os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'
    import django

    django.setup()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    translation.deactivate_all()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    if loader.detect_conflicts():
        raise ValueError('several leaf nodes')
    questions = questioner(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), questions)
    changes = detector.changes(graph=loader.graph)
    operations = [describe(detector, app, each) for app in sorted(changes) for migration in changes[app] for each in migration.operations]
    answer = {'operations': operations, 'asked': questions.asked}
    if write and changes:
        if write.random() < 0.5:
            fresh = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), questioner(write))
            changes = fresh.changes(graph=loader.graph)
        answer['written'] = write_changes(folder, changes)
    return answer


def questioner(write):
    """Answers as `--noinput` does; with a Random, as somebody at a terminal might."""
    from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
    from django.db.models import NOT_PROVIDED
    from django.utils import timezone

    class Questioner(NonInteractiveMigrationQuestioner):
        asked = []

        def ask_auto_now_add_addition(self, field_name, model_name):
            return timezone.now()

        def ask_not_null_addition(self, field_name, model_name):
            return write.choice([NOT_PROVIDED, 1, 'x', datetime.date(2020, 1, 1)]) if write else NOT_PROVIDED

        def ask_not_null_alteration(self, field_name, model_name):
            return write.choice([NOT_PROVIDED, 0, 'y']) if write else NOT_PROVIDED

        def ask_rename(self, model_name, old_name, new_name, field_instance):
            self.asked.append(f'{model_name}.{old_name} -> {new_name}')
            return bool(write)

        def ask_rename_model(self, old_model_state, new_model_state):
            self.asked.append(f'{old_model_state.name} -> {new_model_state.name}')
            return bool(write)

    return Questioner()


def describe(detector, app, operation):
    from django.db.migrations.writer import OperationWriter

    kind = type(operation).__name__
    named = getattr(operation, 'model_name', None)
    model = named or operation.name
    found = detector.to_state.models.get((app, model.lower())) or detector.from_state.models.get((app, model.lower()))
    name = None
    if named is not None:
        thing = getattr(operation, 'index', None) or getattr(operation, 'constraint', None)
        name = thing.name if thing is not None else getattr(operation, 'new_name', None) or operation.name
    differing = [OPTION[kind]] if kind in OPTION else []
    if kind == 'AlterModelOptions':
        before = detector.from_state.models[app, model.lower()].options
        after = operation.options
        differing = sorted(key for key in operation.ALTER_OPTION_KEYS if before.get(key, None) != after.get(key, None) or (key in before) != (key in after))
    elif kind == 'AlterField':
        differing = attributes(detector, app, model.lower(), operation)
    result = {'operation': kind, 'app': app, 'model': found.name if found else model}
    if name is not None:
        result['name'] = name
    if differing:
        result['attributes'] = differing
    result['source'] = OperationWriter(operation, indentation=0).serialize()[0].rstrip().rstrip(',')
    return result


def attributes(detector, app, model, operation):
    """What differs of a field: keywords, `class`, `args`."""
    fields = detector.from_state.models[app, model].fields
    after_fields = detector.to_state.models[app, model].fields
    before, after = dict(fields)[operation.name], dict(after_fields)[operation.name]
    before, after = detector.deep_deconstruct(before), detector.deep_deconstruct(after)
    missing = object()
    differing = [key for key in {**before[2], **after[2]} if before[2].get(key, missing) != after[2].get(key, missing)]
    return [*(['class'] if before[0] != after[0] else []), *(['args'] if before[1] != after[1] else []), *sorted(differing)]


def write_changes(folder, changes):
    from django.db.migrations.writer import MigrationWriter

    files = {}
    for migrations in changes.values():
        for migration in migrations:
            writer = MigrationWriter(migration)
            text = writer.as_string()
            compile(text, writer.path, 'exec')
            files[os.path.relpath(os.path.realpath(writer.path), os.path.realpath(folder))] = text
    return files
