"""Figures are counted again from an archive alone: no Django, no database; what differs is named."""

import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from parvis.analysis.recompute import Found, recompute_export
from parvis.analysis.recompute.outcomes import COUNTERS, cast_of, plain
from parvis.analysis.recompute.tests.made import Made, text, vote
from parvis.analysis.recompute.told import MOST_HELD, Line, Part, Verdict


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.zip"


def named(found: Found, verdict: str) -> dict[tuple[str, str], str]:
    """Why, by part and figure."""
    return {
        (part.name, line.name): line.why
        for part in found.parts
        for line in part.lines
        if line.verdict == verdict
    }


def test_what_rows_give_is_equal_and_what_they_cannot_say_is_told(path: Path) -> None:
    found = recompute_export(Made().write(path))
    assert (found.trouble, found.is_equal, found.title) == (None, True, "Mobilité")
    assert named(found, "different") == {}
    assert named(found, "within") == dict.fromkeys(
        [("figures", "people"), ("by_phase", "2/people"), ("by_origin", "web/people"),
         ("by_level", "1/people"), ("by_day", "2025-11-21/people")], "votes_without_name",
    )  # fmt: skip
    assert named(found, "unknown") == {
        ("by_origin", "web/votes"): "votes_without_channel",
        ("by_day", "2025-11-21/votes"): "votes_without_time",
        **dict.fromkeys(
            [("by_origin", "web/supports"), ("by_level", "1/supports"), ("by_day", "2025-11-21/supports")],
            "supports_without_name",
        ),
        **dict.fromkeys(
            [("figures", f"depth/{name}") for name in ("in_two_ways", "on_two_days", "in_two_phases")],
            "votes_without_name",
        ),
        ("outcome", "voters"): "votes_of_one_person",
    }


@pytest.mark.parametrize("step", ["people", "wrote"])
def test_how_far_people_went_is_found_again_as_far_as_rows_tell(path: Path, step: str) -> None:
    made = Made()
    made.told["figures"]["depth"][step] += 1
    assert set(named(recompute_export(made.write(path)), "different")) == {("figures", f"depth/{step}")}


@pytest.mark.parametrize("figure", ["contributions", "votes", "arguments", "hidden", "answered", "arguers"])
def test_a_figure_that_was_touched_is_named(path: Path, figure: str) -> None:
    made = Made()
    made.told["figures"][figure] += 1
    assert set(named(recompute_export(made.write(path)), "different")) == {("figures", figure)}


def test_people_are_at_least_those_who_wrote_and_at_most_one_more_for_each_vote(path: Path) -> None:
    made = Made()
    for people, differs in ((2, True), (3, False), (35, False), (36, True)):
        made.told["figures"]["people"] = people
        found = recompute_export(made.write(path))
        assert (("figures", "people") in named(found, "different")) == differs


def test_votes_set_aside_and_votes_on_texts_that_are_gone_are_in_no_figure(path: Path) -> None:
    made = Made()
    made.aside = [vote(90)]
    made.votes += [vote(91, item=9)]
    made.totals += [{**made.totals[0], "item": 9, "count": 1}]
    found = recompute_export(made.write(path))
    assert named(found, "different") == {}


def test_votes_told_together_are_counted_without_their_level(path: Path) -> None:
    made = Made()
    made.votes = made.votes[:20]
    made.totals = [{**made.totals[0], "count": 20}, {**made.totals[0], "level": None, "count": 11}]
    made.together = [3]
    found = recompute_export(made.write(path))
    assert named(found, "different") == {}
    assert named(found, "within")["by_level", "1/votes"] == "votes_without_level"
    assert named(found, "unknown")["totals", "1/1/-"] == "votes_together"
    assert named(found, "unknown")["outcome", "1/mean"] == "votes_together"


def test_while_counts_are_hidden_nothing_is_said_of_votes(path: Path) -> None:
    made = Made()
    made.votes, made.totals, made.outcomes = [], [], []
    made.told["hides_votes"] = True
    for rows in ("by_phase", "by_origin", "by_level", "by_day"):
        made.told["figures"][rows][0]["votes"] = 0
    made.told["figures"]["votes"] = 0
    found = recompute_export(made.write(path))
    assert named(found, "different") == {}
    assert named(found, "unknown")["figures", "people"] == "votes_hidden"


