"""
Describes what the classes of installed packages do to a model, as JSON: run by us against the real packages, so that
the tool has facts and never has to run them.

    python describe.py PACKAGE[,APP...] ...   in a virtual environment that holds Django and the packages

Writes one object to stdout, {package: {distribution, version, classes}}, in the form that library.ts reads; what has
to be looked at by hand (metaclasses, hooks, fields that do more than their arguments say) goes to stderr.
"""

import ast
import datetime
import decimal
import functools
import importlib
import importlib.metadata
import inspect
import json
import pkgutil
import re
import sys
import warnings

warnings.simplefilter("ignore")

NOTES = []


def note(*words):
    NOTES.append(" ".join(str(word) for word in words))


def start(apps):
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.sites",
            "django.contrib.flatpages",
            "django.contrib.redirects",
            "django.contrib.postgres",
            *apps,
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SECRET_KEY="x",
        SITE_ID=1,
        ROOT_URLCONF="",
        STATIC_URL="/static/",
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English")],
        USE_TZ=True,
        MIDDLEWARE=["allauth.account.middleware.AccountMiddleware"],
        WAGTAILIMAGES_IMAGE_MODEL="wagtailimages.Image",
        CMS_CONFIRM_VERSION4=True,
        WAGTAIL_SITE_NAME="x",
        WAGTAILADMIN_BASE_URL="http://localhost",
        PHONENUMBER_DEFAULT_REGION="US",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": [
                        "django.contrib.auth.context_processors.auth",
                        "django.template.context_processors.request",
                        "sekizai.context_processors.sekizai",
                        "cms.context_processors.cms_settings",
                    ]
                },
            }
        ],
    )
    django.setup()


def submodules(package):
    """The modules of a package that can be imported, without its tests, migrations and commands."""
    yield package
    if not hasattr(package, "__path__"):
        return
    for _, name, _ in pkgutil.iter_modules(package.__path__):
        if name in ("tests", "test", "testing", "migrations", "management", "conftest", "__main__", "test_utils"):
            continue
        dotted = f"{package.__name__}.{name}"
        try:
            module = importlib.import_module(dotted)
        except BaseException:  # noqa: B902 a module of an optional part may raise anything
            continue
        yield from submodules(module)


# Where Django's own classes are named from: the shortest public module, as `deconstruct()` does.
PUBLIC = (
    "django.db.models",
    "django.contrib.postgres.fields",
    "django.contrib.postgres.indexes",
    "django.contrib.gis.db.models",
)


@functools.cache
def public_module(name):
    try:
        return importlib.import_module(name)
    except Exception:  # without GDAL, for one
        return None


def path_of(cls):
    if cls.__module__.startswith("django."):
        for name in PUBLIC:
            if getattr(public_module(name), cls.__name__, None) is cls:
                return f"{name}.{cls.__name__}"
    return f"{cls.__module__}.{cls.__qualname__}"


# What a JSON object stands for unless it is a dict.
RESERVED = ("call", "tuple", "set", "name", "unknown")


def encode(value):
    from django.conf import SettingsReference
    from django.utils.functional import Promise

    if isinstance(value, SettingsReference):
        return {"name": f"django.conf.settings.{value.setting_name}"}
    if isinstance(value, Promise):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if type(value) in (int, str):
        return value
    if hasattr(type(value), "choices") and hasattr(value, "value"):
        return encode(value.value)
    if isinstance(value, float):
        return {"call": ["builtins.float", [repr(value)], {}]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted((encode(item) for item in value), key=repr)}
    if isinstance(value, dict):
        if all(isinstance(key, str) and key not in RESERVED for key in value):
            return {str(key): encode(item) for key, item in value.items()}
        return {"unknown": "a dict with such keys"}
    if isinstance(value, decimal.Decimal):
        return {"call": ["decimal.Decimal", [str(value)], {}]}
    if isinstance(value, datetime.timedelta):
        parts = {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}
        return {"call": ["datetime.timedelta", [], {key: part for key, part in parts.items() if part}]}
    if isinstance(value, type):
        return {"name": path_of(value)}
    if hasattr(value, "deconstruct"):
        parts = value.deconstruct()
        path, args, kwargs = parts[-3:]
        return {"call": [path, [encode(arg) for arg in args], encode_keywords(kwargs)]}
    if callable(value) and hasattr(value, "__module__") and hasattr(value, "__qualname__"):
        if "<" not in value.__qualname__:
            bound = getattr(value, "__self__", None)
            if isinstance(bound, type):
                return {"name": f"{path_of(bound)}.{value.__name__}"}
            return {"name": f"{value.__module__}.{value.__qualname__}"}
    if type(value) in (int, str) or isinstance(value, (int, str)):
        return type(value).__mro__[-2](value) if not isinstance(value, str) else str.__str__(value)
    return {"unknown": f"{type(value).__module__}.{type(value).__qualname__}"}


