"""The state that the migrations of a project add up to, as Django's loader works it out, as JSON.

Usage: states.py < subject.json > answer.json

Standard input is one subject as in loader_oracle.py. Standard output is {"django", "models": {"app.model": {"name",
"fields": [[name, path, [argument], {keyword: value}]], "options": {name: value}, "indexes" and "constraints":
[[name, path, [argument], {keyword: value}]], "bases": [text], "managers": [[name, path, [argument], {keyword: value}]]}}}.
Values are source text as the migration writer makes it, without the imports. Only models of migrations that lie in the
subject's root are listed.
"""

import json
import os
import socket
import sys

from loader_oracle import Stubs, allow_unparenthesized_except, refuse_network, set_up


def ask(subject):
    os.environ.update(subject.get("environment", {}))
    sys.path[:0] = subject.get("path", [])
    sys.meta_path.append(Stubs(subject.get("stubs", ())))
    os.chdir(subject["root"])
    set_up(subject)

    import django
    from django.conf import SettingsReference
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.writer import MigrationWriter
    from django.utils import translation

    translation.deactivate_all()

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

    loader = MigrationLoader(None, ignore_no_migrations=True)
    root = os.path.realpath(subject["root"]) + os.sep
    inside = {
        app
        for (app, _), migration in loader.disk_migrations.items()
        if os.path.realpath(sys.modules[type(migration).__module__].__file__).startswith(root)
    }
    models = {}
    for (app, name), state in sorted(loader.project_state().models.items()):
        if app not in inside:
            continue
        options = {key: value for key, value in state.options.items() if key not in ("indexes", "constraints")}
        # A rename makes lists of them, which mean the same.
        for key in ("unique_together", "index_together"):
            if options.get(key) is not None:
                options[key] = {tuple(names) for names in options[key]}
        models[f"{app}.{name}"] = {
            "name": state.name,
            "fields": [[each, *call(*field.deconstruct()[1:])] for each, field in state.fields.items()],
            "options": {key: text(value) for key, value in sorted(options.items())},
            "indexes": [[index.name, *call(*index.deconstruct())] for index in state.options["indexes"]],
            "constraints": [[one.name, *call(*one.deconstruct())] for one in state.options["constraints"]],
            "bases": [base(each) for each in state.bases],
            "managers": [manager(*each) for each in state.managers],
        }
    return {"django": django.get_version(), "models": models}


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse_network
    allow_unparenthesized_except()
    output, sys.stdout = sys.stdout, sys.stderr
    json.dump(ask(json.load(sys.stdin)), output)
