"""Random edits that mean something: most of them make `makemigrations` write an operation."""

import re

from .fields import add, argument, new_field
from .maker import NOUNS
from .options import columns, condition, constraint, index, option
from .project import Field, Model

M = '‹django.db.models:%s›'
LISTS = ('indexes', 'constraints')


def a_model(m, abstract=None):
    return m.pick(m.project.models(abstract=abstract))


def a_field(m, among=lambda each: True):
    found = [(model, name) for model in m.project.models() for name, each in model.fields.items() if each is not None and among(each)]
    return m.pick(found) if found else None


def add_field(m, model=None):
    model = model or a_model(m)
    name = m.word() if m.chance(0.8) else f'{m.word()}_{m.word()}'
    if name not in m.project.fields_of(model):
        model.fields[name] = new_field(m, model.app)


def remove_field(m):
    found = a_field(m)
    if found:
        model, name = found
        del model.fields[name]
        forget(m, name)


def forget(m, name):
    """Takes everything away from Meta that names a field."""
    said = re.compile(rf"['\"=(-]{name}(['\"]|__|=)|[( ]{name}=|[( ]{name}__")
    for model in m.project.models():
        for key, value in list(model.meta.items()):
            if isinstance(value, list):
                model.meta[key] = [each for each in value if not said.search(each)]
            elif said.search(value):
                del model.meta[key]


def rename_field(m):
    found = a_field(m)
    new = m.word()
    if not found or new in found[0].fields:
        return
    model, name = found
    model.fields = {new if key == name else key: each for key, each in model.fields.items()}
    if m.chance(0.7):
        for each in m.project.models():
            if m.project.fields_of(each).get(new):
                said = re.compile(rf"(?<=['\"(-])(?<!\w){name}(?=['\"]|__|=)")
                each.meta = {key: [said.sub(new, item) for item in value] if isinstance(value, list) else said.sub(new, value) for key, value in each.meta.items()}
    else:
        forget(m, name)


def change_argument(m):
    found = a_field(m)
    if not found:
        return
    model, name = found
    each = model.fields[name]
    if each.keywords and m.chance(0.4):
        key = m.pick(each.keywords)
        del each.keywords[key]
        if m.chance(0.5):
            return
    pair = argument(m, model.app, each)
    if pair:
        add(each, *pair)


def change_class(m):
    found = a_field(m)
    if found:
        model, name = found
        model.fields[name] = new_field(m, model.app)


def add_model(m, app=None):
    app = app or m.pick(m.project.apps)
    name = m.pick(NOUNS)
    if name in m.project.definitions:
        name = m.fresh(name)
    abstract = m.chance(0.2)
    module = m.pick(['base', 'models'] if abstract else ['models', 'models', 'models', 'extra'])
    if module == 'models' and m.project.apps[app].config['split']:
        module = m.pick(['models', 'models.parts', 'models.more'])
    model = Model(name, app, module, abstract=abstract)
    order = list(m.project.apps)
    earlier = [each for each in m.project.models() if order.index(each.app) <= order.index(app) and each.name != m.project.user]
    parents = [each for each in earlier if each.abstract]
    if m.chance(0.2):
        model.bases = [f'‹@{m.helper(app, "mixin").name}›', M % 'Model']
    if parents and m.chance(0.6):
        model.bases = [f'‹@{each.name}›' for each in m.some(parents, 2)]
    elif earlier and not abstract and m.chance(0.25):
        concrete = [each for each in earlier if not each.abstract]
        if concrete:
            model.bases = [f'‹@{m.pick(concrete).name}›']
            if m.chance(0.5):
                model.meta['proxy'] = 'True'
                m.project.definitions[name] = model
                return
    m.project.definitions[name] = model
    if m.chance(0.12) and not abstract and not model.bases:
        model.fields['key'] = Field(M % m.pick(['UUIDField', 'CharField', 'BigAutoField', 'AutoField', 'IntegerField']), keywords={'primary_key': 'True'}, kind='key')
        if 'CharField' in model.fields['key'].cls:
            model.fields['key'].keywords['max_length'] = '9'
    for _ in range(m.random.randint(1, 5)):
        add_field(m, model)
    if m.version >= (5, 2) and m.chance(0.1) and not model.bases and len(columns(m, model)) > 1:
        names = [name for name in columns(m, model) if model.fields[name].kind not in ('relation', 'generated')][:2]
        model.fields['pk'] = Field(M % 'CompositePrimaryKey', [repr(each) for each in names], kind='generated')
    for _ in range(m.random.randint(0, 2)):
        add_option(m, model)
    if m.chance(0.2):
        add_manager(m, model)


def remove_model(m):
    model = a_model(m)
    name = model.name
    if name == m.project.user or any(f'‹@{name}›' in each.bases for each in m.project.models()):
        return
    del m.project.definitions[name]
    for each in m.project.models():
        for key, found in list(each.fields.items()):
            if found and any(f'‹?{name}›' in text for text in found.texts()):
                del each.fields[key]
                forget(m, key)


def rename_model(m):
    model = a_model(m, abstract=False)
    old, new = model.name, m.fresh(m.pick(NOUNS))
    m.project.definitions = {new if key == old else key: each for key, each in m.project.definitions.items()}
    model.name = new
    if m.project.user == old:
        m.project.user = new
    swap = lambda text: text.replace(f'‹?{old}›', f'‹?{new}›').replace(f'‹@{old}›', f'‹@{new}›')
    for each in m.project.models():
        each.bases = [swap(base) for base in each.bases]
        if each.style.get('meta'):
            each.style['meta'] = swap(each.style['meta'])
        for found in each.fields.values():
            if found:
                found.args = [swap(text) for text in found.args]
                found.keywords = {key: swap(text) for key, text in found.keywords.items()}


