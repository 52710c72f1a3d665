"""What a generated project is made of, before it is written as Python source.

Source text refers to things by tokens, so that they can be moved and renamed: `‹django.db.models:Q›` is a name of a
library's module, `‹@Name›` a definition of the project, `‹?Name›` a model that may be named in a string instead.
"""

import re
from dataclasses import dataclass, field

# In the order in which the modules of an app may import each other.
MODULES = ['helpers', 'choices', 'fields', 'managers', 'base', 'extra', 'models.parts', 'models.more', 'models']


@dataclass
class Field:
    """One assignment of a class body: `‹django.db.models:CharField›`, its arguments, and how they are written."""

    cls: str
    args: list = field(default_factory=list)
    keywords: dict = field(default_factory=dict)
    kind: str = ''
    style: dict = field(default_factory=dict)

    def texts(self):
        return [self.cls, *self.args, *self.keywords.values()]


@dataclass
class Definition:
    """A function, class or constant of a module, as text. `gives` says what it can be used for."""

    name: str
    app: str
    module: str
    text: str = ''
    gives: tuple = ()
    # Modules that it was moved away from, which import it still: migrations name it there.
    former: list = field(default_factory=list)


@dataclass
class Model(Definition):
    abstract: bool = False
    bases: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    # Option -> text; a list of texts for those that hold several things.
    meta: dict = field(default_factory=dict)
    managers: dict = field(default_factory=dict)
    style: dict = field(default_factory=dict)

    def texts(self):
        yield from self.bases
        yield from self.managers.values()
        for each in self.fields.values():
            if each is not None:
                yield from each.texts()
        for value in self.meta.values():
            yield from value if isinstance(value, list) else [value]


@dataclass
class App:
    package: str
    label: str
    config: dict = field(default_factory=dict)
    # By module: which form of import it uses.
    styles: dict = field(default_factory=dict)


@dataclass
class Project:
    version: tuple
    apps: dict = field(default_factory=dict)
    definitions: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    user: str = ''
    names: int = 0

    def models(self, app=None, abstract=None):
        return [
            each
            for each in self.definitions.values()
            if isinstance(each, Model)
            and (app is None or each.app == app)
            and (abstract is None or each.abstract == abstract)
        ]

    def rank(self, name):
        """Where a definition comes in the order of imports."""
        found = self.definitions[name]
        return list(self.apps).index(found.app), MODULES.index(found.module)

    def imports_back(self, found, app, module):
        """Whether the module of a definition imports from a module: a star import would then depend on which comes first."""
        for each in self.definitions.values():
            if (each.app, each.module) == (app, module) and app == found.app and found.module in each.former:
                return True
            if (each.app, each.module) != (found.app, found.module):
                continue
            for text in each.texts() if isinstance(each, Model) else [each.text]:
                needed = [self.definitions[name] for name in re.findall('‹[@?](\\w+)', text)]
                if any((other.app, other.module) == (app, module) for other in needed):
                    return True
        return False

    def inherits(self, model, base):
        """Whether a model is another one, or inherits from it."""
        parents = [self.definitions.get(each.strip('‹@›')) for each in model.bases]
        return model is base or any(self.inherits(each, base) for each in parents if isinstance(each, Model))

    def fields_of(self, model):
        """All fields of a model with those of its abstract bases, by name."""
        found = {}
        for base in reversed(model.bases):
            parent = self.definitions.get(base.strip('‹@›'))
            if isinstance(parent, Model) and parent.abstract:
                found.update(self.fields_of(parent))
        found.update(model.fields)
        return {name: each for name, each in found.items() if each is not None}
