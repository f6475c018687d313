"""The glossary of a consultation: its own page, and its words where they are read."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.pages.terms import Term
from parvis.restitution.tests.factories import SynthesisFactory
from parvis.texts.lines import Line
from parvis.texts.tests.factories import published

pytestmark = pytest.mark.django_db


def explain(word: str, host: ConsultationPage | None = None) -> Term:
    return Term.objects.create(word=word, host=host, definition=f"Sens de {word}.")


def test_it_lists_the_words_of_the_consultation_and_of_the_site(client: Client) -> None:
    place = ConsultationFactory()
    own, _site, _other = explain("ZAC", place), explain("PLU"), explain("SCOT", ConsultationFactory())
    told = client.get(reverse("front:glossary", args=[place.slug])).content.decode()

    assert [f"Sens de {word}." in told for word in ("ZAC", "PLU", "SCOT")] == [True, True, False]
    assert (f'id="term-{own.pk}"' in told, told.count("Mot de tout le site")) == (True, 1)


def test_the_page_of_a_consultation_explains_its_texts(client: Client) -> None:
    place = ConsultationFactory(presentation="<p>La ZAC.</p>", open_points="<p>La ZAC, le PLU.</p>")
    explain("ZAC", place)
    explain("PLU")
    told = client.get(reverse("front:consultation", args=[place.slug])).content.decode()

    assert told.count('class="term"') == 3
    assert told.count('class="definition"') == 2
    assert f'href="{reverse("front:glossary", args=[place.slug])}"' in told


def test_a_synthesis_is_explained(client: Client) -> None:
    synthesis = SynthesisFactory(body="<p>La ZAC.</p>")
    explain("ZAC")
    told = client.get(reverse("front:synthesis", args=[synthesis.get_parent().slug])).content.decode()

    assert (told.count('class="term"'), told.count('class="definition"')) == (1, 1)


def test_a_text_explains_a_word_the_first_time_of_all_its_passages(client: Client) -> None:
    document = published(
        ConsultationFactory(), [Line(1, "Titre"), Line(0, "La ZAC du canal."), Line(0, "La ZAC de la gare.")]
    )
    explain("ZAC")
    told = client.get(
        reverse("front:text", args=[document.consultation.slug, document.slug])
    ).content.decode()

    assert (told.count("ZAC</a>"), told.count("La ZAC de la gare.")) == (1, 1)
