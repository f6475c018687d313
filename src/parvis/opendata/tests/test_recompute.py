"""What is published of a consultation is found again from its export alone; what was touched is named."""

import zipfile
from pathlib import Path

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.count_outcome import count_outcome
from parvis.ballots.tests.factories import BallotFactory, VoteFactory
from parvis.consultations.models import PhaseAction
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.domain.count import count
from parvis.debate.domain.support import support
from parvis.debate.models import Argument
from parvis.opendata.tests.recomputed import different, in_json, recomputed, touched, verdicts
from parvis.opendata.tests.town import Town, export, found_town, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """A consultation that is over, where each thing happened."""
    made = found_town()
    live(made)
    said = Argument.objects.get(text="On s’y assoit.")
    support(actor=ParticipantFactory(), argument=said)
    count(contribution_id=said.contribution_id)
    made.close()
    return made


def test_every_figure_of_the_page_of_results_is_found_again(town, tmp_path) -> None:
    found = recomputed(export(town, tmp_path))
    assert (found.trouble, found.is_equal, different(found)) == (None, True, set())
    figures = verdicts(found, "figures")
    assert figures["contributions"] == (3, 3, "equal")
    assert figures["votes"] == (31, 31, "equal")
    assert figures["arguments"] == (2, 2, "equal")
    assert figures["supports"] == (1, 1, "equal")
    assert figures["contributors"] == (3, 3, "equal")
    assert figures["answered"] == (1, 1, "equal")
    assert (figures["hidden"], figures["withdrawn"]) == ((1, 1, "equal"), (1, 1, "equal"))
    assert figures["people"][1:] == ((5, 37), "within")
    assert figures["voters"][1:] == ((31, 31), "within") or figures["voters"] == (31, 31, "equal")
    phase = town.ballot.phase_id
    assert verdicts(found, "by_phase")[f"{phase}/votes"] == (31, 31, "equal")
    assert verdicts(found, "by_kind") == {str(town.deposit.kind_id): (3, 3, "equal")}
    assert {line[2] for name, line in verdicts(found, "by_day").items() if name.endswith("arguments")} == {
        "equal"
    }


def test_each_total_is_counted_from_single_votes(town, tmp_path) -> None:
    totals = verdicts(recomputed(export(town, tmp_path)), "totals", town.ballot.pk)
    assert {name.split("/")[1]: line for name, line in totals.items()} == {
        "1": (18, 18, "equal"),
        "0": (1, 1, "equal"),
        "-1": (12, 12, "equal"),
    }


def test_a_vote_under_way_is_in_totals_alone_and_the_figures_still_hold(tmp_path) -> None:
    town = found_town()
    town.write("Un banc")
    town.vote("Un banc", 1, 1, -1)
    found = recomputed(export(town, tmp_path))
    assert (different(found), verdicts(found, "figures")["votes"]) == (set(), (3, 3, "equal"))
    assert {line[2] for line in verdicts(found, "totals", town.ballot.pk).values()} == {"unknown"}


def test_votes_that_nobody_sees_yet_are_told_as_such(tmp_path) -> None:
    town = found_town()
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_hides_counts=True)
    town.write("Un banc")
    town.vote("Un banc", 1, 1, -1)
    found = recomputed(export(town, tmp_path))
    assert verdicts(found, "figures")["votes"] == (0, None, "unknown")
    assert found.is_equal


@pytest.mark.parametrize(
    ("name", "change", "named"),
    [
        ("figures.json", lambda told: told["figures"].update(arguments=7), ("figures", "arguments")),
        ("figures.json", lambda told: told["figures"].update(people=9_000), ("figures", "people")),
        ("tallies.json", lambda told: told[0].update(count=900), ("totals", "")),
        ("figures.json", lambda told: told["figures"]["by_kind"][0].update(contributions=2), ("by_kind", "")),
    ],
)
def test_a_figure_that_somebody_touched_is_named(town, tmp_path, name, change, named) -> None:
    path = touched(export(town, tmp_path), tmp_path / "touched.zip", name, in_json(change))
    found = recomputed(path)
    assert not found.is_equal
    part, figure = named
    assert any(one == part and (not figure or what == figure) for one, what in different(found))