def test_texts_of_organisations_leave_the_number_of_people_open(path: Path) -> None:
    made = Made()
    made.texts[1] |= {"organisation": 4}
    made.told["figures"] |= {"organisations": 1}
    found = recompute_export(made.write(path))
    assert named(found, "within")["figures", "contributors"] == "organisations"


def test_texts_for_the_organiser_alone_are_counted_in_the_log(path: Path) -> None:
    made = Made()
    leaf = {"v": 1, "t": 1, "space": "c1", "c": None, "pub": {"private": True}, "ref": None}
    made.leaves = [
        {**leaf, "seq": 0, "kind": "contribution.accepted"},
        {**leaf, "seq": 1, "kind": "contribution.accepted"},
        {**leaf, "seq": 2, "kind": "contribution.revised", "ref": 0},
        {**leaf, "seq": 3, "kind": "contribution.withdrawn", "ref": 1, "pub": {}},
        {**leaf, "seq": 4, "kind": "contribution.accepted", "space": "c2"},
    ]
    made.told["figures"] |= {"contributions": 3, "withdrawn": 1}
    for rows in ("by_phase", "by_origin", "by_level", "by_day"):
        made.told["figures"][rows][0]["contributions"] = 3
    found = recompute_export(made.write(path))
    assert named(found, "different") == {}
    assert named(found, "within")["by_level", "1/contributions"] == "private"


def test_a_text_with_votes_that_a_result_leaves_out_is_told(path: Path) -> None:
    made = Made()
    made.votes += [vote(80, item=2)]
    made.totals += [{**made.totals[0], "item": 2, "count": 1}]
    made.told["figures"]["votes"] = 32
    found = recompute_export(made.write(path))
    assert named(found, "unknown")["outcome", "2/votes"] == "item_left_out"


