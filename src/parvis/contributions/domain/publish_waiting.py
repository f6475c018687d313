"""Make a contribution of what waited to be read, in the transaction of the moderator's decision."""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.guests import closed_to_guests
from parvis.contributions import leaves
from parvis.contributions.domain.answers import keep_personal, replace_personal
from parvis.contributions.domain.attach import attach
from parvis.contributions.domain.keep_shared import mark_sent
from parvis.contributions.domain.once import only_of
from parvis.contributions.domain.receipt import send_receipt, send_revised
from parvis.contributions.domain.revise import replace_words
from parvis.contributions.enums import State, WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WORDS, WaitingText
from parvis.ledger.domain.append import append


def publish_waiting(*, text: WaitingText) -> Contribution:
    """Publish the words of a locked row that waits, and keep them in one place: that of contributions.

    Dated from its publication, when votes may begin; it says when it came. Its author is told. Raises
    `Refused` when it can no longer be published.
    """
    if text.revises_id is not None:
        changed = _change(text, text.revises_id)
        _settle(text, WaitingState.PUBLISHED, None)
        if text.author is not None:
            send_revised(actor=text.author, contribution=changed)
        return changed
    contribution = _enter(text, State.PUBLISHED)
    _settle(text, WaitingState.PUBLISHED, contribution)
    if text.author is not None:
        send_receipt(actor=text.author, contribution=contribution)
    return contribution


def keep_refused(*, text: WaitingText) -> Contribution:
    """Make of a locked row that a moderator refused a contribution that is hidden from its first second.

    Its place says why to everybody, its words are kept for its author and for an appeal, as those of any text
    that moderation hides; the caller tells the decision.
    """
    contribution = _enter(text, State.HIDDEN)
    _settle(text, WaitingState.REFUSED, contribution)
    return contribution


def _enter(text: WaitingText, state: State) -> Contribution:
    if text.is_guest and closed_to_guests(text.kind):
        raise Refused(
            _("This form now asks for what a guest may not answer: this text can no longer be published.")
        )
    is_alone = text.kind.one_per_person and text.author_id is not None
    is_second = is_alone and only_of(text.kind, text.author_id).exists()
    if is_second and state == State.PUBLISHED:
        raise Refused(_("Its author has already answered here: this text can no longer be published."))
    contribution = Contribution(
        consultation=text.consultation,
        phase=text.phase,
        kind=text.kind,
        theme=text.theme,
        author=text.author,
        organisation=text.organisation,
        responds_to=text.responds_to,
        title=text.title,
        text=text.text,
        form_answers=text.form_answers,
        state=state,
        origin=text.origin,
        identity_level=text.identity_level,
        is_guest=text.is_guest,
        is_only=is_alone and not is_second,
        is_late=text.is_late,
        received_at=text.received_at,
    )
    contribution.save(force_insert=True)
    keep_personal(contribution, text.personal or {})
    attach(contribution)
    append(leaves.accepted(contribution, is_question=text.is_question, received=text.entry))
    if text.shared_save is not None:
        mark_sent(contribution=contribution, save=text.shared_save)
    return contribution


def _change(text: WaitingText, pk: int) -> Contribution:
    """Give its words to the contribution `pk`, if they were written over the words that it still has."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("kind", "consultation")
    row = rows.get(pk=pk)
    if row.state != State.PUBLISHED:
        raise Refused(_("The text that it changes is no longer public: these words can only be refused."))
    if row.entry != text.based_on:
        raise Refused(_("The text that it changes has other words since: these can only be refused."))
    if text.personal is not None:
        replace_personal(row, text.personal)
    return replace_words(row, (text.title, text.text, text.form_answers), is_read=True)


def _settle(text: WaitingText, state: WaitingState, contribution: Contribution | None) -> None:
    text.state, text.contribution, text.settled_at = state, contribution, Now()
    text.forget_words()
    text.save(update_fields=["state", "contribution", "settled_at", *WORDS])
