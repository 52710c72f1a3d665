"""What Django says of a project on disk; run in a process of its own, since it imports the project."""

import datetime
import os
import sys
import warnings


def verdict(folder, write=None):
    """The operations that `makemigrations --noinput` would write, as JSON; writes them where `write`, a Random, is given."""
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
    at_a_fixed_time()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    if loader.detect_conflicts():
        raise ValueError('several leaf nodes')
    for model in apps.get_models():
        # Two abstract bases with a field of one name give a model both of them before Django 4.0, which its system
        # checks refuse (models.E006), and `makemigrations` with them.
        names = [each.name for each in model._meta.local_fields]
        if len(names) > len(set(names)):
            raise ValueError(f'{model} has a field twice')
        # So they do with a relation that leads to no model (fields.E300).
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.remote_field and isinstance(field.remote_field.model, str):
                raise ValueError(f'{field} leads to no model')
    models = ProjectState.from_apps(apps)

    def changes(questions):
        detector = MigrationAutodetector(loader.project_state(), models.clone(), questions)
        return detector, detector.changes(graph=loader.graph)

    detector, found = changes(questioner())
    answer = {'operations': [describe(detector, app, each) for app in found for migration in found[app] for each in migration.operations]}
    answer['migrations'] = dict(texts(folder, loader, found))
    if write and found:
        answer['written'] = write_changes(folder, found if write.random() < 0.5 else changes(questioner(write))[1], write)
    return answer


def questioner(write=None):
    """Answers as `--noinput` does, without a default for existing rows; with a Random, as somebody at a terminal might."""
    from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
    from django.db.models import NOT_PROVIDED
    class Questioner(NonInteractiveMigrationQuestioner):
        def ask_auto_now_add_addition(self, field_name, model_name):
            return datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)

        def ask_not_null_addition(self, field_name, model_name):
            return write.choice([NOT_PROVIDED, 1, 'x', datetime.date(2020, 1, 1)]) if write else NOT_PROVIDED

        def ask_not_null_alteration(self, field_name, model_name):
            return write.choice([NOT_PROVIDED, 0, 'y']) if write else NOT_PROVIDED

        def ask_rename(self, model_name, old_name, new_name, field_instance):
            return write is not None

        def ask_rename_model(self, old_model_state, new_model_state):
            return write is not None

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
    differing = []
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
    """What differs of a field: keywords, `class`, `args`. Before Django 4.0 fields are compared as part of models that are made."""
    if hasattr(detector, 'old_apps'):
        before, after = (apps.get_model(app, model)._meta.get_field(operation.name) for apps in (detector.old_apps, detector.new_apps))
    else:
        before, after = (state.models[app, model].fields[operation.name] for state in (detector.from_state, detector.to_state))
    before, after = detector.deep_deconstruct(before), detector.deep_deconstruct(after)
    missing = object()
    differing = [key for key in {**before[2], **after[2]} if before[2].get(key, missing) != after[2].get(key, missing)]
    return [*(['class'] if before[0] != after[0] else []), *(['args'] if before[1] != after[1] else []), *sorted(differing)]


def at_a_fixed_time():
    """Headers and names say when they were written; it is always the same time here. Needs Django to be set up."""
    from django.db.migrations import migration, writer

    writer.now = lambda: datetime.datetime(2020, 1, 2, 3, 4)
    migration.get_migration_name_timestamp = lambda: '20200102_0304'


def texts(folder, loader, changes):
    """The files that `makemigrations` writes, as (path, text). What Django before 5.0 leaves to chance is in the order that it has since."""
    import django
    from django.db.migrations import serializer
    from django.db.migrations.writer import MigrationWriter

    if django.VERSION < (5, 0):
        for kind in (serializer.SetSerializer, serializer.FrozensetSerializer):
            kind.__init__ = lambda self, value: setattr(self, 'value', sorted(value, key=repr))
    for app, migrations in changes.items():
        for at, migration in enumerate(migrations):
            if django.VERSION < (5, 0):
                # The leaf node is put behind the others, which come out of a set.
                leaf = migration.dependencies[-1:] if at == 0 and loader.graph.leaf_nodes(app) else []
                others = migration.dependencies[:-1] if leaf else migration.dependencies
                migration.dependencies = sorted(others, key=lambda each: (each[0] == '__setting__', repr(each))) + leaf
            writer = MigrationWriter(migration)
            yield os.path.relpath(os.path.realpath(writer.path), os.path.realpath(folder)), writer.as_string()


def write_changes(folder, changes, write):
    from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
    from django.db.migrations.writer import MigrationWriter

    files = {}
    for migrations in changes.values():
        for migration in migrations:
            if write.random() < 0.1:
                migration.operations = [SeparateDatabaseAndState(state_operations=migration.operations)]
            if write.random() < 0.1:
                migration.operations.append(write.choice([RunPython(RunPython.noop), RunSQL('SELECT 1', RunSQL.noop)]))
            writer = MigrationWriter(migration, include_header=False)
            text = writer.as_string()
            compile(text, writer.path, 'exec')
            files[os.path.relpath(os.path.realpath(writer.path), os.path.realpath(folder))] = text
    return files