def encode_keywords(kwargs):
    made = {}
    for key, value in kwargs.items():
        if key == "to" and isinstance(value, str) and not hasattr(value, "setting_name"):
            value = value.lower() if "." in value else value
        made[key] = encode(value)
    return made


def field_call(field):
    try:
        _, path, args, kwargs = field.deconstruct()
    except Exception:
        # One that asks for its relation, which an abstract model's has not yet: as it would be written instead.
        from django.db.models.fields import Field

        _, path, args, kwargs = Field.deconstruct(field)
        kwargs = {key: value for key, value in kwargs.items() if key not in ("serialize", "null")}
    made = encode_keywords(kwargs)
    return [field.name, path, [encode(arg) for arg in args], made]


def own_fields(model):
    """The fields that the class itself declares: a copy of a base's has the same creation counter."""
    inherited = set()
    for base in model.__mro__[1:]:
        if hasattr(base, "_meta"):
            for field in [*base._meta.local_fields, *base._meta.local_many_to_many, *base._meta.private_fields]:
                inherited.add((field.name, field.creation_counter))
    meta = model._meta
    fields = sorted([*meta.local_fields, *meta.local_many_to_many])
    return [
        field
        for field in fields
        if (field.name, field.creation_counter) not in inherited
        and not (field.auto_created and not getattr(field.remote_field, "parent_link", False))
        and not (field.auto_created and getattr(field.remote_field, "parent_link", False))
    ]


def own_options(model):
    meta = model.__dict__.get("Meta")
    if model._meta.abstract:
        given = {
            key: getattr(meta, key) for key in dir(meta) if meta is not None and not key.startswith("_")
        }
        given.pop("abstract", None)
    else:
        given = dict(model._meta.original_attrs)
        given.pop("app_label", None)
        given.pop("apps", None)
    return {key: encode(value) for key, value in given.items() if not callable(value) or isinstance(value, type)}


def own_managers(model):
    managers = []
    for manager in model._meta.local_managers:
        if manager.use_in_migrations:
            as_manager, path, queryset, args, kwargs = manager.deconstruct()
            if as_manager:
                note("manager of a queryset", path_of(model), manager.name)
                continue
            managers.append([manager.name, path, [encode(arg) for arg in args], encode_keywords(kwargs)])
    return managers


def describe_model(model):
    made = {"abstract": model._meta.abstract}
    if not model._meta.abstract:
        made["app"] = model._meta.app_label
    if model._meta.proxy:
        made["proxy"] = True
    made["fields"] = [field_call(field) for field in own_fields(model)]
    made["options"] = own_options(model)
    made["managers"] = own_managers(model)
    return {key: value for key, value in made.items() if value not in ([], {}, None)}


# In every model's order since 3.2 or 4.1, or for type checkers alone, and of no consequence.
SILENT = (
    "Generic AltersData RegisterLookupMixin BaseManagerFromQuerySet FieldCacheMixin CheckFieldDefaultMixin DateTimeCheckMixin"
).split()


def bases_of(cls):
    return [path_of(base) for base in cls.__mro__[1:] if base is not object and not is_silent(base)]


def is_silent(cls):
    return cls.__name__ in SILENT or cls.__name__.startswith(("ManagerFrom", "BaseManagerFrom"))


# Modules that hold nothing for models, and that models are not imported from.
ELSEWHERE = set(
    "admin forms views widgets api serializers tasks signals receivers templatetags utils backends middleware urls"
    " test_utils apps checks contrib wagtail_hooks permissions viewsets panels blocks edit_handlers rest_framework".split()
)


def is_elsewhere(module):
    return any(part in ELSEWHERE for part in module.split(".")[1:] if part != "contrib")


def is_test(module):
    return any(
        part in ("tests", "test", "migrations", "testapp", "registry_tests") or part.startswith("test_") for part in module.split(".")
    )


