from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0004_rename")]

    operations = [
        migrations.AlterUniqueTogether("product", {("name", "ean")}),
        migrations.AlterModelOptions("product", {"ordering": ["name"]}),
        migrations.AlterOrderWithRespectTo("book", "product_ptr"),
        migrations.AddIndex("product", models.Index(fields=["name"], name="name_idx")),
        migrations.AddIndex("product", models.Index(fields=["ean"], condition=models.Q(stock=0), name="ean_empty")),
        migrations.RemoveIndex("product", "price_stock_idx"),
        migrations.AddConstraint("product", models.UniqueConstraint(fields=["name", "stock"], name="name_stock")),
        migrations.RemoveConstraint("product", "name_stock"),
    ]
