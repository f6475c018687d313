"""Make the statement of who took part: again only when no difference would tell who somebody is."""

from django.db import transaction

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append
from parvis.panel import leaves
from parvis.panel.comparing import Known, panel_of
from parvis.panel.enums import Trait
from parvis.panel.figures import Panel
from parvis.panel.models import Reference, SelfDescription, Statement, Survey
from parvis.panel.queries import is_open, references_of, surveys_to_state
from parvis.panel.taking_part import people_of

FEWEST_MOVES = 10
"""People who answered otherwise, under which new figures beside the former would say what they said."""


def state_due() -> int:
    """Look at each consultation that asks, and is not final; returns how many."""
    found = list(surveys_to_state())
    for survey in found:
        state_who(consultation=survey.consultation)
    return len(found)


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
    if row.pk is None or _is_stale(survey, row):
        row.figures, row.computed_at = _figures(consultation, survey).to_json(), now
        Survey.objects.filter(pk=survey.pk).update(moves=0)
    row.checked_at = now
    was_final, row.is_final = row.is_final, not is_open(consultation)
    row.save()
    if row.is_final and (not was_final or row.computed_at == now):
        append(leaves.stated(row))
    return row


def _is_stale(survey: Survey, row: Statement) -> bool:
    """Enough people moved; or nobody did, and what they are compared with changed."""
    if survey.moves >= FEWEST_MOVES:
        return True
    changed = Reference.objects.filter(consultation=survey.consultation_id, changed_at__gt=row.computed_at)
    return survey.moves == 0 and changed.exists()


def _figures(consultation: ConsultationPage, survey: Survey) -> Panel:
    people = people_of(consultation)
    rows = SelfDescription.objects.filter(consultation=consultation).exclude(said={})
    said = [answers for pk, answers in rows.values_list("participant", "said") if pk in people]
    return panel_of(said, _known(consultation), survey.asked(), people=len(people))


def _known(consultation: ConsultationPage) -> dict[Trait, Known]:
    return {
        trait: Known(trait, row.source, row.year, row.population)
        for trait, row in references_of(consultation).items()
    }
