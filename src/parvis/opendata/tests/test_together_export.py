"""An export where organisations and co-authors sign: it verifies, and betrays nobody who sent a text."""

import csv
import io
import json
from uuid import uuid4

import pytest

from parvis.accounts.domain.erase import erase
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.domain import coauthor
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.opendata.tests.town import Town, export, found_town, said_in, verified
from parvis.organisations.domain import part
from parvis.organisations.tests import factories as organisations
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db


def write(town: Town, author: Participant, title: str, **given: object) -> Contribution:
    return submit(
        actor=author,
        action=town.deposit,
        title=title,
        text=f"{title}.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
        **given,  # type: ignore[arg-type]
    )


def leave(person: Participant) -> None:
    erase(actor=person)
    part.forget(actor=person)
    anonymise(author=person)


def cosign(contribution: Contribution, name: str) -> Participant:
    invitation = coauthor.invite(actor=contribution.author, contribution=contribution)
    accepted = coauthor.accept(actor=ParticipantFactory(public_name=name), invitation=invitation)
    assert accepted.participant is not None
    return accepted.participant


def test_it_verifies_and_tells_who_signs_without_who_sent_it(tmp_path) -> None:
    town, person, other = found_town(), ParticipantFactory(public_name="Zanzibar"), ParticipantFactory()
    canal = organisations.verified(person, name="Les Amis du canal")
    organisations.member_of(canal, other)
    write(town, person, "Un banc", organisation=canal)
    write(town, other, "Un arbre", organisation=canal)
    withdraw(actor=other, contribution=write(town, person, "Un regret", organisation=canal))
    own = write(town, ParticipantFactory(public_name="Tilleul 9"), "Un abri")
    stays, left, gone = (cosign(own, name) for name in ("Orme 4", "Saule 5", "Yuzu 6"))
    coauthor.end(actor=left, coauthor=own.coauthors.get(participant=left))
    leave(gone)
    theirs = write(town, stays, "Une haie")
    leave(person)

    path = export(town, tmp_path)
    result = verified(path)

    assert (result.findings.counts, result.sound) == ({}, True)
    held = said_in(path)
    assert not any(word in words for words in held.values() for word in ("Zanzibar", "Saule 5", "Yuzu 6"))
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(held["contributions.csv"]))}
    signed = ("author", "organisation", "organisation_sort", "organisation_verified")
    for title in ("Un banc", "Un arbre"):
        assert [rows[title][name] for name in signed] == [*["Les Amis du canal"] * 2, "association", "1"]
    assert [rows["Un abri"][name] for name in (*signed, "coauthors")] == ["Tilleul 9", "", "", "", "Orme 4"]
    told = {
        row["title"]: row
        for row in (json.loads(line)["payload"] for line in held["rows/contributions.jsonl"].splitlines())
    }
    assert told["Un banc"]["author"] == told["Un arbre"]["author"]
    assert (told["Un banc"]["organisation"], told["Un abri"].get("organisation")) == (canal.pk, None)
    [named] = [json.loads(line)["payload"] for line in held["rows/coauthors.jsonl"].splitlines()]
    assert (named["contribution"], named["coauthor"]) == (own.pk, told["Une haie"]["author"])
    figures = count_figures(consultation=town.consultation)
    assert (figures.contributions, figures.organisations) == (4, 2)
    assert theirs.author == stays


def test_of_what_is_withdrawn_or_hidden_nothing_says_who_signed_it(tmp_path) -> None:
    town = found_town()
    gone, hidden = (write(town, ParticipantFactory(), title) for title in ("Un regret", "Une insulte"))
    for text, name in ((gone, "Yuzu 6"), (hidden, "Saule 5")):
        cosign(text, name)
    withdraw(actor=gone.author, contribution=gone)
    hide(actor=town.organiser, target=hidden, reason=Reason.INSULT)

    path = export(town, tmp_path)
    result = verified(path)

    assert (result.findings.counts, result.sound) == ({}, True)
    held = said_in(path)
    assert not any(word in words for words in held.values() for word in ("Yuzu 6", "Saule 5"))
    assert held["rows/coauthors.jsonl"] == ""
    assert [row.salt is None for row in (gone.coauthors.get(), hidden.coauthors.get())] == [True, False]
    restore(actor=town.organiser, target=hidden)
    assert [row.salt is None for row in hidden.coauthors.all()] == [False]
