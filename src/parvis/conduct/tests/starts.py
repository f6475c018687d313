"""A start that is answered whole, from any template."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.domain.start import Answers, start
from parvis.conduct.enums import OpinionsGround
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.enums import Figure, LegalProfile
from parvis.consultations.models import ConsultationPage
from parvis.consultations.templates_catalogue import Template
from parvis.pages.models import ResourcePage
from parvis.pages.tests.factories import DocumentFactory

FIGURES = {Figure.AMOUNT: 50_000, Figure.THRESHOLD: 300}


def answers() -> Answers:
    return Answers(
        profile=LegalProfile.FREE,
        replaced_committee="",
        summary="La place de la gare change.",
        presentation="La place est en pierre. Elle sera plantée.",
        use_of_contributions="Le service lit tout, et répond.",
        decision_maker="Le conseil municipal",
        open_points="Les arbres, les bancs.",
        settled_points="Le budget.",
        alternatives="Garder la pierre.",
        answer_due=timezone.localdate() + timedelta(days=600),
        answer_in_charge="La direction des espaces verts",
        offline_ways="À la mairie, le mardi.",
        has_no_guarantor=True,
        appeal_days=5,
        funder="La ville",
        operator="La ville",
        contact="gare@example.org",
        officer="Les affaires juridiques",
        opinions_ground=OpinionsGround.PUBLIC,
        assessment="Aucune : peu de données.",
    )


def creator(language: str = "fr") -> Participant:
    """Somebody who may create consultations."""
    person: Participant = ParticipantFactory(language=language)
    allow_creation(person=person)
    return person


def begin(
    actor: Participant, template: Template, *, closes_on: date | None = None, **changes: Any
) -> ConsultationPage:
    """A draft whose first day is tomorrow."""
    return start(
        actor=actor,
        template=template,
        title="Que planter devant la gare ?",
        organiser="Ville de Valmont",
        starts_on=timezone.localdate() + timedelta(days=1),
        answers=replace(answers(), **{"profile": template.profile, **changes}),
        closes_on=closes_on,
        figures=FIGURES,
    )


def publish_file(made: ConsultationPage) -> None:
    """Give each document of the legal file its file."""
    for page in ResourcePage.objects.child_of(made):
        page.document = DocumentFactory()
        page.save_revision().publish()
