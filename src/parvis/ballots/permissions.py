"""Who may vote, and why not. One policy for pages, lists and domain functions."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.enums import Moment, Verb
from parvis.consultations.levels import admitted, level_of, trusted
from parvis.consultations.models import Phase, PhaseAction, TeamMember
from parvis.ui import words

TEAM = _("You are part of the team of this consultation: the team does not vote.")
LEVELS: dict[int, Promise] = {
    IdentityLevel.EMAIL: _("To vote, confirm your e-mail address: sign in with the code that we send you."),
    IdentityLevel.INVITED: _("This vote is reserved for people invited by the organiser."),
    IdentityLevel.STATE: _("This vote is reserved for people whose identity was checked by the State."),
}
CLOSED_ACCOUNT = _("This account is closed: it can no longer vote.")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the policy needs to know of somebody in one ballot, read at one second of the database's clock."""

    now: datetime
    on_team: bool = False
    level: int = IdentityLevel.VISITOR
    is_active: bool = True


def closed(phase: Phase, now: datetime) -> Promise | str:
    """Why nobody may vote at `now`; empty while the phase is under way."""
    moment = phase.moment(now)
    if moment == Moment.FUTURE:
        return _("This vote opens on %(date)s.") % {"date": words.moment(phase.starts_at)}
    if moment == Moment.PAST and phase.ends_at is not None:
        return _("This vote closed on %(date)s. Its counts remain.") % {"date": words.moment(phase.ends_at)}
    return ""


def refusal(ballot: PhaseAction, standing: Standing) -> Promise | str:
    """Why somebody may not vote in `ballot` (whose phase is loaded); empty when they may."""
    if reason := closed(ballot.phase, standing.now):
        return reason
    if not standing.is_active:
        return CLOSED_ACCOUNT
    if standing.on_team:
        return TEAM
    if standing.level < ballot.minimum_level:
        return LEVELS[ballot.minimum_level]
    return ""


def ballot_for(actor: Participant | AnonymousUser, ballot_id: int) -> tuple[PhaseAction, Standing]:
    """The ballot of a published consultation, with its phase, and the actor's standing in it, in one query.

    Raises PhaseAction.DoesNotExist.
    """
    ballots = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation__live=True)
    ballots = ballots.select_related("phase").annotate(now=Now())
    if not isinstance(actor, Participant):
        ballot = ballots.get(pk=ballot_id)
        return ballot, Standing(now=ballot.now)
    here = OuterRef("phase__consultation")
    team = TeamMember.objects.filter(consultation=here, participant=actor.pk)
    ballot = ballots.annotate(
        on_team=Exists(team), is_admitted=admitted(actor.pk, here), domains=trusted(here)
    ).get(pk=ballot_id)
    return ballot, Standing(
        now=ballot.now,
        on_team=ballot.on_team or can_in_installation(actor, "administer"),
        level=level_of(actor, is_admitted=ballot.is_admitted, domains=ballot.domains),
        is_active=actor.is_active,
    )


def closed_to(actor: Participant | AnonymousUser, ballot: PhaseAction) -> Promise | str:
    """What a page says in place of its button: a visitor is led to sign in by pressing it, if it is open."""
    try:
        fresh, standing = ballot_for(actor, ballot.pk)
    except PhaseAction.DoesNotExist:
        return _("This vote is no longer open.")
    return refusal(fresh, standing) if isinstance(actor, Participant) else closed(fresh.phase, standing.now)


def can(actor: Participant | AnonymousUser, action: str, ballot: PhaseAction) -> bool:
    """Whether `actor` may "vote" in `ballot` now."""
    if action != "vote" or not isinstance(actor, Participant):
        return False
    fresh, standing = ballot_for(actor, ballot.pk)
    return not refusal(fresh, standing)
