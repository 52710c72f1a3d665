from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0003_alter_fields")]

    operations = [
        # A state keeps names of fields in constraints.
        migrations.RemoveConstraint("product", "brand_price"),
        migrations.RemoveConstraint("product", "one_empty"),
        migrations.RenameField("product", "title", "name"),
        migrations.RenameField("product", "weight", "mass"),
        migrations.RenameField("product", "brand", "maker"),
        migrations.RenameField("product", "tags", "labels"),
        migrations.RenameModel("Brand", "Maker"),
        migrations.RenameModel("Tag", "Label"),
        migrations.AlterModelTable("product", "goods"),
    ]
