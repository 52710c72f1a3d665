from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_separate")]

    operations = [
        migrations.RemoveField("product", "tag"),
        migrations.RemoveField("product", "labels"),
        migrations.RemoveField("product", "mass"),
        migrations.DeleteModel("Book"),
        migrations.DeleteModel("CheapProduct"),
        migrations.DeleteModel("Report"),
        # Behind all others: SQLite makes a table anew as the state has it.
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("product", "changed")]),
    ]
