"""Rule C45: whether it is said who took part, and what is missing to say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parvis.consultations.models import ConsultationPage
from parvis.panel.missing import missing_in
from parvis.panel.models import Reference, Survey
from parvis.panel.queries import statements_for
from parvis.restitution.queries import figures_for


@dataclass(frozen=True, slots=True)
class WhoFacts:
    """`people`: how many took part, as last counted; `asked` and `compared`: how many questions, as the
    statement has them compared, or as they will be until there is one.

    `stated_at`: when one last made sure that the statement stands. `missing`: groups with fewer people than
    their part of the population, the widest gap first.
    """

    people: int = 0
    asked: int = 0
    compared: int = 0
    stated_at: datetime | None = None
    missing: tuple[str, ...] = ()


def who_facts(consultation: ConsultationPage) -> WhoFacts:
    """Four queries."""
    survey = Survey.objects.filter(consultation=consultation).first()
    dated = figures_for([consultation]).get(consultation.pk)
    stated = statements_for([consultation.pk]).get(consultation.pk)
    return WhoFacts(
        people=dated.figures.people if dated else 0,
        asked=len(survey.asked()) if survey else 0,
        compared=(
            sum(one.missing != "no_reference" for one in stated.panel.traits)
            if stated
            else Reference.objects.filter(consultation=consultation).count()
        ),
        stated_at=stated.checked_at if stated else None,
        missing=tuple(one.label for one in missing_in(stated.panel)) if stated else (),
    )
