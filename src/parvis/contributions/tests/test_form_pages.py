"""A form of several pages: one section a page, kept from page to page, then seen whole and sent."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.models import Contribution, Draft
from parvis.contributions.tests.asked import OPTIONS
from parvis.contributions.tests.test_submit_page import address, hidden

MANY_THEMES, MANY_QUESTIONS = 4, 20


@pytest.fixture
def form(action: PhaseAction) -> PhaseAction:
    """Three pages without a text: how one travels; the bus, for those who take it; the rest."""
    kind = action.kind
    kind.is_titled = kind.has_text = False
    kind.visibility = "private"
    kind.save()
    bus = {"question": "how", "test": "is", "value": "bus"}
    asked: list[dict[str, Any]] = [
        {"code": "travel", "type": QuestionType.SECTION, "label": "Vos trajets"},
        {"code": "how", "type": QuestionType.SINGLE, "settings": {"options": OPTIONS}, "is_required": True},
        {"code": "line", "condition": bus},
        {"code": "buses", "type": QuestionType.SECTION, "label": "Le bus", "condition": bus},
        {"code": "wait", "type": QuestionType.NUMBER, "is_required": True},
        {"code": "rest", "type": QuestionType.SECTION, "label": "Le reste"},
        {"code": "more", "type": QuestionType.LONG_TEXT},
    ]
    for place, given in enumerate(asked):
        QuestionFactory.create(kind=kind, position=place, **given)
    return action


def send(client: Client, action: PhaseAction, page: int, step: str = "next", **typed: Any) -> Any:
    """Fill the page as it is shown, and press one of its buttons."""
    shown = client.get(f"{address(action)}?page={page}").content.decode()
    return client.post(address(action), {**hidden(shown), "page": page, "step": step, **typed})


def publish(client: Client, action: PhaseAction, preview: Any) -> Any:
    return client.post(address(action), {**hidden(preview.content.decode()), "step": "publish"})


def test_each_page_leads_to_the_next_that_the_answers_open(signed_in: Client, form: PhaseAction) -> None:
    first = signed_in.get(address(form)).content.decode()
    assert "<h1>Vos trajets</h1>" in first
    assert "Le reste" not in first

    by_bus = send(signed_in, form, 1, q_how="bus", q_line="12")
    assert by_bus.url == f"{address(form)}?page=2"
    assert "3" in signed_in.get(by_bus.url).content.decode().partition('class="progress__words"')[2][:200]
    on_foot = send(signed_in, form, 1, q_how="walk")
    assert on_foot.url == f"{address(form)}?page=3"

    preview = send(signed_in, form, 3, q_more="Rien à dire.")
    assert preview.status_code == 200
    publish(signed_in, form, preview)
    assert Contribution.objects.get().form_answers == {"how": "walk", "more": "Rien à dire."}
    assert Draft.objects.count() == 0


def test_a_page_shows_its_own_errors_and_keeps_what_was_typed(signed_in: Client, form: PhaseAction) -> None:
    send(signed_in, form, 1, q_how="bus")
    refused = send(signed_in, form, 2, q_wait="longtemps")
    html = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#id_q_wait"' in html
    assert 'value="longtemps"' in html
    assert signed_in.get(f"{address(form)}?page=2").content.decode().count('value="longtemps"') == 1


def test_going_back_loses_nothing(signed_in: Client, form: PhaseAction) -> None:
    send(signed_in, form, 1, q_how="bus")
    back = send(signed_in, form, 2, step="back", q_wait="quinze")
    assert back.url == f"{address(form)}?page=1"
    assert 'value="bus" id="id_q_how_2" checked' in signed_in.get(back.url).content.decode()
    assert 'value="quinze"' in signed_in.get(f"{address(form)}?page=2").content.decode()


def test_nothing_is_sent_while_an_earlier_page_lacks_an_answer(signed_in: Client, form: PhaseAction) -> None:
    refused = send(signed_in, form, 3, q_more="Rien.")
    assert refused.status_code == 422
    assert "<h1>Vos trajets</h1>" in refused.content.decode()
    assert Contribution.objects.count() == 0


def test_a_draft_waits_in_the_account_for_another_browser(
    signed_in: Client, form: PhaseAction, person: Participant
) -> None:
    send(signed_in, form, 1, step="save", q_how="bus", q_line="12")
    elsewhere = Client()
    elsewhere.force_login(person)
    html = elsewhere.get(address(form)).content.decode()
    assert 'value="bus" id="id_q_how_2" checked' in html
    assert 'value="12"' in html
    assert form.kind.call in elsewhere.get("/me/contributions/").content.decode()

    stranger = Client().get(address(form)).content.decode()
    assert 'value="12"' not in stranger

    elsewhere.post(address(form), {"step": "restart"})
    assert Draft.objects.count() == 0
    assert 'value="12"' not in elsewhere.get(address(form)).content.decode()


def test_a_visitors_draft_waits_in_the_session_and_follows_them_in(
    client: Client, form: PhaseAction, person: Participant
) -> None:
    send(client, form, 1, q_how="walk")
    assert client.get(address(form)).content.decode().count("Le reste") >= 1
    preview = send(client, form, 3, q_more="Merci.")
    assert "/account/login/" in publish(client, form, preview).url
    client.force_login(person)
    again = client.get(address(form))
    publish(client, form, again)
    assert Contribution.objects.get().form_answers == {"how": "walk", "more": "Merci."}


def test_a_form_as_large_as_a_national_debate(
    signed_in: Client, action: PhaseAction, django_assert_max_num_queries: Any
) -> None:
    """Eighty questions in four themes: a page costs what it costs for four questions."""
    costs = []
    for questions in (1, MANY_QUESTIONS):
        action.kind.questions.all().delete()
        for theme in range(MANY_THEMES):
            QuestionFactory.create(kind=action.kind, type=QuestionType.SECTION, code=f"theme-{theme}")
            for number in range(questions):
                closed = {"type": QuestionType.SINGLE, "settings": {"options": OPTIONS}} if number % 2 else {}
                QuestionFactory.create(kind=action.kind, code=f"t{theme}-{number}", **closed)
        signed_in.post(address(action), {"step": "restart"})
        send(signed_in, action, 1, title="Un titre", text="Un texte.")
        with CaptureQueriesContext(connection) as captured:
            assert send(signed_in, action, 2, **{"q_t1-0": "Oui"}).status_code in {200, 302}
        costs.append(len(captured))
    assert costs[0] == costs[1]
    page = signed_in.get(f"{address(action)}?page=3").content.decode()
    assert page.count('class="question"') == MANY_QUESTIONS
