"""Exports that are sound, and what the verifier counts in them."""

import hashlib

import pytest

from parvis.merkle.notes import to_base64
from parvis.merkle.tests.made import Made, Signer, a_consultation, few_at_a_level
from parvis.merkle.tests.reading import found, verify
from parvis.merkle.verifier.report import write_text


def test_a_sound_export(tmp_path):
    result = verify(tmp_path, a_consultation())
    assert found(result) == []
    assert result.sound
    assert result.outcome == {"verified": 45}
    assert (result.leaves, result.ballots, result.votes, result.consistent) == (47, 1, 40, 2)


def test_an_empty_consultation_is_sound(tmp_path):
    made = Made()
    made.tell("software.version", space="log")
    assert verify(tmp_path, made).sound


def test_without_a_key_the_export_is_sound_only_if_its_key_is(tmp_path):
    result = verify(tmp_path, a_consultation(), keys=[])
    assert (result.sound, result.key_given) == (True, False)
    assert result.findings.remarks == [("key_from_export", {})]


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("moderation.hide", "hidden"),
        ("contribution.withdrawn", "withdrawn"),
        ("argument.withdrawn", "withdrawn"),
        ("erasure", "erased"),
        ("contribution.revised", "revised"),
    ],
)
def test_an_absence_that_a_leaf_explains(tmp_path, kind, outcome):
    made = a_consultation()
    made.tell(kind, ref=2)
    made.drop(2)
    result = verify(tmp_path, made)
    assert result.sound
    assert result.outcome == {"verified": 44, outcome: 1}


def test_a_text_hidden_under_an_earlier_version_hides_all_its_versions(tmp_path):
    made = a_consultation()
    made.tell("moderation.hide", ref=2)
    last = made.tell("contribution.revised", row="contributions", payload={"text": "Autre."}, ref=2)
    for seq in (2, last):
        made.drop(seq)
    assert verify(tmp_path, made).outcome == {"verified": 44, "hidden": 2}


def test_a_hidden_text_that_is_restored_is_expected_again(tmp_path):
    made = a_consultation()
    made.tell("moderation.hide", ref=2)
    made.tell("moderation.restore", ref=2)
    assert verify(tmp_path, made).sound
    made.drop(2)
    assert found(verify(tmp_path, made)) == [("unexplained", 2)]


def test_a_text_for_the_organiser_alone_says_so_from_its_first_version_on(tmp_path):
    made, kept = a_consultation(), {"private": True}
    first = made.contribute("Rien que pour vous.", pub=kept)
    made.drop(first)
    made.drop(made.tell("contribution.revised", row="contributions", payload={}, ref=first, pub=kept))
    result = verify(tmp_path, made)
    assert (result.sound, result.outcome["private"]) == (True, 2)
    made.drop(made.tell("contribution.revised", row="contributions", payload={}, ref=2, pub=kept))
    assert found(verify(tmp_path, made)) == [("unexplained", len(made.leaves) - 1)]


def test_a_text_of_a_guest_is_told_when_it_comes_and_again_when_it_is_published(tmp_path):
    made, kept = a_consultation(), {"level": 0, "channel": "web", "private": True}
    come = [
        made.tell("guest.received", row="guests", payload={"text": text}, pub=kept)
        for text in ("Publié.", "Refusé.", "Retiré.", "Effacé.", "Attend.")
    ]
    for seq in come:
        made.drop(seq, "guests")
    admitted, refused, withdrawn, erased, _waits = come
    made.tell("moderation.admit", row="moderation", payload={"act": "admit"}, ref=admitted)
    last = made.contribute("Publié.", ref=admitted, pub={"level": 0, "channel": "web", "guest": True})
    made.tell("moderation.refuse", row="moderation", payload={"act": "refuse"}, ref=refused)
    made.tell("guest.withdrawn", ref=withdrawn)
    made.tell("erasure", ref=erased)
    result = verify(tmp_path, made)
    assert (found(result), result.sound) == ([], True)
    assert result.outcome == {"verified": 48, "private": 3, "withdrawn": 1, "erased": 1}
    made.drop(last)
    assert found(verify(tmp_path, made)) == [("unexplained", last)]


def test_an_erasure_covers_earlier_versions_and_never_a_later_one(tmp_path):
    made = a_consultation()
    last = made.tell("argument.revised", row="arguments", payload={"text": "Anonyme."}, ref=2)
    made.tell("erasure", ref=2, space="log")
    made.drop(2)
    assert verify(tmp_path, made).outcome == {"verified": 45, "erased": 1}
    made.drop(last, "arguments")
    assert found(verify(tmp_path, made)) == [("unexplained", last)]
    made.tell("erasure", ref=last)
    assert verify(tmp_path, made).outcome == {"verified": 44, "erased": 2}


def test_an_erasure_of_the_last_version_covers_those_before(tmp_path):
    made = a_consultation()
    last = made.tell("contribution.revised", row="contributions", payload={"text": "Autre."}, ref=2)
    made.tell("erasure", ref=last)
    for seq in (2, last):
        made.drop(seq)
    assert verify(tmp_path, made).outcome == {"verified": 44, "erased": 2}


