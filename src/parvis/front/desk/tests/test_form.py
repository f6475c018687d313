"""Composing from the desk what a form asks, then reading what it gathered."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import Kind, Rules, TeamMember
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import KindFactory, QuestionFactory, TeamMemberFactory
from parvis.contributions.models import PersonalAnswer
from parvis.contributions.tests.asked import OPTIONS, ROWS
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db
POSTED = {"label": "How do you travel?", "options": "On foot\r\nBy bike\r\n", "is_required": "on"}


@pytest.fixture
def kind(organiser: TeamMember) -> Kind:
    return KindFactory.create(consultation=organiser.consultation)


def at(name: str, kind: Kind, **numbers: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": kind.consultation_id, "kind_pk": kind.pk, **numbers})


@pytest.mark.parametrize("type", QuestionType.values)
def test_each_type_has_its_form_and_what_it_makes_can_be_changed(desk, organiser, kind, type: str) -> None:
    client = desk(organiser.participant)
    address = f"{at('add_question', kind)}?type={type}"
    form = client.get(address).context["form"]
    lines = dict.fromkeys(("options", "rows", "columns"), "Alpha\nBeta")
    posted = {name: field.initial for name, field in form.fields.items() if field.initial}
    posted |= {**lines, "label": "Une question", "shape": "line"}

    assert client.post(address, posted).url == at("form", kind)
    question = kind.questions.get()
    assert (question.type, question.code) == (type, "une-question")

    edit = at("form_question", kind, question_pk=question.pk)
    shown = client.get(edit).context["form"]
    again = {name: value for name, value in shown.initial.items() if value not in (None, "", False)}
    assert client.post(edit, {**again, "label": "Autrement dite"}).url == at("form", kind)
    changed = kind.questions.get()
    assert (changed.label, changed.settings) == ("Autrement dite", question.settings)


def test_a_question_is_shown_according_to_an_earlier_answer(desk, organiser, kind) -> None:
    client = desk(organiser.participant)
    client.post(f"{at('add_question', kind)}?type=single", POSTED)
    client.post(
        f"{at('add_question', kind)}?type=short_text",
        {"label": "Which path?", "limit": "100", "shown_if": "how-do-you-travel|on-foot", "test": "is"},
    )
    question = Question.objects.get(code="which-path")
    assert question.condition == {"question": "how-do-you-travel", "test": "is", "value": "on-foot"}

    client.post(at("move_question", kind, question_pk=question.pk), {"up": "1"})
    client.post(at("remove_question", kind, question_pk=Question.objects.get(code="how-do-you-travel").pk))
    assert list(kind.questions.values_list("code", flat=True)) == ["how-do-you-travel", "which-path"]


def test_what_makes_no_sense_comes_back_with_what_was_typed(desk, organiser, kind) -> None:
    response = desk(organiser.participant).post(
        f"{at('add_question', kind)}?type=single", {**POSTED, "options": "One", "is_personal": "on"}
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"purpose"}
    assert "How do you travel?" in response.content.decode()


def test_questions_are_copied_moved_and_removed(desk, organiser, kind) -> None:
    client = desk(organiser.participant)
    first, last = (QuestionFactory.create(kind=kind, label=label) for label in ("First", "Last"))
    client.post(at("move_question", kind, question_pk=last.pk), {"up": "1"})
    client.post(at("duplicate_question", kind, question_pk=first.pk))
    client.post(at("remove_question", kind, question_pk=first.pk))
    assert list(kind.questions.values_list("label", flat=True)) == ["Last", "First"]
    assert "First" in client.get(at("form", kind)).content.decode()
    assert "First" in client.get(at("preview_form", kind)).content.decode()


def test_rewording_once_people_may_answer_is_told_in_public(desk, organiser, kind) -> None:
    client = desk(organiser.participant)
    client.post(f"{at('add_question', kind)}?type=single", POSTED)
    ContributionFactory.create(kind=kind)
    question = kind.questions.get()
    edit = at("form_question", kind, question_pk=question.pk)
    before = Rules.objects.count()

    assert client.post(edit, {**POSTED, "options": "On foot\nCycling"}).status_code == 302
    assert [option["code"] for option in kind.questions.get().settings["options"]] == ["on-foot", "by-bike"]
    assert Rules.objects.count() == before + 1
    assert "Cycling" in str(Rules.objects.last().text)

    refused = client.post(edit, {**POSTED, "options": "On foot\nBy bike\nBy bus"})
    assert refused.status_code == 422
    assert len(kind.questions.get().settings["options"]) == 2
    needed = client.post(f"{at('add_question', kind)}?type=single", {**POSTED, "label": "New"})
    assert needed.status_code == 422


def test_answers_are_read_and_taken_away_without_what_is_personal(desk, organiser, kind) -> None:
    how = QuestionFactory.create(
        kind=kind, code="how", label="How?", type=QuestionType.SINGLE, settings={"options": OPTIONS}
    )
    QuestionFactory.create(
        kind=kind, code="grid", label="When", type=QuestionType.MATRIX,
        settings={"rows": ROWS, "columns": OPTIONS},
    )  # fmt: skip
    age = QuestionFactory.create(kind=kind, code="age", is_personal=True, purpose="To know who answers")
    row = ContributionFactory.create(kind=kind, form_answers={"how": "bus", "grid": {"night": "walk"}})
    PersonalAnswer.objects.create(contribution=row, question=age, value="Under 30")
    analyst = TeamMemberFactory.create(
        consultation=kind.consultation, participant=ParticipantFactory(), role=Role.ANALYST
    )
    page = reverse("desk:contribution", args=[kind.consultation_id, row.pk])
    for member, sees in ((organiser, True), (analyst, False)):
        html = desk(member.participant).get(page).content.decode()
        assert "En bus" in html
        assert ("Under 30" in html) is sees

    answer = desk(analyst.participant).get(at("answers_csv", kind))
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[0] == ["id", "created_at", "identity_level", "origin", "how", "grid.morning", "grid.night"]
    assert lines[1][4:] == ["How?", "When – Le matin", "When – La nuit"]
    assert (lines[2][0], lines[2][4:]) == (str(row.pk), ["En bus", "", "À pied"])
    assert how.code in lines[0]
