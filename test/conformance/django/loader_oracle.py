"""What Django's own MigrationLoader says of projects, as JSON.

Usage: loader_oracle.py < subjects.json > answers.json

Standard input is a list of subjects:

  name        what the answer is called
  path        folders to put in front of sys.path
  root        the project's folder; migration folders are given relative to it, others as null
  settings    a settings module's dotted name, or a dictionary of settings
  override    settings to set once Django is set up, as the tests of Django override AUTH_USER_MODEL
  imports     modules to import after the setup, where a project's migrations import in circles without them
  environment environment variables, such as a database's URL that the settings want
  stubs       modules to fake, with all below them, where they are not installed
  skip_ready  true: do not call AppConfig.ready(), where projects import their admin and reach for services
  bare        true: load no app and no model, only the migrations (for projects whose apps cannot be
              imported); settings must then be a dictionary whose INSTALLED_APPS maps labels to packages

Standard output is {"django", "python", "answers": {name: answer}}; an answer holds

  apps        {label: {"package", "directory", "migrated"}}
  migrations  {"label.name": {"dependencies", "run_before", "replaces", "initial", "atomic", "operations"}},
              as the classes declare them. A swappable dependency is [label, "__first__", model].
  disk_errors migrations that cannot be loaded, each on its own: {"app", "migration", "type", "message"}
  graph       as MigrationLoader(None, ignore_no_migrations=True) builds it: {"nodes", "edges" (parents of each
              node), "missing" (nodes that do not exist, with Django's message), "leaf_nodes", "root_nodes",
              "conflicts", "errors" (those that stop the build or fail the validation), "order_dependent"}
  unreplaced  the same with replace_migrations=False; null where no migration replaces another
  raised      the error that the plain loader raises, or null
  setup_error why there is no answer

The plain loader stops at its first error. To hear them all, Django's own methods are called piece by piece:
load_disk() for one migration at a time, check_key() with its ValueError caught. Nothing opens a database
(the connection is None) and sockets are refused.
"""

import importlib
import importlib.abc
import importlib.machinery
import json
import os
import pkgutil
import re
import socket
import sys
import traceback
import types


def refuse_network(*args, **kwargs):
    raise OSError("the network is off")


class Anything:
    """An attribute of a faked module: can be called, subclassed, subscripted, iterated, used as a decorator."""

    def __init__(self, name="anything"):
        self.__name__ = self.__qualname__ = name
        self.__module__ = "stub"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name)

    def __call__(self, *args, **kwargs):
        decorated = args[0] if len(args) == 1 and not kwargs else None
        return decorated if isinstance(decorated, (type, types.FunctionType)) else Anything("called")

    def __mro_entries__(self, bases):
        return (type(self.__name__, (), {"__init__": lambda self, *args, **kwargs: None}),)

    def __getitem__(self, key):
        return self

    def __iter__(self):
        return iter(())

    def __or__(self, other):
        return self

    __ror__ = __or__


class Stubs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules in `names`, and all below them, that nobody else finds. Goes last in sys.meta_path."""

    def __init__(self, names):
        self.names = set(names)
        self.used = set()

    def find_spec(self, name, path=None, target=None):
        faked = next((each for each in self.names if name == each or name.startswith(each + ".")), None)
        if faked is None:
            return None
        self.used.add(faked)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = self.attribute
        return module

    @staticmethod
    def attribute(name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(("Error", "Exception")):
            return type(name, (Exception,), {})
        return Anything(name)

    def exec_module(self, module):
        pass


def allow_unparenthesized_except():
    """`except A, B:` is Python 3.14's (PEP 758): an older one is given `except (A, B):`."""
    source_to_code = importlib.machinery.SourceFileLoader.source_to_code

    def tolerant(self, data, path, **kwargs):
        try:
            return source_to_code(self, data, path, **kwargs)
        except SyntaxError:
            older = re.sub(rb"^(\s*except )([\w.]+(?:, *[\w.]+)+):", rb"\1(\2):", data, flags=re.MULTILINE)
            return source_to_code(self, older, path, **kwargs)

    importlib.machinery.SourceFileLoader.source_to_code = tolerant


def error_of(error):
    return {"type": type(error).__name__, "message": str(error).replace(os.getcwd(), ".")[:500]}


