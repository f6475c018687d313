"""A quiz and a glossary in a browser: by keyboard, without scripts, narrow and wide."""

import pytest
from playwright.sync_api import expect

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.learning.models import QuizSheet
from parvis.learning.tests.factories import QuizFactory, QuizSheetFactory
from parvis.pages.terms import Term
from parvis.pages.tests.factories import ResourceFactory
from parvis.testing.browser import DESK, NARROW, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place():
    place = ConsultationFactory(
        title="Quels bus le soir ?",
        presentation="<p>L’établissement public de coopération intercommunale (EPCI) paie les bus.</p>",
    )
    Term.objects.create(
        host=place,
        word="établissement public de coopération intercommunale",
        variants="EPCI",
        definition="Un groupement de communes qui gèrent ensemble certains services, comme les bus.",
        source="Code général des collectivités territoriales",
    )
    ResourceFactory(parent=place, title="Comptages du soir")
    quiz = QuizFactory(consultation=place, on_line=True)
    QuizSheetFactory.create_batch(31, quiz=quiz)
    QuizSheetFactory.create_batch(6, quiz=quiz, reading="before", rights=[False, True, False])
    return place


@pytest.mark.parametrize(("size", "scripts"), [(NARROW, False), (DESK, True)])
def test_somebody_reads_a_word_then_answers_before_and_after(
    new_page, live_server, place, size, scripts
) -> None:
    page = new_page(size=size, scripts=scripts)

    def looked_at(name: str) -> None:
        photograph(page, f"{name}-{size[0]}")
        if scripts:
            assert axe_violations(page) == []
            assert overflowing(page) == []

    page.goto(f"{live_server.url}/consultations/{place.slug}/")
    page.get_by_role("link", name="établissement public de coopération intercommunale").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Un groupement de communes")).to_be_in_viewport()
    looked_at("glossary-word")
    page.get_by_role("link", name="Revenir au texte").click()
    page.get_by_role("link", name="Glossaire").first.click()
    looked_at("glossary")

    page.goto(f"{live_server.url}/consultations/{place.slug}/quiz/")
    looked_at("quiz")
    page.get_by_role("link", name="Je ne les ai pas encore lus").click()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at("quiz-answer")
    answer(page, "Un")
    expect(page.get_by_role("heading", name="Vos réponses sont gardées")).to_be_visible()
    looked_at("quiz-kept")
    page.get_by_role("link", name="J’ai lu : répondre de nouveau").click()
    answer(page, "Deux")
    expect(page.get_by_text("3 bonnes réponses sur 3.")).to_be_visible()
    looked_at("quiz-told")
    assert QuizSheet.objects.count() == 39


def answer(page, words: str) -> None:
    for group in page.locator("main fieldset").all():
        group.get_by_label(words, exact=True).check()
    page.get_by_role("button", name="Envoyer mes réponses").click()
