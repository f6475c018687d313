"""Draws: what is asked of a panel, its pool, its seats."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('consultations', '0015_directory'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('size', models.PositiveSmallIntegerField(verbose_name='people in the panel')),
                ('source', models.CharField(choices=[('list', 'a list that the organiser brings'), ('volunteers', 'volunteers who answer a call')], max_length=10, verbose_name='those among whom one draws')),
                ('features', models.JSONField(verbose_name='quotas')),
                ('one_by_home', models.BooleanField(default=True, verbose_name='one person of an address at most')),
                ('stage', models.CharField(choices=[('draft', 'draft'), ('calling', 'call for volunteers'), ('preparing', 'being prepared'), ('prepared', 'prepared'), ('drawn', 'drawn'), ('closed', 'closed')], default='draft', max_length=10, verbose_name='stage')),
                ('seed_rule', models.CharField(blank=True, max_length=500, verbose_name='where the seed comes from')),
                ('seed_at', models.DateTimeField(blank=True, null=True, verbose_name='when the seed is known')),
                ('attempt', models.UUIDField(editable=False, null=True, verbose_name='preparation under way')),
                ('progress', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='progress')),
                ('trouble', models.JSONField(default=dict, editable=False, verbose_name='why the last preparation failed')),
                ('published', models.JSONField(editable=False, null=True, verbose_name='list of panels')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='fingerprint of the list')),
                ('prepared_at', models.DateTimeField(editable=False, null=True, verbose_name='prepared at')),
                ('seed', models.CharField(blank=True, editable=False, max_length=300, verbose_name='seed')),
                ('number', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='number of the panel')),
                ('met', models.JSONField(default=list, editable=False, verbose_name='quotas kept by those who sit')),
                ('drawn_at', models.DateTimeField(editable=False, null=True, verbose_name='drawn at')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed at')),
                ('forgotten_at', models.DateTimeField(editable=False, null=True, verbose_name='names erased at')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='consultations.consultationpage', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'draw',
                'verbose_name_plural': 'draws',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='postal address')),
                ('said', models.JSONField(default=dict, verbose_name='features')),
                ('number', models.PositiveIntegerField(editable=False, null=True, verbose_name='number')),
                ('salt', models.CharField(blank=True, editable=False, max_length=32, verbose_name='salt')),
                ('came_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='came at')),
                ('participant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidacies', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='draws.draw', verbose_name='draw')),
            ],
            options={
                'verbose_name': 'person of a pool',
                'verbose_name_plural': 'people of pools',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('among', models.JSONField(default=list, verbose_name='numbers of those who could have it')),
                ('state', models.CharField(choices=[('waiting', 'to be contacted'), ('contacted', 'contacted'), ('accepted', 'accepted'), ('declined', 'declined'), ('silent', 'no answer'), ('replaced', 'replaced')], default='waiting', max_length=10, verbose_name='state')),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='given at')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='draws.candidate', verbose_name='person')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='draws.draw', verbose_name='draw')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='draws.seat', verbose_name='in the place of')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('size__range', (2, 500))), name='draws_size_in_range'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('attempt', None), ('stage', 'preparing'), _connector='OR'), name='draws_attempt_while_prepared'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ('prepared', 'drawn', 'closed')), _negated=True), models.Q(('prepared_at__isnull', False), ('published__isnull', False), models.Q(('digest', ''), _negated=True), models.Q(('seed_rule', ''), _negated=True)), _connector='OR'), name='draws_published_whole'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('number', None), ('seed', '')), models.Q(('drawn_at__gte', models.F('seed_at')), ('number__isnull', False), ('seed_at__gt', models.F('prepared_at')), models.Q(('seed', ''), _negated=True)), _connector='OR'), name='draws_seed_after_the_list'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(fields=('draw', 'participant'), name='draws_one_candidacy'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(fields=('draw', 'number'), name='draws_one_number'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('draw', 'candidate'), name='draws_one_seat_a_person'),
        ),
    ]