def test_a_row_that_is_taken_away_changes_the_figures(town, tmp_path) -> None:
    def without_first(data: bytes) -> bytes:
        return data.split(b"\n", 1)[1]

    path = touched(export(town, tmp_path), tmp_path / "cut.zip", "rows/votes.jsonl", without_first)
    assert {part for part, _name in different(recomputed(path))} >= {"figures", "by_phase", "totals"}


def voted(method: str, choices: dict[int, list[int]], **given: object) -> PhaseAction:
    """A ballot of this method with an item for each list, a vote of somebody else for each choice."""
    ballot = BallotFactory(**{method: True}, **given)
    for number, made in choices.items():
        item = ContributionFactory(kind=ballot.kind, phase=ballot.phase, title=f"Objet {number}")
        for choice in made:
            VoteFactory(ballot=ballot, contribution=item, choice=choice)
    return ballot


@pytest.mark.parametrize(
    ("method", "choices", "sure"),
    [
        ("grade", {1: [5, 4, 4] * 6, 2: [1, 2, 0] * 6}, {"mean", "median", "people", "spread", "rank"}),
        ("judgment", {1: [5, 4, 4] * 6, 2: [1, 2, 0] * 6}, {"grade", "better", "worse", "people", "rank"}),
        ("approval", {1: [1] * 20, 2: [1] * 12}, {"people", "rank"}),
        ("points", {1: [3, 2] * 10, 2: [5] * 12}, {"total", "people", "rank"}),
    ],
)
def test_the_result_of_a_method_is_counted_from_single_votes(tmp_path, method, choices, sure) -> None:
    ballot = voted(method, choices)
    town = Town(ballot.phase.consultation, ballot, ballot, None, {})  # type: ignore[arg-type]
    town.close()
    ballot.refresh_from_db()
    count_outcome(ballot=PhaseAction.objects.select_related("phase").get(pk=ballot.pk))
    path = export(town, tmp_path)
    found = recomputed(path)
    outcome = verdicts(found, "outcome", ballot.pk)
    assert {name.split("/")[1] for name, line in outcome.items() if line[2] == "equal"} >= sure
    assert outcome["voters"][2] == "unknown"
    assert different(found) == set()
    wrong = touched(
        path, tmp_path / "wrong.zip", "outcomes.jsonl", lambda data: data.replace(b'"rank":1', b'"rank":2', 1)
    )
    assert {part for part, _name in different(recomputed(wrong))} == {"outcome"}


def test_two_by_two_is_counted_again_whole(tmp_path) -> None:
    ballot = BallotFactory(pairs=True)
    items = [ContributionFactory(kind=ballot.kind, phase=ballot.phase) for _n in range(3)]
    for one, other, times in ((0, 1, 14), (1, 2, 10), (0, 2, 8)):
        for _n in range(times):
            VoteFactory(ballot=ballot, contribution=items[one], other=items[other], choice=1)
    town = Town(ballot.phase.consultation, ballot, ballot, None, {})  # type: ignore[arg-type]
    town.close()
    count_outcome(ballot=PhaseAction.objects.select_related("phase").get(pk=ballot.pk))
    outcome = verdicts(recomputed(export(town, tmp_path)), "outcome", ballot.pk)
    assert {name: line[2] for name, line in outcome.items() if line[2] != "equal"} == {"voters": "unknown"}


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_export_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    found = recomputed(path)
    assert not found.is_equal
    assert found.trouble is not None


def test_an_export_of_before_figures_or_a_damaged_one_is_said(town, tmp_path) -> None:
    path = export(town, tmp_path)
    with zipfile.ZipFile(path) as held:
        manifest = held.read("manifest.json")
    old = tmp_path / "old.zip"
    with zipfile.ZipFile(old, "w") as made:
        made.writestr("manifest.json", manifest)
    assert recomputed(old).trouble == ("no_figures", {"name": "figures.json"})
    broken = touched(path, tmp_path / "broken.zip", "figures.json", lambda _data: b"[")
    assert recomputed(broken).trouble == ("row_senseless", {"name": "figures.json"})
    senseless = touched(path, tmp_path / "senseless.zip", "figures.json", lambda _data: b"[]")
    assert recomputed(senseless).trouble is not None


def test_a_zip_that_would_fill_the_memory_is_refused_before(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", bytes(20_000_000))
    assert recomputed(path).trouble == ("too_big", {"name": "manifest.json"})
