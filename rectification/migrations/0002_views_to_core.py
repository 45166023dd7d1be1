"""Saved views belong to every list now: the ledger's rows go to `core`."""

from django.db import migrations

ZONE = "*zone"
BATCH = 500


def forwards(apps, schema_editor):
    old, new = apps.get_model("rectification", "SavedView"), apps.get_model("core", "SavedView")
    rows = old.objects.select_related("unit").order_by("pk")
    carried = [
        new(
            place="rectification:ledger",
            owner_id=row.owner_id,
            circle=row.unit.code if row.unit else ZONE,
            name=row.name,
            query=row.query,
            shared=row.shared,
            created_by_id=row.created_by_id,
            created_at=row.created_at,
            version=row.version,
        )
        for row in rows.iterator(chunk_size=BATCH)
    ]
    new.objects.bulk_create(carried, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_saved_views"),
        ("rectification", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.DeleteModel(name="SavedView"),
    ]
