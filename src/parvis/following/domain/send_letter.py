"""Try a letter on oneself, plan its departure, or cancel it as long as it has not left."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.queries import database_now
from parvis.following import letter_words
from parvis.following.domain.write_letter import check, hold_draft
from parvis.following.enums import LetterState
from parvis.following.letters import Letter
from parvis.following.segments import people_of
from parvis.jobs import mail

FURTHEST = timedelta(days=365)


@transaction.atomic
def try_letter(*, actor: Participant, letter: Letter) -> int:
    """Send it to oneself, in each language in which it is written; return how many mails that makes."""
    check(actor, letter.consultation)
    if not actor.email:
        raise Refused(_("Your account has no e-mail address to send it to."))
    for words in letter.written:
        found = letter_words.compose(letter, words.language)
        with translation.override(words.language):
            subject = _("Test: %(subject)s") % {"subject": found.subject}
            mail.send(to=actor.email, subject=subject, text=found.text, html=found.html)
    return len(letter.written)


@transaction.atomic
def plan_letter(*, actor: Participant, letter: Letter, at: datetime | None = None) -> Letter:
    """At that moment, or now; its page is public then, so its consultation has to be."""
    held = hold_draft(actor, letter)
    now = database_now()
    if not held.consultation.live:
        raise Refused(_("A letter is public once it left: publish the consultation first."))
    if at is not None and not now < at <= now + FURTHEST:
        raise Refused(_("Choose a day and an hour to come, within a year."))
    if not people_of(held).exists():
        raise Refused(_("Nobody of this segment agreed to be written to: choose another one."))
    held.state, held.send_at = LetterState.PLANNED, at or now
    held.save(update_fields=["state", "send_at"])
    note(actor=actor, consultation=held.consultation, act=DeskAct.LETTER_PLANNED, about=str(held))
    return held


@transaction.atomic
def cancel_letter(*, actor: Participant, letter: Letter) -> Letter:
    """It is a draft again; what has left has left."""
    check(actor, letter.consultation)
    held = Letter.objects.select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if held is None or held.state != LetterState.PLANNED:
        raise Refused(_("This letter has left, or was not planned: there is nothing to cancel."))
    held.state, held.send_at = LetterState.DRAFT, None
    held.save(update_fields=["state", "send_at"])
    note(actor=actor, consultation=held.consultation, act=DeskAct.LETTER_CANCELLED, about=str(held))
    return held
