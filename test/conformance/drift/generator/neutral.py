"""Random edits of how a project is written, which should mean nothing to `makemigrations`."""

from .edits import a_field, a_model
from .project import MODULES, Definition, Model

DEFAULTS = {
    'null': 'False', 'blank': 'False', 'unique': 'False', 'db_index': 'False', 'editable': 'True', 'help_text': "''", 'primary_key': 'False', 'default': '‹django.db.models:NOT_PROVIDED›',
    'verbose_name': 'None', 'validators': '()', 'error_messages': 'None', 'serialize': 'True', 'choices': 'None', 'db_column': 'None', 'unique_for_date': 'None', 'auto_created': 'False',
}  # fmt: skip
RELATION = {'db_constraint': 'True', 'related_name': 'None', 'limit_choices_to': 'None', 'related_query_name': 'None', 'parent_link': 'False'}


def restyle_module(m):
    app = m.project.apps[m.pick(m.project.apps)]
    module = m.pick({each.module for each in m.project.definitions.values() if each.app == app.label} or ['models'])
    style = app.styles.setdefault(module, {})
    choices = {
        'models': range(4), 'own': range(5), 'library': range(4), 'relation': range(3), 'dense': range(2),
        'head': ['', '# A comment.\n', '"""A docstring."""\n\n', 'from __future__ import annotations\n\n', 'import logging\n\nlog = logging.getLogger(__name__)\n'],
    }  # fmt: skip
    key = m.pick(choices)
    style[key] = m.pick(choices[key])


def restyle_field(m):
    found = a_field(m)
    if not found:
        return
    model, name = found
    each = model.fields[name]
    key = m.pick(['lines', 'order', 'spread', 'constants', 'factory', 'late', 'hint', 'comment', 'branch'])
    if key == 'order':
        each.style[key] = {keyword: m.random.random() for keyword in each.keywords}
    elif key == 'spread' and each.keywords:
        each.style[key] = m.some(each.keywords, 4)
    elif key == 'constants' and each.keywords:
        keyword = m.pick(each.keywords)
        where = m.pick(['module', 'class'])
        each.style.setdefault(key, {})[keyword] = (where, f'{model.name}_{name}_{keyword}'.upper())
    elif key == 'hint':
        each.style[key] = m.pick(['', "'models.Field'", 'str'])
    elif key in ('late', 'factory') and m.chance(0.4):
        each.style[key] = not each.style.get(key)
    elif key in ('lines', 'comment', 'branch'):
        each.style[key] = not each.style.get(key)


def explicit_default(m):
    found = a_field(m)
    if not found:
        return
    model, name = found
    each = model.fields[name]
    known = {**DEFAULTS, **(RELATION if each.kind == 'relation' else {})}
    given = [key for key in each.keywords if known.get(key) == each.keywords[key]]
    if given and m.chance(0.5):
        del each.keywords[m.pick(given)]
        return
    key = m.pick(key for key in known)
    if key not in each.keywords and not (key == 'verbose_name' and each.args):
        each.keywords[key] = known[key]
    if key == 'verbose_name' and m.chance(0.3) and not each.args and each.kind not in ('relation', 'many'):
        each.keywords[key] = repr(name.replace('_', ' '))


def by_position(m):
    """A verbose name, a target or an `on_delete` by position instead of by keyword, or the other way round."""
    found = a_field(m)
    if not found:
        return
    model, name = found
    each = model.fields[name]
    if each.cls.startswith('‹@') or each.kind in ('generated', 'key'):
        return
    if each.kind in ('relation', 'many'):
        names = ['to', 'on_delete'] if each.kind == 'relation' else ['to', 'related_name']
    else:
        names = ['base_field'] if each.kind == 'array' else ['verbose_name']
    if each.args:
        last = names[len(each.args) - 1]
        each.keywords[last] = each.args.pop()
    elif names[0] in each.keywords:
        each.args = [each.keywords.pop(names[0])]
        if len(names) > 1 and names[1] in each.keywords and m.chance(0.5):
            each.args.append(each.keywords.pop(names[1]))


def restyle_model(m):
    model = a_model(m)
    key = m.pick(['doc', 'meta_first', 'methods', 'decorator', 'meta', 'lists'])
    if key == 'doc':
        model.style[key] = m.pick(['', 'Something.', 'With\n\n    lines.'])
    elif key in ('meta_first', 'lists'):
        model.style[key] = not model.style.get(key)
    elif key == 'methods' and model.name != m.project.user:
        model.style[key] = m.pick([
            [], ['', '    def __str__(self):', "        return 'x'"], ['', '    @property', '    def shown(self):', '        return self.pk'],
            ['', '    class Inner:', '        size = 3'], ['    objects_count = 5'], ['', '    def save(self, *args, **kwargs):', '        super().save(*args, **kwargs)'],
        ])  # fmt: skip
    elif key == 'decorator':
        model.style[key] = '' if model.style.get(key) else f'‹@{m.helper(model.app, "decorator").name}›'
    elif key == 'meta':
        parents = [base for base in model.bases if base.strip('‹@›') in m.project.definitions and getattr(m.project.definitions[base.strip('‹@›')], 'abstract', False)]
        parents = [base for base in parents if m.project.definitions[base.strip('‹@›')].meta]
        model.style[key] = m.pick([None, *parents]) if parents else None


def reorder(m):
    """Fields of a model, or models, in another order."""
    if m.chance(0.5):
        model = a_model(m)
        items = list(model.fields.items())
        m.random.shuffle(items)
        model.fields = dict(items)
    else:
        items = list(m.project.definitions.items())
        at = m.random.randrange(len(items))
        items.insert(m.random.randrange(len(items)), items.pop(at))
        m.project.definitions = dict(items)


def move(m):
    """A definition goes to another module, which its old one imports it from."""
    each = m.pick(m.project.definitions.values())
    split = m.project.apps[each.app].config['split']
    goals = [module for module in MODULES if module != each.module and (split or '.' not in module)]
    goal = m.pick(goals)
    if goal in each.former:
        each.former.remove(goal)
    # A model is found by way of the models module; what migrations import has to stay where they look for it.
    if not (isinstance(each, Model)) or m.chance(0.4):
        each.former.append(each.module)
    each.module = goal


def restyle_app(m):
    app = m.project.apps[m.pick(m.project.apps)]
    key = m.pick(['split', 'star', 'entry', 'entry'])
    if key == 'entry':
        # Apps that are named by their package get the only AppConfig that there is.
        app.config['entry'] = 'package' if app.config['entry'] == 'config' else 'config'
        return
    if key == 'split' and any(each.module.startswith('models.') or any(old.startswith('models.') for old in each.former) for each in m.project.definitions.values() if each.app == app.label):
        return
    app.config[key] = not app.config[key]


def add_helper(m):
    """A definition that nothing uses."""
    name = m.fresh('unused_')
    text = m.pick(['def NAME():\n    return 1', 'class NAME:\n    pass', "NAME = {'a': 1}", 'NAME = lambda: None', 'try:\n    import ujson as NAME\nexcept ImportError:\n    NAME = None'])
    app = m.pick(m.project.apps)
    m.project.definitions[name] = Definition(name, app, m.pick(['models', 'helpers', 'extra']), text.replace('NAME', name))


NEUTRAL = {restyle_module: 5, restyle_field: 8, explicit_default: 5, by_position: 4, restyle_model: 4, reorder: 3, move: 4, restyle_app: 1, add_helper: 1}


def rewrite(m):
    m.random.choices(list(NEUTRAL), NEUTRAL.values())[0](m)
