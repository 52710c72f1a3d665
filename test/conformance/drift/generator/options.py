"""Random Meta options, indexes and constraints."""

Q, F = '‹django.db.models:Q›', '‹django.db.models:F›'


def columns(m, model):
    """Names of fields that have a column."""
    return [name for name, each in m.project.fields_of(model).items() if each.kind not in ('many', 'generated')]


def condition(m, names):
    name = m.pick(names)
    return m.pick([
        f'{Q}({name}__isnull=True)', f'{Q}({name}__gt=3)', f'{Q}({name}__gt=0) & {Q}({name}__lt=9)', f"{Q}({name}='a') | {Q}({name}='b')", f'~{Q}({name}=None)',
        f'{Q}({name}__in=[1, 2])', f'{Q}({m.pick(names)}={F}({name!r}))', f'{Q}(({name!r}, 1))', f'{Q}(**{{{name!r}: 5}})',
        f'{Q}({name}__gte=1, {m.pick(names)}__lte=2)',
    ])  # fmt: skip


def index(m, model, name=True):
    names = columns(m, model)
    if not names:
        return None
    keywords = {}
    args = []
    if m.version >= (3, 2) and m.chance(0.2):
        args = [m.pick([f"‹django.db.models.functions:Lower›({m.pick(names)!r})", f'{F}({m.pick(names)!r}).desc()', f"‹django.db.models.functions:Upper›({m.pick(names)!r}).asc()"])]
    else:
        listed = ', '.join(repr(m.pick(['', '', '-']) + each) for each in m.some(names))
        keywords['fields'] = m.pick([f'[{listed}]', f'({listed},)'])
        if m.chance(0.1):
            keywords['include'] = f'[{m.pick(names)!r}]'
    if m.chance(0.2):
        keywords['condition'] = condition(m, names)
    if args or 'condition' in keywords or 'include' in keywords or m.chance(0.5):
        keywords['name'] = repr(m.fresh('%(class)s_idx_' if model.abstract else 'idx_'))
    cls = '‹django.db.models:Index›'
    if m.project.settings.get('_postgres') and not args and m.chance(0.5):
        cls = f'‹django.contrib.postgres.indexes:{m.pick(["GinIndex", "BrinIndex", "BTreeIndex", "HashIndex", "GistIndex"])}›'
    return f'{cls}({", ".join([*args, *(f"{key}={value}" for key, value in keywords.items())])})'


def constraint(m, model):
    names = columns(m, model)
    if not names:
        return None
    title = repr(m.fresh('%(app_label)s_%(class)s_c_' if model.abstract else 'c_'))
    if m.chance(0.5):
        key = 'condition' if m.version >= (5, 1) else 'check'
        extra = m.pick(['', '', ", violation_error_message='no'"]) if m.version >= (4, 1) else ''
        return f'‹django.db.models:CheckConstraint›({key}={condition(m, names)}, name={title}{extra})'
    parts = []
    if m.version >= (4, 0) and m.chance(0.25):
        parts.append(f'‹django.db.models.functions:Lower›({m.pick(names)!r})')
    else:
        parts.append('fields=[%s]' % ', '.join(repr(each) for each in m.some(names)))
        if m.chance(0.15):
            parts.append(f'deferrable=‹django.db.models:Deferrable.{m.pick(["DEFERRED", "IMMEDIATE"])}›')
        elif m.version >= (5, 0) and m.chance(0.2):
            parts.append('nulls_distinct=False')
    if m.chance(0.3):
        parts.append(f'condition={condition(m, names)}')
    return f'‹django.db.models:UniqueConstraint›({", ".join(parts)}, name={title})'


def option(m, model):
    """A random option of a model, as key and text; None where nothing came of it."""
    names = columns(m, model)
    keys = ['ordering', 'verbose_name', 'verbose_name_plural', 'get_latest_by', 'permissions', 'default_permissions', 'db_table', 'managed', 'default_related_name', 'unique_together', 'order_with_respect_to', 'base_manager_name', 'select_on_save', 'db_tablespace', 'apps', 'required_db_features', 'default_manager_name', 'app_label']
    keys += ['db_table_comment'] if m.version >= (4, 2) else []
    keys += ['index_together'] if m.version < (5, 1) else []
    key = m.pick(keys)
    some = [repr(each) for each in m.some(names)] if names else ["'id'"]
    foreign = [name for name, each in model.fields.items() if each and each.kind == 'relation']
    text = {
        'ordering': lambda: m.pick([f'[{", ".join(some)}]', f'({some[0]},)', f"['-' + {some[0]}]", f'[{F}({some[0]}).desc(nulls_last=True)]', "['-pk']", '[]', f'[‹django.db.models.functions:Lower›({some[0]})]']),
        'verbose_name': m.label,
        'verbose_name_plural': m.label,
        'get_latest_by': lambda: m.pick([some[0], f'[{some[0]}]', "'-id'"]),
        'permissions': lambda: m.pick(["[('can_fly', 'Can fly')]", "(('can_fly', 'Can fly'), ('can_swim', 'Can swim'))", '[]', "[(f'do_{x}', x) for x in 'ab']"]),
        'default_permissions': lambda: m.pick(["('add', 'change')", '()', "('add', 'change', 'delete', 'view')", "['view']"]),
        'db_table': lambda: repr(m.fresh('table_')),
        'db_table_comment': m.label,
        'managed': lambda: m.pick(['True', 'False']),
        'select_on_save': lambda: m.pick(['True', 'False']),
        'default_related_name': lambda: m.pick([f"'{m.fresh('many_')}'", "'%(app_label)s_%(class)s'"]),
        'unique_together': lambda: m.pick([f'[({some[0]}, {some[-1]})]', f'({some[0]}, {some[-1]})', f'[[{", ".join(some)}]]', '()', f'{{({some[0]}, {some[-1]})}}']),
        'index_together': lambda: m.pick([f'[({some[0]}, {some[-1]})]', f'({some[0]}, {some[-1]})', f'[[{", ".join(some)}]]']),
        'order_with_respect_to': lambda: repr(m.pick(foreign)) if foreign else None,
        'base_manager_name': lambda: repr(m.pick([*model.managers, 'objects'])),
        'default_manager_name': lambda: repr(m.pick([*model.managers, 'objects'])),
        'db_tablespace': lambda: "'slow'",
        'required_db_features': lambda: "['supports_json_field']",
    }.get(key, lambda: None)()
    return None if text is None else (key, text)
