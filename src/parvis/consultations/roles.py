"""What each role of a team may do, in words: read from the policy, so that what is said is what is so."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import Role
from parvis.consultations.permissions import ROLES, Action

WORDS: dict[Action, Promise | str] = {
    "see": _("read the consultation before it is published"),
    "see_desk": _("open its desk: calendar, contributions, rules kept"),
    "see_figures": _("read its figures at any time"),
    "edit": _("change texts, calendar, forms and team; publish; merge; decide"),
    "animate": _("write letters and announcements, hold events, lead live rooms, and take the kit"),
    "moderate": _("hide and restore texts, read those of guests, decide on appeals"),
    "read_hidden": _("read what was hidden"),
    "read_private": _("read private answers"),
    "answer": _("answer in the name of the organiser, and promise delays"),
    "export": _("download everything that they may read"),
    "analyse": _("run analyses of texts, correct them, publish them"),
    "duplicate": _("start again, or continue in another consultation, if they may create some"),
    "vouch": _("declare that they tried, for others, what these prepared"),
    "read_journal": _("read the journal of what the team does"),
}
"""Each action of the policy has its words; a test sees to it."""
TEAM_ABSTAINS = _("As long as you are in this team, you do not vote, argue or support in this consultation.")
COUNTED = _("The public log says how many people have each role, and never who.")
PUBLIC: dict[Role, tuple[Promise | str, ...]] = {
    Role.ORGANISER: (
        _("What you declare of a rule is public, under the name and office that you give."),
        _("What you answer is public, signed by the organiser of the consultation."),
        _("The team and its guarantor read in its journal what you do at the desk."),
    ),
    Role.MODERATOR: (
        _("Your decisions are in a public register with their reasons, without your name."),
        _("The organisers and the guarantor know which ones are yours."),
    ),
    Role.ANALYST: (_("The organisers and the guarantor know which exports you take."),),
    Role.ANIMATOR: (_("What you send is signed by the organiser of the consultation."),),
    Role.GUARANTOR: (
        _("The public page of rules says whether there is a guarantor; your name is not on it."),
    ),
    Role.OBSERVER: (),
}
"""What taking a role makes known, beside what is so of all of them."""


@dataclass(frozen=True, slots=True)
class Duties:
    """A role, what it may do, and what it may not."""

    role: Role
    may: tuple[Promise | str, ...]
    may_not: tuple[Promise | str, ...]
    known: tuple[Promise | str, ...]


def duties_of(role: Role) -> Duties:
    """What a role may do and may not, and what taking it makes known."""
    held = {action: role in roles for action, roles in ROLES.items()}
    return Duties(
        role,
        may=tuple(words for action, words in WORDS.items() if held[action]),
        may_not=tuple(words for action, words in WORDS.items() if not held[action]),
        known=(TEAM_ABSTAINS, COUNTED, *PUBLIC[role]),
    )