def test_rows_older_than_the_log_are_counted_apart(tmp_path):
    made = a_consultation()
    made.rows["contributions"].append({"seq": None, "salt": None, "payload": {"text": "Avant."}})
    made.manifest["older"] = 1
    assert found(verify(tmp_path, made)) == [("older_unannounced", None)]
    made.tell("software.version", pub={"older": 1})
    result = verify(tmp_path, made)
    assert (result.sound, result.older_rows) == (True, 1)
    assert write_text(result, "en").splitlines()[-1] == "SOUND, but for what nothing proves (see above): 1."


@pytest.mark.parametrize("kind", ["moderation.hide", "contribution.withdrawn"])
def test_arguments_and_replies_go_with_the_text_that_they_are_about(tmp_path, kind):
    made = a_consultation()
    argument = made.tell("argument.accepted", payload={"text": "Pour."}, ref=2)
    made.tell("argument.accepted", payload={"text": "Réponse."}, ref=argument)
    assert found(verify(tmp_path, made)) == [("unexplained", 47), ("unexplained", 48)]
    made.tell(kind, ref=2)
    made.drop(2)
    why = "hidden" if kind == "moderation.hide" else "withdrawn"
    assert verify(tmp_path, made).outcome == {"verified": 44, why: 3}


@pytest.mark.parametrize("kind", ["moderation.hide", "contribution.withdrawn"])
def test_who_signs_a_text_with_its_author_goes_with_it(tmp_path, kind):
    made = a_consultation()
    made.tell("coauthor.accepted", payload={"coauthor": "x"}, ref=2)
    assert found(verify(tmp_path, made)) == [("unexplained", 47)]
    made.tell(kind, ref=2)
    made.drop(2)
    why = "hidden" if kind == "moderation.hide" else "withdrawn"
    assert verify(tmp_path, made).outcome == {"verified": 44, why: 2}


def test_an_argument_stays_when_its_text_is_only_erased_or_revised(tmp_path):
    made = a_consultation()
    made.tell("argument.accepted", payload={"text": "Pour."}, ref=2)
    made.tell("erasure", ref=2)
    made.tell("contribution.revised", row="contributions", payload={"text": "Anonyme."}, ref=2)
    made.drop(2)
    assert found(verify(tmp_path, made)) == [("unexplained", 47)]


def test_rules_and_syntheses_are_those_that_the_log_sealed(tmp_path):
    made = a_consultation()
    digest = hashlib.sha256(b"{}").hexdigest()
    made.tell("rules.published", pub={"version": 1, "sha256": digest})
    assert found(verify(tmp_path, made)) == [("text_missing", 47)]
    assert verify(tmp_path, made, changed={"rules/1.json": b"{}"}).sound
    changed = {"rules/1.json": b"{}", "synthesis/9-1.json": b"[]"}
    assert found(verify(tmp_path, made, changed=changed)) == [("text_altered", None)]


