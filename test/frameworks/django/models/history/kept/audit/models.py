from django.contrib.auth.models import Group, User
from django.db import models
from simple_history import register

from audit.records import RecordsWithSource
from shelf.models import Publisher


class Entry(models.Model):
    text = models.TextField()
    history = RecordsWithSource(related_name='log')


register(User, records_class=RecordsWithSource, app=__package__)
register(Group, app='audit', table_name='group_log')
register(Publisher, excluded_fields=['notes'], manager_name='log')
