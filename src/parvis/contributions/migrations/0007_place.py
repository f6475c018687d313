"""Contributions on a map: columns that are empty at first, an index made while people write, rows filled by batches."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from parvis.contributions.locating import LOCATE_SQL, UNLOCATE_SQL, Locate

CONTRIBUTION = "contribution"
BATCH = 2_000
RANGES = Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
ON_MAPS = Q(("state", "published"), ("is_lead", True), ("merged_into", None), ("longitude__isnull", False))
FILL = """
UPDATE contributions_contribution SET form_answers = form_answers
WHERE form_answers <> '{}' AND id IN (
    SELECT id FROM contributions_contribution WHERE id > %s AND id <= %s ORDER BY id FOR NO KEY UPDATE
)
"""


def fill(apps, schema_editor):
    """Let the trigger place what was there."""
    last = apps.get_model("contributions", "Contribution").objects.aggregate(last=models.Max("pk"))["last"] or 0
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, last, BATCH):
            cursor.execute(FILL, [start, start + BATCH])


def degrees(digits, words):
    return models.DecimalField(decimal_places=4, editable=False, max_digits=digits, null=True, verbose_name=words)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("contributions", "0006_fold_answers"),
    ]

    operations = [
        migrations.AddField(CONTRIBUTION, "longitude", degrees(7, "longitude")),
        migrations.AddField(CONTRIBUTION, "latitude", degrees(6, "latitude")),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(LOCATE_SQL, UNLOCATE_SQL)],
            [migrations.AddConstraint(CONTRIBUTION, Locate(name="contribution_locate"))],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddConstraintNotValid(CONTRIBUTION, models.CheckConstraint(condition=RANGES, name="contribution_on_earth")),
        ValidateConstraint(CONTRIBUTION, "contribution_on_earth"),
        AddIndexConcurrently(
            CONTRIBUTION,
            models.Index(
                fields=["consultation", "longitude", "latitude"],
                include=["kind", "id"],
                name="contribution_on_map",
                condition=ON_MAPS,
            ),
        ),
    ]