def test_a_changed_vote_takes_the_place_of_the_former(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.drop_vote(10)
    made.vote(choice=-1, ref=10)
    made.close()
    result = verify(tmp_path, made)
    assert (result.sound, result.votes) == (True, 40)


def test_a_withdrawn_vote_is_no_longer_counted(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.drop_vote(10)
    made.tell("vote.withdrawn", pub={"ballot": 3, "level": 1}, ref=10)
    made.close()
    result = verify(tmp_path, made)
    assert (result.sound, result.votes) == (True, 39)


def test_a_vote_older_than_the_log_may_be_changed_or_withdrawn(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.vote(ref=None)
    made.tell("vote.withdrawn", pub={"ballot": 3, "level": 1})
    made.close()
    assert verify(tmp_path, made).votes == 41


@pytest.mark.parametrize("why", ["few", "open"])
def test_votes_that_are_withheld_are_held_against_the_number_of_leaves(tmp_path, why):
    made = a_consultation()
    for number in range(5):
        made.vote(ballot=4, item=7, choice=number % 2)
    made.tallies = made.totals()
    made.rows["votes"] = [row for row in made.rows["votes"] if row["payload"]["ballot"] == 3]
    made.manifest["withheld_ballots"] = {"4": why}
    result = verify(tmp_path, made)
    assert result.sound
    assert result.outcome == {"verified": 45, why: 5}


def test_votes_under_way_may_have_no_totals(tmp_path):
    made = a_consultation()
    made.vote(ballot=4)
    made.drop_vote(len(made.leaves) - 1)
    made.manifest["withheld_ballots"] = {"4": "open"}
    assert verify(tmp_path, made).sound


def test_votes_set_aside_are_shown_and_not_counted(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    made.rows["votes"][3]["set_aside"] = True
    made.tell("moderation.set_aside", pub={"votes": 1, "ballots": {"3": 1}})
    made.close()
    result = verify(tmp_path, made)
    assert (result.sound, result.votes, result.outcome["verified"]) == (True, 39, 45)
    assert "  - set aside by moderation: 1\n" in write_text(result, "en")


def test_an_erased_vote_stays_in_the_totals_of_its_time(tmp_path):
    made = a_consultation()
    made.tallies = made.totals()
    made.drop_vote(10)
    made.tell("erasure", ref=10)
    result = verify(tmp_path, made)
    assert (result.sound, result.votes, result.outcome["erased"]) == (True, 39, 1)


def test_imported_totals_are_apart(tmp_path):
    made = a_consultation()
    made.leaves.pop()
    line = {
        "ballot": 3,
        "method": "support",
        "item": 1,
        "choice": 1,
        "level": None,
        "count": 0,
        "imported": 500,
    }
    made.tallies = [line, *made.totals()]
    result = verify(tmp_path, made)
    assert (result.sound, result.imported_votes) == (True, 500)
    assert "  - imported as totals, which nothing proves: 500\n" in write_text(result, "en")


def test_other_consultations_are_hashed_and_left_alone(tmp_path):
    made = a_consultation()
    made.tell("contribution.accepted", payload={"text": "Ailleurs."}, space="c99")
    made.tell("vote.cast", payload={"ballot": 9}, space="c99", pub={"ballot": 9, "level": 1})
    assert verify(tmp_path, made).outcome == {"verified": 45}


def test_a_leaf_in_other_letters_is_read_too(tmp_path):
    made = a_consultation()
    made.tell("decision.published", pub={"url": "https://example.org/décision"}, space="été")
    assert verify(tmp_path, made).sound


def test_a_change_of_key_leads_from_either_key_to_the_other(tmp_path):
    made = a_consultation()
    former, new = made.signer, Signer(2)
    text = f"parvis/key.rotate/v1\n{former.key.vkey}\n{new.key.vkey}\n".encode()
    made.tell("key.rotate", space="log", pub=rotation(former, new, text))
    made.signer = new
    for key in (former.key, new.key):
        result = verify(tmp_path, made, keys=[key])
        assert (result.sound, result.consistent, result.key) == (True, 2, new.key)


def test_a_change_of_key_that_no_trusted_key_signed_leads_nowhere(tmp_path):
    made = a_consultation()
    former, new = made.signer, Signer(2)
    made.tell("key.rotate", space="log", pub=rotation(former, new, b"another text"))
    made.signer = new
    assert found(verify(tmp_path, made, keys=[former.key])) == [("key_unexpected", None)]


def rotation(former: Signer, new: Signer, text: bytes) -> dict[str, str]:
    return {
        "former": former.key.vkey,
        "new": new.key.vkey,
        "signed_by_former": to_base64(former.private.sign(text)),
        "signed_by_new": to_base64(new.private.sign(text)),
    }


def test_votes_put_back_count_again(tmp_path):
    made = a_consultation()
    act = made.tell("moderation.set_aside", pub={"votes": 1, "ballots": {"3": 1}})
    made.tell("moderation.put_back", pub={"votes": 1}, ref=act)
    assert verify(tmp_path, made).votes == 40
    made.rows["votes"][3]["set_aside"] = True
    made.tallies = a_consultation().totals()
    assert found(verify(tmp_path, made))[0] == ("aside_unexplained", None)


def test_totals_of_few_votes_are_of_all_levels_together(tmp_path):
    made = a_consultation()
    for level in (1, 2, 2):
        made.vote(ballot=4, item=7, level=level)
    line = {
        "ballot": 4,
        "method": "support",
        "item": 7,
        "choice": 1,
        "level": None,
        "count": 3,
        "imported": 0,
    }
    made.rows["votes"] = [row for row in made.rows["votes"] if row["payload"]["ballot"] == 3]
    made.tallies, made.manifest["withheld_ballots"] = [*made.totals(), line], {"4": "few"}
    assert verify(tmp_path, made).sound
    line["count"] = 4
    assert found(verify(tmp_path, made)) == [("totals_differ_from_leaves", None)]
    made.tell("software.version", pub={"older": 1})
    assert verify(tmp_path, made).sound


def test_votes_of_a_level_that_few_people_have_are_told_among_those_of_others(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:7])
    made.close()
    result = verify(tmp_path, made)
    assert found(result) == []
    assert result.outcome == {"verified": 33, "together": 10}
    assert "which few people have, among those of others: 10" in write_text(result, "en")


def test_a_vote_told_together_may_be_erased_or_set_aside_later(tmp_path):
    made, many, few = few_at_a_level()
    made.tell_together(*few, *many[:7])
    made.close()
    made.tell("erasure", ref=few[0])
    assert verify(tmp_path, made).sound


def test_an_anonymised_version_is_shown_without_proof(tmp_path):
    made = a_consultation()
    made.rows["contributions"][1]["salt"] = None
    assert found(verify(tmp_path, made)) == [("row_without_salt", 2), ("unexplained", 2)]
    made.tell("erasure", ref=2)
    result = verify(tmp_path, made)
    assert (result.sound, result.unproved_rows, result.outcome["erased"]) == (True, 1, 1)
