"""Answers in which there is nothing to read are set apart, and no other."""

import numpy as np
import polars as pl
import pytest

from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.tests.data import grand_debat, needs_shared_data


def empty(text):
    return bool(contentless(pl.Series([text]))[0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "🙂👍",
        "-",
        "x",
        "aaaaaa",
        "z" * 500,
        "RAS",
        "R.A.S.",
        "ras !",
        "Oui",
        "NON.",
        "Néant",
        "neant",
        "sans avis",
        "Sans objet pour moi.",
        "Je ne sais pas",
        "je sais pas",
        "NSP",
        "Je n'ai pas d'avis sur la question.",
        "Je n’ai rien à dire",
        "Non concerné(e)",
        "Voir ci-dessus",
        "Rien à signaler",
        "Pourquoi pas ?",
        "nothing",
        "N/A",
        "n.a.",
        "I don't know",
        "No comment.",
        "I have nothing to add",
        "See above",
        "keine Angabe",
        "weiß nicht",
        "no sé",
        "sin comentarios",
        "niente",
        "não sei",
        "weet niet",
        "нет",
        "لا أعرف",
        "没有",
        "特になし",
        "없음",
    ],
)
def test_nothing_to_read(text):
    assert empty(text)


@pytest.mark.parametrize(
    "text",
    [
        "nucléaire",
        "Référendum",
        "RIC",
        "le R.I.C.",
        "Le maire",
        "l'éducation",
        "Personne",
        "tous",
        "1905",
        "49.3",
        "pas de problème",
        "Je le fais déjà",
        "Non au nucléaire",
        "Aucun impôt",
        "Rien ne va plus dans les hôpitaux",
        "Je ne sais pas à quoi ils servent",
        "Sans voiture",
        "war",
        "car",
        "the mayor",
        "no more immigration",
        "nothing about water",
        "水",
        "环境",
        "물",
        "Nein zur Autobahn",
        "oui " * 11,
    ],
)
def test_a_word_with_a_meaning_of_its_own_is_content(text):
    assert not empty(text)


def test_languages_are_not_mixed():
    """ "Ja" is a yes and "nada" a nothing, but no language has both."""
    assert empty("ja")
    assert empty("nada")
    assert not empty("ja nada")


def test_no_text_and_many():
    assert contentless(pl.Series([], dtype=pl.String)).tolist() == []
    assert contentless(pl.Series(["oui", "vélo", ""] * 1000)).reshape(-1, 3).all(axis=0).tolist() == [
        True,
        False,
        True,
    ]


@needs_shared_data
def test_one_real_answer_in_nine_says_nothing_and_those_that_do_are_short():
    texts = grand_debat()
    found = contentless(texts)
    assert 0.08 < found.mean() < 0.14
    said = texts.filter(pl.Series(found)).str.to_lowercase().str.strip_chars(" .!")
    assert {"non", "ras", "sans objet", "je ne sais pas", "néant", "nc", "oui"} <= set(said.to_list())
    kept = set(texts.filter(pl.Series(~found)).str.to_lowercase().to_list())
    assert {"éducation", "le maire", "racisme", "ric", "personne"} <= kept
    assert np.max(said.str.len_chars().to_numpy()) < 60
