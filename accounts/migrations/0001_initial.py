import core.clock
import core.crypto
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=40, unique=True, verbose_name='account')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', core.crypto.EncryptedTextField(blank=True, verbose_name='phone')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('must_change_password', models.BooleanField(default=False)),
                ('password_changed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=core.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=100, verbose_name='full name')),
                ('short_name', models.CharField(max_length=40, verbose_name='short name')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('town', 'town'), ('subdistrict', 'sub-district'), ('department', 'department of the committee'), ('vertical', 'vertically managed bureau'), ('institution', 'public institution'), ('soe', 'state-owned enterprise')], max_length=20, verbose_name='kind')),
                ('group', models.CharField(choices=[('towns', 'towns and sub-districts'), ('departments', 'functional departments'), ('windows', 'service windows'), ('institutions', 'public institutions'), ('none', 'not appraised')], max_length=20, verbose_name='appraisal group')),
                ('party_org', models.CharField(blank=True, max_length=100, verbose_name='Party organisation')),
                ('admin_org', models.CharField(blank=True, max_length=100, verbose_name='administrative name')),
                ('headcount', models.PositiveIntegerField(default=0, verbose_name='staff')),
                ('is_window', models.BooleanField(default=False, verbose_name='serves the public at windows')),
                ('is_key', models.BooleanField(default=False, verbose_name='key unit')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('duty', models.TextField(blank=True, verbose_name='duties')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='accounts.unit', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
            },
        ),
        migrations.CreateModel(
            name='PasswordHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128)),
                ('at', models.DateTimeField(default=core.clock.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='password_history_of_user')],
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=core.clock.now)),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='password_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None)), fields=('user',), name='one_open_password_link')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('started_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('device', models.CharField(blank=True, max_length=60)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-seen_at'], name='session_of_user')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('leader', 'leader of the leadership group'), ('office_admin', 'head of the leadership-group office'), ('office_staff', 'staff of the leadership-group office'), ('desk', 'complaint desk officer'), ('discipline', 'discipline liaison'), ('unit_head', 'unit head'), ('unit_deputy', 'deputy in charge'), ('liaison', 'liaison'), ('owner', 'responsible person'), ('complaint_contact', 'complaint contact of the unit'), ('inspector', 'inspection team member'), ('inspector_lead', 'inspection team leader'), ('supervisor', 'external supervisor'), ('editor', 'editor'), ('sysadmin', 'system administrator'), ('secadmin', 'security administrator'), ('auditor', 'audit administrator')], max_length=20, verbose_name='role')),
                ('job', models.CharField(blank=True, max_length=60, verbose_name='job title')),
                ('start', models.DateField(verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('is_primary', models.BooleanField(default=False, verbose_name='main post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'indexes': [models.Index(fields=['unit', 'role'], name='post_unit_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end', None), ('end__gte', models.F('start')), _connector='OR'), name='post_ends_after_start'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('role__in', ['complaint_contact', 'liaison', 'owner', 'unit_deputy', 'unit_head']), _negated=True), _connector='OR'), name='unit_role_has_unit'), models.UniqueConstraint(condition=models.Q(('end', None), ('is_primary', True)), fields=('user',), name='one_main_post')],
            },
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('renamed', 'renamed'), ('merged', 'merged')], max_length=10, verbose_name='kind')),
                ('day', models.DateField(verbose_name='from')),
                ('old_name', models.CharField(max_length=100, verbose_name='full name until then')),
                ('old_short_name', models.CharField(max_length=40, verbose_name='short name until then')),
                ('basis', models.CharField(blank=True, max_length=100, verbose_name='decision')),
                ('made_by_name', models.CharField(max_length=100, verbose_name='entered by')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='merged into')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'change of a unit',
                'verbose_name_plural': 'changes of units',
                'ordering': ['-day', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'merged'), ('successor__isnull', False)), models.Q(('kind', 'renamed'), ('successor', None)), _connector='OR'), name='merged_unit_has_successor')],
            },
        ),
    ]
