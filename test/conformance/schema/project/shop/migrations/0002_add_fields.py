import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.AddField("product", "sku", models.UUIDField(default=uuid.uuid4, unique=True)),
        migrations.AddField("product", "ean", models.CharField(max_length=13, default="", db_index=True), preserve_default=False),
        migrations.AddField("product", "tag", models.ForeignKey("shop.tag", django.db.models.deletion.SET_NULL, null=True, related_name="+")),
        migrations.AddField("product", "twin", models.OneToOneField("self", django.db.models.deletion.SET_NULL, null=True, related_name="+")),
        migrations.AddField("product", "changed", models.DateTimeField(auto_now=True)),
        migrations.AddField("product", "weight", models.PositiveIntegerField(null=True)),
        migrations.AddField("brand", "labels", models.ManyToManyField("shop.tag", related_name="+", db_table="brand_labels")),
        migrations.AddField("brand", "a_name_of_a_column_that_is_long_enough_to_be_cut_off_somewhere", models.IntegerField(null=True, db_index=True)),
        migrations.AddField("cheapproduct", "nothing", models.IntegerField(null=True)),
    ]
