"""An export where texts are read before they appear: it verifies, and holds nothing that nobody has read."""

import csv
import io
import json
from uuid import uuid4

import pytest

from parvis.accounts.enums import Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.receive import receive, receive_revision
from parvis.contributions.domain.take_back_waiting import change_waiting, take_back_waiting
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.moderation.domain.screen import admit, refuse
from parvis.moderation.enums import Reason
from parvis.opendata.tests.town import Town, export, found_town, said_in, verified

pytestmark = pytest.mark.django_db


def sent(town: Town, title: str, origin: Origin = Origin.WEB) -> WaitingText:
    words = {"title": title, "text": f"{title}.", "theme": None, "responds_to": None, "origin": origin}
    return receive(actor=ParticipantFactory(), action=town.deposit, idempotency_key=uuid4(), **words)


@pytest.fixture
def town() -> Town:
    """One text that appeared at once, and others, read first, in every state."""
    made = found_town()
    made.write("Un banc")
    PhaseAction.objects.filter(pk=made.deposit.pk).update(read_within=24)
    made.deposit.refresh_from_db()
    made.items["Un arbre"] = admit(actor=made.organiser, text=sent(made, "Un arbre", Origin.EMAIL))
    refuse(actor=made.organiser, text=sent(made, "Zanzibar refused"), reason=Reason.INSULT)
    changed = sent(made, "Zanzibar first")
    change_waiting(actor=changed.author, text=changed, title="Zanzibar changed", words="Autre.")
    withdrawn = sent(made, "Zanzibar withdrawn")
    take_back_waiting(actor=withdrawn.author, text=withdrawn)
    tree = made.items["Un arbre"]
    new = {"contribution": tree, "title": "Un arbre", "text": "Un arbre et son ombre."}
    admit(actor=made.organiser, text=receive_revision(actor=tree.author, **new))
    bench = made.items["Un banc"]
    no = receive_revision(actor=bench.author, contribution=bench, title="Un banc", text="Zanzibar no.")
    refuse(actor=made.organiser, text=no, reason=Reason.HATE)
    return made


def test_it_verifies_and_says_when_each_came(town, tmp_path) -> None:
    path = export(town, tmp_path)
    result = verified(path)
    assert (result.findings.counts, result.sound) == ({}, True)
    held = said_in(path)
    assert not any("Zanzibar" in words for words in held.values())
    rows = list(csv.DictReader(io.StringIO(held["contributions.csv"])))
    assert sorted(
        (row["title"], row["state"], row["hidden_reason"], row["received_at"] == "") for row in rows
    ) == [
        ("", "hidden", "insult", False),
        ("Un arbre", "published", "", False),
        ("Un banc", "published", "", True),
    ]
    assert {row["title"]: row["origin"] for row in rows} == {"": "web", "Un arbre": "email", "Un banc": "web"}
    told = [json.loads(line)["payload"] for line in held["rows/contributions.jsonl"].splitlines()]
    assert {row["title"]: "received" in row for row in told} == {"Un banc": False, "Un arbre": True}
    register = list(csv.DictReader(io.StringIO(held["register.csv"])))
    assert sorted((row["act"], row["reason"]) for row in register) == [
        ("admit", ""),
        ("admit", ""),
        ("hide", "insult"),
        ("refuse", "hate"),
    ]


@pytest.mark.parametrize("change", [{"received_at": None}, {"title": "Un chêne"}])
def test_a_change_behind_the_back_of_the_site_is_named(town, tmp_path, change) -> None:
    assert Contribution.objects.filter(title="Un arbre").update(**change) == 1
    assert set(verified(export(town, tmp_path)).findings.counts) == {"row_altered"}
