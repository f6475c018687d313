"""A consultation's page, its themes, kinds, phases and team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail.images.models import Image

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.enums import Role, Visibility
from parvis.consultations.models import (
    ConsultationPage,
    Kind,
    Phase,
    PhaseAction,
    Theme,
)
from parvis.demonstration.build.people import Hosts, People
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import PhasePlan, Plan
from parvis.following.models import Digest, Subscription

ANNOUNCED = timedelta(days=3)
SURVEY = {"visibility": Visibility.PRIVATE, "is_titled": False, "has_text": False, "one_per_person": True}


@dataclass(frozen=True, slots=True)
class Frame:
    """What hangs on the page, by the keys of the content; a ballot by the key of its phase."""

    page: ConsultationPage
    themes: dict[str, Theme]
    kinds: dict[str, Kind]
    phases: dict[str, Phase]
    ballots: dict[str, PhaseAction]


def make_frame(*, plan: Plan, place: Place, picture: Image) -> Frame:
    page = _page(plan, place, picture)
    appoint(actor=None, consultation=page, person=place.hosts.organiser, role=Role.ORGANISER)
    appoint(actor=None, consultation=page, person=place.hosts.moderator, role=Role.MODERATOR)
    _publish(page, plan.phases[0].starts.on(place.now) - ANNOUNCED)
    kinds = _kinds(plan, page)
    phases: dict[str, Phase] = {}
    ballots: dict[str, PhaseAction] = {}
    for position, phase_plan in enumerate(plan.phases):
        phase = _phase(phase_plan, page, position, phases, place.now)
        phases[phase_plan.key] = phase
        ballots.update(_actions(phase_plan, phase, kinds))
    return Frame(page, _themes(plan, page), kinds, phases, ballots)


def make_follows(*, page: ConsultationPage, hosts: Hosts, people: People) -> None:
    """Those who write want to know what becomes of it; so does the visitor's participant.

    Nobody is written to of what the loading made.
    """
    authors = [
        Subscription(consultation=page, participant=row, created_at=row.created_at)
        for row in people.authors.values()
    ]
    visitor = Subscription(consultation=page, participant=hosts.participant)
    Subscription.objects.bulk_create([*authors, visitor])
    begin = Participant.objects.filter(email__isnull=False).values_list("pk", flat=True)
    Digest.objects.bulk_create(Digest(participant_id=pk) for pk in begin)


def _page(plan: Plan, place: Place, picture: Image) -> ConsultationPage:
    """A draft, whose rules concern nobody yet."""
    page = ConsultationPage(
        title=plan.title,
        slug=plan.slug,
        organiser=plan.organiser,
        answer_due=place.now.date() + timedelta(days=plan.answer_due),
        picture=picture,
        owner=place.hosts.organiser,
        live=False,
        **plan.texts,
    )
    place.index.add_child(instance=page)
    return page


def _publish(page: ConsultationPage, moment: datetime) -> None:
    page.live = True
    page.first_published_at = page.last_published_at = moment
    page.save()


def _themes(plan: Plan, page: ConsultationPage) -> dict[str, Theme]:
    rows = [
        Theme(consultation=page, name=row["name"], description=row["description"], position=place)
        for place, row in enumerate(plan.themes)
    ]
    made = Theme.objects.bulk_create(rows)
    return {row["key"]: theme for row, theme in zip(plan.themes, made, strict=True)}


def _kinds(plan: Plan, page: ConsultationPage) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for place, row in enumerate(plan.kinds):
        kinds[row["key"]] = Kind.objects.create(
            consultation=page,
            code=row["key"],
            name=row["name"],
            plural_name=row["plural"],
            call=row["call"],
            help_text=row["help"],
            responds_to=kinds.get(row.get("responds_to", "")),
            position=place,
            **(SURVEY if plan.form else {}),
        )
    return kinds


def _phase(
    plan: PhasePlan, page: ConsultationPage, position: int, earlier: dict[str, Phase], now: datetime
) -> Phase:
    return Phase.objects.create(
        consultation=page,
        title=plan.title,
        summary=plan.summary,
        starts_at=plan.starts.on(now),
        ends_at=plan.ends.on(now),
        position=position,
        source=plan.source,
        source_phase=earlier.get(plan.origin),
    )


def _actions(plan: PhasePlan, phase: Phase, kinds: dict[str, Kind]) -> dict[str, PhaseAction]:
    """The actions of a phase; gives its ballot, if it has one."""
    ballots = {}
    for action in plan.actions:
        level = IdentityLevel.INVITED if action.is_for_invited else IdentityLevel.EMAIL
        row = PhaseAction.objects.create(
            phase=phase,
            verb=action.verb,
            kind=kinds[action.kind],
            minimum_level=level,
            ballot_method=action.method,
        )
        if action.method:
            ballots[plan.key] = row
    return ballots
