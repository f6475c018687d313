"""Scenes of acts on commitments, and of answers to many contributions at once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.opendata.tests.town import Town
from parvis.restitution.domain import commit as committing
from parvis.restitution.domain.answer_many import AnswerDraft, answer_many
from parvis.restitution.domain.commit import CommitmentDraft, UpdateDraft
from parvis.restitution.enums import AnswerStatus, CommitmentState
from parvis.restitution.models import Commitment
from parvis.restitution.tests.factories import CommitmentFactory, MilestoneFactory

Act = Callable[[], Any]


def promising(town: Town, actor: Participant | None) -> Act:
    text = town.write("Un banc au parc")
    due_on = timezone.localdate() + timedelta(days=90)
    draft = CommitmentDraft("Dix bancs", "Au parc.", "La voirie", due_on, contributions=[text.pk])
    return partial(
        committing.commit, actor=actor or town.organiser, consultation=town.consultation, draft=draft
    )


def answering_many(town: Town, actor: Participant | None) -> Act:
    return partial(
        answer_many,
        actor=actor or town.organiser,
        consultation=town.consultation,
        numbers=[town.write(title).pk for title in ("Un banc au parc", "Un banc au port")],
        draft=AnswerDraft(AnswerStatus.KEPT, "Dix bancs sont posés.", "La voirie"),
    )


def telling_news(town: Town, actor: Participant | None) -> Act:
    draft = UpdateDraft(CommitmentState.UNDER_WAY, "Les bancs sont commandés.")
    return partial(committing.update, actor=actor or town.organiser, commitment=_held(town), draft=draft)


def planning_a_step(town: Town, actor: Participant | None) -> Act:
    return partial(
        committing.add_milestone,
        actor=actor or town.organiser,
        commitment=_held(town),
        title="Le marché est signé",
        due_on=timezone.localdate() + timedelta(days=20),
    )


def finishing_a_step(town: Town, actor: Participant | None) -> Act:
    return partial(
        committing.finish_milestone,
        actor=actor or town.organiser,
        milestone=MilestoneFactory(commitment=_held(town)),
        done_on=timezone.localdate(),
        evidence="Délibération affichée en mairie.",
        evidence_link="",
    )


def _held(town: Town) -> Commitment:
    return CommitmentFactory(consultation=town.consultation)
