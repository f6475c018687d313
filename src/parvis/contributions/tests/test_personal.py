"""What in a text says who somebody is; and what only looks like it."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.contributions.enums import Personal
from parvis.contributions.personal import find_personal, is_iban, is_social_security

FOUND = [
    (Personal.EMAIL, "jean.dupont+avis@exemple.fr"),
    (Personal.EMAIL, "Zoé.O'Hara@mairie-lyon.co.uk"),
    (Personal.EMAIL, "jean (at) exemple.fr"),
    (Personal.PHONE, "06 12 34 56 78"),
    (Personal.PHONE, "06\u202f12\u202f34\u202f56\u202f78"),
    (Personal.PHONE, "0612345678"),
    (Personal.PHONE, "06.12.34.56.78"),
    (Personal.PHONE, "04-78-00-00-00"),
    (Personal.PHONE, "+33 6 12 34 56 78"),
    (Personal.PHONE, "+33 (0)6.12.34.56.78"),
    (Personal.PHONE, "0033612345678"),
    (Personal.PHONE, "+44 20 7946 0958"),
    (Personal.PHONE, "+1 (212) 555-0123"),
    (Personal.PHONE, "+34 612 345 678"),
    (Personal.IBAN, "FR76 3000 6000 0112 3456 7890 189"),
    (Personal.IBAN, "de89370400440532013000"),
    (Personal.SOCIAL_SECURITY, "1 85 05 78 006 084 91"),
    (Personal.SOCIAL_SECURITY, "185057800608491"),
    (Personal.ADDRESS, "12 bis rue de la République, 69002 Lyon"),
    (Personal.ADDRESS, "3, allée des Peupliers 34000 Montpellier"),
]
NOT_FOUND = [
    "1 000 000 000 €", "+10 000 000 000 €", "de 10 000 à 20 000 habitants", "une hausse de + 12 %",
    "SIRET 552 100 554 00013", "SIRET 05521005540001", "SIREN 552 100 554", "RNA W691234567",
    "le 01.02.2024 à 10h15", "du 06/07/2024 au 08/09/2024", "2024-01-02 10:11:12", "01 01 2024 - 02 02 2024",
    "article L. 123-4 du code", "loi 78-17 du 6 janvier 1978, art. 8, 9, 10, 11", "n° 2019-1234 du 5 mars",
    "ISBN 978-2-07-036822-8", "48.8566, 2.3522", "0 800 123 456", "3,0612345678",
    "le 0123456789012 est un colis",
    "12 rue de la Paix", "un banc place de l'Église", "la ligne 12, rue Mercière", "69002 Lyon",
    "@mairie", "jean@", "a@b", "user@localhost", "FR76 3000 6000 0112 3456 7890 188", "1 85 05 78 006 084 92",
    "FR76", "les 15, 16, 17, 18, 19 et 20 mars", "06 12 34 56", "Entre 2 et 3 m², +3 logements",
]  # fmt: skip


@pytest.mark.parametrize(("what", "words"), FOUND)
def test_it_is_found_in_the_middle_of_a_sentence(what: Personal, words: str) -> None:
    found = find_personal(f"Voir avec {words}, merci.\nEncore : {words}")
    assert [(passage.what, passage.words) for passage in found] == [(what, words)] * 2


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert find_personal(f"Voir {text}, merci.") == []


@given(st.text(alphabet=string.digits + string.ascii_letters + " .-/@+()€\n,é'", max_size=300))
def test_passages_are_in_order_apart_and_say_their_words(text: str) -> None:
    found = find_personal(text)
    reached = 0
    for passage in found:
        assert reached <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end] == passage.words
        reached = passage.end


@given(st.lists(st.sampled_from([words for _what, words in FOUND]), max_size=5))
def test_nothing_hides_among_others(several: list[str]) -> None:
    assert [passage.words for passage in find_personal(" ; ".join(several))] == several


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_one_key_in_a_hundred_is_that_of_a_social_security_number(number: int) -> None:
    keys = [key for key in range(100) if is_social_security(f"{number:013}{key:02}")]
    assert keys == [97 - number % 97]


@given(st.integers(min_value=0, max_value=10**23 - 1), st.integers(min_value=1, max_value=9))
def test_an_account_number_with_a_digit_changed_is_none(number: int, shift: int) -> None:
    plain = f"FR00{number:023}"
    key = 98 - int(plain[4:] + "152700") % 97
    right = f"FR{key:02}{number:023}"
    assert is_iban(right)
    assert not is_iban(right[:-1] + str((int(right[-1]) + shift) % 10))


@pytest.mark.parametrize("piece", ["a" * 60 + ".", "0 ", "+1 ", "FR76 ", "1 rue a", "a@", "(at)", "- "])
def test_a_long_text_is_read_in_no_time(piece: str) -> None:
    started = time.perf_counter()
    find_personal(piece * (200_000 // len(piece)))
    assert time.perf_counter() - started < 2
