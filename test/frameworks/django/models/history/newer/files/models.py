from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords, HistoricForeignKey


class Folder(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Scan(models.Model):
    """What copies of it lose: the file, the collation, indexes."""

    page = models.FileField(upload_to='pages', blank=True, verbose_name=_('page'))
    cover = models.ImageField(upload_to='covers', width_field='width', max_length=200)
    width = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=9, db_collation='NOCASE')
    code = models.SlugField(unique=True)
    folder = models.ForeignKey(Folder, models.CASCADE)
    home = HistoricForeignKey(Folder, models.CASCADE, related_name='scans')
    history = HistoricalRecords(
        verbose_name='scan as it was', verbose_name_plural=_('scans as they were'), no_db_index=['code', 'folder']
    )
