"""The quiz of a consultation, as anybody meets it: without an account, counted once, with its reasons."""

from time import time

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.learning import trying
from parvis.learning.models import Quiz, QuizSheet
from parvis.learning.tests.factories import QuizFactory, QuizSheetFactory
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db
GIVEN = {"question_1": "1", "question_2": "0", "question_3": "1"}


@pytest.fixture
def quiz() -> Quiz:
    return QuizFactory(on_line=True)


def address(quiz: Quiz, reading: str = "after", name: str = "quiz_answer") -> str:
    return reverse(f"front:{name}", args=[quiz.consultation.slug, reading])


def sheets() -> list[tuple[str, bool, list[bool]]]:
    return list(QuizSheet.objects.order_by("pk").values_list("reading", "has_read", "rights"))


def test_each_answer_is_told_in_words_with_its_reason_and_source(client: Client, quiz: Quiz) -> None:
    response = client.post(address(quiz), GIVEN, follow=True)
    told = response.content.decode()

    assert response.redirect_chain == [(address(quiz, name="quiz_told"), 302)]
    assert (told.count("<strong>Juste</strong>"), told.count("<strong>Faux</strong>")) == (2, 1)
    assert told.count("Deux lignes circulent après 20 heures.") == 3
    assert told.count('href="https://rapports.example.org/2026"') == 3
    assert "2 bonnes réponses sur 3." in told


def test_a_browser_counts_once_after_reading(client: Client, quiz: Quiz) -> None:
    client.post(address(quiz), GIVEN)
    again = client.get(address(quiz)).content.decode()
    client.post(address(quiz), {**GIVEN, "question_2": "1"})

    assert sheets() == [("after", False, [True, False, True])]
    assert "n’est pas comptée" in again
    Client().post(address(quiz), GIVEN)
    assert len(sheets()) == 2


def test_before_then_after_counts_both_and_right_answers_wait(client: Client, quiz: Quiz) -> None:
    told = client.post(address(quiz, "before"), GIVEN, follow=True).content.decode()
    assert ("Juste" in told, "Vos réponses sont gardées" in told) == (False, True)

    client.post(address(quiz), GIVEN)
    assert [reading for reading, _read, _rights in sheets()] == ["before", "after"]


def test_whoever_asks_for_the_answers_is_no_longer_counted(client: Client, quiz: Quiz) -> None:
    client.post(address(quiz, "before"), GIVEN)
    told = client.post(address(quiz, "before", "quiz_told"), follow=True).content.decode()
    assert "Juste" in told

    client.post(address(quiz), GIVEN)
    assert [reading for reading, _read, _rights in sheets()] == ["before"]


def test_opening_a_resource_makes_a_reader(client: Client, quiz: Quiz) -> None:
    resource = ResourceFactory(parent=quiz.consultation)
    client.get(resource.url)
    refused = client.get(address(quiz, "before"))
    client.post(address(quiz), GIVEN)

    assert refused.url == reverse("front:quiz", args=[quiz.consultation.slug])
    assert sheets() == [("after", True, [True, False, True])]


def held(client: Client) -> list[object]:
    return [client.session.get(name) for name in ("quiz_read", "quiz_tried")]


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_session_forgets_after_two_weeks_though_it_is_renewed(
    client: Client, quiz: Quiz, is_signed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_signed_in:
        client.force_login(ParticipantFactory())
    client.get(ResourceFactory(parent=quiz.consultation).url)
    client.post(address(quiz), GIVEN)
    assert all(held(client))

    monkeypatch.setattr(trying, "time", lambda: time() + trying.KEPT.total_seconds() - 60)
    client.post(address(quiz), GIVEN)
    assert len(sheets()) == 1

    monkeypatch.setattr(trying, "time", lambda: time() + trying.KEPT.total_seconds() + 60)
    assert client.get(address(quiz, "before")).status_code == 200
    assert held(client) == [{}, {}]


def test_a_session_forgets_a_quiz_that_is_closed(client: Client, quiz: Quiz) -> None:
    resource = ResourceFactory(parent=quiz.consultation)
    client.get(resource.url)
    client.post(address(quiz), GIVEN)
    Quiz.objects.update(closed_at=quiz.published_at)

    assert client.get(address(quiz, name="quiz_told")).status_code == 302
    client.get(resource.url)
    assert held(client) == [{}, {}]


def test_a_resource_leaves_nothing_in_a_session_without_a_quiz(client: Client) -> None:
    draft = QuizFactory(checked=True)
    client.get(ResourceFactory(parent=draft.consultation).url)

    assert not client.session.keys()


def test_what_is_missing_is_said_and_what_was_chosen_stays(client: Client, quiz: Quiz) -> None:
    response = client.post(address(quiz), {"question_1": "1"})
    told = response.content.decode()

    assert (response.status_code, sheets()) == (422, [])
    assert told.count("choisissez celle qui vous semble la plus probable") >= 2
    assert told.count(" checked") == 1


def test_a_member_of_the_team_is_not_counted(client: Client, quiz: Quiz) -> None:
    client.force_login(TeamMemberFactory(consultation=quiz.consultation).participant)
    client.post(address(quiz), GIVEN)

    assert sheets() == []


def test_a_closed_quiz_is_read_and_not_answered(client: Client, quiz: Quiz) -> None:
    Quiz.objects.update(closed_at=quiz.published_at)
    page = reverse("front:quiz", args=[quiz.consultation.slug])

    assert client.post(address(quiz), GIVEN).url == page
    assert (client.get(page).status_code, sheets()) == (200, [])


@pytest.mark.parametrize("reading", ["during", "AFTER"])
def test_there_are_two_moments(client: Client, quiz: Quiz, reading: str) -> None:
    assert client.get(address(quiz, reading)).status_code == 404


def test_a_quiz_that_was_never_on_line_is_nowhere(client: Client) -> None:
    draft = QuizFactory(checked=True)

    for url in (
        reverse("front:quiz", args=[draft.consultation.slug]),
        address(draft),
        address(draft, name="quiz_told"),
    ):
        assert client.get(url).status_code == 404


def test_figures_come_from_five_people_on_with_a_table(client: Client, quiz: Quiz) -> None:
    page, result = (reverse(f"front:{name}", args=[quiz.consultation.slug]) for name in ("quiz", "result"))
    QuizSheetFactory.create_batch(5, quiz=quiz)

    for url in (page, result):
        told = client.get(url).content.decode()
        assert ('id="chart-quiz"' in told, "Répondu par 5 personnes après lecture." in told) == (True, True)
    assert "il faut 30 personnes" in client.get(page).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client: Client, quiz: Quiz, people: int, django_assert_max_num_queries
) -> None:
    QuizSheetFactory.create_batch(people, quiz=quiz)
    with django_assert_max_num_queries(9):
        client.get(reverse("front:quiz", args=[quiz.consultation.slug]))


def test_the_consultation_leads_to_an_open_quiz(client: Client, quiz: Quiz) -> None:
    page = reverse("front:consultation", args=[quiz.consultation.slug])
    quiz_url = reverse("front:quiz", args=[quiz.consultation.slug])
    assert f'href="{quiz_url}"' in client.get(page).content.decode()

    Quiz.objects.update(closed_at=quiz.published_at)
    assert f'href="{quiz_url}"' not in client.get(page).content.decode()
