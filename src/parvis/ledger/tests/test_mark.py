"""The last checkpoint in the foot of every page and of every mail, at the price of one query now and then."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from parvis.jobs import mail
from parvis.ledger import queries
from parvis.ledger.domain.mark import mark, page_foot
from parvis.ledger.tests.factories import grow
from parvis.merkle.notes import to_base64

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> str:
    """The root of a log of 1,234 lines."""
    grow(1234)
    caches["local"].clear()
    return to_base64(bytes(queries.latest().root))


@pytest.mark.parametrize(
    ("path", "words", "link"),
    [
        ("/", "Journal public : 1\xa0234 lignes, empreinte", "/ledger/"),
        ("/en/", "Public log: 1,234 lines, fingerprint", "/en/ledger/"),
    ],
)
def test_every_page_says_how_far_the_log_goes(
    client: Client, root: str, path: str, words: str, link: str
) -> None:
    text = client.get(path).content.decode()
    assert f'<a href="{link}">{words} {root[:8]}</a>' in text


def test_it_is_read_once_in_some_seconds(root: str, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(1):
        assert mark() == mark()
    grow(1)
    with django_assert_num_queries(0):
        assert mark().size == 1234


def test_a_log_that_holds_nothing_is_read_once_too(django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(1):
        assert (page_foot(), page_foot()) == (None, None)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Journal public de ce site : 1\xa0234 lignes"), ("en", "Public log of this site: 1,234 lines")],
)
def test_every_mail_holds_the_whole_root(root: str, language: str, words: str) -> None:
    with translation.override(language):
        sent = mail.send(to="a@example.org", subject="Bonjour", text="Un texte.")
    start, foot = sent.text.split("\n\n-- \n")
    assert (start, foot.startswith(words)) == ("Un texte.", True)
    assert f"{root}\nhttp://127.0.0.1:8000" in foot


def test_a_mail_has_no_foot_while_nothing_is_signed() -> None:
    assert mail.send(to="a@example.org", subject="Bonjour", text="Un texte.").text == "Un texte."
