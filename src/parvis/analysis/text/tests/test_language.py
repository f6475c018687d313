"""The language of a text is told by its function words, or left open."""

import numpy as np
import polars as pl
import pytest

from parvis.analysis.text.language import languages, shares
from parvis.analysis.text.stopwords import SNOWBALL, STOPWORDS
from parvis.analysis.text.tests.data import SHARED, grand_debat, needs_shared_data
from parvis.analysis.text.tokens import tokenise

SENTENCES = {
    "fr": "Il faut que les transports soient gratuits pour tous les jeunes.",
    "en": "Public transport should be free for all of our young people.",
    "de": "Die öffentlichen Verkehrsmittel sollten für alle Jugendlichen kostenlos sein.",
    "es": "El transporte público debería ser gratuito para todos los jóvenes.",
    "it": "I trasporti pubblici dovrebbero essere gratuiti per tutti i giovani della città.",
    "pt": "Os transportes públicos deveriam ser gratuitos para todos os jovens.",
    "nl": "Het openbaar vervoer zou gratis moeten zijn voor alle jongeren.",
    "ca": "El transport públic hauria de ser gratuït per a tots els joves amb aquesta targeta.",
    "sv": "Kollektivtrafiken borde vara gratis för alla ungdomar som går i skolan.",
    "fi": "Joukkoliikenteen pitäisi olla ilmaista kaikille nuorille, koska se on tärkeää.",
    "pl": "Transport publiczny powinien być bezpłatny dla wszystkich młodych ludzi.",
    "hu": "A tömegközlekedésnek ingyenesnek kellene lennie minden fiatal számára, mert ez fontos.",
    "ro": "Transportul public ar trebui să fie gratuit pentru toți tinerii din oraș.",
    "tr": "Toplu taşıma bütün gençler için ücretsiz olmalı ve daha sık gelmeli.",
    "ru": "Общественный транспорт должен быть бесплатным для всех молодых людей.",
    "el": "Οι δημόσιες συγκοινωνίες πρέπει να είναι δωρεάν για όλους τους νέους.",
    "ar": "يجب أن يكون النقل العام مجانيا لكل الشباب في هذه المدينة",
    "hi": "सार्वजनिक परिवहन सभी युवाओं के लिए मुफ़्त होना चाहिए।",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_plain_sentence(code):
    assert languages(tokenise([SENTENCES[code]])).tolist() == [code]


@pytest.mark.parametrize("text", ["", "nucléaire", "🚲", "1905", "環境保護", "la"])
def test_what_cannot_be_told_is_left_open(text):
    assert languages(tokenise([text])).tolist() == [""]


def test_french_without_its_accents():
    assert languages(tokenise(["C'est tres bien, mais ca a deja ete dit"])).tolist() == ["fr"]


def test_a_few_words_are_told_by_the_texts_around_them():
    french = ["Les transports publics sont trop chers pour nous"] * 5
    english = ["We do not have enough public housing for everyone"] * 5
    texts = ["transports publics", "housing", "public", "nature"]
    assert languages(tokenise(texts)).tolist() == ["", "", "", ""]
    assert languages(tokenise([*french, *english, *texts]))[-4:].tolist() == ["fr", "en", "en", ""]


def test_the_order_of_texts_does_not_matter():
    texts = [*SENTENCES.values(), "nucléaire", "gratuit"]
    straight = languages(tokenise(texts)).tolist()
    assert languages(tokenise(texts[::-1]))[::-1].tolist() == straight


def test_no_text():
    assert languages(tokenise([])).tolist() == []


def test_shares_are_of_the_texts_whose_language_is_known():
    assert shares(np.array(["fr", "en", "", "fr", "fr"])) == {"fr": 0.75, "en": 0.25}
    assert shares(np.array([], dtype=str)) == {}


def test_every_language_has_its_function_words():
    assert list(SNOWBALL)[:2] == ["fr", "en"]
    assert all(len(STOPWORDS[code]) >= 50 for code in SNOWBALL)


@needs_shared_data
def test_real_answers_are_told_to_be_french_and_polis_statements_english():
    found = languages(tokenise(grand_debat()))
    assert shares(found)["fr"] > 0.995
    path = SHARED / "polis" / "brexit-consensus" / "comments.csv"
    statements = languages(tokenise(pl.read_csv(path)["comment-body"]))
    assert shares(statements) == {"en": 1.0}
