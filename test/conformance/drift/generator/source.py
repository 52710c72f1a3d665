"""A project as source text: modules, imports, classes."""

import re

from .project import MODULES, Model

TOKEN = re.compile('‹([^›]*)›')


class Imports:
    """The import statements of one module, and what its tokens are called in it."""

    def __init__(self, project, app, module):
        self.project, self.app, self.module = project, app, module
        self.style = app.styles.get(module, {})
        self.lines = {}
        self.defined = set()

    def write(self, text):
        return TOKEN.sub(lambda match: self.name(match[1]), text)

    def name(self, token):
        if token.startswith('?'):
            return self.model(token[1:])
        if token.startswith('@'):
            return self.own(token[1:])
        module, name = token.split(':')
        if module == 'django.db.models':
            return self.of_models(name)
        package, _, last = module.rpartition('.')
        form = self.style.get('library', 0)
        if form == 1 and package:
            self.lines[f'from {package} import {last}'] = True
            return f'{last}.{name}'
        if form == 2 and name:
            first, dot, rest = name.partition('.')
            self.lines[f'from {module} import {first} as {first}_'] = True
            return f'{first}_{dot}{rest}'
        if form == 3 or not name:
            self.lines[f'import {module}'] = True
            return f'{module}.{name}' if name else module
        self.lines[f'from {module} import {name.partition(".")[0]}'] = True
        return name

    def of_models(self, name):
        form = self.style.get('models', 0)
        if form == 1:
            self.lines['from django.db import models as m'] = True
            return f'm.{name}'
        if form == 2:
            self.lines[f'from django.db.models import {name.partition(".")[0]}'] = True
            return name
        if form == 3:
            self.lines['import django.db.models'] = True
            return f'django.db.models.{name}'
        self.lines['from django.db import models'] = True
        return f'models.{name}'

    def own(self, token):
        first, dot, rest = token.partition('.')
        found = self.project.definitions[first]
        if found.app == self.app.label and found.module == self.module:
            return token
        there = self.project.apps[found.app]
        form = self.style.get('own', 0)
        if form == 0 and there is self.app:
            self.lines[f'from {self.relative(found.module)} import {first}'] = True
            return token
        dotted = f'{there.package}.{found.module}'
        if form == 2:
            package, _, last = dotted.rpartition('.')
            self.lines[f'from {package} import {last} as {found.app}_{last}'] = True
            return f'{found.app}_{last}.{token}'
        if form == 3 and not self.project.imports_back(found, self.app.label, self.module):
            self.lines[f'from {dotted} import *'] = True
            return token
        if form == 4:
            self.lines[f'from {dotted} import {first} as _{first}'] = True
            return f'_{first}{dot}{rest}'
        self.lines[f'from {dotted} import {first}'] = True
        return token

    def relative(self, module):
        inside = self.app.config.get('split') and self.module.startswith('models')
        return ('..' if inside else '.') + module

    def model(self, name):
        """A model as the class where that is defined already, else as a string."""
        form = self.style.get('relation', 0)
        found = self.project.definitions[name]
        here = found.app == self.app.label and found.module == self.module
        order = list(self.project.apps)
        mine = order.index(self.app.label), MODULES.index(self.module)
        if form == 0 and (name in self.defined if here else self.project.rank(name) < mine):
            return self.own(name)
        if found.app == self.app.label and form < 2:
            return repr(name)
        return repr(f'{found.app}.{name}')


def write_call(name, args, keywords, style, imports):
    """A call; `style` holds the order of its keywords, whether it takes lines, what is spread out of a dict."""
    order = sorted(keywords, key=lambda key: (style.get('order', {}).get(key, 0), list(keywords).index(key)))
    spread = [key for key in order if key in style.get('spread', ())]
    parts = [imports.write(each) for each in args]
    parts += [f'{key}={imports.write(keywords[key])}' for key in order if key not in spread]
    if spread:
        parts.append('**{%s}' % ', '.join(f'{key!r}: {imports.write(keywords[key])}' for key in spread))
    if style.get('lines') and parts:
        return f'{name}(\n' + ''.join(f'        {part},\n' for part in parts) + '    )'
    return f'{name}({", ".join(parts)})'


def write_meta(model, imports):
    lines = []
    for key, value in model.meta.items():
        if isinstance(value, list):
            value = '[%s]' % ', '.join(value) if model.style.get('lists') else '(%s,)' % ', '.join(value) if value else '[]'
        lines.append(f'        {key} = {imports.write(value)}')
    if model.abstract:
        lines.insert(0, '        abstract = True')
    parent = model.style.get('meta')
    if not lines and not parent:
        return []
    head = f'    class Meta({imports.write(parent)}.Meta):' if parent else '    class Meta:'
    return [head, *(lines or ['        pass'])]


