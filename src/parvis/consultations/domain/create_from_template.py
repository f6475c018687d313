"""Start a consultation from a ready-made template: a draft, complete, with its first organiser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.add_kinds import add_kinds
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.enums import Role, Source
from parvis.consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    Kind,
    Phase,
    PhaseAction,
    Theme,
)
from parvis.consultations.permissions import can
from parvis.consultations.slugs import free_slug, stem_of
from parvis.consultations.templates_catalogue import PhasePlan, Template

SLUG_LENGTH = 80


@transaction.atomic
def create_from_template(
    *,
    actor: Participant,
    template: Template,
    title: str,
    organiser: str,
    starts_on: date,
    themes: Sequence[str] = (),
) -> ConsultationPage:
    """Create a draft that nobody else sees; names are written in the actor's language.

    The first phase starts at midnight of `starts_on`, each other one when the former ends.
    """
    if not can(actor, "create"):
        raise Refused(_("You may not create a consultation. Ask the administrator of this site."))
    with translation.override(actor.language):
        consultation = _draft(actor, title, organiser)
        _add_themes(consultation, template, themes)
        kinds = add_kinds(consultation, template.kinds)
        _add_phases(consultation, template, kinds, starts_on)
    appoint(actor=None, consultation=consultation, person=actor, role=Role.ORGANISER)
    return consultation


def _draft(actor: Participant, title: str, organiser: str) -> ConsultationPage:
    index = _lock(prepare_site())
    consultation = ConsultationPage(
        title=title,
        slug=_free_slug(title),
        organiser=organiser,
        owner=actor,
        live=False,
        has_unpublished_changes=True,
    )
    index.add_child(instance=consultation)
    consultation.save_revision(user=actor, log_action="wagtail.create")
    return consultation


def _lock(index: ConsultationIndexPage) -> ConsultationIndexPage:
    """Whoever creates at the same time waits, and then sees the slug just taken."""
    locked: ConsultationIndexPage = ConsultationIndexPage.objects.select_for_update(
        of=("self", "page_ptr")
    ).get(pk=index.pk)
    return locked


def _free_slug(title: str) -> str:
    stem = stem_of(title, SLUG_LENGTH, "consultation")
    return free_slug(
        stem, ConsultationPage.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )


def _add_themes(consultation: ConsultationPage, template: Template, themes: Sequence[str]) -> None:
    names = dict.fromkeys([*themes, *(str(name) for name in template.themes)])
    Theme.objects.bulk_create(
        Theme(consultation=consultation, name=name, position=place) for place, name in enumerate(names)
    )


def _add_phases(
    consultation: ConsultationPage, template: Template, kinds: dict[str, Kind], starts_on: date
) -> None:
    phases: list[Phase] = []
    day = starts_on
    for plan in template.phases:
        until = day + timedelta(days=plan.days)
        phases.append(_add_phase(consultation, plan, phases, day, until))
        PhaseAction.objects.bulk_create(
            PhaseAction(
                phase=phases[-1],
                verb=action.verb,
                kind=kinds[action.kind],
                ballot_method=action.method or "",
                **action.options.columns(),
            )
            for action in plan.actions
        )
        day = until


def _add_phase(
    consultation: ConsultationPage, plan: PhasePlan, earlier: list[Phase], day: date, until: date
) -> Phase:
    return Phase.objects.create(
        consultation=consultation,
        title=str(plan.title),
        summary=str(plan.summary),
        starts_at=_midnight(day),
        ends_at=_midnight(until),
        position=len(earlier),
        source=plan.source,
        source_phase=None if plan.source == Source.NOTHING else earlier[plan.source_phase or 0],
        source_count=plan.source_count,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
