"""Rows that the database composes are those that the log committed to, to the byte, whatever people wrote."""

import json

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots import leaves as votes
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, SetAsideFactory, VoteFactory
from parvis.contributions import leaves
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf
from parvis.merkle.canonical import canonical, parse
from parvis.opendata.exports.copied import contribution_lines, vote_lines
from parvis.opendata.tests.town import found_town
from parvis.organisations.tests import factories as organisations

pytestmark = pytest.mark.django_db
TEXTS = (
    "Un « banc » à l’ombre",
    'Des "guillemets" \\ une barre \\n',
    "Une ligne\nune autre\r\n\tet un retrait\x0c\x08",
    "Des octets rares \x01 \x02 \x1f \x7f",
    "e\u0301te\u0301 décomposé",
    "🌳 des arbres 🚲",
    "\\.",
    "",
)
ANSWERS = {
    "zz": {"longitude": 4.8320, "b": [1, 2.5, "x\u0301"]},
    "a": "réponse",
    "long_name": None,
    "n": -3,
}


def expected(row: Contribution, seq: int | None) -> bytes:
    salt = None if seq is None or row.salt is None else bytes(row.salt).hex()
    return canonical({"seq": seq, "salt": salt, "payload": leaves.payload(row)}) + b"\n"


def test_contributions_are_written_as_the_log_committed_to_them() -> None:
    town = found_town()
    rows = [town.write("Un banc")]
    given = {"kind": town.deposit.kind, "phase": town.deposit.phase}
    rows += [ContributionFactory(title=text[:80], text=text, **given) for text in TEXTS]
    rows.append(ContributionFactory(form_answers=ANSWERS, text="Une « école »", **given))
    rows.append(
        ContributionFactory(author=None, is_guest=True, identity_level=0, received_at=timezone.now(), **given)
    )
    canal = organisations.verified(ParticipantFactory())
    rows.append(ContributionFactory(organisation=canal, phase=None, kind=town.deposit.kind))
    rows.append(ContributionFactory(state="hidden", **given))
    Contribution.objects.filter(pk=rows[1].pk).update(salt=None)
    sequence()
    places = dict(Leaf.objects.values_list("entry", "seq"))

    found = b"".join(contribution_lines(town.consultation)).splitlines(keepends=True)

    shown = Contribution.objects.filter(consultation=town.consultation, state="published").order_by("pk")
    assert found == [expected(row, places.get(row.entry)) for row in shown]
    assert len(found) == len(rows) - 1
    assert all(parse(line[:-1]) for line in found)


def test_votes_whose_salts_begin_alike_come_together() -> None:
    made = VoteFactory.create_batch(5, ballot=BallotFactory())
    for number, salt in enumerate(("ab1f", "ab10", "cd00", "ab20")):
        Vote.objects.filter(pk=made[number].pk).update(salt=bytes.fromhex(salt) + bytes(30))
    Vote.objects.filter(pk=made[4].pk).update(salt=None)
    blocks = list(vote_lines({made[0].ballot_id: []}))
    salts = [[(json.loads(line)["salt"] or "none")[:4] for line in block.splitlines()] for block in blocks]
    assert salts == [["ab10", "ab1f"], ["ab20"], ["cd00"], ["none"]]
    assert all(block.endswith(b"}\n") for block in blocks)


def test_votes_are_written_as_the_log_committed_to_them_in_the_order_of_their_salts() -> None:
    ballot, pairs = BallotFactory(), BallotFactory(pairs=True)
    made = VoteFactory.create_batch(6, ballot=ballot)
    made += [VoteFactory(ballot=pairs, other=ContributionFactory(kind=pairs.kind, phase=pairs.phase))]
    Vote.objects.filter(pk=made[0].pk).update(shares=None, salt=None)
    Vote.objects.filter(pk=made[1].pk).update(
        set_aside=SetAsideFactory(consultation=ballot.kind.consultation)
    )
    Vote.objects.filter(pk=made[2].pk).update(is_live=False)

    blocks = list(vote_lines({ballot.pk: [made[3].voter_id], pairs.pk: [made[4].voter_id]}))
    found = b"".join(blocks).splitlines(keepends=True)

    kept = Vote.objects.filter(pk__in=[vote.pk for vote in made]).exclude(pk__in=[made[2].pk, made[3].pk])
    wanted = set()
    for vote in kept:
        salt = None if vote.salt is None else bytes(vote.salt).hex()
        row = {"salt": salt, "payload": votes.payload(vote)}
        wanted.add(canonical(row | ({"set_aside": True} if vote.set_aside_id else {})) + b"\n")
    assert set(found) == wanted
    salts = [json.loads(line)["salt"] for line in found]
    assert salts == sorted(salts, key=lambda salt: (salt is None, salt))
    assert list(vote_lines({})) == []
