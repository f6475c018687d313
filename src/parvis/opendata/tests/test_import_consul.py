"""Importing exports of Consul Democracy."""

import json

import pytest

from parvis.ballots.models import Tally
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.opendata.imports.run import run_import

pytestmark = pytest.mark.django_db


def run(folder):
    return run_import(format_name="consul", path=folder, slug="town")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "proposals.csv").write_text(
        "id,title,summary,description,cached_votes_up,physical_votes,retired_at,public_created_at\n"
        "1,Un banc,En bref,<p>Devant l’école.</p>,12,3,,2017-03-01 10:00:00 UTC\n"
        "2,Un arbre,Sur la place,,4,,2017-05-01,2017-03-02 10:00:00 UTC\n"
    )
    (tmp_path / "comments.csv").write_text(
        "id,commentable_id,commentable_type,body,ancestry,cached_votes_up,public_created_at\n"
        "10,1,Proposal,Oui.,,5,2017-03-03 10:00:00 UTC\n"
        "11,1,Proposal,Pourquoi ?,10,0,2017-03-04 10:00:00 UTC\n"
        "12,1,Proposal,Pour s’asseoir.,10/11,0,2017-03-05 10:00:00 UTC\n"
        "13,1,Debate,Ailleurs.,,0,2017-03-05 10:00:00 UTC\n"
    )
    return tmp_path


def test_proposals_supports_and_threads(folder):
    assert run(folder).figures() == {
        "contributions": 2, "arguments": 3, "votes": 19, "participants": 0, "refused": 0
    }  # fmt: skip
    found = Contribution.objects.order_by("external_id").values_list("title", "text", "state")
    assert list(found) == [
        ("Un banc", "Devant l’école.", "published"),
        ("Un arbre", "Sur la place", "hidden"),
    ]
    assert list(Tally.objects.order_by("contribution__external_id").values_list("imported_count")) == [
        (15,),
        (4,),
    ]
    threads = Argument.objects.order_by("external_id")
    assert list(
        threads.values_list("external_id", "parent__external_id", "depth", "imported_support_count")
    ) == [
        ("10", None, 0, 5),
        ("11", "10", 1, 0),
        ("12", "11", 2, 0),
    ]


def test_a_second_run_changes_nothing(folder):
    run(folder)
    assert run(folder).is_new is False


def test_the_pages_of_the_public_interface_come_in_as_they_are(tmp_path):
    node = {
        "id": 1,
        "title": "Un banc",
        "description": "Ici.",
        "cached_votes_up": 2,
        "public_created_at": "2017-03-01 10",
    }
    (tmp_path / "proposals.json").write_text(json.dumps({"data": {"proposals": {"edges": [{"node": node}]}}}))
    assert run(tmp_path).figures()["contributions"] == 1


def test_a_comment_on_an_unknown_proposal_is_named(folder):
    comments = folder / "comments.csv"
    comments.write_text(comments.read_text() + "14,7,Proposal,Perdu.,,0,2017-03-05 10:00:00 UTC\n")
    (refusal,) = run(folder).refusals
    assert (refusal.file, refusal.line, "7" in refusal.reason) == ("comments.csv", 6, True)
    assert not Contribution.objects.exists()
