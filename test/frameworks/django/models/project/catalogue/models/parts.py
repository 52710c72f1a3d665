from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from .entries import Book, Chapter


class Film(Book, Chapter):
    """Two parents, two links."""

    book_ptr = models.OneToOneField(Book, models.CASCADE, parent_link=True, primary_key=True)
    chapter_ptr = models.OneToOneField(Chapter, models.CASCADE, parent_link=True)

    class Meta:
        ordering = ['pages']


class Reel(models.Model):
    film = models.OneToOneField('catalogue.Film', models.CASCADE, related_name='reels')
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey()

    class Meta:
        app_label = 'archive'