def add_option(m, model=None):
    model = model or a_model(m)
    if m.chance(0.4):
        key = m.pick(LISTS)
        made = (index if key == 'indexes' else constraint)(m, model)
        if made:
            model.meta[key] = [*model.meta.get(key, []), made]
        return
    made = option(m, model)
    if made:
        model.meta[made[0]] = made[1]


def remove_option(m):
    model = a_model(m)
    if model.meta:
        key = m.pick(model.meta)
        if isinstance(model.meta[key], list) and len(model.meta[key]) > 1:
            model.meta[key].pop(m.random.randrange(len(model.meta[key])))
        else:
            del model.meta[key]


def change_named(m):
    """An index gets another name, or a constraint another condition."""
    found = [(model, key, at) for model in m.project.models() for key in LISTS for at in range(len(model.meta.get(key, [])))]
    if not found:
        return
    model, key, at = m.pick(found)
    text = model.meta[key][at]
    if m.chance(0.6):
        model.meta[key][at] = re.sub(r"name='[^']*'", lambda _: f"name='{m.fresh('named_')}'", text)
    elif columns(m, model):
        model.meta[key][at] = re.sub(r'condition=.*, name', lambda _: f'condition={condition(m, columns(m, model))}, name', text)


def add_manager(m, model=None):
    model = model or a_model(m)
    name = m.helper(model.app, 'manager').name
    model.managers[m.pick(['objects', 'objects', 'things', 'all_things'])] = f'‹@{name}›({m.pick(["", "", "5", "size=2"])})' if m.chance(0.9) else M % 'Manager' + '()'


def remove_manager(m):
    found = [each for each in m.project.models() if each.managers]
    if found:
        model = m.pick(found)
        model.managers.pop(m.pick(model.managers))


def change_helper(m):
    """Changes a value in the text of a definition: a choice, a default, a length."""
    found = [each for each in m.project.definitions.values() if each.gives and each.gives[0].split(':')[0] in ('constant', 'enum', 'plain enum', 'field', 'validator class')]
    if not found:
        return
    each = m.pick(found)
    spots = [*re.finditer(r"(?<![\w'])\d+|(?<=')\w(?=')|(?<=\")x(?=\")", each.text)]
    if spots:
        spot = m.pick(spots)
        new = str(m.random.randint(1, 99)) if spot[0].isdigit() else m.pick('qrs')
        each.text = each.text[: spot.start()] + new + each.text[spot.end() :]


def move_up(m):
    """A field goes into an abstract base of its model, or comes down from it."""
    found = [(model, m.project.definitions[base.strip('‹@›')]) for model in m.project.models() for base in model.bases if base.strip('‹@›') in m.project.definitions and m.is_model(m.project.definitions[base.strip('‹@›')])]
    found = [(model, base) for model, base in found if base.abstract]
    if not found:
        return
    model, base = m.pick(found)
    source, goal = (model, base) if m.chance(0.5) else (base, model)
    names = [name for name in source.fields if source.fields[name] is not None and name not in goal.fields]
    if names:
        name = m.pick(names)
        goal.fields[name] = source.fields.pop(name)


def hide_field(m):
    """A field of an abstract base is set to None, or given back."""
    for model in m.some(m.project.models(), 9):
        hidden = [name for name, each in model.fields.items() if each is None]
        if hidden:
            del model.fields[hidden[0]]
            return
        inherited = set(m.project.fields_of(model)) - set(model.fields)
        if inherited:
            model.fields[m.pick(sorted(inherited))] = None
            return


def change_bases(m):
    model = a_model(m)
    if model.name == m.project.user:
        return
    abstract = [f'‹@{each.name}›' for each in m.project.models(abstract=True) if not m.project.inherits(each, model)]
    mixin = f'‹@{m.helper(model.app, "mixin").name}›'
    extra = m.pick([*abstract, mixin])
    if extra in model.bases:
        model.bases.remove(extra)
    else:
        model.bases = [extra, *(model.bases or [M % 'Model'])]
        if len(model.bases) > 1 and m.chance(0.5) and extra in abstract:
            model.bases = [each for each in model.bases if each != M % 'Model']


def change_auto_field(m):
    from .start import AUTO_FIELDS

    if m.chance(0.5):
        m.project.settings['DEFAULT_AUTO_FIELD'] = repr(m.pick(AUTO_FIELDS))
        return
    app = m.project.apps[m.pick(m.project.apps)]
    if app.config.pop('auto_field', None) is None:
        app.config['auto_field'] = m.pick(AUTO_FIELDS)


EDITS = {
    add_field: 8, remove_field: 4, change_argument: 16, change_class: 4, rename_field: 4, add_model: 3, remove_model: 1, rename_model: 1.5, add_option: 8,
    remove_option: 3, change_named: 3, add_manager: 1.5, remove_manager: 1, change_helper: 4, move_up: 3, hide_field: 1.5, change_bases: 1.5, change_auto_field: 0.7,
}  # fmt: skip


def edit(m):
    m.random.choices(list(EDITS), EDITS.values())[0](m)