def matters(cls, package):
    from django.db import models
    from django.db.models.constraints import BaseConstraint
    from django.db.models.fields import Field
    from django.db.models.manager import BaseManager

    if issubclass(cls, models.Model) and cls is not models.Model:
        return "model"
    if issubclass(cls, Field):
        return "field"
    if issubclass(cls, BaseManager):
        return "manager" if getattr(cls, "use_in_migrations", False) else "plain manager"
    if issubclass(cls, (models.Index, BaseConstraint)):
        return "index"
    if issubclass(cls, models.QuerySet):
        return None
    return "mixin" if cls.__name__.endswith(("Mixin", "Model", "Mixins")) and not is_elsewhere(cls.__module__) else None


def describe(name, only=None):
    package = importlib.import_module(name)
    found, aliases = {}, {}
    modules = list(submodules(package))
    for module in modules:
        for attribute, cls in list(vars(module).items()):
            if not isinstance(cls, type) or "<" in cls.__qualname__:
                continue
            if not (cls.__module__ == name or cls.__module__.startswith(name + ".")):
                continue
            if is_test(cls.__module__) or (only and not cls.__module__.startswith(only)):
                continue
            path = path_of(cls)
            found[path] = cls
            alias = f"{module.__name__}.{attribute}"
            if alias != path and not is_elsewhere(module.__name__):
                aliases.setdefault(path, set()).add(alias)
    used = {base for cls in found.values() if matters(cls, name) for base in cls.__mro__}
    classes = {}
    for path, cls in sorted(found.items()):
        kind = matters(cls, name)
        if kind is None and cls not in used:
            continue
        made = {"bases": bases_of(cls)}
        if path in aliases:
            made["aliases"] = sorted(aliases[path])
        try:
            if kind == "model":
                made["model"] = describe_model(cls)
                hooks(cls)
            elif kind == "field":
                described = describe_field(cls)
                if described is not None:
                    made["field"] = described
            elif kind in ("manager", "plain manager"):
                made["useInMigrations"] = kind == "manager"
        except Exception as error:
            note("cannot describe", path, repr(error))
            continue
        classes[path] = made
    return classes


def hooks(cls):
    from django.db.models.base import ModelBase

    if type(cls) is not ModelBase:
        note("metaclass", path_of(cls), path_of(type(cls)))
    for base in cls.__mro__:
        if "__init_subclass__" in base.__dict__ and base is not object and base.__name__ not in SILENT:
            note("__init_subclass__", path_of(cls), path_of(base))
            break
    for key, value in cls.__dict__.items():
        if hasattr(value, "contribute_to_class") and not key.startswith("_"):
            note("contributes", path_of(cls), key)


# ---------------------------------------------------------------------------------------------------------- fields

STANDARD = {
    "max_length": 37,
    "null": True,
    "blank": True,
    "editable": False,
    "unique": True,
    "db_index": True,
    "help_text": "some help",
    "verbose_name": "some name",
    "db_column": "some_column",
    "default": "some default",
    "choices": [("a", "A")],
    "primary_key": True,
    "related_name": "some_things",
    "db_tablespace": "x",
    "unique_for_date": "x",
    "error_messages": {"null": "x"},
    "serialize": False,
    "auto_created": True,
    "through": "some.Through",
    "auto_now": True,
    "auto_now_add": True,
    "upload_to": "x",
}

# What some field is content with. `...` stands for what JSON has no word for.
MINIMAL = (
    {},
    {"max_length": 91},
    {"max_digits": 9, "decimal_places": 3},
    {"to": "some.thing"},
    {"to": "some.thing", "on_delete": ...},
    {"base_field": ...},
    {"populate_from": "name"},
    {"length": 8},
    {"choices": [("a", "A"), ("b", "B")]},
    {"max_length": 91, "choices": [("a", "A"), ("b", "B")]},
)


def given(kwargs):
    from django.db import models

    made = {key: decode(value) for key, value in kwargs.items()}
    if "on_delete" in made:
        made["on_delete"] = models.CASCADE
    if "base_field" in made:
        made["base_field"] = models.IntegerField()
    return made


def decode(value):
    if isinstance(value, dict):
        if "name" in value:
            module, name = value["name"].rsplit(".", 1)
            return getattr(importlib.import_module(module), name)
        if "tuple" in value:
            return tuple(decode(item) for item in value["tuple"])
        if "call" in value:
            path, args, kwargs = value["call"]
            return decode({"name": path})(*map(decode, args), **{key: decode(item) for key, item in kwargs.items()})
        return {key: decode(item) for key, item in value.items()}
    return [decode(item) for item in value] if isinstance(value, list) else value


