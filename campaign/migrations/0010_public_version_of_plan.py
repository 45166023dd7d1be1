from django.db import migrations, models
from django.db.models import Max


def keep_public(apps, schema_editor):
    """What is public now is the newest version of each published plan."""
    plans = apps.get_model("campaign", "UnitPlan").objects.filter(state="published")
    for plan in plans.annotate(newest=Max("versions__edition")):
        plan.public_edition = plan.newest
        plan.save(update_fields=["public_edition"])


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0009_evidence_state'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='unitplan',
            name='published_plan_has_date',
        ),
        migrations.AddField(
            model_name='unitplan',
            name='public_edition',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='version that is public'),
        ),
        migrations.RunPython(keep_public, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='unitplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('public_edition__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='published_plan_has_date'),
        ),
        migrations.AddConstraint(
            model_name='unitplan',
            constraint=models.CheckConstraint(condition=models.Q(('public_edition', None), ('published_at__isnull', False), _connector='OR'), name='public_plan_has_date'),
        ),
    ]