def set_up(subject):
    """Configures Django for one subject; the process is used up by it."""
    import django
    from django.apps import AppConfig, apps
    from django.conf import settings

    if subject.get("skip_ready"):
        create = AppConfig.create

        def create_unready(entry):
            config = create(entry)
            config.ready = lambda: None
            return config

        AppConfig.create = staticmethod(create_unready)
    values = subject["settings"]
    if isinstance(values, str):
        os.environ["DJANGO_SETTINGS_MODULE"] = values
        settings.LOGGING_CONFIG = None
        django.setup()
        return
    if not subject.get("bare"):
        settings.configure(**{"LOGGING_CONFIG": None, "SECRET_KEY": "x", **values})
        django.setup()
        return
    packages = values["INSTALLED_APPS"]
    settings.configure(**{"SECRET_KEY": "x", **values, "INSTALLED_APPS": []})
    for label, package in packages.items():
        stand_in = types.ModuleType(package)
        stand_in.__file__ = os.path.join(subject["root"], *package.split("."), "__init__.py")
        config = type("StandIn", (AppConfig,), {"label": label, "path": os.path.dirname(stand_in.__file__)})(
            package, stand_in
        )
        config.apps, config.models = apps, {}
        apps.app_configs[label] = config
    apps.apps_ready = apps.models_ready = apps.ready = True


def build(loader_class, disk, replace, names):
    """One graph, as far as it can be built, with everything that Django finds wrong in it."""
    from django.db.migrations.exceptions import CircularDependencyError, NodeNotFoundError
    from django.db.migrations.graph import DummyNode, MigrationGraph

    errors = []

    class Loader(loader_class):
        def load_disk(self):
            self.disk_migrations = {key: disk["migrations"][key] for key in names}
            self.unmigrated_apps, self.migrated_apps = disk["unmigrated"], disk["migrated"]

        def check_key(self, key, current_app):
            try:
                return super().check_key(key, current_app)
            except ValueError as error:
                errors.append({**error_of(error), "app": current_app})
                return None

    loader = Loader(None, load=False, ignore_no_migrations=True, replace_migrations=replace)
    validate = MigrationGraph.validate_consistency
    try:
        # Django validates last; here the cycles are wanted as well where a node is missing.
        MigrationGraph.validate_consistency = lambda self: None
        loader.build_graph()
    except Exception as error:
        errors.append(error_of(error))
    finally:
        MigrationGraph.validate_consistency = validate
    graph = loader.graph
    try:
        graph.validate_consistency()
    except NodeNotFoundError as error:
        errors.append(error_of(error))
        try:
            graph.ensure_not_cyclic()
        except CircularDependencyError as error:
            errors.append(error_of(error))
    real = {key for key, node in graph.node_map.items() if not isinstance(node, DummyNode)}
    dotted = lambda keys: sorted("%s.%s" % key for key in keys)
    return {
        "nodes": dotted(real),
        "edges": {
            "%s.%s" % key: dotted(parent.key for parent in node.parents)
            for key, node in sorted(graph.node_map.items())
            if node.parents
        },
        "missing": {
            "%s.%s" % key: node.error_message for key, node in sorted(graph.node_map.items()) if key not in real
        },
        "leaf_nodes": dotted(key for key in graph.leaf_nodes() if key in real),
        "root_nodes": dotted(key for key in graph.root_nodes() if key in real),
        "conflicts": dict(sorted(loader.detect_conflicts().items())),
        "errors": errors,
    }


def graph_of(loader_class, disk, replace):
    """The loader walks a set of names, so its order is arbitrary: two orders tell whether that matters."""
    names = sorted(disk["migrations"])
    forwards = build(loader_class, disk, replace, names)
    backwards = build(loader_class, disk, replace, names[::-1])
    shape = ("nodes", "edges", "leaf_nodes", "root_nodes")
    forwards["order_dependent"] = any(forwards[key] != backwards[key] for key in shape)
    return forwards


