"""Make a contribution of what a guest sent, in the transaction of the moderator's decision."""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.consultations.guests import closed_to_guests
from parvis.contributions import leaves
from parvis.contributions.enums import GuestState
from parvis.contributions.guests import WORDS, GuestText
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append


def publish_guest_text(*, text: GuestText) -> Contribution:
    """Publish the words of a locked row that waits, and keep them in one place: that of contributions.

    Dated from its publication, which is when everybody may first read it; the log says when it came. Raises
    `Refused` when its form became one that no guest may fill in.
    """
    if closed_to_guests(text.kind):
        raise Refused(
            _("This form now asks for what a guest may not answer: this text can no longer be published.")
        )
    contribution = Contribution(
        consultation=text.consultation,
        phase=text.phase,
        kind=text.kind,
        theme=text.theme,
        responds_to=text.responds_to,
        title=text.title,
        text=text.text,
        form_answers=text.form_answers,
        identity_level=IdentityLevel.VISITOR,
        is_guest=True,
        is_late=text.is_late,
    )
    contribution.save(force_insert=True)
    append(leaves.accepted(contribution, is_question=text.is_question, received=text.entry))
    text.state, text.contribution, text.settled_at = GuestState.PUBLISHED, contribution, Now()
    text.forget_words()
    text.save(update_fields=["state", "contribution", "settled_at", *WORDS])
    return contribution
