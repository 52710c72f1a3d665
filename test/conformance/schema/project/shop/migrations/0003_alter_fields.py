import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_add_fields")]

    operations = [
        migrations.AlterField("product", "price", models.DecimalField(max_digits=10, decimal_places=2, default=0)),
        migrations.AlterField("product", "ean", models.CharField(max_length=14, unique=True)),
        migrations.AlterField("product", "stock", models.IntegerField(default=0, help_text="pieces")),
        migrations.AlterField("product", "weight", models.IntegerField(null=True, db_column="grams", db_index=True)),
        migrations.AlterField("product", "tag", models.ForeignKey("shop.tag", django.db.models.deletion.CASCADE, null=True, related_name="+", verbose_name="label")),
        migrations.AlterField("product", "brand", models.ForeignKey("shop.brand", django.db.models.deletion.CASCADE, null=True)),
        migrations.AlterField("product", "twin", models.ForeignKey("shop.product", django.db.models.deletion.SET_NULL, null=True, related_name="+")),
        migrations.AlterField("brand", "id", models.BigAutoField(primary_key=True)),
        migrations.AlterField("brand", "slug", models.SlugField(db_index=False)),
        migrations.AlterField("brand", "name", models.CharField(max_length=100)),
        migrations.AlterField("book", "pages", models.IntegerField(null=True)),
    ]
