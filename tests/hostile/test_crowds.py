"""Crowds: bought accounts, pasted texts, texts written by machines, reports by the hundred.

The commonest "attack" is people who organise themselves. Each case ends before a person, with figures.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts import limits
from parvis.accounts.limits import Act, Rate, Scope
from parvis.accounts.models import Participant
from parvis.accounts.tests.knocking import typed
from parvis.ballots.criteria import Criterion
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.domain.set_aside import set_aside
from parvis.ballots.models import TallyDelta, Vote
from parvis.ballots.tests.factories import BallotFactory, folded, item_of
from parvis.contributions.domain.count_copies import count_copies
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.queries import PAGE_SIZE
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.cases import case_file
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.report import report
from parvis.moderation.domain.watch import watch
from parvis.moderation.enums import CaseKind, Outcome, Reason
from parvis.moderation.models import Case
from parvis.moderation.tests.factories import moderator_of
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db
CROWD = 2_000
PASTES = 5_000


def crowd(count, domain):
    """Accounts of one domain, made at once."""
    addresses = [f"buyer{number}@{domain}" for number in range(count)]
    return Participant.objects.bulk_create(
        Participant(
            email=address, canonical_email=address, identity_level=1, password="!", public_name="Iris 1000"
        )
        for address in addresses
    )


def cast_by(people, ballot, item):
    """What `cast` leaves behind, for everybody at once."""
    Vote.objects.bulk_create(
        Vote(ballot=ballot, contribution=item, voter=person, choice=1, identity_level=1) for person in people
    )
    TallyDelta.objects.create(ballot=ballot, contribution=item, choice=1, amount=len(people))
    fold()


def test_h15_a_new_domain_that_floods_meets_its_limit(monkeypatch):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.DOMAIN, Rate(10, 20))
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/account/login/", typed(f"buyer{n}@throwaway.example"))
        for n in range(13)
    ]
    assert [answer.status_code for answer in answers] == [302] * 10 + [400] * 3
    assert Client().post("/account/login/", typed("awa@gmail.com")).status_code == 302


def test_h15_its_votes_are_flagged_then_shown_in_their_own_line_and_never_deleted(client):
    ballot = BallotFactory()
    page, item = ballot.phase.consultation, item_of(ballot, author=None)
    cast_by(crowd(CROWD, "throwaway.example"), ballot, item)
    cast_by(crowd(30, "gmail.com"), ballot, item)
    [case] = [found for found in watch(consultation=page) if found.kind == CaseKind.DOMAIN]
    assert (case.subject, case.evidence["figures"]["people"]) == ("throwaway.example", CROWD)
    assert folded() == {(item.pk, 1): CROWD + 30}
    criterion = Criterion(domain=case.subject)
    set_aside(actor=moderator_of(page), consultation=page, criterion=criterion, reason="misattributed")
    fold()
    assert (folded(), recount()) == ({(item.pk, 1): 30}, ())
    assert (Vote.objects.filter(is_live=True).count(), count_figures(consultation=page).votes) == (
        CROWD + 30,
        30,
    )
    shown = client.get(f"/en/contributions/{item.pk}/").content.decode()
    assert "Set aside by moderation: 2,000 votes" in shown


def paste(first, count):
    """The text of `first` again, in other signs, by as many people."""
    Contribution.objects.bulk_create(
        Contribution(
            consultation=first.consultation,
            kind=first.kind,
            author=person,
            identity_level=1,
            text=("Save our  MARKET", "Save, our márket !")[number % 2],
        )
        for number, person in enumerate(crowd(count, "gmail.com"))
    )


def test_h28_one_text_pasted_by_everybody_is_one_line_in_lists_and_one_case_with_their_number(client):
    """Once pasted, which takes seconds, it is looked at from everywhere."""
    first = ContributionFactory(title="", text="Save our market!", author=None)
    page = first.consultation
    other = ContributionFactory(kind=first.kind, title="", text="Open it on Sundays.", author=None)
    paste(first, PASTES)

    assert (count_copies(), Contribution.objects.leads().count()) == (1, 2)
    shown = client.get(f"/en/consultations/{page.slug}/contributions/?order=recent").content.decode()
    lines = re.findall(r'<article class="item" id="contribution-(\d+)"', shown)
    assert lines == [str(other.pk), str(first.pk)]
    assert f"× {PASTES + 1:,} identical texts" in shown
    opened = client.get(f"/en/contributions/{first.pk}/identical/").content.decode()
    assert len(re.findall('<article class="item"', opened)) == PAGE_SIZE + 1
    assert 'rel="next"' in opened
    cases = {case.kind: case for case in watch(consultation=page)}
    assert set(cases) == {CaseKind.PASTED, CaseKind.SURGE}
    assert cases[CaseKind.PASTED].evidence["figures"]["people"] == PASTES
    assert case_file(cases[CaseKind.PASTED]).target.text == "Save our  MARKET"
    assert count_figures(consultation=page).contributions == PASTES + 2


def test_h29_paraphrases_escape_words_and_not_figures():
    """Nothing in the texts is alike: their number in an hour and who vouches for whom is what shows."""
    settled = ContributionFactory(author__identity_level=3, identity_level=3)
    page, kind = settled.consultation, settled.kind
    people = crowd(300, "gmail.com")
    Contribution.objects.bulk_create(
        Contribution(
            consultation=page,
            kind=kind,
            author=person,
            identity_level=1,
            title=f"Idea {number}",
            text=f"In my own words, number {number}: " + " ".join(f"word{number * 7 + n}" for n in range(12)),
        )
        for number, person in enumerate(people)
    )
    assert len(set(Contribution.objects.values_list("text", flat=True))) == 301
    cases = watch(consultation=page)
    assert [(case.kind, case.subject) for case in cases] == [(CaseKind.SURGE, "deposits")]
    assert case_file(cases[0]).levels == [("Adresse confirmée", "300"), ("Identité vérifiée par l’État", "1")]
    levels = {share.code: share.contributions for share in count_figures(consultation=page).by_level}
    assert levels == {"1": 300, "3": 1}


def test_h30_three_hundred_reports_hide_nothing_and_open_one_case():
    item = ContributionFactory()
    page = item.consultation
    people = crowd(300, "gmail.com")
    former = report(actor=people[0], target=ContributionFactory(kind=item.kind), reason=Reason.HATE).case
    close_case(actor=moderator_of(page), case=former, outcome=Outcome.UNFOUNDED)
    for person in people:
        report(actor=person, target=item, reason=Reason.INSULT)
    item.refresh_from_db()
    assert item.state == State.PUBLISHED
    case = Case.objects.get(closed_at=None)
    assert case.reports.count() == 300
    with CaptureQueriesContext(connection) as queries:
        file = case_file(case)
    assert ([reporter.unfounded for reporter in file.reporters[:2]], len(queries) < 10) == ([1, 0], True)
    assert file.unfounded_rate == 100
