"""An export where guests wrote: it verifies, says which texts are theirs, and holds nothing of the others."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Now

from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.jobs import forgetting
from parvis.moderation.domain.forget_guests import forget_guests
from parvis.moderation.domain.screen import admit, refuse
from parvis.moderation.enums import Reason
from parvis.moderation.models import Screening
from parvis.opendata.tests.town import Town, export, found_town, said_in, verified
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db


def guest(town: Town, title: str) -> WaitingText:
    return deposit_as_guest(
        action=town.deposit,
        title=title,
        text=f"{title}.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )


@pytest.fixture
def town() -> Town:
    """One text of somebody, and guests' in every state."""
    made = found_town()
    PhaseAction.objects.filter(pk=made.deposit.pk).update(allows_guests=True)
    made.deposit.refresh_from_db()
    made.write("Un banc")
    made.items["Un arbre"] = admit(actor=made.organiser, text=guest(made, "Un arbre"))
    admit(actor=made.organiser, text=guest(made, "Un regret"))
    withdraw_guest_text(text=WaitingText.objects.get(contribution__title="Un regret"))
    refuse(
        actor=made.organiser, text=guest(made, "Zanzibar refused"), reason=Reason.INSULT, message="Zanzibar."
    )
    refuse(actor=made.organiser, text=guest(made, "Zanzibar erased"), reason=Reason.OFF_TOPIC)
    WaitingText.objects.filter(title="Zanzibar erased").update(
        settled_at=Now() - forgetting.GUESTS - timedelta(days=1)
    )
    forget_guests()
    withdraw_guest_text(text=guest(made, "Zanzibar withdrawn"))
    guest(made, "Zanzibar waits")
    return made


def test_it_verifies_and_tells_guests_apart(town, tmp_path) -> None:
    path = export(town, tmp_path)
    result = verified(path)
    assert (result.findings.counts, result.sound) == ({}, True)
    assert (result.outcome["private"], result.outcome["erased"]) == (4, 1)
    held = said_in(path)
    assert not any("Zanzibar" in words for words in held.values())
    rows = csv.DictReader(io.StringIO(held["contributions.csv"]))
    assert sorted(
        (row["title"], row["guest"], row["identity_level"], row["author"] == "") for row in rows
    ) == [
        ("", "1", "0", True),
        ("Un arbre", "1", "0", True),
        ("Un banc", "0", "1", False),
    ]
    told = [json.loads(line)["payload"] for line in held["rows/contributions.jsonl"].splitlines()]
    assert {row["title"]: row.get("guest") for row in told} == {"Un banc": None, "Un arbre": True}
    register = list(csv.DictReader(io.StringIO(held["register.csv"])))
    assert [row["act"] for row in register] == ["admit", "admit", "refuse", "refuse"]
    assert [row["reason"] for row in register] == ["", "", "insult", "off_topic"]


def test_guests_are_counted_apart_and_never_as_people(town) -> None:
    figures = count_figures(consultation=town.consultation)
    assert (figures.people, figures.contributors, figures.contributions, figures.guests) == (1, 1, 2, 1)


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (Screening.objects.filter(reason="insult"), {"reason": "hate"}),
        (Contribution.objects.filter(title="Un arbre"), {"title": "Un chêne"}),
        (Contribution.objects.filter(title="Un arbre"), {"is_guest": False}),
    ],
)
def test_a_change_behind_the_back_of_the_site_is_named(town, tmp_path, rows, change) -> None:
    assert rows.update(**change) == 1
    assert set(verified(export(town, tmp_path)).findings.counts) == {"row_altered"}
