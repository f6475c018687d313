"""What the database itself refuses of consents, whatever the code that writes them: a row is only ever added.

Whoever leaves keeps what they said under a number that names nobody any longer: erasure takes none of it.
"""

from parvis.ledger.triggers import Triggers, only_added


class Kept(Triggers):
    """The trigger, as a constraint of the table of consents."""

    create, remove = only_added(
        "accounts_consent", function="accounts_keep_consents", constraint="consent_kept"
    )
