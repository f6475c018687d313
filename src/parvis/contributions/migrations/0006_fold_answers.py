from django.db import migrations

from parvis.contributions.folding import BEFORE_ANSWERS, UNWATCH_SQL, WATCHED, watch_sql

# Whoever changed an answer and nothing else kept the fingerprint of the former ones: drawn anew, row by row.
DRAW = """
UPDATE contributions_contribution SET form_answers = form_answers
WHERE form_answers <> '{}' AND revised_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0005_merges"),
    ]

    operations = [
        migrations.RunSQL(UNWATCH_SQL + watch_sql(WATCHED), UNWATCH_SQL + watch_sql(BEFORE_ANSWERS)),
        migrations.RunSQL(DRAW, migrations.RunSQL.noop),
    ]
