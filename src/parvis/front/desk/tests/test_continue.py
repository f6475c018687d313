"""Continuing a consultation, at the desk and on the public pages."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from parvis.conduct.tests.test_carry_on import over as over_of_the_floor
from parvis.consultations.continuations import Continuation
from parvis.consultations.models import ConsultationPage

pytestmark = pytest.mark.django_db
over = over_of_the_floor
SENT = {"title": "And how?", "starts_on": "2030-06-03", "taken": "accepted", "count": "10", "numbers": ""}


def test_one_looks_at_what_is_taken_then_makes_the_draft(desk, over) -> None:
    actor, source, ideas = over
    client, address = desk(actor), reverse("desk:continue", args=[source.pk])

    text = client.post(address, {**SENT, "look": "1"}).content.decode()
    assert [escape(idea.title) in text for idea in ideas] == [True, True, False]
    assert ConsultationPage.objects.count() == 1

    client.post(address, SENT)
    assert Continuation.objects.get().consultation.title == "And how?"


def test_what_cannot_be_read_is_said_and_stays_on_the_page(desk, over) -> None:
    actor, source, _ideas = over
    sent = {**SENT, "taken": "chosen", "numbers": "C-12 perhaps"}

    page = desk(actor).post(reverse("desk:continue", args=[source.pk]), sent)

    assert (page.status_code, "C-12 perhaps" in page.content.decode()) == (422, True)
    assert not Continuation.objects.exists()


def test_references_and_addresses_are_understood(desk, over) -> None:
    actor, source, ideas = over
    named = f"c-{ideas[2].pk}, https://x.example/en/contributions/{ideas[0].pk}/"

    desk(actor).post(
        reverse("desk:continue", args=[source.pk]), {**SENT, "taken": "chosen", "numbers": named}
    )

    made = Continuation.objects.get().consultation
    assert [row.quotation.source for row in made.contributions.order_by("pk")] == [ideas[2], ideas[0]]


def test_both_pages_say_so_once_the_new_one_is_public(desk, client, over) -> None:
    actor, source, ideas = over
    desk(actor).post(reverse("desk:continue", args=[source.pk]), SENT)
    made = Continuation.objects.get().consultation

    def page(name: str, key: object) -> str:
        return client.get("/en" + reverse(name, args=[key]).removeprefix("/en")).content.decode()

    assert "Continued in" not in page("front:consultation", source.slug)
    ConsultationPage.objects.filter(pk=made.pk).update(live=True)

    quote = made.contributions.order_by("pk")[0]
    assert "Continued in" in page("front:consultation", source.slug)
    assert "Follows on from" in page("front:consultation", made.slug)
    assert f"where {ideas[0].author.public_name} wrote it" in page("front:contribution", quote.pk)
    assert "Taken over in the consultation" in page("front:contribution", ideas[0].pk)
