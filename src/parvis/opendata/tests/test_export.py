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
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.permissions import Reader, is_public
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.opendata.exports.tables import argument_rows, contribution_rows
from parvis.opendata.exports.write import write_csv, write_xlsx

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


def read(text):
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def downloaded(consultation, who, table="contributions"):
    client = Client()
    client.force_login(who)
    answer = client.get(reverse("opendata:export_csv", args=[consultation.pk, table]))
    return read(answer.getvalue().decode())


def member(consultation, role):
    return TeamMemberFactory(consultation=consultation, role=role).participant


def rows_of(consultation, table="contributions"):
    stream = StringIO()
    write_csv(consultation, stream, reads=is_public, table=table)
    return read(stream.getvalue())


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
    assert (row["title"], row["text"], row["author"], row["state"]) == ("", "", "", "withdrawn")


@pytest.mark.parametrize(
    ("role", "words"), [(Role.ORGANISER, "Un texte."), (Role.ANALYST, ""), (Role.GUARANTOR, "Un texte.")]
)
def test_a_hidden_text_goes_to_who_reads_it_on_its_page(ballot, shown_factor, role, words):
    consultation = ballot.phase.consultation
    contribution = item_of(ballot, title="Un titre", text="Un texte.")
    argument = ArgumentFactory(contribution=item_of(ballot), text="Un texte.")
    moderator = member(consultation, Role.MODERATOR)
    for target in (contribution, argument):
        hide(actor=moderator, target=target, reason=Reason.INSULT)
    who = member(consultation, role)
    shown = [downloaded(consultation, who)[0], *downloaded(consultation, who, "arguments")]
    assert [(row["text"], row["state"], row["hidden_reason"]) for row in shown] == [
        (words, "hidden", "insult")
    ] * 2
    assert shown[0]["title"] == ("Un titre" if words else "")
    assert {bool(row["author"]) for row in shown} == {bool(words)}


def test_arguments_follow_the_contribution_that_nobody_reads_any_more(ballot):
    contribution = item_of(ballot, state=State.HIDDEN)
    ArgumentFactory(contribution=contribution)
    (row,) = rows_of(ballot.phase.consultation, "arguments")
    assert (row["text"], row["state"], row["contribution_state"]) == ("", "published", "hidden")


def test_a_text_made_public_again_has_no_reason_left(ballot):
    contribution = item_of(ballot, text="Un texte.")
    moderator = member(ballot.phase.consultation, Role.MODERATOR)
    hide(actor=moderator, target=contribution, reason=Reason.INSULT)
    restore(actor=moderator, target=contribution)
    (row,) = rows_of(ballot.phase.consultation)
    assert (row["text"], row["state"], row["hidden_reason"]) == ("Un texte.", "published", "")


def test_xlsx_holds_text_and_no_formula(voted):
    consultation, _contribution = voted
    stream = BytesIO()
    assert write_xlsx(consultation, stream, reads=is_public) == {"contributions": 1, "arguments": 0}
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


def test_queries_do_not_grow_with_contributions(ballot, shown_factor, django_assert_num_queries):
    consultation = ballot.phase.consultation
    reads = Reader(member(consultation, Role.ANALYST), consultation).may_read
    for count in (1, 2):
        for _ in range(count):
            VoteFactory(ballot=ballot, contribution=item_of(ballot))
            ArgumentFactory(contribution=item_of(ballot, state=State.HIDDEN))
        fold()
        with django_assert_num_queries(4 if count == 2 else 5):
            list(contribution_rows(consultation, reads))
        with django_assert_num_queries(2):
            list(argument_rows(consultation, reads))
