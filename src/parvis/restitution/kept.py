"""What the database itself refuses of news of commitments, whatever the code: they are only ever added."""

from parvis.ledger.triggers import Triggers, only_added


class Kept(Triggers):
    """The trigger, as a constraint of the table of news."""

    create, remove = only_added(
        "restitution_commitmentupdate",
        function="restitution_keep_news",
        constraint="commitment_update_kept",
    )
