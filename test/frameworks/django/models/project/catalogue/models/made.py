from django.db import models

LANGUAGES = ['en', 'fr', 'de']
WIDTHS = {'small': 10, 'large': 100}


def text(length, **options):
    return models.CharField(max_length=length, **{'blank': True, **options})


class Label(models.Model):
    for language in LANGUAGES:
        locals()[f'text_{language}'] = text(40, help_text=f'in {language}')
    del language

    short = text(WIDTHS['small'])
    long = text(length=WIDTHS['large'], default='-')


def with_rank(name, base=models.Model):
    class Ranked(base):
        rank = models.IntegerField(default=len(name))

        class Meta:
            abstract = True

    return Ranked


class Prize(with_rank('prize')):
    winner = models.CharField(max_length=9)


for size, width in WIDTHS.items():
    Label.add_to_class(f'width_{size}', models.IntegerField(default=width))
