from django.db import models

from common.managers import OfQuery, Plain, Query
from common.models import Owned, Timed, TimedAndTitled, Titled

__all__ = ['Book', 'Chapter', 'Essay', 'Note', 'Quiet', 'Remark', 'Review', 'Shelf', 'Story']


class Shelf(Titled):
    """Inherits its Meta whole."""


class Book(Owned, TimedAndTitled):
    class Meta(TimedAndTitled.Meta):
        db_table = 'all_books'
        verbose_name_plural = 'books of all kinds'
        default_related_name = '%(class)s_set_of_%(app_label)s'

    shelf = models.ForeignKey(Shelf, models.PROTECT)
    pages = models.PositiveIntegerField(default=0, db_index=True)


class Story(Timed, Owned):
    """The first base with a Meta gives it."""


class Note(TimedAndTitled):
    """A Meta of its own, and a field less."""

    changed = None
    title = models.TextField('heading', blank=True)

    class Meta:
        managed = False


class Quiet(Note):
    """The child of a model with a table: of its Meta only the ordering counts here, which no migration holds."""

    volume = models.IntegerField(choices=[(1, 'low'), (2, 'high')], default=1)

    class Meta:
        verbose_name = 'silence'


class Essay(Note):
    note_ptr = models.OneToOneField(Note, models.CASCADE, parent_link=True, primary_key=True, related_name='as_essay')
    text = models.TextField()

    class Meta:
        base_manager_name = 'plain'
        default_manager_name = 'second'

    plain = Plain()
    second = Plain()
    queried = OfQuery()
    third = Query.as_manager()


class Chapter(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    number = models.IntegerField(primary_key=True)
    source = models.ForeignKey('Shelf', models.CASCADE, to_field='id', related_name='+')

    class Meta:
        order_with_respect_to = 'book'
        unique_together = [['book', 'number']]
        indexes = [
            models.Index(fields=['-number']),
            models.Index(fields=['book', 'number'], name='in_order'),
        ]
        permissions = [('may_read', 'May read')]


class Remarked(models.Model):
    remark = models.CharField(max_length=9)

    class Meta:
        abstract = True


class Remark(Remarked):
    class Meta:
        db_tablespace = 'slow'
        select_on_save = True


class Review(Remarked, Quiet):
    """An abstract base in front of one with a table gives its Meta."""
