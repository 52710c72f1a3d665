"""A `ModelState` of Django as JSON.

{"name", "fields": [[name, path, [argument], {keyword: value}]], "options": {name: value}, "indexes" and "constraints":
[[name, path, [argument], {keyword: value}]], "bases": [text], "managers": [[name, path, [argument], {keyword: value}]]}

Values are source text as the migration writer makes it, without the imports.
"""

from django.conf import SettingsReference
from django.db.migrations.writer import MigrationWriter


def as_json(state):
    options = {key: value for key, value in state.options.items() if key not in ("indexes", "constraints")}
    # A rename makes lists of them, which mean the same.
    for key in ("unique_together", "index_together"):
        if options.get(key) is not None:
            options[key] = {tuple(names) for names in options[key]}
    return {
        "name": state.name,
        "fields": [[each, *call(*field.deconstruct()[1:])] for each, field in state.fields.items()],
        "options": {key: text(value) for key, value in sorted(options.items())},
        "indexes": [[index.name, *call(*index.deconstruct())] for index in state.options["indexes"]],
        "constraints": [[one.name, *call(*one.deconstruct())] for one in state.options["constraints"]],
        "bases": [base(each) for each in state.bases],
        "managers": [manager(*each) for each in state.managers],
    }


def text(value):
    # A relation to a model that may be swapped: which one it is is compared.
    if isinstance(value, SettingsReference):
        return repr(str(value).lower())
    try:
        return MigrationWriter.serialize(value)[0]
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def call(path, args, kwargs):
    return [path, [text(arg) for arg in args], {key: text(value) for key, value in sorted(kwargs.items())}]


def manager(name, value):
    as_manager, manager_path, qs_path, args, kwargs = value.deconstruct()
    return [name, qs_path, [], {}] if as_manager else [name, *call(manager_path, args, kwargs)]


def base(value):
    return value.lower() if isinstance(value, str) else f"{value.__module__}.{value.__qualname__}"
