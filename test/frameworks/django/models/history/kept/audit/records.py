from functools import partial

from django.db import models
from simple_history.models import HistoricalRecords


class SourceManager(models.Manager):
    use_in_migrations = True


class WithSource(models.Model):
    """What each row of a history has beside the copies."""

    address = models.GenericIPAddressField(null=True)
    sources = SourceManager()

    class Meta:
        abstract = True
        verbose_name = 'not taken'
        permissions = [('see', 'Can see')]


class QuietRecords(HistoricalRecords):
    """Does something else when a row is saved, and the same when a model is made."""

    def post_save(self, instance, created, using=None, **kwargs):
        if created:
            super().post_save(instance, created, using=using, **kwargs)


RecordsWithSource = partial(HistoricalRecords, bases=[WithSource])
