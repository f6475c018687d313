"""A form is taken away as a file, and brought into another consultation: whole, or not at all."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Kind, TeamMember
from parvis.consultations.tests.factories import KindFactory, QuestionFactory
from parvis.contributions.domain.edit_questions import draft_of
from parvis.contributions.tests.asked import CASES, OPTIONS, ask
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.desk.tests.test_form import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(organiser: TeamMember) -> Kind:
    return KindFactory.create(consultation=organiser.consultation)


def send(client, kind: Kind, data: bytes | dict[str, Any]):
    whole = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post(at("bring_form", kind), {"file": SimpleUploadedFile("form.json", whole)})


def of(*questions: Any) -> dict[str, Any]:
    return {"format": "parvis-form/1", "questions": list(questions)}


def test_every_type_of_question_comes_back_as_it_was(desk, organiser, kind: Kind) -> None:
    for case in CASES:
        ask(kind, case, help_text="Deux mots\nd’aide", is_required=True)
    QuestionFactory.create(kind=kind, code="how", type=QuestionType.SINGLE, settings={"options": OPTIONS})
    QuestionFactory.create(
        kind=kind, code="page", type=QuestionType.SECTION,
        condition={"question": "how", "test": "contains", "value": "bus"},
    )  # fmt: skip
    QuestionFactory.create(kind=kind, code="age", is_personal=True, purpose="Savoir qui répond")
    QuestionFactory.create(kind=kind, code="view", type=QuestionType.PHOTO, settings={"count": 3})
    client = desk(organiser.participant)
    taken = client.get(at("take_form", kind))
    assert taken["Content-Disposition"] == f'attachment; filename="form-{kind.code}.json"'
    assert str(organiser.participant.email) not in taken.content.decode()

    other = KindFactory.create(consultation=organiser.consultation)
    assert send(client, other, taken.content).url == at("form", other)
    here, there = ([(one.code, draft_of(one)) for one in each.questions.all()] for each in (kind, other))
    assert there == here


GOOD = {"code": "why", "type": "short_text", "label": "Why?"}
BAD = [
    (b'{"format": "parvis-form/1",\n "questions": [}', "Line 2 of"),
    (b"\xff\xfe", "not a form taken"),
    (b"[" * 100_000, "not a form taken"),
    ({"format": "another"}, "not a form taken"),
    (of(), "no question"),
    (of(GOOD, "why"), "Question 2"),
    (of(GOOD, GOOD), "Question 2: its code"),
    (of({**GOOD, "code": "a__b"}), "its code is missing"),
    (of({**GOOD, "type": "spell"}), "spell"),
    (of({**GOOD, "label": 3}), "label"),
    (of({**GOOD, "vote": 1}), "vote"),
    (of({**GOOD, "settings": {"limit": "ten"}}), "settings"),
    (of({**GOOD, "settings": {"limit": True}}), "settings"),
    (of({**GOOD, "type": "number", "settings": {"minimum": "1e400"}}), "settings"),
    (of({**GOOD, "type": "single", "settings": {"options": OPTIONS[:1]}}), "Write two options"),
    (of({**GOOD, "settings": {"limit": 0}}), "settings"),
    (of({**GOOD, "settings": {"limit": 50_001}}), "settings"),
    (of({**GOOD, "type": "number", "settings": {"unit": "k" * 21}}), "settings"),
    (of({**GOOD, "type": "number", "settings": {"minimum": "0.00001"}}), "settings"),
    (of({**GOOD, "type": "scale", "settings": {"lowest": -3}}), "settings"),
    (of({**GOOD, "type": "scale", "settings": {"low_label": "k" * 61}}), "settings"),
    (
        of(
            {**GOOD, "type": "single", "settings": {"options": [*OPTIONS, {"code": "c", "label": "k" * 201}]}}
        ),
        "settings",
    ),
    (of({**GOOD, "type": "photo", "settings": {"count": 6}}), "settings"),
    (of({**GOOD, "type": "sp\ud800ell"}), "spell"),
    (of({**GOOD, "vo\ud800te": 1}), "vote"),
    (of({**GOOD, "personal": True}), "what the answer is used for"),
    (of({**GOOD, "type": "photo", "personal": True, "purpose": "Voir"}), "nothing personal"),
    (of({**GOOD, "shown_if": {"question": "how", "test": "is", "value": "bus"}}), "earlier answer"),
]


@pytest.mark.parametrize("case", BAD, ids=range(len(BAD)))
def test_what_makes_no_sense_is_named_and_nothing_comes_in(desk, organiser, kind: Kind, case) -> None:
    data, fault = case
    answer = send(desk(organiser.participant), kind, data)
    assert answer.status_code == 422
    said = str(answer.context["form"].errors["file"])
    assert fault in said
    assert kind.questions.count() == 0


def test_words_of_settings_come_in_clean(desk, organiser, kind: Kind) -> None:
    """What no page could show is left out, as at the desk."""
    hidden = "\u0000\ud800\u202e"
    scale = {"lowest": 0, "highest": 3, "low_label": f"peu{hidden}", "high_label": f"{hidden} tant  et plus"}
    asked = (
        {**GOOD, "type": "number", "settings": {"unit": f"k{hidden}m"}},
        {**GOOD, "code": "much", "type": "scale", "settings": scale},
    )
    assert send(desk(organiser.participant), kind, of(*asked)).status_code == 302
    number, steps = (question.asks for question in kind.questions.order_by("position"))
    assert (number.unit, steps.low_label, steps.high_label) == ("km", "peu", "tant et plus")


def test_a_form_that_asks_or_was_answered_takes_none(desk, organiser, kind: Kind) -> None:
    client = desk(organiser.participant)
    ContributionFactory.create(kind=kind)
    assert "People may already answer" in str(send(client, kind, of(GOOD)).context["form"].errors)
    asking = KindFactory.create(consultation=organiser.consultation)
    QuestionFactory.create(kind=asking)
    assert "asks questions already" in str(send(client, asking, of(GOOD)).context["form"].errors)
    assert asking.questions.count() == 1
