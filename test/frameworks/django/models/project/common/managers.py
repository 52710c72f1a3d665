from django.db import models


class Shown(models.Manager):
    use_in_migrations = True

    def __init__(self, *args, colour='red', size=1):
        super().__init__()
        self.colour = colour

    def get_queryset(self):
        return super().get_queryset().exclude(pk=0)


class Plain(models.Manager):
    pass


class Query(models.QuerySet):
    def big(self):
        return self.filter(pk__gt=9)


class OfQuery(models.Manager.from_queryset(Query)):
    use_in_migrations = True
