"""Make the statement of who took part: again only when no difference would tell who somebody is."""

from __future__ import annotations

import logging

from django.db import transaction

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append
from parvis.panel import leaves
from parvis.panel.comparing import Known, compared_again, count, panel_of
from parvis.panel.enums import Trait
from parvis.panel.figures import Panel
from parvis.panel.models import Reference, SelfDescription, Statement, Survey
from parvis.panel.queries import is_open, references_of, surveys_to_state
from parvis.panel.taking_part import people_of

logger = logging.getLogger(__name__)
FEWEST_MOVES = 10
"""People who answered otherwise, under which new figures beside the former would say what they said."""


def state_due() -> int:
    """Look at each consultation that asks; returns how many. One that fails stops no other."""
    done = 0
    for survey in surveys_to_state():
        try:
            state_who(consultation=survey.consultation)
        except Exception:
            logger.exception("who took part in consultation %s could not be told", survey.consultation_id)
        else:
            done += 1
    return done


@transaction.atomic
def state_who(*, consultation: ConsultationPage) -> Statement | None:
    """Keep the figures in the place of those before, or say that they still stand; None when nobody is asked.

    The first made after the close is told to the public log, and is final.
    """
    survey = Survey.objects.select_for_update().filter(consultation=consultation).first()
    if survey is None or survey.forgotten_at is not None:
        return Statement.objects.filter(consultation=consultation).first()
    now, row = database_now(), Statement.objects.filter(consultation=consultation).first()
    if row is None:
        row = Statement(consultation=consultation)
    if (panel := _new_figures(survey, row)) is not None:
        row.figures, row.computed_at = panel.to_json(), now
    row.checked_at = now
    was_final, row.is_final = row.is_final, not is_open(consultation)
    row.save()
    if row.is_final and (not was_final or row.computed_at == now):
        append(leaves.stated(row))
    return row


def _new_figures(survey: Survey, row: Statement) -> Panel | None:
    """Of everybody, once enough people moved; of those counted last, when their population alone changed.

    None when the figures stand. Whoever joined or left the team meanwhile does not make any new.
    """
    if row.pk is None or survey.moves >= FEWEST_MOVES:
        return _count(survey)
    changed = Reference.objects.filter(consultation=survey.consultation_id, changed_at__gt=row.computed_at)
    if not changed.exists():
        return None
    said, people = _answers(survey)
    if survey.moves == 0 and count(said) == survey.counted:
        return panel_of(said, _known(survey.consultation), survey.asked(), people=people)
    before = Panel.from_json(row.figures)
    return compared_again(before, survey.counted, _known(survey.consultation), survey.asked())


def _count(survey: Survey) -> Panel:
    """Keep what was counted beside the figures: from then on, who moves is counted again from nobody."""
    said, people = _answers(survey)
    SelfDescription.objects.filter(consultation=survey.consultation_id, has_moved=True).update(
        has_moved=False
    )
    Survey.objects.filter(pk=survey.pk).update(moves=0, counted=count(said))
    return panel_of(said, _known(survey.consultation), survey.asked(), people=people)


def _answers(survey: Survey) -> tuple[list[dict[str, str]], int]:
    """What those who took part said of themselves, and how many took part."""
    people = people_of(survey.consultation)
    rows = SelfDescription.objects.filter(consultation=survey.consultation_id).exclude(said={}).order_by("pk")
    said = [answers for pk, answers in rows.values_list("participant", "said") if pk in people]
    return said, len(people)


def _known(consultation: ConsultationPage) -> dict[Trait, Known]:
    return {
        trait: Known(trait, row.source, row.year, row.population)
        for trait, row in references_of(consultation).items()
    }
