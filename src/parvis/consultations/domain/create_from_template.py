"""Start a consultation from a ready-made template: a draft, complete, with its first organiser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.calendar import Slot, lay
from parvis.consultations.domain.add_kinds import add_kinds
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.domain.draft import add_draft
from parvis.consultations.enums import Figure, Role, Source
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.consultations.permissions import can
from parvis.consultations.templates_catalogue import ActionPlan, Template


@transaction.atomic
def create_from_template(
    *,
    actor: Participant,
    template: Template,
    title: str,
    organiser: str,
    starts_on: date,
    themes: Sequence[str] = (),
    slots: Sequence[Slot] = (),
    figures: Mapping[Figure, int] | None = None,
) -> ConsultationPage:
    """Create a draft that nobody else sees; names are written in the actor's language.

    `slots`: the phases of the template on their days; by default one after the other, from `starts_on` on.
    `figures`: those that the template asks for. Raises `Refused`.
    """
    if not can(actor, "create"):
        raise Refused(_("You may not create a consultation. Ask the administrator of this site."))
    told = dict(figures or {})
    if lacking := [figure for figure in template.figures if told.get(figure, 0) < 1]:
        names = ", ".join(str(figure.label) for figure in lacking)
        raise Refused(_("Write what this template needs, in figures: %(lacking)s.") % {"lacking": names})
    with translation.override(actor.language):
        consultation = ConsultationPage(title=title, organiser=organiser)
        add_draft(actor=actor, consultation=consultation)
        _add_themes(consultation, template, themes)
        kinds = add_kinds(consultation, template.kinds)
        _add_phases(consultation, slots or lay(template, starts_on), kinds, told)
    appoint(actor=None, consultation=consultation, person=actor, role=Role.ORGANISER)
    return consultation


def _add_themes(consultation: ConsultationPage, template: Template, themes: Sequence[str]) -> None:
    names = dict.fromkeys([*themes, *(str(name) for name in template.themes)])
    Theme.objects.bulk_create(
        Theme(consultation=consultation, name=name, position=place) for place, name in enumerate(names)
    )


def _add_phases(
    consultation: ConsultationPage,
    slots: Sequence[Slot],
    kinds: dict[str, Kind],
    figures: Mapping[Figure, int],
) -> None:
    phases: list[Phase] = []
    for slot in slots:
        phases.append(_add_phase(consultation, slot, phases))
        PhaseAction.objects.bulk_create(
            _action(phases[-1], action, kinds, figures) for action in slot.plan.actions
        )


def _action(
    phase: Phase, plan: ActionPlan, kinds: dict[str, Kind], figures: Mapping[Figure, int]
) -> PhaseAction:
    return PhaseAction(
        phase=phase,
        verb=plan.verb,
        kind=kinds[plan.kind],
        minimum_level=plan.level,
        ballot_method=plan.method or "",
        **plan.options_with(figures).columns(),
    )


def _add_phase(consultation: ConsultationPage, slot: Slot, earlier: list[Phase]) -> Phase:
    plan = slot.plan
    return Phase.objects.create(
        consultation=consultation,
        title=str(plan.title),
        summary=str(plan.summary),
        starts_at=_midnight(slot.first),
        ends_at=_midnight(slot.after),
        position=len(earlier),
        source=plan.source,
        source_phase=None if plan.source == Source.NOTHING else earlier[plan.source_phase or 0],
        source_count=plan.source_count,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
