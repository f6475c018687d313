"""Composing a form, bringing a spreadsheet, setting levels and ballots: by phone and by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from parvis.ballots.tests.factories import BallotFactory, items_of
from parvis.consultations.enums import QuestionType
from parvis.consultations.tests.factories import KindFactory, PhaseFactory, QuestionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.asked import CASES, ask
from parvis.contributions.tests.factories import WaitingTextFactory
from parvis.learning.tests.factories import QuizFactory
from parvis.pages.terms import Term
from parvis.panel.tests.factories import SurveyFactory
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "Titre;Texte\nUn banc;Devant l’école.\nUn arbre;Sur la place.\nSans texte;\n"


def look(page: Page, name: str) -> None:
    photograph(page, f"desk-{name}")
    assert (name, axe_violations(page)) == (name, [])
    assert (name, overflowing(page)) == (name, [])


def test_a_spreadsheet_is_matched_corrected_and_imported(page_of, live_server, organiser) -> None:
    PhaseFactory(consultation=organiser.consultation)
    KindFactory(consultation=organiser.consultation)
    page = page_of(size=PHONE)
    whole = FILE.replace("Sans texte;\n", "")
    for words, name, told in (
        (FILE, "refused", "1 row cannot be taken"),
        (whole, "ready", "2 contributions are ready"),
    ):
        page.goto(live_server.url + reverse("desk:bring_sheet", args=[organiser.consultation.pk]))
        file = {"name": "ideas.csv", "mimeType": "text/csv", "buffer": words.encode()}
        page.set_input_files("input[type=file]", file)
        page.get_by_role("button", name="Read this file").click()
        page.get_by_role("button", name="See what comes in").click()
        expect(page.get_by_text(told)).to_be_visible()
        look(page, f"sheet-{name}")
    page.get_by_role("button", name="Import 2 contributions").click()
    expect(page.get_by_text("2 contributions were imported.")).to_be_visible()
    assert Contribution.objects.count() == 2


def test_everybody_can_compose_and_set(page_of, live_server, organiser) -> None:
    consultation = organiser.consultation
    kind = KindFactory(consultation=consultation)
    for case in CASES:
        ask(kind, case)
    QuestionFactory.create(kind=kind, type=QuestionType.PHOTO, settings={"count": 2})
    ballot = BallotFactory(budget=True, phase__consultation=consultation)
    items_of(ballot, 2)
    term = Term.objects.create(word="EPCI", host=consultation, definition="Towns that manage together.")
    quiz = QuizFactory(consultation=consultation)
    SurveyFactory(consultation=consultation)
    page = page_of(size=PHONE)
    for name, numbers in {
        "kinds": [],
        "form": [kind.pk],
        "preview_form": [kind.pk],
        "bring_form": [kind.pk],
        "form_question": [kind.pk, kind.questions.get(type=QuestionType.MATRIX).pk],
        "identity": [],
        "questions": [],
        "costs": [ballot.pk],
        "sheets": [ballot.pk],
        "contributions": [],
        "guests": [],
        "guest_text": [WaitingTextFactory(kind=kind).pk],
        "phase": [ballot.phase.pk],
        "team": [],
        "journal": [],
        "glossary": [],
        "term": [term.pk],
        "quiz": [],
        "quiz_question": [quiz.questions.first().pk],
        "panel": [],
        "reference": ["age"],
        "outages": [],
        "animate": [],
    }.items():
        page.goto(live_server.url + reverse(f"desk:{name}", args=[consultation.pk, *numbers]))
        look(page, name)
