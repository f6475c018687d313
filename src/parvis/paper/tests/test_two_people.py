"""Where two people type each sheet, it counts once they agree, or once somebody decided between them."""

import uuid

import pytest
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.paper.domain.enter_sheet import retype_sheet
from parvis.paper.models import Typing
from parvis.paper.queries import differing_rows, figures_of, next_sheet
from parvis.paper.tests.factories import BatchFactory, ask, entered, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    made = BatchFactory(size=2, is_double=True)
    ask(made.kind)
    return made


def test_a_sheet_typed_once_does_not_count(batch) -> None:
    first, second = member_of(batch), member_of(batch)

    sheet = entered(batch, first, number=1)

    assert (sheet.contribution, Contribution.objects.count()) == (None, 0)
    assert (next_sheet(batch, first).number, next_sheet(batch, second).number) == (2, 1)
    with pytest.raises(Refused, match="somebody else types it"):
        entered(batch, first, number=1)


def test_two_that_read_the_same_enter_it_and_nothing_typed_stays(batch) -> None:
    entered(batch, member_of(batch), number=1, answers={"q1": ["sat", "tue"]})

    sheet = entered(
        batch, member_of(batch), number=1, text="Devant l’école. ", answers={"q1": ["tue", "sat"]}
    )

    assert sheet.contribution.form_answers == {"q1": ["tue", "sat"]}
    assert Typing.objects.count() == 0


def test_what_differs_is_shown_and_settled_field_by_field(batch, desk) -> None:
    QuestionFactory(kind=batch.kind, code="age", label="Âge", is_personal=True, purpose="Compter", position=9)
    entered(batch, member_of(batch), number=1, answers={"q0": "y", "age": "40"})
    sheet = entered(batch, member_of(batch), number=1, title="Un blanc", answers={"q0": "n", "age": "40"})
    assert (figures_of(batch).differing, list(differing_rows(batch))) == (1, [sheet])
    third = member_of(batch)
    address = reverse("desk:paper_settle", args=[batch.consultation_id, batch.pk, sheet.pk])

    page = desk(third).get(address)
    differences = [(one.label, one.first, one.second) for one in page.context["form"].differences]
    desk(third).post(address, {"key": uuid.uuid4(), "title": "first", "answers.q0": "second"})

    assert differences == [("Title", "Un banc", "Un blanc"), ("Venez-vous à vélo ?", "Oui", "Non")]
    made = Contribution.objects.get()
    assert (made.title, made.form_answers, made.sheet.entered_by) == ("Un banc", {"q0": "n"}, third)
    assert PersonalAnswer.objects.get().value == "40"
    assert Typing.objects.count() == 0


def test_a_choice_that_is_missing_enters_nothing(batch, desk) -> None:
    entered(batch, member_of(batch), number=1)
    sheet = entered(batch, member_of(batch), number=1, title="Un blanc")
    address = reverse("desk:paper_settle", args=[batch.consultation_id, batch.pk, sheet.pk])

    assert desk(member_of(batch)).post(address, {"key": uuid.uuid4()}).status_code == 422
    assert Contribution.objects.count() == 0


def test_neither_is_right_and_it_is_typed_again(batch, desk) -> None:
    first = member_of(batch)
    entered(batch, first, number=1)
    sheet = entered(batch, member_of(batch), number=1, title="Un blanc")
    address = reverse("desk:paper_settle", args=[batch.consultation_id, batch.pk, sheet.pk])

    desk(first).post(address, {"again": "1"})

    assert (next_sheet(batch, first).number, Typing.objects.count()) == (1, 0)


def test_only_who_enters_has_it_typed_again(batch) -> None:
    sheet = entered(batch, member_of(batch), number=1)

    with pytest.raises(Refused):
        retype_sheet(actor=member_of(BatchFactory()), sheet=sheet)
    assert Typing.objects.count() == 1
