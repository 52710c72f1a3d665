from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from common.models import Timed


class MemberManager(BaseUserManager):
    use_in_migrations = True


class Member(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    friends = models.ManyToManyField('self', through='Friendship', through_fields=('first', 'second'))
    objects = MemberManager()

    USERNAME_FIELD = 'email'


class Friendship(models.Model):
    first = models.ForeignKey(Member, models.CASCADE, related_name='+')
    second = models.ForeignKey(to='Member', on_delete=models.CASCADE, related_name='+')

    class Meta:
        unique_together = ('first', 'second')


class Group(Timed):
    code = models.CharField(primary_key=True, max_length=5)
    parent = models.ForeignKey('self', models.SET_NULL, null=True, blank=True)
    near = models.ManyToManyField('self')
    members = models.ManyToManyField(Member, db_table='people_in_groups')

    class Meta:
        order_with_respect_to = 'parent'


class Guest(Member):
    """A proxy: no table, and a manager of its own."""

    guests = models.Manager()

    class Meta:
        proxy = True
        ordering = ['email']


class Speaker(Guest):
    """The child of a proxy has a link to the table."""

    topic = models.TextField()
