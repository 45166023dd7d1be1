import core.clock
import core.crypto
import core.models.attachment
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_bigrams'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='at')),
                ('action', models.CharField(db_index=True, max_length=60, verbose_name='action')),
                ('actor', models.CharField(db_index=True, max_length=150, verbose_name='account')),
                ('actor_name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                ('actor_post', models.CharField(blank=True, max_length=100, verbose_name='post')),
                ('object_kind', models.CharField(blank=True, max_length=40, verbose_name='record')),
                ('object_id', models.BigIntegerField(null=True)),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('unit_code', models.CharField(blank=True, max_length=12, verbose_name='unit')),
                ('result', models.CharField(choices=[('ok', 'done'), ('denied', 'refused'), ('failed', 'failed')], default='ok', max_length=10, verbose_name='result')),
                ('detail', models.JSONField(default=dict)),
                ('request_id', models.CharField(blank=True, max_length=40)),
                ('digest', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['object_kind', 'object_id'], name='audit_of_object')],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('scope', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('value', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('unit_code', models.CharField(blank=True, max_length=12)),
                ('due_on', models.DateField(verbose_name='due on')),
                ('original_due', models.DateField(verbose_name='originally due on')),
                ('start_on', models.DateField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(default=core.clock.now)),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('last_step', models.SmallIntegerField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('close_reason', models.CharField(blank=True, max_length=40)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='core.deadline')),
            ],
            options={
                'verbose_name': 'deadline',
                'verbose_name_plural': 'deadlines',
                'indexes': [models.Index(condition=models.Q(('closed_at', None), ('next_at__isnull', False)), fields=['kind', 'next_at'], name='deadline_next'), models.Index(fields=['subject_kind', 'subject_id'], name='deadline_of_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('kind', 'subject_kind', 'subject_id'), name='one_open_deadline'), models.CheckConstraint(condition=models.Q(models.Q(('close_reason', ''), ('closed_at', None)), models.Q(('closed_at__isnull', False), models.Q(('close_reason', ''), _negated=True)), _connector='OR'), name='deadline_closed_with_reason'), models.CheckConstraint(condition=models.Q(('start_on', None), ('due_on__gte', models.F('start_on')), _connector='OR'), name='deadline_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('params', models.JSONField(default=dict)),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('edition', models.PositiveIntegerField(verbose_name='edition')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('state', models.CharField(choices=[('queued', 'waiting to be built'), ('running', 'being built'), ('done', 'ready'), ('failed', 'not built')], default='queued', max_length=10, verbose_name='state')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='progress in percent')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('fault', models.CharField(blank=True, max_length=60, verbose_name='why it was not built')),
                ('requested_at', models.DateTimeField(default=core.clock.now, verbose_name='asked for at')),
                ('last_sign', models.DateTimeField(default=core.clock.now)),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued at')),
                ('file', models.CharField(blank=True, max_length=100)),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='pages')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='core.document')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['last_sign'], name='document_under_way')],
                'constraints': [models.UniqueConstraint(fields=('number', 'edition'), name='document_edition_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('number',), name='document_one_under_way'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('issued_at__isnull', False), ('pages__gt', 0), models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='document_done_is_complete')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_key', models.CharField(max_length=120)),
                ('data', core.crypto.EncryptedTextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(db_index=True, default=core.clock.now, verbose_name='saved at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'form_key'), name='one_draft_of_form')],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BooleanField(default=True, verbose_name='mail in the morning')),
                ('urgent', models.BooleanField(default=True, verbose_name='mail at once when something is urgent')),
                ('muted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='not counted')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'choice of mails',
                'verbose_name_plural': 'choices of mails',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('period', models.CharField(blank=True, max_length=40)),
                ('params', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=core.clock.now, verbose_name='at')),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='to')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'indexes': [models.Index(fields=['recipient', '-id'], name='notice_of_person'), models.Index(condition=models.Q(('read_at', None), ('settled_at', None)), fields=['recipient'], name='notice_unread'), models.Index(condition=models.Q(('mailed_at', None), ('read_at', None), ('settled_at', None)), fields=['recipient'], name='notice_unmailed'), models.Index(condition=models.Q(('settled_at', None)), fields=['subject_kind', 'subject_id'], name='notice_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('recipient', 'kind', 'subject_kind', 'subject_id', 'period'), name='notice_once')],
            },
        ),
        migrations.CreateModel(
            name='OutboxRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('ref_id', models.BigIntegerField()),
                ('key', models.CharField(max_length=200, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('next_try', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('is_dead', models.BooleanField(default=False)),
                ('fault', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('is_dead', False)), fields=['next_try'], name='outbox_due'), models.Index(fields=['done_at'], name='outbox_done')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=core.models.attachment.new_key, editable=False, max_length=60, unique=True)),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('mime', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('original_name', core.crypto.EncryptedTextField(verbose_name='file name')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='label')),
                ('scan_status', models.CharField(max_length=12)),
                ('stripped', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(default=core.clock.now, verbose_name='uploaded at')),
                ('taken_on', models.DateField(blank=True, editable=False, null=True)),
                ('look', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'indexes': [models.Index(models.F('sha256'), name='attachment_sha256'), models.Index(models.F('look'), condition=models.Q(('look__isnull', False)), name='attachment_look')],
            },
        ),
        migrations.CreateModel(
            name='StagedUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(db_index=True, max_length=64)),
                ('created_at', models.DateTimeField(db_index=True, default=core.clock.now)),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='staged', to='core.attachment')),
            ],
        ),
        migrations.CreateModel(
            name='StatusLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('object_id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('transition', models.CharField(max_length=40)),
                ('from_state', models.CharField(max_length=30)),
                ('to_state', models.CharField(max_length=30)),
                ('actor', models.CharField(max_length=150)),
                ('actor_name', models.CharField(max_length=100, verbose_name='by')),
                ('actor_post', models.CharField(blank=True, max_length=100, verbose_name='post')),
                ('at', models.DateTimeField(default=core.clock.now, verbose_name='at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('extra', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'object_id', 'id'], name='statuslog_of_object')],
            },
        ),
        migrations.CreateModel(
            name='WorkCalendarDay',
            fields=[
                ('date', models.DateField(primary_key=True, serialize=False, verbose_name='date')),
                ('is_workday', models.BooleanField(verbose_name='working day')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='festival')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='source')),
            ],
            options={
                'verbose_name': 'calendar day',
                'verbose_name_plural': 'calendar days',
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='core.auditevent')),
                ('position', models.BigIntegerField(unique=True)),
                ('link', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a9043e623706cd6457f6ad43abcff01319f851a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d6e0', table='core_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuslog',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='810fda119accf32c5c5f9458e250af9c326c9bc6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_196bc', table='core_statuslog', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='content_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."mime" IS DISTINCT FROM (NEW."mime") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='98dff6dde2612a74b7bdbf4925d284bc13420a18', operation='UPDATE', pgid='pgtrigger_content_fixed_7006f', table='core_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='86a515a11914d2b3b68a3c1250a09a1667785f92', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b7549', table='core_auditseal', when='BEFORE')),
        ),
    ]
