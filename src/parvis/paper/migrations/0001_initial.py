"""Batches of sheets of paper, what two people type of them, and texts that came by e-mail."""

import django.db.models.deletion
import django.db.models.functions.datetime
import parvis.paper.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('consultations', '0015_directory'),
        ('contributions', '0019_held_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('channel', models.CharField(choices=[('form', 'printed forms'), ('letter', 'letters and loose sheets'), ('phone', 'telephone calls'), ('register', 'pages of a register')], default='form', max_length=10, verbose_name='way')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='numbered sheets')),
                ('is_double', models.BooleanField(default=False, verbose_name='typed by two people')),
                ('return_to', models.CharField(blank=True, max_length=400, verbose_name='where to return it')),
                ('return_by', models.DateField(blank=True, null=True, verbose_name='until when')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='place of the register')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='made at')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='consultations.consultationpage', verbose_name='consultation')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.kind', verbose_name='kind')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.phase', verbose_name='phase')),
            ],
            options={
                'verbose_name': 'batch of sheets',
                'verbose_name_plural': 'batches of sheets',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='MailAnswered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_hash', models.CharField(max_length=64, verbose_name='keyed hash of the address')),
                ('day', models.DateField(verbose_name='day')),
            ],
            options={
                'verbose_name': 'answer to a mail',
                'verbose_name_plural': 'answers to mails',
                'constraints': [models.UniqueConstraint(fields=('address_hash', 'day'), name='mail_answered_daily')],
            },
        ),
        migrations.CreateModel(
            name='ReceivedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='address')),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], max_length=5, verbose_name='language')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('left_out', models.PositiveSmallIntegerField(default=0, verbose_name='files left out')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='hash of the link')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='hash of the message')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='received at')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'text received by e-mail',
                'verbose_name_plural': 'texts received by e-mail',
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('code', models.CharField(default=parvis.paper.models.new_code, max_length=10, unique=True, verbose_name='code')),
                ('page', models.CharField(blank=True, max_length=20, verbose_name='page of the register')),
                ('entered_at', models.DateTimeField(editable=False, null=True, verbose_name='entered at')),
                ('key', models.UUIDField(editable=False, null=True, unique=True, verbose_name='idempotency key')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='paper.batch', verbose_name='batch')),
                ('contribution', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sheet', to='contributions.contribution', verbose_name='contribution')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'sheet of paper',
                'verbose_name_plural': 'sheets of paper',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(max_length=20, verbose_name='media type')),
                ('width', models.PositiveIntegerField(verbose_name='width')),
                ('height', models.PositiveIntegerField(verbose_name='height')),
                ('content', models.BinaryField(verbose_name='content')),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='added at')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='paper.sheet', verbose_name='sheet of paper')),
            ],
            options={
                'verbose_name': 'picture of a sheet',
                'verbose_name_plural': 'pictures of a sheet',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Typing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.JSONField(verbose_name='words')),
                ('key', models.UUIDField(editable=False, unique=True, verbose_name='idempotency key')),
                ('typed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='typed at')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed by')),
                ('sheet', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='typings', to='paper.sheet', verbose_name='sheet of paper')),
            ],
            options={
                'verbose_name': 'typing of a sheet',
                'verbose_name_plural': 'typings of a sheet',
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(fields=('consultation', 'number'), name='batch_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('size__lte', 2000)), name='batch_size'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'register'), _negated=True), models.Q(('place', ''), _negated=True), _connector='OR'), name='batch_register_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('opened_on', None), ('closed_on', None), ('opened_on__lte', models.F('closed_on')), _connector='OR'), name='batch_register_days'),
        ),
        migrations.AddIndex(
            model_name='receivedmail',
            index=models.Index(fields=['received_at'], name='received_mail_at'),
        ),
        migrations.AddConstraint(
            model_name='receivedmail',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('address', ''), ('subject', ''), ('text', '')), _connector='OR'), name='received_mail_emptied'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='sheet_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('contribution', None), ('entered_at__isnull', False), _connector='OR'), name='sheet_entered_has_time'),
        ),
        migrations.AddIndex(
            model_name='scan',
            index=models.Index(fields=['added_at'], name='scan_added'),
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['image/jpeg', 'image/png', 'image/webp'])), name='scan_type'),
        ),
        migrations.AddConstraint(
            model_name='typing',
            constraint=models.UniqueConstraint(fields=('sheet', 'member'), name='typing_once_each'),
        ),
    ]
