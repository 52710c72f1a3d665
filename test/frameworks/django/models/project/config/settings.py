SECRET_KEY = 'x'
INSTALLED_APPS = [
    'django.contrib.contenttypes',
    'django.contrib.auth',
    'people',
    'catalogue',
    'archive.apps.ArchiveConfig',
]
AUTH_USER_MODEL = 'people.Member'
ARCHIVE_DOCUMENT_MODEL = 'archive.Paper'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}
USE_TZ = True
