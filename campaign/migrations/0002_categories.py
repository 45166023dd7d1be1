"""The category tree that problems and complaints are filed under."""

from django.db import migrations

from campaign.seed import seed_categories


def seed(apps, schema_editor):
    seed_categories(apps.get_model("campaign", "Category"))


class Migration(migrations.Migration):
    dependencies = [("campaign", "0001_initial")]

    # Going back drops the table in 0001; rows that others refer to cannot go before it.
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