def deconstructed(cls, kwargs):
    field = cls(**given(kwargs))
    field.name = field.attname = "f"
    _, path, args, made = field.deconstruct()
    return path, [encode(arg) for arg in args], encode_keywords(made)


def attempt(cls, kwargs):
    try:
        return deconstructed(cls, kwargs)
    except Exception:
        return None


def others(value):
    """Values that are not this one, such as may be given in its place."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 7, value + 1, value - 1, 1]
    if isinstance(value, str):
        return [value + "x"]
    if isinstance(value, (list, tuple)):
        return [type(value)(["x"])]
    return ["x", True, 1, ["x"], {"x": "y"}, {"name": "builtins.str"}]


POPPED = re.compile(r"""kwargs\.(?:pop|get)\(\s*["'](\w+)["'](?:\s*,\s*([^)]*?))?\s*,?\s*\)""")


def own_layers(cls, base):
    return [layer for layer in cls.__mro__[: cls.__mro__.index(base)]]


def parameters(cls, base):
    """The parameters that the class itself has, with their defaults: those of its signature, and those that it pops."""
    found, positional, has_rest = {}, None, True
    for layer in own_layers(cls, base):
        init = layer.__dict__.get("__init__")
        if init is None:
            continue
        every = list(inspect.signature(init).parameters.values())[1:]
        for parameter in every:
            if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
                default = ... if parameter.default is parameter.empty else parameter.default
                found.setdefault(parameter.name, default)
        if positional is None:
            positional = [each.name for each in every if each.kind == each.POSITIONAL_OR_KEYWORD]
            has_rest = any(each.kind == each.VAR_POSITIONAL for each in every)
        try:
            source = inspect.getsource(init)
        except OSError:
            continue
        for name, default in POPPED.findall(source):
            try:
                value = ast.literal_eval(default) if default else None
            except (ValueError, SyntaxError):
                value = None
            found.setdefault(name, value)
    return found, positional, has_rest


def describe_field(cls):
    """Finds out by trying what a field class does to its arguments; None where that cannot be put as data."""
    from django.db.models.fields import Field

    bases = [base for base in cls.__mro__[1:] if issubclass(base, Field)]
    reasons = []
    for index, base in enumerate(bases):
        described = describe_over(cls, base, reasons)
        if described is not None:
            return {"base": path_of(base), **described} if index else described
    note("field by hand", path_of(cls), *reasons[:1])
    return None


def describe_over(cls, base, reasons):
    own_parameters, positional, has_rest = parameters(cls, base)
    base_names = parameters_of(base)
    required = {
        name: "x" for name, default in own_parameters.items() if default is ... and name not in base_names and name != "to"
    }
    fitting = [each for each in ({**each, **required} for each in MINIMAL) if attempt(cls, each)]
    if not fitting:
        reasons.append("cannot be made")
    for index, minimal in enumerate(fitting):
        described = describe_with(cls, base, minimal, own_parameters, positional, has_rest, reasons)
        if described is not None:
            needs = sorted(set(minimal) - set(required) - {"to", "on_delete", "base_field"})
            return {**described, "needs": needs} if index and needs else described
    return None


def describe_with(cls, base, minimal, own_parameters, positional, has_rest, reasons):
    described = {}
    path = path_of(cls)
    base_names = parameters_of(base)
    shown_path, _, plain = attempt(cls, minimal)
    if shown_path != path:
        described["deconstructsAs"] = shown_path
    if positional:
        described["parameters"] = positional
        if has_rest:
            described["rest"] = True
    own, taken, undecided = {}, [], []
    for name, default in own_parameters.items():
        if name in base_names or name in ("to", "name"):
            continue
        default = None if default is ... or isinstance(default, type) else default
        if encode(default) == {"name": "django.db.models.fields.NOT_PROVIDED"}:
            default = None
        shown = next(
            (shown for shown in (attempt(cls, {**minimal, name: other}) for other in others(default)) if shown), None
        )
        if shown is None:
            undecided.append(name)
        elif name in shown[2]:
            own[name] = {"always": True} if name in plain else encode(default)
        else:
            taken.append(name)
    # Keywords that are there although nothing was given, or that are not what was given.
    defaults, forced, removed = {}, {}, []
    for key, value in plain.items():
        if key in minimal:
            continue
        shown = next(
            (
                shown
                for shown in (attempt(cls, {**minimal, key: other}) for other in (*others(value), STANDARD.get(key)))
                if shown
            ),
            None,
        )
        keeps = shown is None or (key in shown[2] and shown[2][key] == value)
        (forced if keeps and key not in own else defaults)[key] = value
    for key, value in STANDARD.items():
        if key in minimal or key in defaults or key in forced or key in own:
            continue
        mine = attempt(cls, {**minimal, key: value})
        theirs = attempt(base, {**{k: v for k, v in minimal.items() if k not in own}, key: value})
        if mine and theirs and key in theirs[2] and key not in mine[2]:
            removed.append(key)
    for key, value in (("defaults", defaults), ("forced", forced), ("own", own), ("taken", taken), ("removed", removed)):
        if value:
            described[key] = value
    if not agrees(cls, base, described, minimal, undecided, reasons):
        return None
    return {**described, "undecided": sorted(set(undecided))} if undecided else described


def parameters_of(cls):
    names = set()
    for base in cls.__mro__:
        if "__init__" in base.__dict__:
            names |= set(inspect.signature(base.__init__).parameters)
    return names


def simulate(base, described, kwargs):
    """What library.ts says that a field does, over the real base."""
    own = described.get("own", {})
    passed = {**described.get("defaults", {}), **kwargs, **described.get("forced", {})}
    mine = {key: encode(given({key: passed.pop(key)})[key]) for key in list(passed) if key in own}
    for key in described.get("taken", []):
        passed.pop(key, None)
    _, args, made = deconstructed(base, passed)
    made = {key: value for key, value in made.items() if key not in described.get("removed", [])}
    for key, unless in own.items():
        if key in mine and (unless == {"always": True} or mine[key] != unless):
            made[key] = mine[key]
    return args, made


# Without these, a description is of no use.
COMMON = ("verbose_name", "help_text", "max_length", "on_delete", "to")


def agrees(cls, base, described, minimal, undecided, reasons):
    """Whether the real field does what is described. A keyword that alone makes it differ is undecided."""
    own = described.get("own", {})
    trials = [dict(minimal)]
    trials += [{**minimal, key: value} for key, value in STANDARD.items()]
    trials += [{**minimal, "null": True, "blank": True}, {**minimal, "null": True, "verbose_name": "n", "editable": False}]
    trials += [{**minimal, key: not value} for key, value in STANDARD.items() if isinstance(value, bool)]
    for key, unless in own.items():
        if unless == {"always": True}:
            trials += [{**minimal, key: other} for other in others(described.get("defaults", {}).get(key))]
        else:
            trials += [{**minimal, key: other} for other in (unless, *others(unless))]
    tried = 0
    for trial in trials:
        real = attempt(cls, trial)
        if real is None or any(key in undecided for key in trial):
            continue
        try:
            ours = simulate(base, described, trial)
            differs = list(ours[0]) != list(real[1]) or ours[1] != real[2]
        except Exception as error:
            ours, differs = error, True
        if differs:
            added = [key for key in trial if key not in minimal]
            if len(added) == 1 and added[0] not in COMMON:
                undecided.append(added[0])
                continue
            reasons.append(f"{trial} real {real[1:]} ours {ours!r} {described}")
            return False
        tried += 1
    return tried > 2


# ------------------------------------------------------------------------------------------------------------ main


def versions_of(package):
    distributions = importlib.metadata.packages_distributions() if sys.version_info >= (3, 10) else {}
    name = (distributions.get(package.split(".")[0]) or [package])[0]
    try:
        return name, importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return name, None


def main(arguments):
    apps, packages = [], []
    for argument in arguments:
        package, *more = argument.split(",")
        packages.append(package)
        apps.extend(more)
    start(apps)
    made = {}
    for package in packages:
        try:
            classes = describe(package)
        except BaseException as error:  # noqa: B902
            note("cannot import", package, repr(error))
            continue
        distribution, version = versions_of(package)
        made[package] = {"distribution": distribution, "version": version, "classes": classes}
    json.dump(made, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")
    sys.stderr.write("".join(f"{line}\n" for line in NOTES))


if __name__ == "__main__":
    main(sys.argv[1:])
