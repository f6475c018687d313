"""Say to which population those who took part are compared: by hand, or from a spreadsheet."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.contributions.texts import clean_line
from parvis.panel.enums import Trait, categories
from parvis.panel.figures import Panel
from parvis.panel.models import Reference, Statement, Survey
from parvis.panel.permissions import can
from parvis.panel.sheet import read_references
from parvis.ui.words import listed

MOST = 10**10
YEARS = range(1900, 2101)


@transaction.atomic
def set_reference(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    trait: Trait,
    source: str,
    year: int,
    population: Mapping[str, float],
) -> Reference:
    """Keep it in the place of the one before; answers without a figure are left out. Raises `Refused`."""
    survey = _hold(actor, consultation)
    if trait not in survey.asked():
        raise Refused(_("This question is not asked here: choose it first."))
    note(actor=actor, consultation=consultation, act=DeskAct.REFERENCE, about=trait.value)
    return _keep(consultation, trait, source, year, population)


@transaction.atomic
def bring_references(
    *, actor: Participant, consultation: ConsultationPage, name: str, data: bytes, source: str, year: int
) -> list[Reference]:
    """All the questions of a spreadsheet, or none of them. Raises `Refused`, with the line."""
    survey = _hold(actor, consultation)
    found = read_references(name, data, asked=survey.asked())
    told = ", ".join(trait.value for trait in found)
    note(actor=actor, consultation=consultation, act=DeskAct.REFERENCE, about=told)
    return [_keep(consultation, trait, source, year, rows) for trait, rows in found.items()]


def _hold(actor: Participant, consultation: ConsultationPage) -> Survey:
    if not can(actor, "ask", consultation):
        raise Refused(_("Only an organiser of this consultation says what people are compared with."))
    survey = Survey.objects.select_for_update().filter(consultation=consultation).first()
    if survey is None:
        raise Refused(_("Choose first what people are asked."))
    return survey


def _keep(
    consultation: ConsultationPage, trait: Trait, source: str, year: int, population: Mapping[str, float]
) -> Reference:
    known = dict(categories(trait))
    kept = {code: population[code] for code in known if population.get(code)}
    if set(population) - set(known) or any(not 0 < number <= MOST for number in kept.values()):
        raise Refused(_("Each figure is a number above 0: people, or a share."))
    if len(kept) < 2:
        said = _("%(question)s: give the figures of two answers at least.")
        raise Refused(said % {"question": trait.label})
    if _is_published(consultation, trait) and set(kept) != _covered(consultation, trait):
        said = _("%(question)s: figures were published, so that the same answers need a figure: %(answers)s.")
        wanted = [str(known[code]) for code in known if code in _covered(consultation, trait)]
        raise Refused(said % {"question": trait.label, "answers": listed(wanted)})
    if not clean_line(source) or year not in YEARS:
        raise Refused(_("Say where the figures come from, and of which year they are."))
    row, _new = Reference.objects.update_or_create(
        consultation=consultation,
        trait=trait,
        defaults={"source": clean_line(source), "year": year, "population": kept, "changed_at": Now()},
    )
    return row


def _covered(consultation: ConsultationPage, trait: Trait) -> set[str]:
    """The answers that the population so far has a figure for."""
    rows = Reference.objects.filter(consultation=consultation, trait=trait)
    return {code for population in rows.values_list("population", flat=True) for code in population}


def _is_published(consultation: ConsultationPage, trait: Trait) -> bool:
    """Whether groups of these answers are: beside others, they would tell of fewer than ten people."""
    row = Statement.objects.filter(consultation=consultation).first()
    return row is not None and any(
        one.trait == trait.value and one.is_measured for one in Panel.from_json(row.figures).traits
    )
