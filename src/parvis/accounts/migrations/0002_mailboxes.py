"""One mailbox, one participant. Old rows are filled, oldest first: of two accounts of one mailbox, the first keeps it.

The other keeps its address and can still be entered; it counts as before. Nothing here locks the table for
longer than it takes to add an empty column: rows are filled in small lots, then the index is built aside.
"""

from django.db import migrations, models

LOT = 1_000


def fill(apps, schema_editor):
    from parvis.accounts.canonical import canonical

    participants = apps.get_model("accounts", "Participant").objects.using(schema_editor.connection.alias)
    taken = set(
        participants.filter(canonical_email__isnull=False).values_list("canonical_email", flat=True)
    )
    last = 0
    while lot := list(
        participants.filter(pk__gt=last, email__isnull=False, canonical_email=None).order_by("pk")[:LOT]
    ):
        last = lot[-1].pk
        kept = []
        for participant in lot:
            mailbox = canonical(participant.email)
            if mailbox not in taken:
                taken.add(mailbox)
                participant.canonical_email = mailbox
                kept.append(participant)
        participants.bulk_update(kept, ["canonical_email"])


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="canonical_email",
            field=models.EmailField(blank=True, editable=False, help_text="One writing for all the addresses that lead to it: one mailbox is one participant.", max_length=254, null=True, verbose_name="mailbox"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS participant_one_mailbox"
                    " ON accounts_participant (canonical_email)",
                    "DROP INDEX CONCURRENTLY IF EXISTS participant_one_mailbox",
                ),
                migrations.RunSQL(
                    "ALTER TABLE accounts_participant ADD CONSTRAINT participant_one_mailbox"
                    " UNIQUE USING INDEX participant_one_mailbox",
                    "ALTER TABLE accounts_participant DROP CONSTRAINT participant_one_mailbox",
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="participant",
                    constraint=models.UniqueConstraint(fields=("canonical_email",), name="participant_one_mailbox"),
                ),
            ],
        ),
    ]
