"""The state that the migrations of a project add up to, as Django's loader works it out, as JSON.

Usage: states.py < subject.json > answer.json

Standard input is one subject as in loader_oracle.py. Standard output is {"django", "models": {"app.model": see
model_states.py}}. Only models of migrations that lie in the subject's root are listed.
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
    from django.db.migrations.loader import MigrationLoader
    from django.utils import translation
    from model_states import as_json

    translation.deactivate_all()

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
        models[f"{app}.{name}"] = as_json(state)
    return {"django": django.get_version(), "models": models}


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse_network
    allow_unparenthesized_except()
    output, sys.stdout = sys.stdout, sys.stderr
    json.dump(ask(json.load(sys.stdin)), output)