def load_disk(loader_class):
    """Every migration that can be loaded, and the error of each that cannot."""
    from django.apps import apps

    disk = {"migrations": {}, "unmigrated": set(), "migrated": set(), "errors": []}
    iter_modules, configs = pkgutil.iter_modules, list(apps.get_app_configs())
    found = []

    def load(config, select):
        apps.get_app_configs = lambda: [config]
        pkgutil.iter_modules = lambda path: [module for module in iter_modules(path) if select(module)]
        loader = loader_class(None, load=False, ignore_no_migrations=True)
        try:
            loader.load_disk()
        finally:
            del apps.get_app_configs
            pkgutil.iter_modules = iter_modules
        disk["migrations"].update(loader.disk_migrations)
        disk["unmigrated"] |= loader.unmigrated_apps
        disk["migrated"] |= loader.migrated_apps

    for config in configs:
        try:
            load(config, lambda module: found.append(module.name))
            names, found = found, []
        except Exception as error:
            disk["errors"].append({"app": config.label, "migration": None, **error_of(error)})
            continue
        for name in names:
            try:
                load(config, lambda module: module.name == name)
            except BaseException as error:
                disk["errors"].append({"app": config.label, "migration": name, **error_of(error)})
    return disk


def declared(migration):
    def key(reference):
        model = getattr(reference, "setting", None)  # Django calls it so; it is the setting's value
        return [*map(str, reference), model] if model else [*map(str, reference)]

    return {
        "dependencies": [key(dependency) for dependency in migration.dependencies],
        "run_before": [key(dependency) for dependency in migration.run_before],
        "replaces": [key(replaced) for replaced in migration.replaces],
        "initial": migration.initial,
        "atomic": migration.atomic,
        "operations": " ".join(type(operation).__name__ for operation in migration.operations),
    }


def app_of(config, disk, root):
    from django.db.migrations.loader import MigrationLoader

    package, _ = MigrationLoader.migrations_module(config.label)
    module = sys.modules.get(package)
    directory = os.path.realpath(list(module.__path__)[0]) if getattr(module, "__path__", None) else None
    root = os.path.realpath(root) + os.sep
    inside = directory and directory.startswith(root)
    return {
        "package": package,
        "directory": directory[len(root) :].replace(os.sep, "/") if inside else None,
        "migrated": config.label in disk["migrated"],
    }


def ask(subject):
    for name, value in subject.get("environment", {}).items():
        os.environ[name] = value
    sys.path[:0] = subject.get("path", [])
    stubs = Stubs(subject.get("stubs", ()))
    sys.meta_path.append(stubs)
    os.chdir(subject["root"])
    set_up(subject)
    from django.apps import apps
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader

    for name, value in subject.get("override", {}).items():
        setattr(settings, name, value)
    for name in subject.get("imports", ()):
        importlib.import_module(name)
    disk = load_disk(MigrationLoader)
    raised = None
    try:
        MigrationLoader(None, ignore_no_migrations=True)
    except BaseException as error:
        raised = error_of(error)
    return {
        "auth_user_model": settings.AUTH_USER_MODEL,
        "migration_modules": dict(settings.MIGRATION_MODULES),
        "stubs": sorted(stubs.used),
        "apps": {config.label: app_of(config, disk, subject["root"]) for config in apps.get_app_configs()},
        "migrations": {"%s.%s" % key: declared(found) for key, found in sorted(disk["migrations"].items())},
        "disk_errors": sorted(disk["errors"], key=lambda error: (error["app"], error["migration"] or "")),
        "graph": graph_of(MigrationLoader, disk, True),
        "unreplaced": graph_of(MigrationLoader, disk, False)
        if any(migration.replaces for migration in disk["migrations"].values())
        else None,
        "raised": raised,
    }


def ask_in_a_fork(subject):
    """A process of its own for each subject: Django can be set up only once."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            answer = ask(subject)
        except BaseException as error:
            traceback.print_exc()
            answer = {"setup_error": error_of(error)}
        with os.fdopen(writer, "w") as stream:
            json.dump(answer, stream)
            stream.flush()
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return json.loads(text)


def main():
    socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse_network
    socket.getaddrinfo = refuse_network
    sys.dont_write_bytecode = True
    if sys.version_info < (3, 14):
        allow_unparenthesized_except()
    answers_to = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever the projects print must not end up in the answer
    import django

    subjects = json.load(sys.stdin)
    answers = {subject["name"]: ask_in_a_fork(subject) for subject in subjects}
    version = {"django": django.get_version(), "python": "%d.%d.%d" % sys.version_info[:3]}
    json.dump({**version, "answers": answers}, answers_to)
    answers_to.flush()


if __name__ == "__main__":
    main()
