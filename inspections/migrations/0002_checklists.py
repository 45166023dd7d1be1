from django.db import migrations

from inspections.seed import seed


def forwards(apps, schema_editor):
    seed(
        apps.get_model("inspections", "ChecklistTemplate").objects,
        apps.get_model("inspections", "TemplateLine").objects,
        apps.get_model("campaign", "Category").objects,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("inspections", "0001_initial"),
        ("campaign", "0002_categories"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
