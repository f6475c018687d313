"""The totals of a form: what each answer counts, what is too few to be told, and when everybody sees them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import Kind
from parvis.consultations.tests.factories import (
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
    TeamMemberFactory,
)
from parvis.contributions.models import PersonalAnswer
from parvis.contributions.results import outcomes
from parvis.contributions.tests.asked import OPTIONS, ROWS
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Kind:
    """Answered by nine people, and closed."""
    kind = PhaseActionFactory.create(phase=PhaseFactory.create(past=True)).kind
    asked: list[tuple[str, QuestionType, dict[str, Any]]] = [
        ("how", QuestionType.MULTIPLE, {"options": OPTIONS, "has_other": True}),
        ("rank", QuestionType.RANKING, {"options": OPTIONS}),
        ("grid", QuestionType.MATRIX, {"rows": ROWS, "columns": OPTIONS}),
        ("note", QuestionType.SCALE, {"highest": 4}),
        ("km", QuestionType.NUMBER, {"unit": "km"}),
        ("why", QuestionType.LONG_TEXT, {}),
    ]
    for code, type, settings in asked:
        QuestionFactory.create(kind=kind, code=code, label=f"Q {code}", type=type, settings=settings)
    age = QuestionFactory.create(
        kind=kind, code="age", type=QuestionType.SINGLE, settings={"options": OPTIONS},
        is_personal=True, purpose="Savoir qui répond",
    )  # fmt: skip
    for place in range(9):
        row = ContributionFactory.create(kind=kind, state="private", form_answers={
            "how": ["bus", {"other": "En barque"}] if place else ["walk"], "rank": ["bike", "bus"],
            "grid": {"night": "walk"}, "note": 1 if place < 3 else 4, "km": str(place * 10), "why": "Voilà.",
        })  # fmt: skip
        PersonalAnswer.objects.create(contribution=row, question=age, value="walk" if place < 6 else "bus")
    ContributionFactory.create(kind=kind, state="withdrawn", form_answers={"how": ["walk"]})
    return kind


def page(kind: Kind, client: Client) -> str:
    answer = client.get(reverse("front:questionnaire", args=[kind.consultation.slug, kind.code]))
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_every_answer_is_counted_once(kind: Kind) -> None:
    found = {one.question.code: one for one in outcomes(kind)}
    assert found["how"].answered == 9
    assert found["how"].values == {"bus": 8, "other": 8, "walk": 1}
    assert found["rank"].places == {("bike", 1): 9, ("bus", 2): 9}
    assert found["rank"].mean_place("bus") == 2
    assert found["grid"].rows == {("night", "walk"): 9}
    assert (found["note"].values, found["note"].median) == ({"1": 3, "4": 6}, 4)
    assert found["km"].median == 40


def test_few_are_not_told_of_what_is_personal(kind: Kind) -> None:
    [age] = [one for one in outcomes(kind) if one.question.is_personal]
    assert age.values == {}
    PersonalAnswer.objects.filter(value="bus").update(value="walk")
    [age] = [one for one in outcomes(kind) if one.question.is_personal]
    assert age.values == {"walk": 9}


def test_the_page_says_what_comes_first(kind: Kind, client: Client) -> None:
    html = page(kind, client)
    assert "9 personnes ont répondu." in html
    assert "« À vélo » est le plus souvent en premier" in html
    assert "Voilà." not in html
    assert (
        reverse("front:questionnaire", args=[kind.consultation.slug, kind.code])
        in client.get(reverse("front:result", args=[kind.consultation.slug])).content.decode()
    )


def test_totals_wait_for_the_end_but_not_for_the_team(kind: Kind, client: Client) -> None:
    PhaseActionFactory.create(phase=PhaseFactory.create(consultation=kind.consultation), kind=kind)
    assert "Q how" not in page(kind, client)
    member = TeamMemberFactory.create(
        consultation=kind.consultation, participant=ParticipantFactory(), role=Role.ANALYST
    )
    client.force_login(member.participant)
    assert "Q how" in page(kind, client)


def test_the_cost_does_not_depend_on_the_number_of_questions(kind: Kind, client: Client) -> None:
    costs = []
    for _time in range(2):
        page(kind, client)
        with CaptureQueriesContext(connection) as captured:
            page(kind, client)
        costs.append(len(captured))
        for _number in range(10):
            QuestionFactory.create(kind=kind)
    assert costs[0] == costs[1]
