"""Letters to those who follow, the copy of each person, and announcements on a page."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0011_legal_frame'),
        ('following', '0003_publications'),
        ('jobs', '0002_forgetting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_fr', models.CharField(blank=True, max_length=120, verbose_name='subject in French')),
                ('text_fr', models.TextField(blank=True, max_length=6000, verbose_name='text in French')),
                ('subject_en', models.CharField(blank=True, max_length=120, verbose_name='subject in English')),
                ('text_en', models.TextField(blank=True, max_length=6000, verbose_name='text in English')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='page that it leads to')),
                ('segment', models.CharField(choices=[('followers', 'everybody who follows the consultation'), ('participants', 'those who took part'), ('phase', 'those who took part in one phase'), ('theme', 'those who follow one theme, or wrote under it'), ('no_vote', 'those who contributed and did not vote'), ('readers', 'those who follow and never took part'), ('answered', 'those whose contribution got an answer')], default='followers', max_length=12, verbose_name='to whom')),
                ('segment_name', models.CharField(blank=True, max_length=120, verbose_name='name of the phase or theme')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('planned', 'planned'), ('leaving', 'leaving'), ('sent', 'gone')], db_default='draft', default='draft', max_length=8, verbose_name='state')),
                ('send_at', models.DateTimeField(null=True, verbose_name='leaves at')),
                ('left_at', models.DateTimeField(null=True, verbose_name='left at')),
                ('people', models.PositiveIntegerField(db_default=0, default=0, verbose_name='people of the segment')),
                ('sent', models.PositiveIntegerField(db_default=0, default=0, verbose_name='mails sent')),
                ('failed', models.PositiveIntegerField(db_default=0, default=0, verbose_name='mails not delivered')),
                ('stopped', models.PositiveIntegerField(null=True, verbose_name='people who no longer agree')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='consultations.consultationpage', verbose_name='consultation')),
                ('end_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.phase', verbose_name='phase of which it tells the end')),
                ('phase', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.phase', verbose_name='phase')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='LetterCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('written', 'written'), ('sent', 'sent'), ('failed', 'failed'), ('skipped', 'no longer agreed to it')], db_default='waiting', default='waiting', max_length=8, verbose_name='state')),
                ('written_at', models.DateTimeField(null=True, verbose_name='written at')),
                ('letter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='following.letter', verbose_name='letter')),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.mail', verbose_name='mail')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'copy of a letter',
                'verbose_name_plural': 'copies of letters',
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_fr', models.CharField(blank=True, max_length=160, verbose_name='text in French')),
                ('text_en', models.CharField(blank=True, max_length=160, verbose_name='text in English')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='page that it leads to')),
                ('starts_at', models.DateTimeField(verbose_name='shown from')),
                ('ends_at', models.DateTimeField(verbose_name='shown until')),
                ('is_urgent', models.BooleanField(db_default=False, default=False, verbose_name='urgent')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='consultations.consultationpage', verbose_name='consultation')),
                ('end_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='consultations.phase', verbose_name='phase of which it tells the end')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ['-starts_at', '-id'],
                'indexes': [models.Index(fields=['consultation', 'ends_at'], name='announcement_shown')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text_fr', ''), _negated=True), models.Q(('text_en', ''), _negated=True), _connector='OR'), name='announcement_says_something'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='announcement_ends'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_urgent', True)), expressions=[(models.Func(models.F('consultation'), models.F('consultation'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='announcement_urgent_alone')],
            },
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state__in', ['planned', 'leaving'])), fields=['send_at'], name='letter_due'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('subject_fr', ''), _negated=True), models.Q(('text_fr', ''), _negated=True)), models.Q(models.Q(('subject_en', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), _connector='OR'), name='letter_says_something'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'planned'), _negated=True), ('send_at__isnull', False), _connector='OR'), name='letter_has_its_hour'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', False), ('state__in', ('leaving', 'sent'))), models.Q(models.Q(('state__in', ('leaving', 'sent')), _negated=True), ('left_at', None)), _connector='OR'), name='letter_left_at'),
        ),
        migrations.AddIndex(
            model_name='lettercopy',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['letter', 'id'], name='letter_copy_waiting'),
        ),
        migrations.AddIndex(
            model_name='lettercopy',
            index=models.Index(condition=models.Q(('state', 'written')), fields=['id'], name='letter_copy_written'),
        ),
        migrations.AddIndex(
            model_name='lettercopy',
            index=models.Index(fields=['-written_at'], name='letter_copy_pace'),
        ),
        migrations.AddConstraint(
            model_name='lettercopy',
            constraint=models.UniqueConstraint(fields=('letter', 'participant'), name='letter_once'),
        ),
    ]
