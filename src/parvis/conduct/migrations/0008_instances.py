"""Consultations asked for by another site."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conduct', '0007_felt_learning'),
        ('consultations', '0016_takes_api'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('identifier', models.CharField(max_length=100, unique=True, verbose_name='its number elsewhere')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.CharField(max_length=50, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*$')], verbose_name='wished address')),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('contact_name', models.CharField(max_length=150, verbose_name='who will organise it')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='their address')),
                ('state', models.CharField(choices=[('requested', 'asked for'), ('running', 'accepted'), ('failure', 'refused'), ('terminated', 'gone')], default='requested', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why it is refused')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='asked at')),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='changed at')),
                ('consultation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='instance', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'consultation asked for by another site',
                'verbose_name_plural': 'consultations asked for by another site',
                'ordering': ['-created_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'failure'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'failure'), _negated=True), ('reason', '')), _connector='OR'), name='instance_refused_for_a_reason'), models.CheckConstraint(condition=models.Q(('state', 'running'), ('consultation', None), _connector='OR'), name='instance_runs_once_accepted')],
            },
        ),
    ]
