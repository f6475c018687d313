"""In whose name a text is sent: one's own, or that of an organisation for which one acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Kind
from parvis.consultations.questions import Question
from parvis.contributions.permissions import Actor
from parvis.organisations.models import Organisation
from parvis.organisations.queries import signable_by

NAME = "signed_by"
ONESELF = "me"


@dataclass(frozen=True, slots=True)
class Signature:
    """What the page before publication offers and what was chosen there; `is_missing` when nothing was said.

    Somebody who acts for no organisation is asked nothing, and signs.
    """

    offered: tuple[Organisation, ...]
    chosen: str

    @property
    def is_missing(self) -> bool:
        known = {ONESELF, *(str(one.pk) for one in self.offered)}
        return bool(self.offered) and self.chosen not in known

    @property
    def organisation(self) -> Organisation | None:
        return next((one for one in self.offered if str(one.pk) == self.chosen), None)


def takes_organisations(kind: Kind) -> bool:
    """Whether an organisation may sign: not what the team alone reads, nor what each person answers once."""
    return not kind.is_private and not kind.one_per_person


def takes_shared_drafts(kind: Kind) -> bool:
    """Whether several hands may draft it: nothing in its form is of one person alone, files included."""
    alone = Q(is_personal=True) | Q(type__in=[QuestionType.PHOTO, QuestionType.FILE])
    return takes_organisations(kind) and not kind.questions.filter(alone).exists()


def is_of_one(question: Question) -> bool:
    """Whether each person answers it alone, so that no draft of several hands keeps its answer."""
    return question.is_personal or question.takes_files


def signature(actor: Actor, kind: Kind, typed: Mapping[str, str]) -> Signature:
    """One query for who is signed in."""
    offered = signable_by(actor) if takes_organisations(kind) else []
    return Signature(tuple(offered), typed.get(NAME, ""))


def organisations_to_draft(actor: Actor, kind: Kind) -> list[Organisation]:
    """Those with whose representatives somebody may write it; one query for who is signed in, then one."""
    found = signable_by(actor)
    return found if found and takes_shared_drafts(kind) else []
