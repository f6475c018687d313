"""Those who followed a consultation follow its result still, and nothing that was known before is told again."""

from django.db import migrations

MOVE = """
INSERT INTO following_subscription (participant_id, consultation_id, results_only, created_at)
SELECT participant_id, consultation_id, true, created_at FROM consultations_follow ORDER BY id;
INSERT INTO following_digest (participant_id, rhythm, told_until)
SELECT id, 'daily', now() FROM accounts_participant WHERE is_active AND email IS NOT NULL;
"""
BACK = """
INSERT INTO consultations_follow (participant_id, consultation_id, created_at)
SELECT participant_id, consultation_id, created_at FROM following_subscription
WHERE consultation_id IS NOT NULL ORDER BY id;
DELETE FROM following_digest;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("following", "0001_initial"),
        ("consultations", "0007_roles_of_kinds"),
    ]

    operations = [migrations.RunSQL(MOVE, BACK)]
