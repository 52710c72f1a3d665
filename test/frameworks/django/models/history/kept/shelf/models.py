import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audit.records import QuietRecords


class IsbnField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs['max_length'] = 13
        kwargs['unique'] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs['max_length']
        kwargs.pop('unique', None)
        return name, path, args, kwargs


class PriceField(models.DecimalField):
    pass


class Publisher(models.Model):
    code = models.SlugField(primary_key=True)
    notes = models.TextField(blank=True)


class Book(models.Model):
    isbn = IsbnField()
    slug = models.SlugField(unique=True)
    shelf_mark = models.BigIntegerField(unique=True, db_column='mark')
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateField(auto_now=True, db_index=True)
    lent = models.TimeField(auto_now=True, editable=True)
    price = PriceField(max_digits=6, decimal_places=2, null=True, unique=True)
    state = models.CharField(_('state'), max_length=1, choices=[('a', _('on the shelf')), ('b', 'lent')], default='a')
    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name='books', limit_choices_to={'code': 'x'})
    twin = models.OneToOneField('self', models.SET_NULL, null=True, verbose_name='double', db_column='other')
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_query_name='owned')
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name='read')
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = 'the books'
        unique_together = [('slug', 'state')]
        ordering = ['slug']


class Chapter(models.Model):
    number = models.SmallAutoField(primary_key=True)
    book = models.ForeignKey(Book, models.CASCADE, to_field='slug')
    history = QuietRecords(custom_model_name='ChapterLog', table_name='chapter_log', user_related_name='chapters')

    class Meta:
        order_with_respect_to = 'book'
        verbose_name = _('part of a book')


class Tracked(models.Model):
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name='%(class)s_set')
    history = HistoricalRecords(inherit=True, excluded_fields=['secret'], user_db_constraint=False)

    class Meta:
        abstract = True


class HTTPNote(Tracked):
    secret = models.CharField(max_length=5, unique=True)


class KeyedNote(Tracked):
    book = models.OneToOneField(Book, models.CASCADE, primary_key=True, parent_link=False)


class Draft(models.Model):
    name = models.CharField(max_length=5, primary_key=True)
    history = HistoricalRecords(
        history_id_field=models.UUIDField(default=uuid.uuid4),
        history_change_reason_field=models.TextField(null=True),
        user_model='auth.Group',
        app='audit',
    )


class Untracked(models.Model):
    """A history on an abstract model that nothing inherits is none."""

    history = HistoricalRecords()

    class Meta:
        abstract = True


class Loose(Untracked):
    pass
