"""Identical texts folded in lists, similar ones found while typing.

Columns come with constant defaults, which rewrites nothing; indexes are made and removed CONCURRENTLY. Rows that were
there get their fingerprint by batches, in transactions of their own: until then, lists show them one by one.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

from parvis.contributions.folding import BEFORE_ANSWERS, FOLD_SQL, UNFOLD_SQL, UNWATCH_SQL, Fold, watch_sql
from parvis.contributions.search import CREATE_TRIGRAMS_SQL, Compared

PUBLISHED = Q(('state', 'published'))
LEADS = Q(('state', 'published'), ('is_lead', True))
FIELDS = {'': 'consultation', '_theme': 'theme', '_kind': 'kind', '_phase': 'phase'}
ORDERS = {
    'random': ['shuffle_key', 'id'],
    'recent': ['-created_at', '-id'],
    'argued': ['-argument_count', '-id'],
}
BATCH = 2_000
FILL = """
UPDATE contributions_contribution SET title = title
WHERE id IN (SELECT id FROM contributions_contribution WHERE id > %s AND id <= %s ORDER BY id FOR NO KEY UPDATE)
"""


def fill(apps, schema_editor):
    """Let the trigger draw the fingerprint of what was there."""
    last = apps.get_model('contributions', 'Contribution').objects.aggregate(last=models.Max('pk'))['last'] or 0
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, last, BATCH):
            cursor.execute(FILL, [start, start + BATCH])


def indexes(prefix, condition):
    for suffix, field in FIELDS.items():
        for order, keys in ORDERS.items():
            yield models.Index(fields=[field, *keys], name=f'{prefix}_{order}{suffix}', condition=condition)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('contributions', '0002_leaves'),
    ]

    operations = [
        migrations.RunSQL(CREATE_TRIGRAMS_SQL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('fingerprint', models.UUIDField(primary_key=True, serialize=False, verbose_name='fingerprint of the text')),
            ],
            options={
                'verbose_name': 'text shown for the identical ones',
                'verbose_name_plural': 'texts shown for the identical ones',
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name='word')),
                ('titles', models.PositiveIntegerField(default=0, verbose_name='titles that hold it')),
                ('last_seen', models.BigIntegerField(default=0, verbose_name='last contribution counted')),
                ('slips', ArrayField(base_field=models.CharField(max_length=30), size=None, verbose_name='the word short of a letter')),
            ],
            options={
                'verbose_name': 'word of titles',
                'verbose_name_plural': 'words of titles',
                'indexes': [
                    GinIndex(fields=['slips'], name='word_slips'),
                    models.Index(fields=['-last_seen'], name='word_last_seen'),
                ],
            },
        ),
        migrations.AddField(
            model_name='contribution',
            name='fingerprint',
            field=models.UUIDField(editable=False, null=True, verbose_name='fingerprint of the text'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='is_lead',
            field=models.BooleanField(db_default=True, default=True, editable=False, verbose_name='shown for the identical texts'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='copies',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='identical texts behind it'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS contribution_one_lead ON contributions_contribution"
                    " (fingerprint) WHERE state = 'published' AND is_lead",
                    'DROP INDEX CONCURRENTLY IF EXISTS contribution_one_lead',
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name='contribution',
                    constraint=models.UniqueConstraint(condition=LEADS, fields=('fingerprint',), name='contribution_one_lead'),
                ),
            ],
        ),
        AddIndexConcurrently(
            'contribution',
            models.Index(fields=['fingerprint', 'id'], name='contribution_copies', condition=Q(('state', 'published'), ('is_lead', False))),
        ),
        AddIndexConcurrently(
            'contribution', models.Index(fields=['id'], name='contribution_copied', condition=Q(('copies__gt', 0)))
        ),
        # Contributions have no answers yet: 0006 watches them too.
        migrations.RunSQL(
            FOLD_SQL + watch_sql(BEFORE_ANSWERS),
            UNWATCH_SQL + UNFOLD_SQL,
            state_operations=[migrations.AddConstraint('contribution', Fold(name='contribution_fold'))],
        ),
        *(AddIndexConcurrently('contribution', index) for index in indexes('contribution_lead', LEADS)),
        migrations.RunPython(fill, migrations.RunPython.noop, atomic=False),
        AddIndexConcurrently(
            'contribution', GinIndex(Compared(), name='contribution_compared', condition=LEADS)
        ),
        *(
            RemoveIndexConcurrently('contribution', index.name)
            for index in indexes('contribution', PUBLISHED)
        ),
    ]
