import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conduct', '0001_initial'),
        ('consultations', '0011_legal_frame'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rehearsal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(editable=False, verbose_name='started at')),
                ('ended_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='ended at')),
                ('passed', models.BooleanField(editable=False, verbose_name='passed')),
                ('steps', models.JSONField(default=list, editable=False, verbose_name='steps')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rehearsals', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'rehearsal',
                'verbose_name_plural': 'rehearsals',
                'ordering': ['-started_at', '-id'],
                'indexes': [models.Index(fields=['consultation', '-started_at'], name='rehearsal_last')],
                'constraints': [models.CheckConstraint(condition=models.Q(('steps', []), _negated=True), name='rehearsal_tried_something')],
            },
        ),
    ]
