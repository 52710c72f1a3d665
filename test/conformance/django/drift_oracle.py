"""What Django would write as new migrations of a project, as JSON: as it is, and with each leaf migration left out.

Usage: drift_oracle.py < subject.json > answer.json

Standard input is one subject as in loader_oracle.py. Standard output is {"django", "python", "operations": facts
(see django_facts.py), "hidden": [{"migration", "path" (below the root), "operations" (class names), "facts"} or, where
Django cannot do without the migration, {"migration", "error"}]}. Only migrations that lie in the root are left out.
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
    import django_facts
    from django.db.migrations.loader import MigrationLoader
    from django.utils import translation

    translation.deactivate_all()
    root = os.path.realpath(subject["root"]) + os.sep
    left_out = set()

    class Loader(MigrationLoader):
        def load_disk(self):
            super().load_disk()
            for key in left_out:
                del self.disk_migrations[key]

    def facts():
        loader = Loader(None, ignore_no_migrations=True)
        initial = {app for app, _ in left_out} - {app for app, _ in loader.disk_migrations}
        return loader, django_facts.operations(loader.project_state(), loader, initial=initial)[0]

    loader, operations = facts()
    hidden = []
    for key in sorted(loader.graph.leaf_nodes()):
        migration = loader.disk_migrations[key]
        path = os.path.realpath(sys.modules[migration.__module__].__file__)
        if not path.startswith(root):
            continue
        row = {
            "migration": ".".join(key),
            "path": path[len(root) :],
            "operations": [type(operation).__name__ for operation in migration.operations],
        }
        left_out.add(key)
        try:
            row["facts"] = facts()[1]
        except Exception as error:
            row["error"] = f"{type(error).__name__}: {error}"
        left_out.clear()
        hidden.append(row)
    return {
        "django": django.get_version(),
        "python": sys.version.split()[0],
        "operations": operations,
        "hidden": hidden,
    }


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse_network
    allow_unparenthesized_except()
    output, sys.stdout = sys.stdout, sys.stderr
    json.dump(ask(json.load(sys.stdin)), output)
