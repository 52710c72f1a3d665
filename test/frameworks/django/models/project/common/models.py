from django.conf import settings
from django.db import models

from common.managers import Shown


class Timed(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ['-created']
        get_latest_by = 'created'


class Owned(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name='%(app_label)s_%(class)ss', related_query_name='owned_%(class)s'
    )
    watchers = models.ManyToManyField('people.Group', related_name='+')

    shown = Shown(size=2)

    class Meta:
        abstract = True
        default_permissions = ('view',)


class Titled(models.Model):
    title = models.CharField(max_length=80)
    slug = models.SlugField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=['title', '-slug']), models.Index(fields=['slug'], name='%(app_label)s_%(class)s_slug')]
        constraints = [models.UniqueConstraint(fields=['slug'], name='%(class)s_slug_once')]


class TimedAndTitled(Timed, Titled):
    class Meta(Timed.Meta, Titled.Meta):
        abstract = True
        verbose_name = 'entry'
