from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rectification", "0011_source_last_year"),
    ]

    operations = [
        migrations.RenameField("progressreport", "lower_reason", "figure_reason"),
        migrations.AlterField(
            model_name="progressreport",
            name="figure_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason for the figure"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="other_sheets",
            field=models.JSONField(default=list),
        ),
    ]
