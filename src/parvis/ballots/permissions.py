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
    team = TeamMember.objects.filter(consultation=OuterRef("phase__consultation"), participant=actor.pk)
    ballot = (
        PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation__live=True)
        .select_related("phase")
        .annotate(now=Now(), on_team=Exists(team))
        .get(pk=ballot_id)
    )
    if not isinstance(actor, Participant):
        return ballot, Standing(now=ballot.now)
    return ballot, Standing(
        now=ballot.now,
        on_team=ballot.on_team or can_in_installation(actor, "administer"),
        level=actor.identity_level,
        is_active=actor.is_active,
    )


def can(actor: Participant | AnonymousUser, action: str, ballot: PhaseAction) -> bool:
    """Whether `actor` may "vote" in `ballot` now."""
    if action != "vote" or not isinstance(actor, Participant):
        return False
    fresh, standing = ballot_for(actor, ballot.pk)
    return not refusal(fresh, standing)