def write_model(project, model, imports):
    """The lines of a model, with what stands before and after its class."""
    before, body, after = [], [], []
    style = model.style
    if style.get('doc'):
        body.append(f'    """{style["doc"]}"""')
    meta = write_meta(model, imports)
    if style.get('meta_first'):
        body += meta
    for name, each in model.fields.items():
        if each is None:
            body.append(f'    {name} = None')
            continue
        keywords = dict(each.keywords)
        for key, constant in each.style.get('constants', {}).items():
            if key in keywords:
                where, constant_name = constant
                text = f'{constant_name} = {imports.write(keywords[key])}'
                (before if where == 'module' else body).append(text if where == 'module' else f'    {text}')
                keywords[key] = constant_name
        if each.style.get('before'):
            body.append('    ' + imports.write(each.style['before']))
        call = write_call(imports.write(each.cls), each.args, keywords, each.style, imports)
        if each.style.get('factory'):
            before.append(f'def make_{model.name.lower()}_{name}():\n    return {call}\n')
            call = f'make_{model.name.lower()}_{name}()'
        if each.style.get('late') and not model.abstract:
            after.append(f'for name in [{name!r}]:\n    {model.name}.add_to_class(name, {call})')
            continue
        hint = f': {each.style["hint"]}' if each.style.get('hint') else ''
        line = f'    {name}{hint} = {call}'
        if each.style.get('branch'):
            line = '    if True:\n    ' + line.replace('\n', '\n    ')
        body.append(line + ('  # noqa' if each.style.get('comment') else ''))
    for name, text in model.managers.items():
        body.append(f'    {name} = {imports.write(text)}')
    if not style.get('meta_first'):
        body += meta
    body += style.get('methods', [])
    bases = ', '.join(imports.write(base) for base in model.bases) or imports.write('‹django.db.models:Model›')
    head = [f'@{imports.write(style["decorator"])}'] if style.get('decorator') else []
    imports.defined.add(model.name)
    return [*before, *head, f'class {model.name}({bases}):', *(body or ['    pass']), *after]


def ordered(project, definitions):
    """Definitions of one module, each after those that it needs."""
    names = {each.name: each for each in definitions}
    done = {}

    def put(each):
        if each.name in done:
            return
        done[each.name] = None
        texts = each.texts() if isinstance(each, Model) else [each.text]
        extra = [each.style.get('meta') or '', each.style.get('decorator') or ''] if isinstance(each, Model) else []
        for text in [*texts, *extra]:
            for token in TOKEN.findall(text):
                needed = token[1:].partition('.')[0] if token.startswith('@') else None
                if needed in names:
                    put(names[needed])
        done.pop(each.name)
        done[each.name] = each

    for each in definitions:
        put(each)
    return list(done.values())


def write_module(project, app, module, definitions):
    imports = Imports(project, app, module)
    blocks = []
    for each in ordered(project, definitions):
        if isinstance(each, Model):
            blocks.append('\n'.join(write_model(project, each, imports)))
        else:
            blocks.append(imports.write(each.text))
            imports.defined.add(each.name)
    tail = []
    for each in project.definitions.values():
        elsewhere = each.app == app.label and each.module != module
        reached = module == 'models' and isinstance(each, Model) and not each.abstract
        if elsewhere and (reached or module in each.former):
            is_absolute = app.styles.get(module, {}).get('own') == 1
            source = f'{app.package}.{each.module}' if is_absolute else imports.relative(each.module)
            is_star = app.config.get('star') and not project.imports_back(each, app.label, module)
            line = f'from {source} import {"*" if is_star else each.name}'
            if MODULES.index(each.module) < MODULES.index(module):
                imports.lines[line] = True
            else:
                tail.append(line)
    space = '\n' * (2 if app.styles.get(module, {}).get('dense') else 3)
    head = app.styles.get(module, {}).get('head', '')
    return head + space.join(['\n'.join(imports.lines), *blocks, *tail]) + '\n'


def write_settings(project):
    lines = ["SECRET_KEY = 'x'", 'USE_TZ = True', 'LOGGING_CONFIG = None']
    entries = ['django.contrib.contenttypes', 'django.contrib.auth']
    for app in project.apps.values():
        whole = app.config.get('entry') == 'config'
        entries.append(f'{app.package}.apps.{app.label.title()}Config' if whole else app.package)
    lines.append('INSTALLED_APPS = [\n' + ''.join(f'    {entry!r},\n' for entry in entries) + ']')
    lines.append("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}")
    for key, value in project.settings.items():
        lines.append(f'{key} = {value}')
    if project.user:
        model = project.definitions[project.user]
        lines.append(f"AUTH_USER_MODEL = '{model.app}.{model.name}'")
    return '\n'.join(lines) + '\n'


def write_config(app):
    lines = ['from django.apps import AppConfig', '', '', f'class {app.label.title()}Config(AppConfig):']
    lines.append(f'    name = {app.package!r}')
    if app.label != app.package.rpartition('.')[2]:
        lines.append(f'    label = {app.label!r}')
    if app.config.get('auto_field'):
        lines.append(f'    default_auto_field = {app.config["auto_field"]!r}')
    return '\n'.join(lines) + '\n'


MANAGE = """import os
import sys

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""


def write_project(project, release):
    """Path -> text of everything but migrations."""
    files = {
        'manage.py': MANAGE,
        'requirements.txt': f'Django=={release}\n',
        'config/__init__.py': '',
        'config/settings.py': write_settings(project),
    }
    for app in project.apps.values():
        folder = app.package.replace('.', '/')
        for depth in range(1, folder.count('/') + 1):
            files['/'.join(folder.split('/')[:depth]) + '/__init__.py'] = ''
        files[f'{folder}/__init__.py'] = ''
        files[f'{folder}/apps.py'] = write_config(app)
        files[f'{folder}/migrations/__init__.py'] = ''
        modules = {'models': []}
        for each in project.definitions.values():
            if each.app == app.label:
                modules.setdefault(each.module, []).append(each)
                for former in each.former:
                    modules.setdefault(former, [])
        for module, definitions in modules.items():
            path = module.replace('.', '/')
            if module == 'models' and app.config.get('split'):
                path = 'models/__init__'
            files[f'{folder}/{path}.py'] = write_module(project, app, module, definitions)
    return files
