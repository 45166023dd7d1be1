import core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('campaign', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SummaryReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=core.clock.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('basics', models.TextField(blank=True, max_length=20000, verbose_name='Basic facts')),
                ('practice', models.TextField(blank=True, max_length=20000, verbose_name='What was done')),
                ('results', models.TextField(blank=True, max_length=20000, verbose_name='Results')),
                ('experience', models.TextField(blank=True, max_length=20000, verbose_name='Experience')),
                ('shortcomings', models.TextField(blank=True, max_length=20000, verbose_name='What is still lacking')),
                ('next_steps', models.TextField(blank=True, max_length=20000, verbose_name='Next steps of rectification')),
                ('snapshot', models.JSONField(blank=True, editable=False, null=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('doc_no', models.CharField(blank=True, help_text="As the unit's register has it, with hexagonal brackets: 青经发〔2011〕12号.", max_length=40, verbose_name='document number of the unit')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('signing', 'waiting for the unit head'), ('submitted', 'sent to the office'), ('returned', 'returned for changes'), ('adopted', 'adopted'), ('archived', 'archived')], default='draft', max_length=10, verbose_name='state')),
                ('return_note', models.TextField(blank=True, editable=False, verbose_name='why it was returned')),
                ('part_notes', models.JSONField(blank=True, default=dict, editable=False)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('adopted_at', models.DateTimeField(blank=True, null=True, verbose_name='adopted at')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('adopted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('archived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summary_reports', to='campaign.campaign')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summary_reports', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'summary report',
                'verbose_name_plural': 'summary reports',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='one_report_per_unit'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('submitted', 'adopted', 'archived')), _negated=True), models.Q(('snapshot__isnull', False), ('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='sent_report_is_frozen'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['adopted', 'archived']), _negated=True), models.Q(('adopted_at__isnull', False), ('adopted_by__isnull', False)), _connector='OR'), name='adopted_report_has_date')],
            },
        ),
        migrations.CreateModel(
            name='ZoneReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=core.clock.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('basics', models.TextField(blank=True, max_length=20000, verbose_name='Basic facts')),
                ('practice', models.TextField(blank=True, max_length=20000, verbose_name='What was done')),
                ('results', models.TextField(blank=True, max_length=20000, verbose_name='Results')),
                ('experience', models.TextField(blank=True, max_length=20000, verbose_name='Experience')),
                ('shortcomings', models.TextField(blank=True, max_length=20000, verbose_name='What is still lacking')),
                ('next_steps', models.TextField(blank=True, max_length=20000, verbose_name='Next steps of rectification')),
                ('snapshot', models.JSONField(blank=True, editable=False, null=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('doc_no', models.CharField(blank=True, help_text='With hexagonal brackets: 青开党发〔2011〕6号.', max_length=50, verbose_name='document number')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued'), ('archived', 'archived')], default='draft', max_length=10, verbose_name='state')),
                ('issued_on', models.DateField(blank=True, editable=False, null=True, verbose_name='issued on')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived at')),
                ('archived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='zone_report', to='campaign.campaign')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'report of the zone',
                'verbose_name_plural': 'reports of the zone',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('issued', 'archived')), _negated=True), models.Q(('issued_on__isnull', False), ('snapshot__isnull', False)), _connector='OR'), name='issued_zone_report_is_frozen')],
            },
        ),
    ]
