"""Exports: complete, safe in a spreadsheet, for the team alone."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.fold import fold
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.opendata.exports.write import safe, write_csv, write_xlsx

pytestmark = pytest.mark.django_db
FORMULA = '=cmd|" /C calc"!A0'


@pytest.fixture
def ballot():
    return BallotFactory()


@pytest.fixture
def voted(ballot):
    contribution = item_of(ballot, title=FORMULA)
    VoteFactory(ballot=ballot, contribution=contribution)
    fold()
    return ballot.phase.consultation, contribution


@pytest.fixture
def organiser(ballot, shown_factor):
    return TeamMemberFactory(consultation=ballot.phase.consultation).participant


@pytest.fixture
def shown_factor(monkeypatch):
    """Signing in as a member of a team goes by a second factor, tried elsewhere."""
    monkeypatch.setattr("parvis.accounts.second_factor.was_shown", lambda *_args: True)


def status(address, who=None):
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.get(address).status_code


def rows_of(consultation, table="contributions"):
    stream = StringIO()
    write_csv(consultation, stream, table=table)
    return list(csv.DictReader(StringIO(stream.getvalue().removeprefix("\ufeff"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_a_text_that_looks_like_a_formula_is_disarmed(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["Un banc", "", 12, -3, None])
def test_other_cells_stay_as_they_are(cell):
    assert safe(cell) == cell


def test_csv_has_each_contribution_with_its_votes(voted):
    consultation, contribution = voted
    (row,) = rows_of(consultation)
    assert {key: row[key] for key in ("id", "title", "support", "for", "state")} == {
        "id": str(contribution.pk),
        "title": f"'{FORMULA}",
        "support": "0",
        "for": "1",
        "state": "published",
    }


def test_a_withdrawn_text_is_not_exported(voted):
    consultation, contribution = voted
    contribution.state = State.WITHDRAWN
    contribution.save(update_fields=["state"])
    (row,) = rows_of(consultation)
    assert (row["title"], row["text"], row["state"]) == ("", "", "withdrawn")


def test_xlsx_holds_text_and_no_formula(voted):
    consultation, _contribution = voted
    stream = BytesIO()
    assert write_xlsx(consultation, stream) == {"contributions": 1, "arguments": 0}
    sheet = load_workbook(stream)["contributions"]
    titles = [cell for row in sheet.iter_rows(min_row=2) for cell in row if FORMULA in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in titles] == [(f"'{FORMULA}", "s")]


@pytest.mark.parametrize("name", ["opendata:export_csv", "opendata:export_xlsx"])
def test_only_the_team_downloads(voted, organiser, name):
    consultation, _contribution = voted
    arguments = [consultation.pk, "contributions"] if name.endswith("csv") else [consultation.pk]
    address = reverse(name, args=arguments)
    teammate_elsewhere = TeamMemberFactory().participant
    found = [status(address, who) for who in (organiser, teammate_elsewhere, ParticipantFactory(), None)]
    assert found == [200, 404, 404, 404]


def test_a_member_shows_a_second_factor_first(voted, ballot):
    consultation, _contribution = voted
    client = Client()
    client.force_login(TeamMemberFactory(consultation=consultation).participant)
    for address in (f"/exports/{consultation.pk}/contributions.csv", f"/exports/{consultation.pk}.xlsx"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("accounts:second_factor"))


def test_no_copy_of_a_download_is_kept(voted, organiser):
    consultation, _contribution = voted
    client = Client()
    client.force_login(organiser)
    assert "no-store" in client.get(f"/exports/{consultation.pk}/contributions.csv")["Cache-Control"]


def test_a_text_of_the_minutes_of_grace_is_told_apart(voted):
    consultation, contribution = voted
    assert [row["is_late"] for row in rows_of(consultation)] == ["0"]
    contribution.is_late = True
    contribution.save(update_fields=["is_late"])
    assert [row["is_late"] for row in rows_of(consultation)] == ["1"]


def test_an_unknown_table_does_not_exist(voted, organiser):
    consultation, _contribution = voted
    assert status(f"/exports/{consultation.pk}/participants.csv", organiser) == 404


def test_queries_do_not_grow_with_contributions(voted, ballot, django_assert_num_queries):
    consultation, _contribution = voted
    with django_assert_num_queries(3):
        rows_of(consultation)
    VoteFactory(ballot=ballot, contribution=item_of(ballot))
    VoteFactory(ballot=ballot, contribution=item_of(ballot))
    fold()
    with django_assert_num_queries(3):
        rows_of(consultation)
