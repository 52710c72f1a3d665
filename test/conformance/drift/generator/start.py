"""A random project to begin with."""

from .edits import add_field, add_model, add_option
from .fields import Field, M
from .maker import Maker
from .project import App, Model, Project
from .source import TOKEN

AUTO_FIELDS = ['django.db.models.AutoField', 'django.db.models.BigAutoField', 'django.db.models.SmallAutoField']


def start(seed, version):
    """The maker of a random project with two to four apps."""
    project = Project(version)
    m = Maker(seed, project)
    for label in m.random.sample(['shop', 'people', 'blog', 'core', 'library'], m.random.randint(2, 4)):
        package = m.pick([label, label, f'apps.{label}', f'{label}_app'])
        app = App(package, label, {'split': m.chance(0.4), 'star': m.chance(0.3), 'entry': m.pick(['package', 'config'])})
        if m.chance(0.4):
            app.config['auto_field'] = m.pick(AUTO_FIELDS)
        project.apps[label] = app
    if m.chance(0.6):
        project.settings['DEFAULT_AUTO_FIELD'] = repr(m.pick(AUTO_FIELDS))
    if m.chance(0.3):
        project.settings['_postgres'] = 'True'
    if m.chance(0.4):
        user(m)
    for app in project.apps:
        for _ in range(m.random.randint(1, 4)):
            add_model(m, app)
    return m


def user(m):
    """A custom user model in the first app."""
    project = m.project
    name = m.fresh('Member')
    app = next(iter(project.apps))
    base, fields = '‹django.contrib.auth.models:AbstractUser›', {}
    if m.chance(0.4):
        base = '‹django.contrib.auth.base_user:AbstractBaseUser›'
        fields = {'email': Field(M % 'EmailField', keywords={'unique': 'True'}, kind='str')}
    bases = [base] + (['‹django.contrib.auth.models:PermissionsMixin›'] if fields and m.chance(0.5) else [])
    project.definitions[name] = Model(name, app, 'models', bases=bases, fields=fields)
    project.definitions[name].style['methods'] = ["    USERNAME_FIELD = 'email'"] if fields else []
    project.user = name
    for _ in range(m.random.randint(0, 2)):
        add_field(m, project.definitions[name])
    if m.chance(0.3):
        add_option(m, project.definitions[name])
    assert all(TOKEN.search(each) for each in bases)
