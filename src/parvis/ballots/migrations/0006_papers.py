import django.db.models.deletion
import django.db.models.functions.datetime
import parvis.merkle.commitments
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0005_set_aside_index'),
        ('consultations', '0003_ballot_options'),
        ('contributions', '0002_leaves'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BallotPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('used', models.BigIntegerField(default=0, verbose_name='part of the limit')),
                ('most', models.BigIntegerField(verbose_name='limit')),
            ],
            options={
                'verbose_name': 'ballot paper',
                'verbose_name_plural': 'ballot papers',
            },
        ),
        migrations.CreateModel(
            name='ItemCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveBigIntegerField(verbose_name='amount')),
            ],
            options={
                'verbose_name': 'cost of an item',
                'verbose_name_plural': 'costs of items',
            },
        ),
        migrations.CreateModel(
            name='Extremity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.FloatField(verbose_name='distance from the centre')),
                ('ballot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.phaseaction', verbose_name='ballot')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution', verbose_name='contribution')),
            ],
            options={
                'verbose_name': 'extremity of a statement',
                'verbose_name_plural': 'extremities of statements',
                'constraints': [models.UniqueConstraint(fields=('ballot', 'contribution'), name='extremity_one')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(verbose_name='people')),
                ('by_level', models.JSONField(default=dict, verbose_name='people by identity level')),
                ('by_origin', models.JSONField(default=dict, verbose_name='people by origin')),
                ('figures', models.JSONField(default=dict, verbose_name='figures')),
                ('is_final', models.BooleanField(default=False, verbose_name='counted after the end')),
                ('counted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='counted at')),
            ],
            options={
                'verbose_name': 'outcome of a ballot',
                'verbose_name_plural': 'outcomes of ballots',
            },
        ),
        migrations.CreateModel(
            name='PaperBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name='entry in the log')),
                ('salt', models.BinaryField(default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name='salt')),
                ('label', models.CharField(max_length=80, verbose_name='name of the batch')),
                ('sheets', models.PositiveIntegerField(verbose_name='sheets')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='cancelled at')),
            ],
            options={
                'verbose_name': 'batch of paper votes',
                'verbose_name_plural': 'batches of paper votes',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PaperCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.SmallIntegerField(verbose_name='choice')),
                ('count', models.PositiveIntegerField(verbose_name='sheets')),
            ],
            options={
                'verbose_name': 'count of paper votes',
                'verbose_name_plural': 'counts of paper votes',
            },
        ),
        migrations.AddField(
            model_name='vote',
            name='other',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution', verbose_name='item to which it was preferred'),
        ),
        migrations.AddField(
            model_name='ballotpaper',
            name='ballot',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.phaseaction', verbose_name='ballot'),
        ),
        migrations.AddField(
            model_name='ballotpaper',
            name='voter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='voter'),
        ),
        migrations.AddField(
            model_name='itemcost',
            name='ballot',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='consultations.phaseaction', verbose_name='ballot'),
        ),
        migrations.AddField(
            model_name='itemcost',
            name='contribution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution', verbose_name='contribution'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='ballot',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='consultations.phaseaction', verbose_name='ballot'),
        ),
        migrations.AddField(
            model_name='paperbatch',
            name='ballot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_batches', to='consultations.phaseaction', verbose_name='ballot'),
        ),
        migrations.AddField(
            model_name='paperbatch',
            name='cancelled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cancelled by'),
        ),
        migrations.AddField(
            model_name='paperbatch',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='papercount',
            name='batch',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='ballots.paperbatch', verbose_name='batch'),
        ),
        migrations.AddField(
            model_name='papercount',
            name='contribution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution', verbose_name='contribution'),
        ),
        migrations.AddConstraint(
            model_name='ballotpaper',
            constraint=models.UniqueConstraint(fields=('ballot', 'voter'), name='paper_one'),
        ),
        migrations.AddConstraint(
            model_name='ballotpaper',
            constraint=models.CheckConstraint(condition=models.Q(('used__gte', 0), ('used__lte', models.F('most'))), name='paper_within_limit'),
        ),
        migrations.AddConstraint(
            model_name='itemcost',
            constraint=models.UniqueConstraint(fields=('ballot', 'contribution'), name='cost_one'),
        ),
        migrations.AddConstraint(
            model_name='itemcost',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cost_is_something'),
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('ballot', 'label'), name='paper_batch_once'),
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.CheckConstraint(condition=models.Q(('sheets__gt', 0)), name='paper_batch_has_sheets'),
        ),
        migrations.AddConstraint(
            model_name='papercount',
            constraint=models.UniqueConstraint(fields=('batch', 'contribution', 'choice'), name='paper_count_one'),
        ),
    ]
