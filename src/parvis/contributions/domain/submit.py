"""Deposit a contribution."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import Verb
from parvis.consultations.models import Phase, PhaseAction, Theme
from parvis.consultations.queries import database_now
from parvis.contributions import leaves
from parvis.contributions.domain.receipt import send_receipt
from parvis.contributions.domain.wording import text_of, title_of
from parvis.contributions.models import Contribution
from parvis.contributions.queries import answerable
from parvis.ledger.domain.append import append

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
) -> Contribution:
    """Publish a contribution, with its receipt by mail; the same key twice gives the same row.

    `opened_at` is when the form was shown, proved by the caller: opened before the phase closed, it may still
    be sent within `GRACE`, and the contribution says so. Raises `Refused`.
    """
    with transaction.atomic():
        known = Contribution.objects.filter(idempotency_key=idempotency_key).first()
        if known is not None:
            return _same_author(known, actor)
        is_late = _check_open(actor, action, opened_at)
        _check_place(action, theme, responds_to)
        if not actor.public_name:
            give_pseudonym(actor=actor)
        contribution = Contribution(
            consultation=action.phase.consultation,
            phase=action.phase,
            kind=action.kind,
            theme=theme,
            author=actor,
            responds_to=responds_to,
            title=title_of(action.kind, title),
            text=text_of(action.kind, text),
            origin=origin,
            identity_level=actor.identity_level,
            is_late=is_late,
            idempotency_key=idempotency_key,
        )
        return _insert_once(contribution, actor)


def _insert_once(contribution: Contribution, actor: Participant) -> Contribution:
    """Insert, or wait for the twin that was sent at the same moment and give its row."""
    try:
        with transaction.atomic():
            contribution.save(force_insert=True)
    except IntegrityError:
        twin = Contribution.objects.filter(idempotency_key=contribution.idempotency_key).first()
        if twin is None:
            raise
        return _same_author(twin, actor)
    append(leaves.accepted(contribution))
    send_receipt(actor=actor, contribution=contribution)
    return contribution


def _same_author(contribution: Contribution, actor: Participant) -> Contribution:
    if contribution.author_id != actor.pk:
        raise Refused(_("This form has already been sent. Open a new one: your text is kept."))
    return contribution


def _check_open(actor: Participant, action: PhaseAction, opened_at: datetime | None) -> bool:
    """Tell whether the deposit comes in the minutes of grace; refuse when it may not come at all."""
    if action.verb != Verb.DEPOSIT or not consultations.can(actor, "see", action.phase.consultation):
        raise Refused(_("Nothing can be deposited here."))
    if actor.identity_level < action.minimum_level:
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


def _check_place(action: PhaseAction, theme: Theme | None, responds_to: Contribution | None) -> None:
    if theme is not None and theme.consultation_id != action.phase.consultation_id:
        raise Refused(_("Choose a theme of this consultation."))
    asked = action.kind.responds_to
    if asked is None:
        if responds_to is not None:
            raise Refused(_("Nothing is to be answered here."))
        return
    if responds_to is None or not answerable(action).filter(pk=responds_to.pk).exists():
        raise Refused(_("Choose what your text responds to: %(kind)s.") % {"kind": asked.name})