def analysed(made: Made, **given: object) -> None:
    """An analysis of two topics, of texts that nobody touched since unless `given` says so."""
    from parvis.analysis.recompute.topics import Texts, result_digest

    topics = [
        {"topic": number, "parent": None, "title": f"T{number}", "words": ["a"], "size": 1}
        for number in (0, 1)
    ]
    members = {1: {"topic": "1"}, 2: {"topic": "1"}}
    made.more["topic-members.csv"] = b"analysis,topic,contribution,found\r\n8,1,1,0\r\n8,1,2,1\r\n"
    analysis = {
        "analysis": 8, "method": "topics", "software": "0", "seed": 5, "topics_asked": 2, "phase": None,
        "kind": None, "question": None, "left_out": [], "read_at": made.texts[0]["at"], "texts": 2,
        "members": 2,
        "input_sha256": Texts([1, 2], ["A\nA", "B\nB"]).sha256,
        "result_sha256": result_digest(topics, members), "is_partly_hidden": False, "topics": topics, **given,
    }  # fmt: skip
    made.more["analyses.json"] = json.dumps([analysis]).encode()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts each text in a topic by its place."""
    monkeypatch.setattr(
        "parvis.analysis.recompute.topics.sorted_by",
        lambda texts, _topics, _seed, _tell: list(range(len(texts))),
    )


@pytest.mark.usefixtures("engine")
def test_topics_are_found_where_the_program_put_texts_whatever_the_team_moved(path: Path) -> None:
    made = Made()
    analysed(made)
    found = recompute_export(made.write(path))
    [part] = [part for part in found.parts if part.name == "topics"]
    assert {line.name: line.verdict for line in part.lines} == dict.fromkeys(
        ["result", "input", "members"], Verdict.EQUAL
    )
    analysed(made, result_sha256="00" * 32)
    assert set(named(recompute_export(made.write(path)), "different")) == {("topics", "result")}


@pytest.mark.usefixtures("engine")
def test_topics_of_texts_that_are_gone_are_not_expected(path: Path) -> None:
    made = Made()
    analysed(made, texts=3, members=3, input_sha256="00" * 32)
    found = recompute_export(made.write(path))
    [part] = [part for part in found.parts if part.name == "topics"]
    assert (found.is_equal, part.facts["gone"]) == (True, 1)
    assert {line.why for line in part.lines} == {"texts_gone"}


def test_a_later_text_is_in_no_earlier_analysis(path: Path) -> None:
    made = Made()
    analysed(made)
    made.texts.append(text(3, "C", "x2", at=made.texts[0]["at"] + 60))
    found = recompute_export(made.write(path), topics=True)
    assert ("topics", "input") not in named(found, "unknown")


@pytest.mark.parametrize(
    ("method", "ballot", "expected"),
    [
        ("grade", {"scale": 5}, {"mean": [4.333333, 1.0], "people": [18, 18], "rank": [1, 2]}),
        ("majority_judgment", {"scale": 5}, {"grade": [4, 1], "rank": [1, 2]}),
        ("points", {}, {"total": [78, 18], "people": [18, 12], "rank": [1, 2]}),
        ("approval", {}, {"people": [18, 18], "rank": [1, 1]}),
        ("ranking", {}, {"people": [18, 18], "first": [0, 6]}),
    ],
)
def test_each_method_is_counted_from_votes_of_which_nobody_knows_whose_they_are(
    method: str, ballot: dict[str, int], expected: dict[str, list]
) -> None:
    chosen = Counter({(10, 0, 5): 6, (10, 0, 4): 12, (11, 0, 1): 6, (11, 0, 2): 6, (11, 0, 0): 6})
    columns, _facts = COUNTERS[method](cast_of([10, 11], chosen, with_other=False), ballot)
    assert {name: plain(columns[name]) for name in expected} == expected


def test_projects_are_funded_by_their_number_of_votes() -> None:
    chosen = Counter({(10, 0, 1): 9, (11, 0, 1): 7, (12, 0, 1): 3})
    ballot = {"limit": 100, "costs": {"10": 60, "11": 50, "12": 40}}
    columns, facts = COUNTERS["budget"](cast_of([10, 11, 12], chosen, with_other=False), ballot)
    assert (plain(columns["greedy"]), facts) == ([True, False, True], {"budget": 100})


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_export_is_said(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert recompute_export(path).trouble is not None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("figures.json", b"[", "row_senseless"),
        ("figures.json", b"[]", "row_senseless"),
        ("figures.json", b"\xff", "row_senseless"),
        ("figures.json", b'{"format":"parvis/figures/9"}', "other_figures"),
        ("rows/votes.jsonl", b"[]\n", "row_senseless"),
        ("rows/votes.jsonl", b'{"payload":{}}\n', "row_senseless"),
        ("rows/votes.jsonl", b'{"payload":{}}', "line_cut"),
        ("tallies.json", b"{}", "tallies_senseless"),
        ("contributions.csv", b"id\r\n1\r\n", "row_senseless"),
        ("panel.json", b"{}", "row_senseless"),
    ],
)
def test_a_damaged_file_is_said_and_never_raises(path: Path, name: str, data: bytes, code: str) -> None:
    found = recompute_export(Made().write(path, lambda files: files.update({name: data})))
    assert found.trouble is not None
    assert (found.trouble[0], found.is_equal) == (code, False)


def test_an_export_of_before_figures_is_said(path: Path) -> None:
    found = recompute_export(Made().write(path, lambda files: files.pop("figures.json")))
    assert found.trouble == ("no_figures", {"name": "figures.json"})


def test_a_zip_that_would_fill_the_memory_is_refused_before(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", bytes(20_000_000))
    assert recompute_export(path).trouble == ("too_big", {"name": "manifest.json"})


def test_what_differs_is_held_however_many_figures_there_are() -> None:
    part = Part("totals")
    for number in range(MOST_HELD + 5):
        part.add(Line(str(number), 1, 1))
    part.equal("touched", 1, 2)
    assert (len(part.lines), part.lines[0].name) == (MOST_HELD, "touched")
    assert part.counts[Verdict.EQUAL] == MOST_HELD + 5
