from django.db import migrations, models


def note_plans_sent(apps, schema_editor):
    """The plans that wait for the office, or were returned by it, as records of their tasks."""
    Evidence = apps.get_model("campaign", "TaskEvidence")
    tasks = apps.get_model("campaign", "UnitTask").objects.filter(
        state="open", handed_in_on__isnull=False, task__evidence="plan"
    )
    for task in tasks.select_related("task__phase"):
        plans = apps.get_model("campaign", "UnitPlan").objects.filter(
            unit=task.unit_id, campaign=task.task.phase.campaign_id
        )
        for plan in plans:
            Evidence.objects.create(
                unit_task=task,
                kind="campaign.plan",
                object_id=plan.pk,
                number=plan.number,
                counted_on=task.handed_in_on,
                state="returned" if plan.state == "returned" else "waiting",
            )


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0008_burden_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='taskevidence',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting to be judged'), ('returned', 'sent back to the unit'), ('counts', 'counts')], default='counts', max_length=10, verbose_name='state'),
        ),
        migrations.RunPython(note_plans_sent, migrations.RunPython.noop),
    ]
