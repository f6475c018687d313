from importlib.metadata import version

from django.db import migrations

# Rows that were there before the log, by consultation. What the log says here, once, is all that an export
# may ever call older: a row slipped in later cannot pass for one of them.
OLDER = """
SELECT consultation, sum(n)::bigint FROM (
    SELECT consultation_id AS consultation, count(*) AS n FROM contributions_contribution
    WHERE entry IS NULL GROUP BY 1
    UNION ALL
    SELECT c.consultation_id, count(*) FROM contributions_version r
    JOIN contributions_contribution c ON c.id = r.contribution_id WHERE r.entry IS NULL GROUP BY 1
    UNION ALL
    SELECT c.consultation_id, count(*) FROM debate_argument r
    JOIN contributions_contribution c ON c.id = r.contribution_id WHERE r.entry IS NULL GROUP BY 1
    UNION ALL
    SELECT c.consultation_id, count(*) FROM restitution_answer r
    JOIN contributions_contribution c ON c.id = r.contribution_id WHERE r.entry IS NULL GROUP BY 1
    UNION ALL
    SELECT c.consultation_id, count(*) FROM moderation_decision r
    LEFT JOIN debate_argument a ON a.id = r.argument_id
    JOIN contributions_contribution c ON c.id = coalesce(r.contribution_id, a.contribution_id)
    WHERE r.entry IS NULL GROUP BY 1
    UNION ALL
    SELECT c.consultation_id, count(*) FROM ballots_vote r
    JOIN contributions_contribution c ON c.id = r.contribution_id WHERE r.entry IS NULL GROUP BY 1
) AS rows GROUP BY consultation ORDER BY consultation
"""


def tell_older(apps, schema_editor):
    import uuid

    pending = apps.get_model("ledger", "Pending")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OLDER)
        found = cursor.fetchall()
    pending.objects.bulk_create(
        pending(
            entry=uuid.uuid4(),
            kind="software.version",
            space=f"c{consultation}",
            public={"version": version("parvis"), "older": rows},
        )
        for consultation, rows in found
    )


class Migration(migrations.Migration):
    dependencies = [
        ("opendata", "0001_initial"),
        ("ballots", "0003_leaves"),
        ("contributions", "0002_leaves"),
        ("debate", "0002_leaves"),
        ("ledger", "0001_initial"),
        ("moderation", "0002_leaves"),
        ("restitution", "0002_leaves"),
    ]

    operations = [
        migrations.RunPython(tell_older, migrations.RunPython.noop),
    ]
