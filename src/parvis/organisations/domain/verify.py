"""Say in public that an organisation is what it says, or that it is not."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.ledger.enums import LeafKind
from parvis.organisations.enums import LIVE, Standing
from parvis.organisations.held import reviewed, tell
from parvis.organisations.letters import write_to_leads
from parvis.organisations.models import Organisation
from parvis.organisations.numbers import clean_line

DECIDED = ("standing", "decided_by", "decided_at", "sentence", "refusal")


def verify(*, actor: Participant, organisation: Organisation, sentence: str) -> Organisation:
    """Verify it, with one sentence that says how and that everybody reads. Raises `Refused`."""
    sentence = clean_line(sentence)
    if not sentence:
        raise Refused(_("Say in one sentence how it was verified: everybody reads it."))
    with transaction.atomic():
        row = reviewed(actor, organisation)
        _decide(row, actor, Standing.VERIFIED, sentence=sentence)
        tell(row, LeafKind.ORGANISATION_VERIFIED, *DECIDED)
        write_to_leads(row, gettext_noop("%(organisation)s is verified"), "verified")
        return row


def refuse(*, actor: Participant, organisation: Organisation, words: str) -> Organisation:
    """Refuse it, with words to those who lead it: it no longer takes part. Raises `Refused`.

    One that its representatives closed is refused too: its name does not stay for having been closed in time.
    """
    words = "\n".join(clean_line(line) for line in words.strip().splitlines())
    if not words:
        raise Refused(_("Say why: those who lead it read your words."))
    with transaction.atomic():
        row = reviewed(actor, organisation, standings=(*LIVE, Standing.CLOSED))
        _decide(row, actor, Standing.REFUSED, refusal=words)
        tell(row, LeafKind.ORGANISATION_REFUSED, *DECIDED)
        row.representatives.invited().delete()
        write_to_leads(row, gettext_noop("%(organisation)s is not accepted"), "refused")
        return row


def take_back(*, actor: Participant, organisation: Organisation) -> Organisation:
    """Take the verification back: it is declared, as before. Raises `Refused`."""
    with transaction.atomic():
        row = reviewed(actor, organisation)
        if not row.is_verified:
            raise Refused(_("This organisation is not verified."))
        _decide(row, actor, Standing.DECLARED)
        tell(row, LeafKind.ORGANISATION_TAKEN_BACK, *DECIDED)
        return row


def _decide(
    row: Organisation, actor: Participant, standing: Standing, *, sentence: str = "", refusal: str = ""
) -> None:
    row.standing, row.sentence, row.refusal = standing, sentence, refusal
    row.decided_by, row.decided_at = actor, database_now()
