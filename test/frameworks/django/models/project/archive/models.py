from django.db import models

from common.models import Titled


class AbstractDocument(models.Model):
    title = models.CharField(max_length=20)

    class Meta:
        abstract = True


class Document(AbstractDocument):
    class Meta(AbstractDocument.Meta):
        swappable = 'ARCHIVE_DOCUMENT_MODEL'


class Paper(AbstractDocument):
    title = models.CharField('name', max_length=30)


class Box(Titled):
    papers = models.ManyToManyField(Paper)
    seals = models.ManyToManyField('people.Member', through='Seal', related_name='sealed_%(class)s')


class Seal(models.Model):
    box = models.ForeignKey(Box, models.DO_NOTHING, db_column='in_box')
    member = models.ForeignKey('people.Member', models.RESTRICT)

    class Meta:
        unique_together = ['box', 'member']
        db_table = 'seal'
