"""Batches for tests: of a deposit under way, with an organiser."""

import uuid

import factory
from factory.django import DjangoModelFactory

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import Kind
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory, TeamMemberFactory
from parvis.paper.domain.enter_sheet import enter_sheet
from parvis.paper.models import Batch, Sheet
from parvis.paper.typed import Words

FORM = (
    (QuestionType.SINGLE, "Venez-vous à vélo ?", {
        "options": [{"code": "y", "label": "Oui"}, {"code": "n", "label": "Non"}], "has_other": True,
    }),
    (QuestionType.MULTIPLE, "Quels jours ?", {
        "options": [{"code": "tue", "label": "Mardi"}, {"code": "sat", "label": "Samedi"}],
    }),
    (QuestionType.SCALE, "Votre avis ?", {"lowest": 0, "highest": 10}),
    (QuestionType.MATRIX, "Et pour", {
        "rows": [{"code": "kids", "label": "les enfants"}, {"code": "old", "label": "les aînés"}],
        "columns": [{"code": "good", "label": "bien"}, {"code": "bad", "label": "mal"}],
    }),
    (QuestionType.LONG_TEXT, "Autre chose ?", {}),
)  # fmt: skip
"""A type, words and settings for each question: what `ask` adds to a kind, as q0, q1..."""


class BatchFactory(DjangoModelFactory):
    """Of forms without numbers, unless `size` says how many."""

    class Meta:
        model = Batch
        skip_postgeneration_save = True

    class Params:
        action = factory.SubFactory(PhaseActionFactory)

    phase = factory.SelfAttribute("action.phase")
    kind = factory.SelfAttribute("action.kind")
    consultation = factory.SelfAttribute("action.phase.consultation")
    number = factory.Sequence(lambda n: n + 1)
    name = "Marché"

    @factory.post_generation
    def sheets(self: Batch, create: bool, extracted: object, **_kwargs: object) -> None:
        Sheet.objects.bulk_create(Sheet(batch=self, number=number) for number in range(1, self.size + 1))


def member_of(batch: Batch, role: Role = Role.MODERATOR) -> Participant:
    person: Participant = ParticipantFactory(language="en")
    TeamMemberFactory(consultation=batch.consultation, participant=person, role=role)
    return person


def ask(asked: Kind) -> None:
    for place, (kind, label, settings) in enumerate(FORM):
        QuestionFactory(
            kind=asked, code=f"q{place}", type=kind, label=label, settings=settings, position=place
        )


def entered(batch: Batch, actor: Participant, *, number: int | None = None, **said: object) -> Sheet:
    words = Words(**{"title": "Un banc", "text": "Devant l’école.", **said})
    return enter_sheet(actor=actor, batch=batch, number=number, words=words, key=uuid.uuid4())
