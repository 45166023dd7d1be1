"""Time limits and reply templates."""

from django.db import migrations

from complaints.seed import seed_policies, seed_templates


def forwards(apps, schema_editor):
    seed_policies(apps.get_model("complaints", "Policy"))
    seed_templates(apps.get_model("complaints", "ReplyTemplate"))


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
