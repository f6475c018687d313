"""A consultation with texts, an analysis and a synthesis to write, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.domain.cite_source import cite
from parvis.restitution.domain.write_synthesis import add_finding, add_section
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Finding
from parvis.restitution.tests.factories import SynthesisFactory
from parvis.understanding.models import Analysis, Topic
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory, TopicMemberFactory


@dataclass
class Square:
    """Six texts in two topics (four and two), one text in none; an organiser, and a draft of a synthesis."""

    consultation: ConsultationPage
    organiser: Participant
    texts: list[Contribution]
    analysis: Analysis
    topics: list[Topic]
    synthesis: SynthesisPage

    def finding(self, text: str = "Les bancs manquent.", **sources: object) -> Finding:
        """In the last section, which is made when there is none."""
        section = self.synthesis.sections.last() or add_section(
            actor=self.organiser, synthesis=self.synthesis, title="Les rues"
        )
        made = add_finding(actor=self.organiser, section=section, text=text)
        if sources:
            cite(actor=self.organiser, finding=made, **sources)
        return made


def square(**given: object) -> Square:
    """A draft by default; `live=True` for a page that everybody reads."""
    place = ConsultationFactory()
    kind = KindFactory(consultation=place, code="idea")
    texts = [
        ContributionFactory(kind=kind, title=f"Banc {n}", text=f"Il faut un banc numéro {n} devant l’école.")
        for n in range(7)
    ]
    analysis = AnalysisFactory(consultation=place, published=True)
    topics = [TopicFactory(analysis=analysis, size=size, key=key) for key, size in enumerate((4, 2))]
    for n, text in enumerate(texts[:6]):
        TopicMemberFactory(topic=topics[n >= 4], contribution=text)
    return Square(
        consultation=place,
        organiser=member(place, Role.ORGANISER),
        texts=texts,
        analysis=analysis,
        topics=topics,
        synthesis=SynthesisFactory(consultation=place, **{"live": False, **given}),
    )


def member(place: ConsultationPage, role: Role, language: str = "fr") -> Participant:
    return TeamMemberFactory(consultation=place, role=role, participant__language=language).participant
