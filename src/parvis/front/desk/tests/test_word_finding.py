"""A finding is worded by a language model at the desk: asked, read beside its words, taken or left."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from parvis.conduct import algorithms
from parvis.consultations.enums import Role
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.pages.processing import PROCESSING, in_use
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.word_finding import ask_wording
from parvis.restitution.drafting import said_of_methods
from parvis.restitution.sections import Finding
from parvis.restitution.tasks import word_findings
from parvis.restitution.tests.synthesis_data import Square, member, square
from parvis.restitution.wordings import Wording
from parvis.testing.receiver import Receiver, says

pytestmark = pytest.mark.django_db
SAID = "Benches are asked for by the school"
MARK = "Worded by a program (small-model), checked: 1 sentence of 2 kept."


@pytest.fixture
def place() -> Square:
    return square()


@pytest.fixture
def model(small_model: Receiver) -> Receiver:
    says(small_model, f"{SAID} [1]. Everybody agrees.")
    return small_model


@pytest.fixture
def client(desk: Any, place: Square) -> Any:
    return desk(member(place.consultation, Role.ORGANISER, language="en"))


def url(place: Square, finding: Finding) -> str:
    return reverse("desk:word_finding", args=[place.consultation.pk, finding.pk])


def page(client: Any, place: Square) -> str:
    answer = client.get(reverse("desk:synthesis", args=[place.consultation.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def cited(place: Square, n: int = 0) -> Finding:
    return place.finding(contributions=[place.texts[n].pk])


def test_without_a_model_there_is_no_button_and_no_address(client: Any, place: Square) -> None:
    finding = cited(place)
    html = page(client, place)
    assert "Word this finding" not in html
    assert "Words by a language model" not in html
    assert client.post(url(place, finding), {"ask": "1"}).status_code == 404
    assert not Wording.objects.exists()


def test_it_is_asked_read_taken_and_marked(client: Any, place: Square, model: Receiver) -> None:
    finding = cited(place)
    html = page(client, place)
    assert "Word this finding" in html
    assert "to hooks.example." in html
    assert client.post(url(place, finding), {"ask": "1"}).status_code == 302
    assert "A program is wording this finding:" in page(client, place)
    word_findings()
    html = page(client, place)
    assert MARK in html
    assert f"{SAID}." in html
    assert "Les bancs manquent." in html
    client.post(url(place, finding), {"accept": "1"})
    html = page(client, place)
    assert "worded by a language model, accepted by the team" in html
    assert "<p>Les bancs manquent.</p>" not in html


def test_it_is_left_and_the_words_stay(client: Any, place: Square, model: Receiver) -> None:
    finding = cited(place)
    client.post(url(place, finding), {"ask": "1"})
    word_findings()
    client.post(url(place, finding), {"leave": "1"})
    html = page(client, place)
    assert SAID not in html
    assert "Les bancs manquent." in html


def test_a_proposal_whose_source_is_gone_is_not_shown(client: Any, place: Square, model: Receiver) -> None:
    finding = cited(place)
    client.post(url(place, finding), {"ask": "1"})
    word_findings()
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)
    html = page(client, place)
    assert SAID not in html
    assert "A source of this proposal was withdrawn or rewritten since" in html
    client.post(url(place, finding), {"accept": "1"})
    finding.refresh_from_db()
    assert finding.text == "<p>Les bancs manquent.</p>"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("nothing_stands", "The program wrote 0 sentences, none of which rests on these sources"),
        ("late", "took too long to answer"),
        ("unreadable", "cannot be read"),
        ("refused", "refused to answer"),
        ("absent", "does not answer"),
        ("forbidden", "may not be asked"),
        ("nothing_to_read", "can be given to a program any longer"),
        ("off", "No language model is set"),
        ("unexpected", "could not be worded (unexpected)"),
    ],
)
def test_what_went_wrong_is_said_in_words(
    client: Any, place: Square, model: Receiver, trouble: str, words: str
) -> None:
    Wording.objects.create(finding=cited(place), model="m", language="en", state="failed", trouble=trouble)
    assert words in page(client, place)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ANALYST, 302), (Role.MODERATOR, 404), (Role.GUARANTOR, 404), (Role.OBSERVER, 404)],
)
def test_whoever_writes_the_synthesis_asks_and_nobody_else(
    desk: Any, place: Square, model: Receiver, role: Role, status: int
) -> None:
    finding = cited(place)
    there = desk(member(place.consultation, role, language="en"))
    assert there.post(url(place, finding), {"ask": "1"}).status_code == status
    assert Wording.objects.exists() is (status == 302)


def test_neither_another_team_nor_another_consultation(desk: Any, place: Square, model: Receiver) -> None:
    finding, other = cited(place), square().consultation
    there = desk(member(other, Role.ORGANISER, language="en"))
    assert there.post(url(place, finding), {"ask": "1"}).status_code == 404
    mine = square()
    there = desk(member(mine.consultation, Role.ORGANISER, language="en"))
    assert there.post(url(mine, finding), {"ask": "1"}).status_code == 404
    assert not Wording.objects.exists()


def test_everybody_reads_that_a_model_worded_it(client: Any, place: Square, model: Receiver) -> None:
    finding = cited(place)
    client.post(url(place, finding), {"ask": "1"})
    word_findings()
    client.post(url(place, finding), {"accept": "1"})
    publish_synthesis(actor=place.organiser, synthesis=place.synthesis)
    address = reverse("front:synthesis", args=[place.consultation.slug])
    html = client.get(address).content.decode()
    assert "(small-model)" in html
    with translation.override("fr"):
        assert said_of_methods({"extraction"}) not in html


def test_the_public_registers_say_it_where_there_is_a_model(settings: Any, model: Receiver) -> None:
    assert [one.code for one in algorithms.in_use()[len(algorithms.REGISTER) :]] == ["wording"]
    assert [one.recipients for one in in_use()[len(PROCESSING) :]] == ["hooks.example"]
    settings.PARVIS_MODEL_ADDRESS = ""
    assert (algorithms.in_use(), len(in_use())) == (algorithms.REGISTER, len(PROCESSING))


def test_the_number_of_queries_depends_not_on_proposals(client: Any, place: Square, model: Receiver) -> None:
    def proposed(n: int) -> None:
        ask_wording(actor=place.organiser, finding=cited(place, n))
        word_findings()

    proposed(0)
    page(client, place)
    with CaptureQueriesContext(connection) as few:
        page(client, place)
    proposed(1)
    proposed(2)
    with CaptureQueriesContext(connection) as many:
        page(client, place)
    assert len(many) == len(few)
