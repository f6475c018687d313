import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0004_questions'),
        ('contributions', '0003_fingerprint'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.TextField(verbose_name='what was typed')),
                ('saved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='saved at')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
            },
        ),
        migrations.CreateModel(
            name='PersonalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.JSONField(verbose_name='answer')),
            ],
            options={
                'verbose_name': 'personal answer',
                'verbose_name_plural': 'personal answers',
            },
        ),
        migrations.AddField(
            model_name='contribution',
            name='form_answers',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='answers to the form'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='is_only',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='Its kind takes one from each person; a withdrawn one makes room for another.', verbose_name='the only one of its author'),
        ),
        migrations.AddField(
            model_name='version',
            name='form_answers',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='answers to the form'),
        ),
        migrations.AlterField(
            model_name='contribution',
            name='state',
            field=models.CharField(choices=[('published', 'published'), ('withdrawn', 'withdrawn by its author'), ('hidden', 'hidden by moderation'), ('private', 'read by the team alone')], default='published', max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('is_only', True)), fields=('kind', 'author'), name='contribution_one_per_person'),
        ),
        migrations.AddField(
            model_name='draft',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='consultations.phaseaction', verbose_name='deposit'),
        ),
        migrations.AddField(
            model_name='draft',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='personalanswer',
            name='contribution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personal_answers', to='contributions.contribution', verbose_name='contribution'),
        ),
        migrations.AddField(
            model_name='personalanswer',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='personal_answers', to='consultations.question', verbose_name='question'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('participant', 'action'), name='draft_once'),
        ),
        migrations.AddConstraint(
            model_name='personalanswer',
            constraint=models.UniqueConstraint(fields=('contribution', 'question'), name='personal_answer_once'),
        ),
    ]
