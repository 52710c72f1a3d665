"""Random edits of Django models' source text: of a field's arguments, of fields, of Meta, and some that change nothing.

`candidates(site, classes, rng)` yields edits, no one twice: {"kind", "path", "at" (in bytes), "old", "new"}. `classes` are
[path below site-packages, qualified name of the class].
"""

import ast
import os


class Source:
    """A file's bytes and syntax tree; positions in bytes."""

    def __init__(self, site, path):
        self.path = path
        with open(os.path.join(site, path), "rb") as file:
            self.bytes = file.read()
        self.tree = ast.parse(self.bytes)
        self.lines = [0]
        for line in self.bytes.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.has_models = any(
            isinstance(node, ast.ImportFrom)
            and node.module in ("django.db", "django.contrib.gis.db")
            and any(name.name == "models" and name.asname is None for name in node.names)
            for node in self.tree.body
        )

    def span(self, node):
        return (
            self.lines[node.lineno - 1] + node.col_offset,
            self.lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def text(self, node):
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def indent(self, node):
        """The white space before a statement; None where something else stands on its line."""
        before = self.bytes[self.lines[node.lineno - 1] : self.span(node)[0]].decode()
        return before if before.strip() == "" else None

    def replaced(self, kind, node, new):
        start, end = self.span(node)
        return {"kind": kind, "path": self.path, "at": start, "old": self.bytes[start:end].decode(), "new": new}

    def inserted(self, kind, at, new):
        return {"kind": kind, "path": self.path, "at": at, "old": "", "new": new}


def class_at(tree, qualified):
    """The class of that name, also in an `if` or a `try`; None where it is made in another way."""
    found = [tree]
    for name in qualified.split("."):
        found = [
            node for parent in found for node in ast.walk(parent) if isinstance(node, ast.ClassDef) and node.name == name
        ]
    return found[-1] if found else None


def is_field(statement):
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target, value = statement.targets[0], statement.value
    if not isinstance(target, ast.Name) or not isinstance(value, ast.Call):
        return False
    name = called(value)
    return name.endswith(("Field", "ForeignKey", "Key")) and name != "FilteredKey"


def called(call):
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def candidates(site, classes, rng):
    sources, models = {}, []
    for path, qualified in classes:
        source = sources.setdefault(path, Source(site, path))
        node = class_at(source.tree, qualified)
        if node is not None:
            models.append((source, node))
    fields = [(source, model, each) for source, model in models for each in model.body if is_field(each)]
    makers = [change_argument] * 6 + [remove_field, rename_field, add_field, change_meta, change_meta, add_index] + [neutral] * 5
    dry, seen = 0, []
    while dry < 1000 and models:
        make = rng.choice(makers)
        if make is change_meta:
            edit = make(*rng.choice(models), rng)
        else:
            edit = make(*rng.choice(fields), rng) if fields else None
        if edit is None or edit["old"] == edit["new"] or edit in seen:
            dry += 1
        else:
            dry = 0
            seen.append(edit)
            yield edit


TEXTS = ["'a little longer'", '"as it was meant"', "'other'", "'naïve'"]
ANY_FIELD = {
    "null": ["True", "False"],
    "blank": ["True", "False"],
    "verbose_name": TEXTS,
    "help_text": TEXTS,
    "db_index": ["True", "False"],
    "unique": ["True", "False"],
    "editable": ["True", "False"],
    "db_column": ["'a_column'"],
    "serialize": ["False"],
    "error_messages": ["{'required': 'Please'}"],
}
BY_CLASS = {
    "CharField": {
        "max_length": ["12", "10 * 4", "255", "511"],
        "default": ["''", "'x'"],
        "choices": ["[('a', 'A'), ('b', 'B')]", "(('x', 'X'),)"],
    },
    "SlugField": {"max_length": ["30", "80"], "allow_unicode": ["True", "False"]},
    "EmailField": {"max_length": ["100", "254"]},
    "URLField": {"max_length": ["300", "200"]},
    "TextField": {"default": ["''", "'long'"]},
    "IntegerField": {"default": ["0", "1", "-1"], "choices": ["[(1, 'one'), (2, 'two')]"]},
    "PositiveIntegerField": {"default": ["0", "7"]},
    "BooleanField": {"default": ["True", "False"]},
    "DateTimeField": {"auto_now": ["True"], "auto_now_add": ["True"]},
    "DecimalField": {"max_digits": ["14"], "decimal_places": ["3"]},
    "JSONField": {"default": ["dict", "list"]},
    "ForeignKey": {
        "on_delete": ["models.PROTECT", "models.CASCADE", "models.DO_NOTHING"],
        "related_name": ["'other_things'", "'+'"],
        "related_query_name": ["'thing'"],
        "db_constraint": ["False"],
        "limit_choices_to": ["{'pk__gt': 1}"],
        "to_field": [],
    },
    "ManyToManyField": {"related_name": ["'other_things'", "'+'"], "db_table": ["'a_table'"]},
}
BY_CLASS["OneToOneField"] = BY_CLASS["ForeignKey"]


def change_argument(source, model, statement, rng):
    """Gives a keyword another value, adds one, or takes one away."""
    call = statement.value
    if any(keyword.arg is None for keyword in call.keywords) or any(isinstance(a, ast.Starred) for a in call.args):
        return None
    present = {keyword.arg: keyword for keyword in call.keywords}
    possible = {**ANY_FIELD, **BY_CLASS.get(called(call), {})}
    relation = called(call) in ("ForeignKey", "OneToOneField", "ManyToManyField")
    name = rng.choice(sorted(possible if rng.random() < 0.6 or not present else {**possible, **present}))
    if name in present:
        values = [*possible.get(name, [])]
        value = present[name].value
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            values = [str(not value.value)]
        elif isinstance(value, ast.Constant) and isinstance(value.value, int):
            values = [str(value.value + 1), str(value.value * 2 + 3)]
        if name not in ("on_delete", "max_length", "to") and rng.random() < 0.3:
            return without(source, call, present[name], f"remove {name}")
        if not values:
            return None
        new = rng.choice(values)
        if new.startswith("models.") and not source.has_models:
            return None
        return source.replaced(f"change {name}", value, new)
    if name in ("on_delete", "to") or not possible.get(name):
        return None
    if name == "verbose_name" and call.args and not relation:
        return source.replaced("change verbose_name", call.args[0], rng.choice(TEXTS))
    if name == "max_length" and call.args and rng.random() < 0.8:
        return None
    end = source.span(call)[1] - 1
    before = source.bytes[:end].rstrip()
    comma = "" if before.endswith((b",", b"(")) else ", "
    if b"#" in source.bytes[source.lines[call.end_lineno - 1] : end] or source.bytes[: len(before)].split(b"\n")[-1].count(b"#"):
        return None
    return source.inserted(f"add {name}", len(before), f"{comma}{name}={rng.choice(possible[name])}")


def without(source, call, keyword, kind):
    """The call without one of its keywords, written anew."""
    kept = [each for each in call.keywords if each is not keyword]
    return source.replaced(kind, call, written(source, call, call.args, kept))


def written(source, call, args, keywords, separator=", "):
    parts = [source.text(each) for each in args]
    parts += [(f"{each.arg}=" if each.arg else "**") + source.text(each.value) for each in keywords]
    return f"{source.text(call.func)}({separator.join(parts)})"


def remove_field(source, model, statement, rng):
    return source.replaced("remove field", statement, "pass")


def rename_field(source, model, statement, rng):
    return source.replaced("rename field", statement.targets[0], f"{statement.targets[0].id}_anew")


NEW_FIELDS = [
    "models.CharField(max_length=40)",
    "models.CharField('Name of it', max_length=40, blank=True, default='')",
    "models.IntegerField(null=True)",
    "models.BooleanField(default=False, help_text='Whether')",
    "models.ForeignKey('auth.User', models.CASCADE, related_name='+', null=True)",
    "models.ManyToManyField('auth.Group', related_name='+')",
    "models.DateTimeField(auto_now_add=True)",
    "models.DecimalField(max_digits=8, decimal_places=2, default=0)",
]


def add_field(source, model, statement, rng):
    indent = source.indent(statement)
    if indent is None or not source.has_models:
        return None
    name = rng.choice(["extra", "remark", "a_flag"])
    return source.inserted(
        "add field", source.span(statement)[1], f"\n{indent}{name} = {rng.choice(NEW_FIELDS)}"
    )


def meta_of(model):
    return next((each for each in model.body if isinstance(each, ast.ClassDef) and each.name == "Meta"), None)


META = {
    "verbose_name": TEXTS,
    "verbose_name_plural": TEXTS,
    "ordering": ["['-pk']", "('pk',)", "[]"],
    "db_table": ["'another_table'"],
    "get_latest_by": ["'pk'"],
    "default_permissions": ["('add',)", "()"],
    "permissions": ["[('may_do', 'May do it')]"],
    "managed": ["False"],
    "default_related_name": ["'many_of_them'"],
    "base_manager_name": ["'objects'"],
    "required_db_vendor": ["'sqlite'"],
}


def change_meta(source, model, rng):
    """Gives an option of Meta another value, or adds one."""
    name = rng.choice(sorted(META))
    return set_option(source, model, f"Meta.{name}", name, rng.choice(META[name]), rng)


def set_option(source, model, kind, name, value, rng):
    meta = meta_of(model)
    if meta is None:
        last = model.body[-1]
        indent = source.indent(last)
        if indent is None:
            return None
        at = source.span(last)[1]
        rest = source.bytes[at : source.bytes.find(b"\n", at)]
        if rest.strip():
            return None
        return source.inserted(f"{kind} in a new Meta", at, f"\n\n{indent}class Meta:\n{indent}    {name} = {value}")
    for each in meta.body:
        if isinstance(each, ast.Assign) and getattr(each.targets[0], "id", None) == name:
            if rng.random() < 0.3 and len(meta.body) > 1:
                return source.replaced(f"remove {kind}", each, "pass")
            return source.replaced(kind, each.value, value)
    first = meta.body[0]
    indent = source.indent(first)
    if indent is None:
        return None
    return source.inserted(kind, source.span(first)[0], f"{name} = {value}\n{indent}")


def add_index(source, model, statement, rng):
    if not source.has_models:
        return None
    field = statement.targets[0].id
    name, value = rng.choice(
        [
            ("indexes", f"[models.Index(fields=['{field}'])]"),
            ("indexes", f"[models.Index(fields=['-{field}'], name='an_index')]"),
            ("constraints", f"[models.UniqueConstraint(fields=['{field}'], name='only_one')]"),
            ("unique_together", f"(('{field}',),)"),
            ("unique_together", f"['{field}']"),
        ]
    )
    return set_option(source, model, f"Meta.{name}", name, value, rng)


def neutral(source, model, statement, rng):
    """Another way to write the same."""
    call, indent = statement.value, source.indent(statement)
    keywords = call.keywords
    if any(keyword.arg is None for keyword in keywords):
        return None
    way = rng.choice(["one line", "reordered", "unparsed", "constant", "comment", "parentheses", "many lines", "annotated"])
    kind = f"neutral: {way}"
    if way == "one line":
        return source.replaced(kind, call, written(source, call, call.args, keywords))
    if way == "reordered":
        mixed = [*keywords]
        rng.shuffle(mixed)
        return source.replaced(kind, call, written(source, call, call.args, mixed))
    if way == "unparsed":
        return source.replaced(kind, statement, ast.unparse(statement))
    if indent is None:
        return None
    if way == "constant" and keywords:
        keyword = rng.choice(keywords)
        name = f"_a_{keyword.arg}"
        rest = written(source, call, call.args, [each for each in keywords if each is not keyword])[:-1]
        comma = "" if rest.endswith("(") else ", "
        constant = f"{name} = {source.text(keyword.value)}"
        return source.replaced(
            kind, statement, f"{constant}\n{indent}{statement.targets[0].id} = {rest}{comma}{keyword.arg}={name})"
        )
    if way == "comment":
        return source.inserted(kind, source.span(statement)[0], f"# What this is for: {statement.targets[0].id}\n{indent}")
    if way == "parentheses":
        return source.replaced(kind, call, f"({source.text(call)})")
    if way == "many lines":
        inner = f"{indent}    "
        return source.replaced(kind, call, written(source, call, call.args, keywords, f",\n{inner}"))
    if way == "annotated":
        return source.inserted(kind, source.span(statement.targets[0])[1], ": object")
    return None
