from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0005_options")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AddField("maker", "town", models.CharField(max_length=10, null=True)),
                migrations.AlterField("maker", "town", models.CharField(max_length=20, null=True)),
            ],
            state_operations=[migrations.AddField("maker", "town", models.CharField(max_length=20, null=True))],
        ),
    ]
