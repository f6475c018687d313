"""Choosing how a consultation will go, then starting it; starting again from another."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import override

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.tests.factories import sound
from parvis.consultations.calendar import lay
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.enums import LegalProfile, Role, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import roles_of
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.front.desk.strip import GAP, strip_of, strip_on

pytestmark = pytest.mark.django_db
every_template = pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
SAID = {
    "title": "What for the old mill?",
    "organiser": "The town",
    "themes": "",
    "decision_maker": "The council",
    "replaced_committee": "",
    "open_points": "What it is for.",
    "settled_points": "It stays.",
    "alternatives": "Leave it as it is.",
    "answer_in_charge": "The heritage office",
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
    "closes_on": "",
    "amount": "50000",
    "threshold": "300",
}


def creator(language: str = "en"):
    person = ParticipantFactory(language=language)
    allow_creation(person=person)
    return person


def answers(template, **changes):
    first = timezone.localdate() + timedelta(days=3)
    days = {"starts_on": first, "answer_due": first + timedelta(days=400), "profile": template.profile}
    return {**SAID, **days, **changes}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_way_of_going_is_shown_with_its_use_its_days_and_its_phases(desk, language: str) -> None:
    page = desk(creator(language)).get(reverse("desk:new"))

    text = page.content.decode()
    assert [template.code for template, _strip in page.context["choices"]] == list(CATALOGUE)
    for code in CATALOGUE:
        assert reverse("desk:begin", args=[code]) in text
    assert text.count('<svg class="desk-strip"') == len(CATALOGUE)
    assert ("100 days in all, of which people take part during 70" in text) == (language == "en")
    assert ("100 jours en tout, dont 70 pour participer" in text) == (language == "fr")


@every_template
def test_a_strip_is_as_wide_as_its_phases_are_long(template) -> None:
    pieces = strip_of(template)
    assert [piece.phase for piece in pieces] == list(template.phases)
    assert pieces[0].left == 0
    assert pieces[-1].left + pieces[-1].width + GAP == pytest.approx(100, abs=0.05)
    for before, after in pairwise(pieces):
        assert before.left + before.width + GAP == pytest.approx(after.left, abs=0.05)
        assert (before.phase.days <= after.phase.days) == (before.width <= after.width + 0.05)
    assert min(piece.width for piece in pieces) > 1
    assert [piece.state for piece in pieces] == [
        "open" if phase.actions else "quiet" for phase in template.phases
    ]


@every_template
def test_each_page_of_start_shows_its_examples_and_makes_a_draft(desk, template) -> None:
    person = creator()
    client, address = desk(person), reverse("desk:begin", args=[template.code])

    page = client.get(address).content.decode()
    made = client.post(address, answers(template))

    with override("en"):
        said = [
            str(words) for words in (template.description, *template.prepares, dict(template.hints)["title"])
        ]
    assert [words for words in said if conditional_escape(words) not in page] == []
    consultation = ConsultationPage.objects.get()
    assert made.url == reverse("desk:rules", args=[consultation.pk])
    assert consultation.phases.count() == len(template.phases)
    assert consultation.get_latest_revision_as_object().profile == template.profile
    assert roles_of(person, consultation) == {Role.ORGANISER}


def test_figures_are_asked_for_where_they_are_needed_alone(desk) -> None:
    client = desk(creator())
    budget, ideas = reverse("desk:begin", args=["budget"]), reverse("desk:begin", args=["idea-box"])

    assert 'name="amount"' in client.get(budget).content.decode()
    assert 'name="amount"' not in client.get(ideas).content.decode()
    refused = client.post(budget, answers(CATALOGUE["budget"], amount="0"))
    assert set(refused.context["form"].errors) == {"amount"}
    client.post(budget, answers(CATALOGUE["budget"]))
    assert PhaseAction.objects.get(verb=Verb.VOTE).ballot_limit == 50_000


def test_a_last_day_below_the_law_is_refused_with_the_first_that_would_do(desk) -> None:
    client, first = desk(creator()), timezone.localdate() + timedelta(days=3)
    address = reverse("desk:begin", args=["environment"])

    refused = client.post(address, answers(CATALOGUE["environment"], closes_on=first + timedelta(days=20)))

    assert set(refused.context["form"].errors) == {"closes_on"}
    assert "people have 21 whole days at least" in refused.content.decode()
    assert "What for the old mill?" in refused.content.decode()
    assert not ConsultationPage.objects.exists()
    client.post(address, answers(CATALOGUE["environment"], closes_on=first + timedelta(days=21)))
    saved = ConsultationPage.objects.get().get_latest_revision_as_object()
    assert saved.profile == LegalProfile.ENVIRONMENT


def test_what_lacks_is_told_above_the_form_in_the_order_of_the_page(desk) -> None:
    page = desk(creator()).post(
        reverse("desk:begin", args=["budget"]), answers(CATALOGUE["budget"], title="", amount="", funder="")
    )

    assert [link.url for link in page.context["problems"]] == ["#id_title", "#id_amount", "#id_funder"]
    text = page.content.decode()
    assert all(text.count(f'id="{link.url[1:]}"') == 1 for link in page.context["problems"])


def test_the_days_are_seen_again_and_nothing_is_lost_nor_made(desk) -> None:
    client, first = desk(creator()), timezone.localdate() + timedelta(days=3)

    page = client.post(
        reverse("desk:begin", args=["idea-box"]),
        {
            "dates": "1",
            "title": "Half written",
            "profile": "free",
            "starts_on": first,
            "closes_on": first + timedelta(days=9),
            "answer_due": first + timedelta(days=60),
        },
    )

    text = page.content.decode()
    assert "Half written" in text
    assert [slot.days for slot in page.context["slots"]] == [10, 30]
    assert page.context["form"].errors == {}
    assert not ConsultationPage.objects.exists()


def test_who_may_not_create_and_ways_that_do_not_exist_find_no_page(desk, organiser) -> None:
    client = desk(organiser.participant)
    for address in (
        reverse("desk:new"),
        reverse("desk:begin", args=["idea-box"]),
        reverse("desk:again", args=[organiser.consultation.pk]),
    ):
        assert client.get(address).status_code == 404
    assert desk(creator()).get(reverse("desk:begin", args=["no-such-way"])).status_code == 404


def test_an_organiser_who_may_create_starts_again_from_their_own(desk, organiser) -> None:
    source = sound(organiser.consultation)
    allow_creation(person=organiser.participant)
    client = desk(organiser.participant)

    seen = client.get(reverse("desk:consultation", args=[source.pk])).content.decode()
    page = client.get(reverse("desk:again", args=[source.pk])).content.decode()
    done = client.post(
        reverse("desk:again", args=[source.pk]),
        {"title": "And the new mill?", "starts_on": timezone.localdate() + timedelta(days=9)},
    )

    made = ConsultationPage.objects.exclude(pk=source.pk).get()
    assert reverse("desk:again", args=[source.pk]) in seen
    assert source.title in page
    assert done.url == reverse("desk:rules", args=[made.pk])
    assert (made.title, made.live) == ("And the new mill?", False)
    assert timezone.localdate(made.phases.get().starts_at) == timezone.localdate() + timedelta(days=9)


def test_without_a_question_nothing_starts_again(desk, organiser) -> None:
    allow_creation(person=organiser.participant)
    address = reverse("desk:again", args=[organiser.consultation.pk])

    page = desk(organiser.participant).post(address, {"title": "", "starts_on": ""})

    assert set(page.context["form"].errors) == {"title", "starts_on"}
    assert ConsultationPage.objects.count() == 1


def test_nobody_starts_again_from_the_consultation_of_others(desk) -> None:
    elsewhere = TeamMemberFactory().consultation
    client = desk(creator())
    assert client.get(reverse("desk:again", args=[elsewhere.pk])).status_code == 404
    assert client.post(reverse("desk:again", args=[elsewhere.pk]), {"title": "Mine"}).status_code == 404


def test_the_strip_of_a_start_is_on_its_days() -> None:
    ideas = CATALOGUE["idea-box"]
    as_made = lay(ideas, date(2027, 3, 1))
    shorter = lay(ideas, date(2027, 3, 1), closes_on=date(2027, 3, 10))
    assert strip_on(as_made) == strip_of(ideas)
    assert strip_on(shorter)[0].width < strip_of(ideas)[0].width / 2
