import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Brand",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("name", models.CharField(max_length=100, unique=True)),
                ("slug", models.SlugField()),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[("code", models.CharField(max_length=10, primary_key=True))],
            options={"db_table": "labels"},
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("title", models.TextField(blank=True)),
                ("stock", models.PositiveIntegerField(default=0)),
                ("price", models.DecimalField(max_digits=8, decimal_places=2, null=True)),
                ("brand", models.ForeignKey("shop.brand", django.db.models.deletion.CASCADE)),
                ("tags", models.ManyToManyField("shop.tag")),
                ("similar", models.ManyToManyField("self")),
                ("bare", models.ForeignKey("shop.tag", django.db.models.deletion.CASCADE, null=True, db_constraint=False, related_name="+")),
            ],
            options={
                "unique_together": {("brand", "title")},
                "indexes": [models.Index(fields=["price", "-stock"], name="price_stock_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=["brand", "price"], name="brand_price"),
                    models.UniqueConstraint(fields=["brand"], condition=models.Q(stock=0), name="one_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Book",
            fields=[
                ("product_ptr", models.OneToOneField("shop.product", django.db.models.deletion.CASCADE, parent_link=True, auto_created=True, primary_key=True, serialize=False)),
                ("pages", models.PositiveSmallIntegerField(null=True)),
            ],
            bases=("shop.product",),
        ),
        migrations.CreateModel(name="CheapProduct", fields=[], options={"proxy": True, "indexes": [], "constraints": []}, bases=("shop.product",)),
        migrations.CreateModel(name="Report", fields=[("id", models.AutoField(primary_key=True))], options={"managed": False}),
    ]
