"""Who may give back: answer, have examined, commit to something, write and publish a synthesis, count."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import hands_of
from parvis.restitution.enums import ExaminationState

if TYPE_CHECKING:
    from parvis.restitution.examinations import Examination

Action = Literal["answer", "examine", "commit", "count", "write", "publish", "remark"]
NEEDED: dict[Action, consultations.Action] = {
    "answer": "answer",
    "examine": "answer",
    "commit": "answer",
    "count": "see_figures",
    "write": "analyse",
    "publish": "answer",
}
"""What each asks for in the consultation. `examine`: ask that contributions be examined, and by whom."""
Examining = Literal["see", "assign", "stop", "analyse", "ask_revision", "agree", "send_back", "decide"]
TURNS: dict[Examining, frozenset[str]] = {
    "analyse": frozenset({ExaminationState.ANALYSIS, ExaminationState.REVISION}),
    "ask_revision": frozenset({ExaminationState.ANALYSIS}),
    "agree": frozenset({ExaminationState.REVIEW}),
    "send_back": frozenset({ExaminationState.REVIEW, ExaminationState.DECISION}),
    "decide": frozenset({ExaminationState.DECISION}),
}
"""In which states each act of an examination may be done; others may as long as it is under way."""


def can(actor: Participant | AnonymousUser, action: Action, obj: Contribution | ConsultationPage) -> bool:
    """Answering, having examined, committing and publishing a synthesis are the organiser's.

    Analysts write a synthesis as well. Counting again is for the whole team. A guarantor alone remarks on a
    synthesis: nobody else speaks in that name, administrators neither.
    """
    consultation = obj.consultation if isinstance(obj, Contribution) else obj
    if action == "remark":
        return Role.GUARANTOR in consultations.roles(actor, consultation)
    return consultations.can(actor, NEEDED[action], consultation)


def can_examine(
    actor: Participant | AnonymousUser, act: Examining, examination: Examination, *, is_theirs: bool = True
) -> bool:
    """Tell whether `actor` may do this now in an examination; `examination.contribution` is loaded.

    - see: those to whom it is given, the organisers, and the guarantor, who reads the journal;
    - assign, stop: the organisers, as long as it is under way;
    - analyse, ask_revision: its analyst, at their turn;
    - agree: its supervisor; send_back: whoever reads again or decides, at their turn;
    - decide: who is named to, if they may answer in the consultation; without a name, whoever may.

    Nobody but an organiser who assigns or stops acts on what they wrote, sign or represent. `is_theirs`:
    look at that too, which costs a query or two.
    """
    place = Place(actor, examination)
    if act == "see":
        return place.is_named or place.reads_journal
    if not examination.is_under_way:
        return False
    if act in ("assign", "stop"):
        return place.answers
    if examination.state not in TURNS[act] or not place.has_turn:
        return False
    return not (is_theirs and actor.pk in hands_of(examination.contribution))


class Place:
    """Where somebody stands in an examination; the team is asked at most once for each right."""

    def __init__(self, actor: Participant | AnonymousUser, examination: Examination) -> None:
        self.actor = actor
        self.examination = examination
        self.consultation = examination.contribution.consultation

    @property
    def is_named(self) -> bool:
        """Whether something was given to them in it, and they still are of the team."""
        named = (self.examination.analyst_id, self.examination.supervisor_id, self.examination.decider_id)
        return self.actor.is_authenticated and self.actor.pk in named and self._is_of_team

    @property
    def has_turn(self) -> bool:
        """Whether what waits now waits for them."""
        one = self.examination
        if one.state == ExaminationState.DECISION:
            return one.decider_id in (None, self.actor.pk) and self.answers
        turn = one.supervisor_id if one.state == ExaminationState.REVIEW else one.analyst_id
        return self.actor.is_authenticated and self.actor.pk == turn and self._is_of_team

    @cached_property
    def answers(self) -> bool:
        return consultations.can(self.actor, "answer", self.consultation)

    @cached_property
    def reads_journal(self) -> bool:
        return consultations.can(self.actor, "read_journal", self.consultation)

    @cached_property
    def _is_of_team(self) -> bool:
        return consultations.can(self.actor, "see_desk", self.consultation)
