import core.clock
import core.crypto
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('campaign', '0001_initial'),
        ('rectification', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=core.clock.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('intro', models.TextField(blank=True, max_length=500, verbose_name='words to the reader')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('unit_review', 'first review: unit head'), ('office_review', 'second review: office'), ('final_review', 'third review: head of the office'), ('public', 'made public'), ('withdrawn', 'withdrawn from public view')], default='draft', max_length=20, verbose_name='state')),
                ('start_on', models.DateField(verbose_name='public from')),
                ('end_on', models.DateField(verbose_name='public until')),
                ('snapshot', models.JSONField(default=list, editable=False)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('privacy_checked', models.BooleanField(default=False, verbose_name='no personal data')),
                ('secrecy_checked', models.BooleanField(default=False, verbose_name='no secrets')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('first_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('second_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('third_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaign.campaign')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('first_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('items', models.ManyToManyField(related_name='+', to='rectification.rectificationitem', verbose_name='items')),
                ('second_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('third_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='accounts.unit', verbose_name='unit')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'indexes': [models.Index(models.F('state'), models.F('start_on'), models.F('id'), name='publication_public')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('submitted_at', None), ('submitted_by', None)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='publication_submitted_pair'), models.CheckConstraint(condition=models.Q(models.Q(('first_at', None), ('first_by', None)), models.Q(('first_at__isnull', False), ('first_by__isnull', False)), _connector='OR'), name='publication_first_pair'), models.CheckConstraint(condition=models.Q(models.Q(('second_at', None), ('second_by', None)), models.Q(('second_at__isnull', False), ('second_by__isnull', False)), _connector='OR'), name='publication_second_pair'), models.CheckConstraint(condition=models.Q(models.Q(('third_at', None), ('third_by', None)), models.Q(('third_at__isnull', False), ('third_by__isnull', False)), _connector='OR'), name='publication_third_pair'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='publication_withdrawn_pair'), models.CheckConstraint(condition=models.Q(('end_on__gt', models.F('start_on'))), name='publication_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'public'), _negated=True), models.Q(('first_by__isnull', False), ('privacy_checked', True), ('second_by__isnull', False), ('secrecy_checked', True), ('third_by__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='publication_reviewed'), models.CheckConstraint(condition=models.Q(('third_by', None), models.Q(('third_by', models.F('second_by')), _negated=True), _connector='OR'), name='publication_three_people')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=core.clock.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('content', core.crypto.EncryptedTextField(verbose_name='opinion')),
                ('state', models.CharField(choices=[('new', 'not read yet'), ('handled', 'dealt with')], default='new', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what became of it')),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='publicity.publication')),
            ],
            options={
                'verbose_name': 'opinion',
                'verbose_name_plural': 'opinions',
                'indexes': [models.Index(models.F('state'), models.F('id'), name='opinion_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('handled_by', None), ('state', 'new')), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False), ('state', 'handled'), models.Q(('note', ''), _negated=True)), _connector='OR'), name='opinion_handled_pair')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='public_snapshot_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'public\' AND (OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='36539584fac616df577841b51c3076fd97b21541', operation='UPDATE', pgid='pgtrigger_public_snapshot_stays_4095e', table='publicity_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='publication_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e8b7b45be9f64027c4afaf53d58aaad3070ed9b9', operation='DELETE', pgid='pgtrigger_publication_never_deleted_ca217', table='publicity_publication', when='BEFORE')),
        ),
    ]
