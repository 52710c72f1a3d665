"""What `makemigrations` would write, as facts that can be compared: [app, operation, model, name, [attribute, ...]]."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED
from django.utils import timezone
from django.utils.functional import Promise


class Questioner(NonInteractiveMigrationQuestioner):
    """Answers what the real command would ask for, so that it goes on; remembers whether a rename was in question."""

    def __init__(self, renames, initial):
        self.renames, self.initial, self.asked = renames, initial, False
        super().__init__(specified_apps=set(), dry_run=True)

    def ask_initial(self, app_label):
        return app_label in self.initial or super().ask_initial(app_label)

    def ask_auto_now_add_addition(self, field_name, model_name):
        return timezone.now()

    def ask_not_null_addition(self, field_name, model_name):
        return NOT_PROVIDED

    ask_not_null_alteration = ask_not_null_addition

    def ask_rename(self, *_):
        self.asked = True
        return self.renames

    ask_rename_model = ask_rename


def settled(value):
    """A value without what Django compares by meaning: lazy texts are their text."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, (list, tuple)):
        return type(value)(settled(item) for item in value)
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    return value


def changed(before, after):
    """The names of the entries of two dictionaries that differ."""
    missing = object()
    deep = MigrationAutodetector(ProjectState(), ProjectState()).deep_deconstruct
    return sorted(
        key
        for key in {*before, *after}
        if settled(deep(before.get(key, missing))) != settled(deep(after.get(key, missing)))
    )


def attributes(state, app, operation):
    kind = type(operation).__name__
    if kind == "AlterField":
        model = state.models.get((app, operation.model_name_lower))
        before = model and dict(model.fields).get(operation.name)
        if before is None:  # of a model or a field that is renamed by the same migration
            return []
        (_, path, args, keywords), (_, path2, args2, keywords2) = before.deconstruct(), operation.field.deconstruct()
        differing = changed(keywords, keywords2)
        return ["args"] * (list(args) != list(args2)) + ["class"] * (path != path2) + differing
    if kind == "AlterModelOptions":
        model = state.models.get((app, operation.name_lower))
        before = model.options if model else {}
        return changed({key: before[key] for key in operation.ALTER_OPTION_KEYS if key in before}, operation.options)
    return []


def fact(state, app, operation):
    kind = type(operation).__name__
    model = getattr(operation, "model_name", None) or getattr(operation, "name", None)
    name = operation.name if hasattr(operation, "model_name") and hasattr(operation, "name") else None
    if kind in ("AddIndex", "AddConstraint"):
        name = (getattr(operation, "index", None) or operation.constraint).name
    if kind in ("RenameField", "RenameIndex"):
        name = operation.new_name
    if kind == "RenameModel":
        model = operation.new_name
    return [app, kind, (model or "").lower(), name, attributes(state, app, operation)]


def operations(old, loader, renames=False, initial=()):
    """
    The facts of what leads from the state `old` to the models, and whether a rename was in question. `initial`: apps
    that get a first migration, though there are files in their folder.
    """
    questioner = Questioner(renames, initial)
    changes = MigrationAutodetector(old, ProjectState.from_apps(apps), questioner).changes(graph=loader.graph)
    written = [
        fact(old, app, operation)
        for app, migrations in sorted(changes.items())
        for migration in migrations
        for operation in migration.operations
    ]
    return written, questioner.asked
