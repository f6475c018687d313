"""Changing the kinds of contribution from the desk."""

import pytest
from django.urls import reverse

from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db
POSTED = {
    "name": "question",
    "plural_name": "questions",
    "call": "Ask a question",
    "is_titled": "on",
    "has_text": "on",
    "visibility": "public",
    "role": "plain",
    "text_limit": "800",
}


def at(name: str, organiser, **numbers: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": organiser.consultation.pk, **numbers})


def test_a_kind_is_added_and_phases_may_open_it(desk, organiser) -> None:
    client = desk(organiser.participant)

    response = client.post(at("add_kind", organiser), POSTED)

    added = organiser.consultation.kinds.get()
    assert response.url == at("kinds", organiser)
    assert (added.plural_name, added.text_limit) == ("questions", 800)
    assert f"deposit_{added.pk}" in client.get(at("add_phase", organiser)).content.decode()
    assert "Questions" in client.get(at("consultation", organiser)).content.decode()


def test_an_incomplete_kind_comes_back_with_what_was_typed(desk, organiser) -> None:
    response = desk(organiser.participant).post(at("add_kind", organiser), {**POSTED, "call": ""})

    assert set(response.context["form"].errors) == {"call"}
    assert 'value="questions"' in response.content.decode()
    assert not organiser.consultation.kinds.exists()


def test_a_kind_is_renamed(desk, organiser) -> None:
    kind = KindFactory(consultation=organiser.consultation)

    desk(organiser.participant).post(at("kind", organiser, kind_pk=kind.pk), POSTED)

    kind.refresh_from_db()
    assert (kind.name, kind.call) == ("question", "Ask a question")


def test_kinds_are_put_in_order(desk, organiser) -> None:
    first, second = (KindFactory(consultation=organiser.consultation, position=place) for place in (0, 1))
    client = desk(organiser.participant)

    client.post(at("move_kind", organiser, kind_pk=second.pk), {"up": "1"})
    assert list(organiser.consultation.kinds.all()) == [second, first]
    client.post(at("move_kind", organiser, kind_pk=second.pk))
    assert list(organiser.consultation.kinds.all()) == [first, second]


def test_a_kind_in_use_stays_with_a_message(desk, organiser) -> None:
    kind = KindFactory(consultation=organiser.consultation)
    ContributionFactory(kind=kind)

    response = desk(organiser.participant).post(at("remove_kind", organiser, kind_pk=kind.pk), follow=True)

    assert "People already wrote contributions of this kind: it stays." in response.content.decode()
    assert organiser.consultation.kinds.exists()


def test_a_kind_of_another_consultation_is_not_found(desk, organiser) -> None:
    kind = PhaseActionFactory().kind
    client = desk(organiser.participant)

    assert client.get(at("kind", organiser, kind_pk=kind.pk)).status_code == 404
    assert client.post(at("remove_kind", organiser, kind_pk=kind.pk)).status_code == 404
    assert client.post(at("move_kind", organiser, kind_pk=kind.pk)).status_code == 404
