"""Who may do what in a consultation: one predicate for pages, desk, exports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.enums import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant
    from parvis.consultations.models import ConsultationPage

Action = Literal[
    "see", "see_desk", "see_figures", "edit", "animate", "moderate", "read_hidden", "read_private", "answer",
    "export", "analyse", "duplicate", "vouch", "read_journal",
]  # fmt: skip
Start = Literal["create"]

TEAM = frozenset(Role)
ROLES: dict[Action, frozenset[Role]] = {
    "see": TEAM,
    "see_desk": TEAM,
    "see_figures": TEAM,
    "edit": frozenset({Role.ORGANISER}),
    "animate": frozenset({Role.ORGANISER, Role.ANIMATOR}),
    "moderate": frozenset({Role.ORGANISER, Role.MODERATOR}),
    "read_hidden": frozenset({Role.ORGANISER, Role.MODERATOR, Role.GUARANTOR}),
    "read_private": frozenset({Role.ORGANISER, Role.MODERATOR, Role.ANALYST, Role.GUARANTOR}),
    "answer": frozenset({Role.ORGANISER}),
    "export": frozenset({Role.ORGANISER, Role.ANALYST, Role.GUARANTOR}),
    "analyse": frozenset({Role.ORGANISER, Role.ANALYST}),
    "duplicate": frozenset({Role.ORGANISER}),
    "vouch": TEAM - {Role.OBSERVER},
    "read_journal": frozenset({Role.ORGANISER, Role.GUARANTOR}),
}
"""`animate`: letters, announcements, events, live rooms and kit. `analyse`: run, correct and
publish analyses of texts. `vouch`: declare, for another, that what they made was tried."""
MAY_CREATE = "consultations.add_consultationpage"


def roles(actor: Participant | AnonymousUser, consultation: ConsultationPage) -> frozenset[Role]:
    """The actor's places in the team; nobody's are empty."""
    if not actor.is_authenticated or not actor.is_active:
        return frozenset()
    held = consultation.team.filter(participant_id=actor.pk).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def can(
    actor: Participant | AnonymousUser, action: Action | Start, consultation: ConsultationPage | None = None
) -> bool:
    """Decide one action on one consultation, or "create", which bears on none.

    A published consultation is seen by everybody; without one, nothing else can be done. Whoever starts again
    from one creates another.
    """
    if action == "create":
        return actor.is_active and actor.has_perm(MAY_CREATE)
    if consultation is None:
        return False
    if action == "see" and consultation.live:
        return True
    if action == "duplicate" and not can(actor, "create"):
        return False
    if can_in_installation(actor, "administer"):
        return True
    return bool(ROLES[action] & roles(actor, consultation))
