"""The words of the demonstration hold together."""

from collections import Counter

from parvis.demonstration.content import DOCUMENTS, PICTURES, SIDES, read_town


def test_the_counts_that_are_announced() -> None:
    town = read_town()
    assert Counter(entry.kind for entry in town.main.entries) == {"irritant": 45, "solution": 35}
    reasons = [reason for entry in town.main.entries for reason in entry.arguments]
    assert sum(1 for reason in reasons if reason.side) == 300
    assert (len(town.people), len(town.news), len(town.resources)) == (60, 4, 6)
    assert len(town.main.answers) == 6


def test_every_key_leads_somewhere() -> None:
    town = read_town()
    people = {person.key for person in town.people}
    for plan in (town.main, *town.others):
        entries = {entry.key: entry for entry in plan.entries}
        assert len(entries) == len(plan.entries)
        assert {entry.by for entry in plan.entries} <= people
        assert {reason.by for entry in plan.entries for reason in entry.arguments} <= people
        answered = [entries[entry.answers] for entry in plan.entries if entry.answers]
        assert all(entry.kind == "irritant" and entry.is_public for entry in answered)
        assert all(entries[answer.to].is_public for answer in plan.answers)


def test_opinions_are_whole_and_given_for_each_group() -> None:
    town = read_town()
    for plan in (town.main, *town.others):
        for entry in plan.entries:
            assert len(entry.chances) == len(town.groups)
            assert {round(sum(row), 9) for row in entry.chances} <= {1.0, 100.0}


def test_sources_are_plural_and_files_are_there() -> None:
    town = read_town()
    assert {row["origin"] for row in town.resources} == {
        "organiser", "independent", "association", "research", "opposing",
    }  # fmt: skip
    assert all((DOCUMENTS / row["file"]).is_file() for row in town.resources if "file" in row)
    assert all((PICTURES / plan.picture).is_file() for plan in (town.main, *town.others))


def test_no_line_may_begin_with_a_mark() -> None:
    town = read_town()
    texts = [entry.title + entry.text for entry in town.main.entries]
    texts += [reason.text for entry in town.main.entries for reason in entry.arguments]
    texts += [row["body"] for row in (*town.news, *town.resources)]
    assert [text for text in texts if any(f" {mark}" in text for mark in ":;?!»")] == []
    assert town.main.title == "Comment voulons-nous nous déplacer à Valmont-sur-Orle\u00a0?"


def test_lengths_vary_and_both_sides_speak() -> None:
    town = read_town()
    lengths = sorted(len(entry.text) for entry in town.main.entries)
    assert lengths[0] < 60
    assert lengths[-1] > 600
    sides = Counter(reason.side for entry in town.main.entries for reason in entry.arguments)
    assert set(sides) == set(SIDES.values())
    assert 0.5 < sides["against"] / sides["for"] < 1
