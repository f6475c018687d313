"""Answers, syntheses, figures, commitments and examinations for tests."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.enums import AnswerStatus, CommitmentState, Criterion, ExaminationState, Level
from parvis.restitution.models import (
    Answer,
    Appraisal,
    Commitment,
    CommitmentLink,
    CommitmentUpdate,
    Examination,
    Milestone,
    SynthesisPage,
)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    contribution = factory.SubFactory(ContributionFactory)
    status = AnswerStatus.KEPT
    text = "Les travaux commencent au printemps."
    author = factory.SubFactory(ParticipantFactory)
    signature = "Le service des mobilités"


class SynthesisFactory(DjangoModelFactory):
    """A synthesis below its consultation, public unless `live` is False."""

    class Meta:
        model = SynthesisPage

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Ce que vous avez dit {n}")
    summary = "Des rues plus calmes, et des bus plus tard le soir."
    method = "Écrite par le service des mobilités, relue par le garant."
    body = "<p>Trois demandes reviennent.</p>"
    first_published_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(
        cls,
        model_class: type[SynthesisPage],
        *args: Any,
        consultation: ConsultationPage,
        **kwargs: Any,
    ) -> SynthesisPage:
        consultation.refresh_from_db()
        page: SynthesisPage = consultation.add_child(instance=model_class(*args, **kwargs))
        return page


class CommitmentFactory(DjangoModelFactory):
    """Promised for in sixty days; `late` was promised for ten days ago, `done` was kept."""

    class Meta:
        model = Commitment
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    number = factory.LazyAttribute(lambda row: row.consultation.commitments.count() + 1)
    title = factory.Sequence(lambda n: f"Un banc tous les {200 + n} mètres")
    text = "Entre la gare et l’école, sur le trottoir nord."
    owner = "Le service des mobilités"
    first_due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    due_on = factory.SelfAttribute("first_due_on")
    author = factory.SubFactory(ParticipantFactory)

    class Params:
        late = factory.Trait(first_due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(10)))
        done = factory.Trait(state=CommitmentState.DONE)

    @factory.post_generation
    def answers(self, create: bool, texts: Any, **_kwargs: Any) -> None:
        for text in texts or ():
            CommitmentLink.objects.create(commitment=self, contribution=text)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    commitment = factory.SubFactory(CommitmentFactory)
    title = factory.Sequence(lambda n: f"Étape {n}")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    author = factory.SubFactory(ParticipantFactory)

    class Params:
        done = factory.Trait(done_on=factory.LazyFunction(timezone.localdate), evidence="On le voit.")


class CommitmentUpdateFactory(DjangoModelFactory):
    class Meta:
        model = CommitmentUpdate

    commitment = factory.SubFactory(CommitmentFactory)
    number = factory.LazyAttribute(lambda row: row.commitment.updates.count() + 1)
    state = CommitmentState.UNDER_WAY
    text = "Les travaux ont commencé."
    author = factory.SubFactory(ParticipantFactory)


class ExaminationFactory(DjangoModelFactory):
    """Given to an analyst of the team, who has not begun; `analysed` waits for a decision, `late` is late."""

    class Meta:
        model = Examination
        skip_postgeneration_save = True

    contribution = factory.SubFactory(ContributionFactory)
    service = "Le service de la voirie"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    author = factory.SubFactory(ParticipantFactory)

    @factory.lazy_attribute
    def analyst(self) -> Participant:
        member: TeamMember = TeamMemberFactory(
            consultation=self.contribution.consultation, role=Role.ANALYST, participant__language="fr"
        )
        return member.participant

    class Params:
        late = factory.Trait(due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10)))
        analysed = factory.Trait(
            state=ExaminationState.DECISION,
            recommendation=AnswerStatus.PARTLY,
            summary="Deux bancs, pas dix.",
            words_read=factory.SelfAttribute("contribution.entry"),
        )
        read_again = factory.Trait(analysed=True, state=ExaminationState.REVIEW)
        decided = factory.Trait(
            analysed=True,
            state=ExaminationState.DECIDED,
            answer=factory.SubFactory(
                AnswerFactory,
                contribution=factory.SelfAttribute("..contribution"),
                status=AnswerStatus.PARTLY,
            ),
        )

    @factory.post_generation
    def criteria(self, create: bool, levels: Any, **_kwargs: Any) -> None:
        """By default, once analysed, each criterion is favourable, and it costs 4,200 euros."""
        for criterion in Criterion if self.recommendation else ():
            amount = 4200 if criterion == Criterion.COST else None
            level, reason = Level.FAVOURABLE, f"On peut le faire ({criterion})."
            Appraisal.objects.create(
                examination=self, criterion=criterion, level=level, reason=reason, amount=amount
            )
