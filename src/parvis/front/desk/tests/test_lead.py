"""Leading a consultation: create it, publish it, change its line of time, its themes and its team."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.models import FinalDecision
from parvis.conduct.tests.factories import FinalDecisionFactory, sound
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.enums import Role, Source, Verb
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import roles_of
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.tests.factories import ContributionFactory
from parvis.pages.tests.factories import NewsFactory

pytestmark = pytest.mark.django_db
MOMENT = "%Y-%m-%dT%H:%M"


def test_a_consultation_starts_on_one_page(desk) -> None:
    person = ParticipantFactory(language="en")
    allow_creation(person=person)
    asked = {
        "title": "What for the old mill?",
        "organiser": "The town",
        "starts_on": "2026-05-04",
        "themes": "Walls\n\nGarden\nWalls",
        "decision_maker": "The council",
        "profile": "free",
        "replaced_committee": "",
        "open_points": "What it is <for>.",
        "settled_points": "It stays.",
        "alternatives": "Leave it as it is.",
        "answer_due": "2026-09-01",
        "answer_in_charge": "The mayor",
        "summary": "The mill is empty.",
        "presentation": "It was built in 1874.",
        "use_of_contributions": "The council reads them all.",
        "offline_ways": "",
        "has_no_guarantor": "on",
        "appeal_days": "5",
        "assessment": "None: nothing but what people write.",
        "funder": "The town",
        "operator": "The town",
        "contact": "mill@example.org",
        "officer": "Legal department",
        "opinions_ground": "public",
    }

    response = desk(person).post(reverse("desk:begin", args=["idea-box"]), asked)

    consultation = ConsultationPage.objects.get()
    assert response.url == reverse("desk:rules", args=[consultation.pk])
    assert (consultation.title, consultation.live) == ("What for the old mill?", False)
    assert [theme.name for theme in consultation.themes.all()] == ["Walls", "Garden", "Another subject"]
    assert roles_of(person, consultation) == {Role.ORGANISER}
    saved = consultation.get_latest_revision_as_object()
    assert (saved.profile, saved.funder, saved.open_points) == (
        "free",
        "The town",
        "<p>What it is &lt;for&gt;.</p>",
    )
    assert consultation.data_record.controller == "The town"
    desk(person).post(reverse("desk:publish", args=[consultation.pk]))
    consultation.refresh_from_db()
    assert consultation.live


def test_an_incomplete_form_comes_back_with_what_was_typed(desk) -> None:
    person = ParticipantFactory()
    allow_creation(person=person)

    response = desk(person).post(
        reverse("desk:begin", args=["idea-box"]), {"title": "What for the old mill?"}
    )

    assert response.status_code == 200
    assert {"organiser", "starts_on", "decision_maker", "answer_due"} <= set(response.context["form"].errors)
    assert "What for the old mill?" in response.content.decode()
    assert not ConsultationPage.objects.exists()


def test_who_may_not_create_finds_no_such_page(desk, organiser) -> None:
    assert desk(organiser.participant).get(reverse("desk:new")).status_code == 404


def test_publishing_shows_the_texts_as_last_saved(desk, organiser) -> None:
    page = sound(organiser.consultation)
    page.live = False
    page.save(update_fields=["live"])
    page.summary = "Written in the editor."
    page.save_revision()

    desk(organiser.participant).post(reverse("desk:publish", args=[page.pk]))

    page.refresh_from_db()
    assert (page.live, page.summary) == (True, "Written in the editor.")


def test_a_consultation_that_lacks_something_stays_a_draft_by_the_desk_and_by_the_editor(
    desk, organiser
) -> None:
    page = organiser.consultation
    page.live = False
    page.save(update_fields=["live"])
    page.save_revision()
    client = desk(organiser.participant)

    told = client.post(reverse("desk:publish", args=[page.pk]), follow=True).content.decode()
    edited = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": "Where to?", "slug": page.slug, "organiser": "The town", "currency": "EUR",
            "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        },
    )  # fmt: skip

    page.refresh_from_db()
    assert "(C01)" in told
    assert edited.url == reverse("desk:rules", args=[page.pk])
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Where to?")


@pytest.mark.parametrize(("days", "live"), [(30, True), (100, False)])
def test_what_was_decided_stays_three_months(desk, organiser, days: int, live: bool) -> None:
    page = organiser.consultation
    page.save_revision().publish()
    decision = FinalDecisionFactory(consultation=page)
    since = timezone.now() - timedelta(days=days)
    FinalDecision.objects.filter(pk=decision.pk).update(published_at=since)

    desk(organiser.participant).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    page.refresh_from_db()
    assert page.live == live


def test_no_door_of_the_editor_publishes_without_the_rules(desk, organiser) -> None:
    page = organiser.consultation
    page.live = False
    page.save(update_fields=["live"])
    page.save_revision()

    address = f"/desk/api/main/pages/{page.pk}/action/publish/"
    answer = desk(organiser.participant).post(address, {}, content_type="application/json")

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (404, False)


def test_the_desk_page_holds_everything(desk, organiser) -> None:
    page = organiser.consultation
    PhaseActionFactory(phase__consultation=page, phase__title="Tell us")
    ThemeFactory(consultation=page, name="Old stones")
    NewsFactory(parent=page, title="A visit on Saturday", live=False)

    text = desk(organiser.participant).get(reverse("desk:consultation", args=[page.pk])).content.decode()

    for expected in ("Tell us", "Old stones", "A visit on Saturday", str(organiser.participant), "<rect"):
        assert expected in text
    assert reverse("desk:synthesis", args=[page.pk]) in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_page_costs_the_same_whatever_hangs_on_it(
    desk, organiser, count: int, django_assert_max_num_queries
) -> None:
    page = organiser.consultation
    for _number in range(count):
        PhaseActionFactory(phase__consultation=page)
        NewsFactory(parent=page)
    client = desk(organiser.participant)

    with django_assert_max_num_queries(36):
        client.get(reverse("desk:consultation", args=[page.pk]))


def posted(phase, **changes) -> dict:
    values = {
        "title": phase.title,
        "summary": "",
        "starts_at": timezone.localtime(phase.starts_at).strftime(MOMENT),
        "ends_at": timezone.localtime(phase.ends_at).strftime(MOMENT),
        "source": Source.NOTHING,
    }
    return values | changes


def test_a_phase_is_added_with_what_it_opens(desk, organiser) -> None:
    kind = KindFactory(consultation=organiser.consultation)
    earlier = PhaseFactory(consultation=organiser.consultation, past=True)
    asked = {
        "title": "Vote",
        "starts_at": (timezone.localtime() + timedelta(days=1)).strftime(MOMENT),
        "ends_at": (timezone.localtime() + timedelta(days=9)).strftime(MOMENT),
        "source": Source.BEST,
        "source_phase": earlier.pk,
        "source_count": "5",
        f"vote_{kind.pk}": "support",
    }

    response = desk(organiser.participant).post(
        reverse("desk:add_phase", args=[organiser.consultation.pk]), asked
    )

    assert response.status_code == 302
    phase = organiser.consultation.phases.get(title="Vote")
    assert (phase.source, phase.source_phase, phase.source_count) == (Source.BEST, earlier, 5)
    action = phase.actions.get()
    assert (action.verb, action.kind, action.ballot_method) == (Verb.VOTE, kind, "support")


def test_an_open_phase_is_given_more_time(desk, organiser) -> None:
    action = PhaseActionFactory(phase__consultation=organiser.consultation)
    phase = action.phase
    later = (timezone.localtime(phase.ends_at) + timedelta(days=2)).strftime(MOMENT)

    response = desk(organiser.participant).post(
        reverse("desk:phase", args=[organiser.consultation.pk, phase.pk]),
        posted(phase, ends_at=later, reason="The room was taken."),
    )

    assert response.status_code == 302
    phase.refresh_from_db()
    assert timezone.localtime(phase.ends_at).strftime(MOMENT) == later
    assert phase.actions.get() == action


def test_a_refusal_keeps_what_was_typed(desk, organiser) -> None:
    phase = PhaseFactory(consultation=organiser.consultation)
    sooner = (timezone.localtime(phase.ends_at) - timedelta(days=2)).strftime(MOMENT)

    response = desk(organiser.participant).post(
        reverse("desk:phase", args=[organiser.consultation.pk, phase.pk]), posted(phase, ends_at=sooner)
    )

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert f'value="{sooner}"' in response.content.decode()


def test_a_phase_with_contributions_is_not_removed(desk, organiser) -> None:
    phase = PhaseFactory(consultation=organiser.consultation)
    contribution = ContributionFactory(kind__consultation=organiser.consultation, phase=phase)

    desk(organiser.participant).post(reverse("desk:remove_phase", args=[organiser.consultation.pk, phase.pk]))

    contribution.refresh_from_db()
    assert contribution.phase == phase


def test_themes_are_written_as_a_list(desk, organiser) -> None:
    desk(organiser.participant).post(
        reverse("desk:themes", args=[organiser.consultation.pk]), {"names": "Walls\nGarden"}
    )

    assert list(organiser.consultation.themes.values_list("name", flat=True)) == ["Walls", "Garden"]


def test_a_moderator_leaves(desk, organiser) -> None:
    client, page = desk(organiser.participant), organiser.consultation

    member = TeamMemberFactory(consultation=page, role=Role.MODERATOR)

    client.post(reverse("desk:leave", args=[page.pk, member.pk]))
    assert page.team.get() == organiser


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_organiser_who_leaves_lands_on_a_page_that_opens(desk, organiser, elsewhere: bool) -> None:
    TeamMemberFactory(consultation=organiser.consultation)
    if elsewhere:
        TeamMemberFactory(participant=organiser.participant)
    address = reverse("desk:leave", args=[organiser.consultation.pk, organiser.pk])

    response = desk(organiser.participant).post(address, follow=True)

    landing = reverse("desk:index") if elsewhere else reverse("front:home")
    assert (response.redirect_chain, response.status_code) == ([(landing, 302)], 200)


@pytest.mark.parametrize(("live", "said"), [(True, "under way"), (False, "waits for publication")])
def test_a_phase_is_under_way_once_its_consultation_is_published(desk, organiser, live, said) -> None:
    ConsultationPage.objects.update(live=live)
    PhaseFactory(consultation=organiser.consultation)

    page = desk(organiser.participant).get(reverse("desk:consultation", args=[organiser.consultation.pk]))

    assert re.findall("under way|waits for publication", page.content.decode()) == [said]
