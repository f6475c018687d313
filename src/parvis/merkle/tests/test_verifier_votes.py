"""What an organiser might do to votes and to their totals: each is named, with its place."""

import pytest

from parvis.merkle.tests.made import SPACE, START, a_consultation, few_at_a_level, rewrite
from parvis.merkle.tests.reading import found, verify
from parvis.merkle.verifier.findings import Findings
from parvis.merkle.verifier.log import Log
from parvis.merkle.verifier.manifest import Manifest
from parvis.merkle.verifier.rows import Rows


def test_a_vote_that_is_back_dated_or_comes_after_the_final_tally(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.vote()
    rewrite(made, 46, t=START - 10 * 86_400)
    made.close()
    made.vote(ballot=3)
    made.drop_vote(48)
    made.tell("vote.withdrawn", pub={"ballot": 3, "level": 1}, ref=48, t=START)
    assert found(verify(tmp_path, made)) == [("leaf_back_dated", 46), ("vote_after_final", 49)]


def test_a_vote_that_was_edited(tmp_path):
    made = a_consultation()
    made.rows["votes"][0]["payload"]["choice"] = -made.rows["votes"][0]["payload"]["choice"]
    codes = [code for code, _ in found(verify(tmp_path, made))]
    assert codes == ["vote_outside", "unexplained", "totals_differ", "final_differs"]


def test_a_vote_that_was_dropped_with_its_total(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.drop_vote(10)
    made.close()
    assert found(verify(tmp_path, made)) == [("unexplained", 10)]


def test_votes_that_were_stuffed(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    payload = {**made.rows["votes"][0]["payload"], "tracker": "ab" * 32}
    made.rows["votes"].append({"salt": "00" * 32, "payload": payload})
    made.close()
    assert found(verify(tmp_path, made)) == [("vote_outside", None), ("totals_differ", None)]


def test_a_vote_counted_twice(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.rows["votes"].append(dict(made.rows["votes"][4]))
    made.tallies = a_consultation().totals()
    assert found(verify(tmp_path, made)) == [("vote_twice", 10)]


def test_a_vote_counted_though_it_was_changed(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.vote(choice=-1, ref=10)
    made.tallies = [line for line in made.totals() if line]
    assert found(verify(tmp_path, made))[0] == ("vote_ended", 10)


def test_a_vote_counted_though_it_was_erased(tmp_path):
    made = a_consultation()
    made.tell("erasure", ref=10)
    assert found(verify(tmp_path, made)) == [("vote_erased", 10)]


def test_a_vote_shown_at_another_level_than_its_leaf(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    vote = {"ballot": 3, "item": 1, "choice": 1, "level": 3, "tracker": "ab" * 32}
    made.tell("vote.cast", row="votes", payload=vote, pub={"ballot": 3, "level": 1})
    made.tallies = a_consultation().totals()
    assert found(verify(tmp_path, made)) == [("vote_moved", 46), ("unexplained", 46)]


def test_a_tally_that_was_changed(tmp_path):
    made = a_consultation()
    made.tallies = made.totals()
    made.tallies[0]["count"] += 1
    assert found(verify(tmp_path, made)) == [("totals_differ", None), ("final_differs", 46)]


def test_a_tally_that_was_changed_before_it_was_sealed(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    totals = made.totals()
    totals[0]["count"] += 1
    made.tallies = totals
    made.totals = lambda: totals
    made.close()
    assert found(verify(tmp_path, made)) == [("totals_differ", None)]


def test_a_tally_that_is_not_published(tmp_path):
    made = a_consultation()
    made.tallies = []
    assert {code for code, _ in found(verify(tmp_path, made))} == {"totals_differ", "final_differs"}


def test_a_total_that_is_there_twice(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.tallies = [*made.totals(), made.totals()[0]]
    assert found(verify(tmp_path, made)) == [("total_twice", None)]


def test_imported_totals_that_changed_after_the_final_tally(tmp_path):
    made = a_consultation()
    made.tallies = made.totals()
    made.tallies[0]["imported"] = 1_000
    assert found(verify(tmp_path, made)) == [("final_differs", 46)]


def test_more_erased_votes_in_the_totals_than_were_erased(tmp_path):
    made = a_consultation()
    made.tallies = made.totals()
    for seq in (10, 12):
        made.drop_vote(seq)
    made.tell("erasure", ref=10)
    assert found(verify(tmp_path, made)) == [("unexplained", 12), ("totals_too_large", None)]


def test_votes_withheld_for_no_good_reason(tmp_path):
    made = a_consultation()
    made.tallies = made.totals()
    made.rows["votes"] = []
    made.manifest["withheld_ballots"] = {"3": "few"}
    assert found(verify(tmp_path, made)) == [("withheld_for_nothing", None)]
    made.manifest["withheld_ballots"] = {"3": "open"}
    assert found(verify(tmp_path, made)) == [("withheld_though_closed", 46)]


def test_totals_of_withheld_votes_that_are_not_those_of_the_log(tmp_path):
    made = a_consultation()
    made.vote(ballot=4)
    made.tallies = made.totals()
    made.tallies[-1]["count"] = 2
    made.drop_vote(47)
    made.manifest["withheld_ballots"] = {"4": "few"}
    assert found(verify(tmp_path, made)) == [("totals_differ_from_leaves", None)]


def test_totals_of_votes_told_together_that_are_not_those_of_the_log(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:7])
    made.tallies[-1]["count"] += 1
    made.close()
    assert found(verify(tmp_path, made)) == [("totals_differ_from_leaves", None)]


def test_totals_of_votes_told_together_that_moved_after_the_final_tally(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:7])
    last = made.close()
    for line in made.tallies[-2:]:
        line["choice"] = -line["choice"]
    assert found(verify(tmp_path, made)) == [("final_differs", last)]


def test_votes_told_together_though_no_level_has_few_people(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(few[0], *many[:9])
    made.close()
    assert found(verify(tmp_path, made)) == [("together_for_nothing", None)]


def test_more_votes_told_together_than_few_people_give(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:19])
    made.close()
    assert found(verify(tmp_path, made)) == [("together_too_many", None)]


def test_votes_that_are_missing_while_nothing_says_that_they_are_told_together(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:7])
    made.close()
    made.manifest["together_ballots"] = []
    assert {code for code, _seq in found(verify(tmp_path, made))} == {"unexplained", "totals_differ"}


@pytest.mark.parametrize("told", [["3"], {"3": 1}, 3, [3.5], [None]])
def test_ballots_told_together_that_make_no_sense(tmp_path, told):
    made = a_consultation()
    made.manifest["together_ballots"] = told
    assert found(verify(tmp_path, made)) == [("manifest_senseless", None)]


def test_votes_set_aside_without_a_word(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.rows["votes"][3]["set_aside"] = True
    assert found(verify(tmp_path, made)) == [("aside_unexplained", None)]


def test_a_vote_that_is_ended_twice(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.drop_vote(10)
    for _ in range(2):
        made.tell("vote.withdrawn", pub={"ballot": 3, "level": 1}, ref=10)
    assert found(verify(tmp_path, made)) == [("leaf_senseless", 47)]


def test_a_vote_is_found_by_its_whole_commitment():
    made = a_consultation()
    manifest = Manifest(SPACE, "", "", "", 0, {}, {})
    log = Log(SPACE, Findings(), sizes=(), seqs=())
    for leaf in made.leaves:
        log.add(leaf)
    rows = Rows(log, manifest, log.findings)
    log.votes.places[hash(bytes(32))] = 10
    assert not rows._match_vote(bytes(32), (3, 1, 1, 1), 1)
    assert log.findings.counts == {"vote_outside": 1}
