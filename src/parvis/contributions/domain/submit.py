"""Deposit a contribution."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import WRITING, Verb
from parvis.consultations.levels import level_in
from parvis.consultations.models import Phase, PhaseAction, Theme
from parvis.consultations.queries import database_now
from parvis.contributions import leaves
from parvis.contributions.answering import Answers
from parvis.contributions.domain.answers import answers_of, keep_personal
from parvis.contributions.domain.attach import Taken, attach
from parvis.contributions.domain.keep_shared import mark_sent
from parvis.contributions.domain.once import insert_once, refuse_second, same_author
from parvis.contributions.domain.receipt import send_receipt
from parvis.contributions.domain.wording import check_rewording, text_of, title_of
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Actor, reads_first
from parvis.contributions.queries import answerable
from parvis.contributions.signatures import takes_organisations
from parvis.ledger.domain.append import append
from parvis.organisations import permissions as organisations
from parvis.organisations.models import Organisation

GRACE = timedelta(minutes=15)


def submit(
    *,
    actor: Participant,
    action: PhaseAction,
    title: str,
    text: str,
    theme: Theme | None,
    responds_to: Contribution | None,
    idempotency_key: UUID,
    origin: Origin = Origin.WEB,
    opened_at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
    organisation: Organisation | None = None,
    shared_save: int | None = None,
) -> Contribution:
    """Publish a contribution, with its receipt by mail; the same key twice gives the same row.

    In the name of `organisation`, if there is one, for which the actor acts; `shared_save` is the save of its
    draft that is published, if it is one: the draft says so from then on.

    `answers` to the questions of the kind, by their code; of a private kind, nothing is published.
    `opened_at` is when the form was shown, proved by the caller: opened before the phase closed, it may still
    be sent within `GRACE`, and the contribution says so. Where texts are read before they appear, `receive`
    takes them. Raises `Refused`.
    """
    with transaction.atomic():
        known = Contribution.objects.filter(idempotency_key=idempotency_key).first()
        if known is not None:
            return same_author(known, actor)
        sent: Sent = {
            "title": title, "text": text, "theme": theme, "responds_to": responds_to, "origin": origin,
            "opened_at": opened_at, "answers": answers, "organisation": organisation,
        }  # fmt: skip
        contribution, personal = prepare(actor=actor, action=action, key=idempotency_key, sent=sent)
        if reads_first(action):
            raise Refused(_("What is sent here is read before it appears. Send it again: your text is kept."))
        if contribution.is_only:
            refuse_second(actor, action.kind, key=idempotency_key)
        made = _insert(contribution, actor, personal, is_question=action.verb == Verb.ASK)
        if shared_save is not None:
            mark_sent(contribution=made, save=shared_save)
        return made


class Sent(TypedDict):
    """What a person sends, as `submit` says."""

    title: str
    text: str
    theme: Theme | None
    responds_to: Contribution | None
    origin: NotRequired[Origin]
    opened_at: NotRequired[datetime | None]
    answers: NotRequired[Mapping[str, Any] | None]
    organisation: NotRequired[Organisation | None]


def prepare(
    *, actor: Participant, action: PhaseAction, key: UUID, sent: Sent
) -> tuple[Contribution, Answers]:
    """The row that would be published now, not written, and the personal answers. Raises `Refused`."""
    level = level_in(actor, action.phase.consultation_id)
    is_late = check_open(actor, action, sent.get("opened_at"), level=level)
    check_place(action, sent["theme"], sent["responds_to"])
    words = title_of(action.kind, sent["title"]), text_of(action.kind, sent["text"])
    check_rewording(action.kind, words[1], sent["responds_to"])
    organisation = sent.get("organisation")
    if organisation is not None:
        _check_signature(actor, action, organisation)
    public, personal = answers_of(action.kind, sent.get("answers") or {}, taken=Taken(actor, key))
    if not actor.public_name:
        give_pseudonym(actor=actor)
    contribution = Contribution(
        consultation=action.phase.consultation,
        phase=action.phase,
        kind=action.kind,
        theme=sent["theme"],
        author=actor,
        organisation=organisation,
        responds_to=sent["responds_to"],
        title=words[0],
        text=words[1],
        form_answers=public,
        state=PRIVATE if action.kind.is_private else State.PUBLISHED,
        to_read_since=None if action.kind.is_private else Now(),
        is_only=action.kind.one_per_person,
        origin=sent.get("origin", Origin.WEB),
        identity_level=level,
        is_late=is_late,
        idempotency_key=key,
    )
    return contribution, personal


def _insert(
    contribution: Contribution, actor: Participant, personal: Answers, *, is_question: bool
) -> Contribution:
    row, is_new = insert_once(contribution, key=contribution.idempotency_key)
    if not is_new:
        return same_author(row, actor)
    keep_personal(contribution, personal)
    attach(contribution)
    append(leaves.accepted(contribution, is_question=is_question))
    send_receipt(actor=actor, contribution=contribution)
    return contribution


def _check_signature(actor: Participant, action: PhaseAction, organisation: Organisation) -> None:
    """On the row as it is now, held until the end: whoever is removed meanwhile waits, or comes first."""
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not organisations.can(actor, "represent", row):
        raise Refused(_("You no longer act for this organisation: publish in your own name, or ask it."))
    if not takes_organisations(action.kind):
        raise Refused(_("Each person answers for themselves here: send it in your own name."))


def check_open(
    actor: Actor, action: PhaseAction, opened_at: datetime | None, *, level: IdentityLevel
) -> bool:
    """Tell whether the deposit comes in the minutes of grace. Raises `Refused` when it may not come."""
    is_written = action.verb in WRITING and not action.kind.is_passage
    if not is_written or not consultations.can(actor, "see", action.phase.consultation):
        raise Refused(_("Nothing can be deposited here."))
    if not action.phase.consultation.live:
        raise Refused(_("This consultation is not published yet: nothing can be deposited in it."))
    if level < action.minimum_level:
        raise Refused(
            _("To take part here, this is needed first: %(level)s.")
            % {"level": action.get_minimum_level_display()}
        )
    phase, now = Phase.objects.get(pk=action.phase_id), database_now()
    if now < phase.starts_at:
        raise Refused(_("This phase has not started yet. Your text is kept: come back when it opens."))
    if phase.ends_at is None or now < phase.ends_at:
        return False
    if opened_at is not None and opened_at < phase.ends_at and now < phase.ends_at + GRACE:
        return True
    raise Refused(
        _("This phase is closed: nothing more can be deposited in it. Your text was not published.")
    )


def check_place(action: PhaseAction, theme: Theme | None, responds_to: Contribution | None) -> None:
    """Raises `Refused` for a theme or an answer that is not of this place."""
    if theme is not None and theme.consultation_id != action.phase.consultation_id:
        raise Refused(_("Choose a theme of this consultation."))
    asked = action.kind.responds_to
    if asked is None:
        if responds_to is not None:
            raise Refused(_("Nothing is to be answered here."))
        return
    if responds_to is None or not answerable(action).filter(pk=responds_to.pk).exists():
        raise Refused(_("Choose what your text responds to: %(kind)s.") % {"kind": asked.name})
