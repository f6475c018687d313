from django.db import migrations, models
from django.db.models.functions import Greatest, Least

import parvis.ballots.fence

# Votes are many: indexes are made while people vote, and the former one leaves once its heir is there.
ITEM = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS vote_one_live_item ON ballots_vote (ballot_id, voter_id, contribution_id)
WHERE is_live AND other_id IS NULL
"""
PAIR = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS vote_one_live_pair ON ballots_vote
(ballot_id, voter_id, LEAST(contribution_id, other_id), GREATEST(contribution_id, other_id))
WHERE is_live AND other_id IS NOT NULL
"""
FORMER = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS vote_one_live ON ballots_vote (ballot_id, voter_id, contribution_id)
WHERE is_live
"""


def drop(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("ballots", "0006_papers"),
    ]

    operations = [
        migrations.RunSQL(
            ITEM,
            drop("vote_one_live_item"),
            state_operations=[
                migrations.AddConstraint(
                    model_name="vote",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_live", True), ("other", None)),
                        fields=("ballot", "voter", "contribution"),
                        name="vote_one_live_item",
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            PAIR,
            drop("vote_one_live_pair"),
            state_operations=[
                migrations.AddConstraint(
                    model_name="vote",
                    constraint=models.UniqueConstraint(
                        models.F("ballot"),
                        models.F("voter"),
                        Least(models.F("contribution"), models.F("other")),
                        Greatest(models.F("contribution"), models.F("other")),
                        condition=models.Q(("is_live", True), ("other__isnull", False)),
                        name="vote_one_live_pair",
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            drop("vote_one_live"),
            FORMER,
            state_operations=[migrations.RemoveConstraint(model_name="vote", name="vote_one_live")],
        ),
        migrations.AddConstraint(model_name="vote", constraint=parvis.ballots.fence.Fence(name="vote_fence")),
    ]
