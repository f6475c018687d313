"""Whatever is tried, in whatever order and by whatever door: the rules that prevent are not got round.

Each example begins with a draft, an announced, an open or a closed consultation, and tries some acts on it:
words changed or taken away, phases moved, published by the desk, the editor, the API, in bulk, by the clock,
withdrawn, deleted, decided.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from parvis.accounts.errors import Refused
from parvis.conduct.domain import edit_time
from parvis.conduct.domain.decide import decide
from parvis.conduct.domain.open_consultation import broken
from parvis.conduct.enums import Chapter, Step
from parvis.conduct.models import DataRecord, FinalDecision
from parvis.conduct.queries import gather
from parvis.conduct.rules.book import blocking
from parvis.conduct.tests.factories import sound
from parvis.consultations.domain.edit_phase import draft_of
from parvis.consultations.enums import LegalProfile
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.pages.tests.factories import ResourceFactory
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db
Act = Callable[["World"], None]
WORDS = (
    "settled_points",
    "alternatives",
    "use_of_contributions",
    "decision_maker",
    "funder",
    "answer_in_charge",
)
DAYS = st.integers(-40, 40)


class World:
    """A consultation, somebody who leads it, and the doors that they have."""

    def __init__(
        self, *, organiser: TeamMember, client: Client, opened: int | None, profile: LegalProfile, lack: str
    ) -> None:
        """`opened`: for how many days its phase of thirty has been; None for a draft, without `lack`."""
        self.page, self.person, self.client = organiser.consultation, organiser.participant, client
        self.page.live = False
        sound(self.page, profile=profile)
        for piece in ("draft", "explanatory", "presentation"):
            ResourceFactory(parent=self.page, piece=piece)
        phase = self.page.phases.get()
        phase.starts_at = timezone.now() - timedelta(days=-3 if opened is None else opened)
        phase.ends_at = phase.starts_at + timedelta(days=30)
        phase.save()
        ContributionFactory(kind=self.page.kinds.get(), phase=phase)
        if opened is None and lack:
            setattr(self.page, lack, "")
            self.page.save()
        revision = self.page.save_revision()
        if opened is not None:
            revision.publish()
        self.page.refresh_from_db()

    def now(self) -> ConsultationPage:
        found: ConsultationPage = ConsultationPage.objects.get(pk=self.page.pk)
        return found

    def post(self, name: str, **data: object) -> None:
        self.client.post(reverse(name, args=[self.page.pk]), data)


def write(name: str, said: str) -> Act:
    def act(world: World) -> None:
        page = world.now().get_latest_revision_as_object()
        setattr(page, name, said)
        page.save_revision()

    return act


def name_frame(profile: LegalProfile) -> Act:
    return write("profile", profile)


def move(days_of_start: int, days_of_end: int) -> Act:
    def act(world: World) -> None:
        phase = world.page.phases.first()
        if phase is None:
            return
        draft = draft_of(phase)
        draft = replace(
            draft,
            starts_at=draft.starts_at + timedelta(days=days_of_start),
            ends_at=draft.ends_at and draft.ends_at + timedelta(days=days_of_end),
        )
        edit_time.change_phase(actor=world.person, phase=phase, draft=draft)

    return act


def remove_phase(world: World) -> None:
    if phase := world.page.phases.first():
        edit_time.remove_phase(actor=world.person, phase=phase)


def publish_by_the_desk(world: World) -> None:
    world.post("desk:publish")


def publish_by_the_editor(world: World) -> None:
    page = world.now()
    world.post(
        "wagtailadmin_pages:edit",
        **{
            "title": page.title, "slug": page.slug, "organiser": page.organiser, "currency": "EUR",
            "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        },
    )  # fmt: skip


def publish_by_the_api(world: World) -> None:
    for action in ("publish", "unpublish", "delete"):
        world.client.post(
            f"/desk/api/main/pages/{world.page.pk}/action/{action}/", {}, content_type="application/json"
        )


def publish_by_the_clock(world: World) -> None:
    with suppress(Refused):
        call_command("publish_scheduled")


def in_bulk(action: str) -> Act:
    def act(world: World) -> None:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        world.client.post(f"{address}?id={world.page.pk}", {"include_descendants": "on"})

    return act


def withdraw(world: World) -> None:
    world.post("wagtailadmin_pages:unpublish")


def delete(world: World) -> None:
    world.post("wagtailadmin_pages:delete")


def lose_record(world: World) -> None:
    DataRecord.objects.filter(consultation=world.page).update(purposes="")


def synthesise(world: World) -> None:
    SynthesisFactory(consultation=world.now())


def decide_on(days_ago: int) -> Act:
    def act(world: World) -> None:
        day: date = timezone.localdate() - timedelta(days=days_ago)
        decide(
            actor=world.person,
            consultation=world.now(),
            taken_on=day,
            title="Yes",
            text="We do it.",
            signature="The council",
        )

    return act


ACTS = st.one_of(
    st.builds(write, st.sampled_from(WORDS), st.sampled_from(["", "<p>Something else.</p>"])),
    st.builds(name_frame, st.sampled_from(LegalProfile)),
    st.builds(move, DAYS, DAYS),
    st.builds(in_bulk, st.sampled_from(["publish", "unpublish", "delete"])),
    st.builds(decide_on, st.integers(-1, 15)),
    st.sampled_from(
        [
            remove_phase, publish_by_the_desk, publish_by_the_editor, publish_by_the_api,
            publish_by_the_clock, withdraw, delete, lose_record, synthesise,
        ]
    ),
)  # fmt: skip


def unkept(page: ConsultationPage, *, step: Step, chapter: Chapter) -> set[str]:
    return {line.rule.code for line in blocking(gather(page), step=step, chapter=chapter)}


def try_act(world: World, act: Act) -> None:
    """Try it, and look at what it changed; a refusal leaves all as it was."""
    before = world.now()
    known = broken(before) if before.live else None
    ends = {phase.pk: phase.ends_at for phase in before.phases.filter(starts_at__lte=timezone.now())}
    with suppress(Refused), transaction.atomic():
        act(world)
    after = world.now()  # it is never deleted
    if act is lose_record:
        return
    if after.live and known is None:
        event("opened")
        assert not unkept(after, step=Step.ANNOUNCED, chapter=Chapter.BEFORE)
    elif after.live and known is not None:
        assert broken(after) <= known
        kept = dict(after.phases.values_list("pk", "ends_at"))
        assert all(pk in kept and (kept[pk] is None or kept[pk] >= end) for pk, end in ends.items() if end)
    if decision := FinalDecision.objects.filter(consultation=after).first():
        event("decided")
        facts = gather(after, decided_on=decision.taken_on)
        assert facts.closes_at is not None
        assert decision.taken_on >= timezone.localdate(facts.closes_at)
        assert blocking(facts, step=Step.DECIDED, chapter=Chapter.AFTER) == []
        assert after.live


LACKING = {"opened": None, "profile": LegalProfile.FREE, "lack": "funder"}
ANNOUNCED = {"opened": -3, "profile": LegalProfile.COMMITTEE, "lack": ""}
RUNNING = {"opened": 5, "profile": LegalProfile.COMMITTEE, "lack": ""}
OVER = {"opened": 36, "profile": LegalProfile.ENVIRONMENT, "lack": ""}


@example(start=LACKING, acts=[publish_by_the_editor, publish_by_the_desk, publish_by_the_api])
@example(start=LACKING, acts=[in_bulk("publish"), publish_by_the_clock])
@example(start=RUNNING, acts=[write("funder", ""), publish_by_the_editor, delete, in_bulk("delete")])
@example(start=ANNOUNCED, acts=[move(0, -20), remove_phase])
@example(start=RUNNING, acts=[move(0, -20), remove_phase, decide_on(0)])
@example(start=OVER, acts=[decide_on(0), synthesise, decide_on(6), decide_on(3), decide_on(0), withdraw])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    start=st.fixed_dictionaries(
        {
            "opened": st.sampled_from([None, -3, 5, 36, 50]),
            "profile": st.sampled_from(LegalProfile),
            "lack": st.sampled_from(["", *WORDS]),
        }
    ),
    acts=st.lists(ACTS, min_size=1, max_size=5),
)
def test_no_sequence_of_acts_gets_round_a_rule_that_prevents(
    desk, start: dict[str, Any], acts: list[Act]
) -> None:
    with suppress(Undone), transaction.atomic():
        organiser = TeamMemberFactory(participant__language="en")
        world = World(organiser=organiser, client=desk(organiser.participant), **start)
        for act in acts:
            try_act(world, act)
        raise Undone


class Undone(Exception):
    """An example is over: nothing of it stays."""
