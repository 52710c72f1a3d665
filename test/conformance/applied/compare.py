"""
Compares `migration-lint applied` with the real Django on real databases, on random histories and random rows:

    python compare.py --program <dist/bin.js beside its drivers> --cases 60 --seed 1 <database url>...

Needs Django and the databases' Python drivers. Django is asked as `migrate` asks itself: what `check_consistent_history`
says, and what `migration_plan` would run. Both have to be what `applied` says.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit


def settings_of(url, folder):
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / parts.path[1:])}
    engine = "mysql" if parts.scheme in ("mysql", "mariadb") else "postgresql"
    return {
        "ENGINE": f"django.db.backends.{engine}",
        "NAME": parts.path[1:],
        "USER": parts.username,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": parts.port,
    }


def random_history(rng):
    """App -> name -> (dependencies, replaces). Chains of three apps with edges between them, and here and there a squash."""
    apps = {}
    done = []
    for app in ("alpha", "beta", "gamma"):
        apps[app] = {}
        for number in range(1, rng.randint(2, 6)):
            name = f"{number:04}_step"
            dependencies = [(app, f"{number - 1:04}_step")] if number > 1 else []
            others = [key for key in done if key[0] != app]
            if others and rng.random() < 0.4:
                dependencies.append(rng.choice(others))
            apps[app][name] = (dependencies, [])
            done.append((app, name))
        names = sorted(apps[app])
        if len(names) > 2 and rng.random() < 0.6:
            first = rng.randint(0, len(names) - 2)
            last = rng.randint(first + 1, len(names) - 1)
            replaced = [(app, name) for name in names[first : last + 1]]
            outside = {d for _, name in replaced for d in apps[app][name][0]} - set(replaced)
            apps[app][f"{names[first][:4]}_squashed_{names[last]}"] = (sorted(outside), replaced)
    return apps


def write(folder, apps):
    for app, migrations in apps.items():
        package = folder / app / "migrations"
        package.mkdir(parents=True)
        (folder / app / "__init__.py").write_text("")
        (package / "__init__.py").write_text("")
        for name, (dependencies, replaces) in migrations.items():
            (package / f"{name}.py").write_text(
                "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
                f"    dependencies = {dependencies!r}\n    replaces = {replaces!r}\n    operations = []\n"
            )
    (folder / "settings.py").write_text(f"INSTALLED_APPS = {sorted(apps)!r}\n")
    (folder / "manage.py").write_text(
        "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n"
    )


def random_rows(rng, apps):
    """What a database that is up to some point would hold, and then a few rows more or less."""
    everything = [(app, name) for app in apps for name in sorted(apps[app])]
    rows = {key for key in everything if rng.random() < rng.choice((0.0, 0.5, 0.9, 1.0))}
    if rng.random() < 0.5:
        reached = {app: rng.randint(0, 6) for app in apps}
        rows = {(app, name) for app, name in everything if int(name[:4]) <= reached[app] and not apps[app][name][1]}
        for app, name in everything:
            if apps[app][name][1] and set(apps[app][name][1]) <= rows:
                rows.add((app, name))
    return sorted(rows)


def verdict_of_django(apps, rows):
    from django.db import connection
    from django.db.migrations.exceptions import InconsistentMigrationHistory
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    for module in [name for name in sys.modules if name.split(".")[0] in apps]:
        del sys.modules[module]
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.flush()
    for app, name in rows:
        recorder.record_applied(app, name)
    executor = MigrationExecutor(connection)
    try:
        executor.loader.check_consistent_history(connection)
        consistent = True
    except InconsistentMigrationHistory:
        consistent = False
    full = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    applied = executor.loader.applied_migrations
    pending = {f"{m.app_label}.{m.name}" for m, _ in full if (m.app_label, m.name) not in applied}
    connection.close()
    return consistent, pending


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--node", default="node")
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("urls", nargs="+")
    options = parser.parse_args()

    import django
    from django.conf import settings

    try:
        import pymysql

        pymysql.version_info = (2, 2, 7, "final", 0)
        pymysql.install_as_MySQLdb()
    except ImportError:
        pass
    root = Path(tempfile.mkdtemp(prefix="applied-"))
    sys.path.insert(0, str(root / "project"))
    settings.configure(
        DATABASES={"default": settings_of(options.urls[0], root)}, INSTALLED_APPS=[], USE_TZ=True
    )
    wrong = 0
    for url in options.urls:
        counts = {"cases": 0, "inconsistent": 0, "pending": 0}
        for case in range(options.cases):
            rng = random.Random(f"{options.seed} {case}")
            apps = random_history(rng)
            project = root / "project"
            shutil.rmtree(project, ignore_errors=True)
            project.mkdir()
            write(project, apps)
            rows = random_rows(rng, apps)
            from importlib import invalidate_caches

            from django.db import connections

            invalidate_caches()
            for module in [name for name in sys.modules if name.split(".")[0] in apps]:
                del sys.modules[module]
            connections.settings = connections.configure_settings({"default": settings_of(url, root)})
            if hasattr(connections._connections, "default"):
                delattr(connections._connections, "default")
            settings.INSTALLED_APPS = sorted(apps)
            if case == 0 and url == options.urls[0]:
                django.setup()
            consistent, pending = verdict_of_django(apps, rows)
            subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
            given = f"sqlite:///{root / urlsplit(url).path[1:]}" if url.startswith("sqlite") else url
            run = subprocess.run(
                [options.node, options.program, "applied", "--format", "json", "--database-url", given],
                cwd=project,
                capture_output=True,
                text=True,
            )
            counts["cases"] += 1
            counts["inconsistent"] += not consistent
            counts["pending"] += bool(pending)
            try:
                ours = json.loads(run.stdout)
            except ValueError:
                print(f"! case {case}: {run.stderr}")
                wrong += 1
                continue
            said = not any(problem["kind"] == "missing dependency" for problem in ours["problems"])
            listed = {migration["id"] for migration in ours["pending"]}
            if said != consistent or listed != pending:
                wrong += 1
                print(f"! case {case}: Django {consistent} {sorted(pending)}, applied {said} {sorted(listed)}; rows {rows}")
        print(urlsplit(url).scheme, counts)
    shutil.rmtree(root)
    print(f"{wrong} wrong")
    sys.exit(1 if wrong else 0)


main()
