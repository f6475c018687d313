"""The page of the log: where it stands, who keeps a copy, what it cannot prove."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.ledger.domain.halt import halt
from parvis.ledger.domain.push import push
from parvis.ledger.domain.verify import verify
from parvis.ledger.domain.witness import DAYS, read_witness
from parvis.ledger.enums import HaltCode
from parvis.ledger.tests.factories import grow, tell

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/ledger/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_log_that_holds_nothing_yet_says_so(client: Client) -> None:
    assert "Rien n’est encore signé" in page(client)


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/ledger/", "Ce qu’il ne peut pas prouver"), ("/en/ledger/", "What it cannot prove")],
)
def test_what_it_proves_and_cannot_is_told_in_both_languages(client: Client, path: str, limit: str) -> None:
    assert limit in page(client, path)


def test_it_tells_where_the_log_stands(client: Client, settings: object, tmp_path: Path) -> None:
    settings.PARVIS_LEDGER_PUSH = [f"file://{tmp_path}/a", "https://u:hunter2@127.0.0.1/b"]  # type: ignore[attr-defined]
    grow(1234)
    push()
    verify()
    tell()
    found = read_witness(now=timezone.localtime())
    assert (found.last.size, found.waiting, found.verification.size) == (1234, 1, 1234)
    assert [(place.name, place.deposit and place.deposit.size) for place in found.places] == [
        ("un dossier de l’exploitant", 1234),
        ("127.0.0.1", None),
    ]
    assert [place.failure and place.failure.failure for place in found.places] == [None, "Forbidden"]
    text = page(client)
    assert (found.root in text, "hunter2" in text, str(tmp_path) in text) == (True, False, False)


def test_the_longest_wait_is_rounded_up() -> None:
    grow(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_checkpoint SET longest_wait = 2001")
    assert read_witness(now=timezone.localtime()).longest_wait == 3


def test_lines_are_counted_by_day_zeros_included() -> None:
    grow(5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_checkpoint SET signed_at = signed_at - interval '2 days'")
    grow(2)
    now = timezone.localtime()
    days = read_witness(now=now).days
    assert (len(days), days[-1][0]) == (DAYS, now.date())
    assert [(now.date() - day, count) for day, count in days if count] == [
        (timedelta(days=2), 5),
        (timedelta(0), 2),
    ]


def test_a_log_that_stopped_says_why(client: Client) -> None:
    grow(1)
    halt(code=HaltCode.SHORT, facts={})
    assert "le journal est plus court que ce qui a été publié" in page(client)


def test_it_is_read_once_for_all_who_look(client: Client) -> None:
    grow(3)
    assert [queries_of(client), queries_of(client)] == [9, 0]


def queries_of(client: Client) -> int:
    """What the log is asked."""
    with CaptureQueriesContext(connection) as made:
        page(client)
    return len([query for query in made if "ledger_" in query["sql"]])
