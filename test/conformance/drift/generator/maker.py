"""Where random choices come from, and the definitions that values refer to."""

import random

from .definitions import TEMPLATES
from .project import Definition, Model

WORDS = (
    'title slug price size colour weight state owner rating email phone street city note body summary kind level score '
    'amount count position start finish updated created visible locked source target label code digest width height depth'
).split()
NOUNS = 'Product Order Book Author Tag Invoice Ticket Page Event Place Person Team Lesson Photo Shelf Route'.split()


class Maker:
    def __init__(self, seed, project):
        self.random = random.Random(seed)
        self.project = project

    @property
    def version(self):
        return self.project.version

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(list(items))

    def some(self, items, most=3):
        items = list(items)
        return self.random.sample(items, self.random.randint(1, min(most, len(items))))

    def word(self):
        return self.pick(WORDS)

    def fresh(self, stem):
        """A name that nothing in the project has."""
        self.project.names += 1
        return f'{stem}{self.project.names}'

    def text(self):
        return self.pick(["'plain'", "'two words'", "''", "'50% off'", "'caf\\u00e9'", "'it\\'s'", "'a\\nb'", '"quo\\"te"', "'x' * 3"])

    def label(self):
        word = self.word()
        return self.pick([f"'{word}'", f"'{word.title()} here'", f"'the {word} (%s)' % 'x'", f"f'{word} {{1 + 1}}'", f"‹django.utils.translation:gettext_lazy›('{word}')"])

    def helper(self, app, gives):
        """A token of a definition that an app can use for something; sometimes a new one."""
        apps = list(self.project.apps)
        reachable = apps[: apps.index(app) + 1]
        found = [
            each
            for each in self.project.definitions.values()
            if gives in each.gives and each.app in reachable and not (each.app == app and each.module.startswith('models'))
        ]
        if found and self.chance(0.7):
            return self.pick(found)
        return self.define(app, gives)

    def define(self, app, gives):
        kind, modules, templates = TEMPLATES[gives]
        name = self.fresh({'class': 'Thing', 'function': 'make_it_', 'constant': 'SOME_'}[kind])
        template = self.pick(each for each in templates if self.version >= each[0])
        split = self.project.apps[app].config['split']
        module = self.pick(each for each in modules if split or '.' not in each)
        found = Definition(name, app, module, template[1].replace('NAME', name), (gives, *template[2:]))
        self.project.definitions[name] = found
        return found

    def model_names(self, app):
        return [each.name for each in self.project.models(abstract=False)]

    def is_model(self, each):
        return isinstance(each, Model)
