"""C44 and C46 on the facts, and the facts that they look at."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from parvis.conduct.domain.decide import decide
from parvis.conduct.enums import State
from parvis.conduct.evaluated import NIGHTS, Left, left_of
from parvis.conduct.facts import Facts
from parvis.conduct.queries import gather
from parvis.conduct.rules.base import Line
from parvis.conduct.rules.book import BY_CODE
from parvis.conduct.rules.evaluated import RHYTHM
from parvis.conduct.tests.factories import closed_consultation
from parvis.conduct.tests.made import CLOSES, OVER
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.enums import PublicationKind, Rhythm
from parvis.following.models import Digest, Publication
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.following.told import Standing, standings_of
from parvis.jobs import forgetting
from parvis.jobs.models import Forgetting
from parvis.ledger.domain.sequence import sequence
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.pages import erasing
from parvis.restitution.tests.factories import SynthesisFactory

OLD = Standing(PublicationKind.SYNTHESIS, "Ce que vous avez dit", OVER.now - RHYTHM, 12, 1, 0)


def judged(code: str, facts: Facts) -> Line:
    return BY_CODE[code].judge(facts, step=facts.step)


def said(line: Line) -> str:
    assert line.finding is not None
    return line.finding.sentence


def test_c44_waits_while_nothing_was_published_or_not_long_enough_ago():
    assert judged("C44", OVER).state == State.LATER
    soon = replace(OLD, published_at=OLD.published_at + timedelta(minutes=1), waiting=3)
    assert judged("C44", replace(OVER, told=(soon,))).state == State.LATER


def test_c44_holds_when_everybody_was_told_and_fails_with_its_counts():
    assert judged("C44", replace(OVER, told=(OLD,))).state == State.HOLDS
    with translation.override("en"):
        line = judged("C44", replace(OVER, told=(replace(OLD, waiting=3),)))
        assert line.state == State.FAILS
        assert said(line) == (
            "3 people were not told yet of “Ce que vous avez dit”, published on 4 May 2026 (mails sent: 12,"
            " not delivered: 1): ask whoever runs the site."
        )
    lost = judged("C44", replace(OVER, told=(replace(OLD, sent=0, failed=4),)))
    assert (lost.state, "4" in said(lost)) == (State.FAILS, True)


def test_c46_waits_two_nights_then_holds():
    early = replace(OVER, now=CLOSES + NIGHTS - timedelta(minutes=1))
    assert judged("C46", early).state == State.LATER
    assert judged("C46", replace(early, now=CLOSES + NIGHTS)).state == State.HOLDS


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (replace(OVER.left, unasked=2), "2 people who took part were not asked yet"),
        (replace(OVER.left, unapplied=("Traces of mails sent",)), "Traces of mails sent"),
        (Left(), "not yet under a signature"),
    ],
)
def test_c46_fails_for_what_is_left_to_do(left, words):
    with translation.override("en"):
        line = judged("C46", replace(OVER, left=left))
    assert (line.state, words in said(line)) == (State.FAILS, True)


def test_c46_leaves_people_their_rhythm_of_mail():
    facts = replace(OVER, now=CLOSES + RHYTHM - timedelta(minutes=1), left=replace(OVER.left, unasked=2))
    assert judged("C46", facts).state == State.HOLDS


def test_c46_asks_for_an_archive_made_after_the_close():
    before = replace(OVER.returned, archived_at=CLOSES - timedelta(minutes=1))
    assert judged("C46", replace(OVER, returned=before)).state == State.FAILS


@pytest.fixture
def closed(db) -> ConsultationPage:
    return closed_consultation(days=10)


def left_in(place: ConsultationPage) -> Left:
    facts = gather(place)
    return left_of(place, closes_at=facts.closes_at, now=facts.now)


def test_before_the_close_nothing_is_left_to_do(closed, django_assert_num_queries):
    with django_assert_num_queries(0):
        now = timezone.now()
        assert left_of(closed, closes_at=now + timedelta(minutes=1), now=now) == Left()
        assert left_of(closed, closes_at=None, now=now) == Left()


def test_who_took_part_and_was_told_nothing_since_the_close_is_still_to_ask(closed):
    author = Contribution.objects.get().author
    digest = DigestFactory(participant=author, told_until=timezone.now() - timedelta(days=11))
    DigestFactory(told_until=digest.told_until)
    member = TeamMemberFactory(consultation=closed).participant
    ContributionFactory(
        consultation=closed,
        kind=closed.kinds.get(),
        author=member,
        title="Un mot",
        text="Un mot de l’équipe.",
    )
    DigestFactory(participant=member, told_until=digest.told_until)
    assert left_in(closed).unasked == 1

    for change in ({"rhythm": Rhythm.NEVER}, {"told_until": timezone.now()}):
        Digest.objects.filter(pk=digest.pk).update(**{"rhythm": Rhythm.DAILY, **change})
        assert left_in(closed).unasked == 0


def test_what_the_clock_erases_is_looked_at_rule_by_rule(closed):
    names = [rule.name for rule in erasing.rules()]
    assert len(left_in(closed).unapplied) == len(names)
    for name in names:
        forgetting.record(name, 0)
    assert left_in(closed).unapplied == ()
    Forgetting.objects.filter(rule="mails").update(ran_at=timezone.now() - timedelta(days=3))
    [late] = left_in(closed).unapplied
    assert late == next(rule.what for rule in erasing.rules() if rule.name == "mails")


def test_an_archive_is_sealed_once_the_log_that_tells_it_is_signed(closed):
    sequence()
    assert not left_in(closed).is_sealed
    offer_archive(consultation=closed)
    assert not left_in(closed).is_sealed
    sequence()
    assert left_in(closed).is_sealed


def test_a_decision_is_a_publication_that_waits_for_whoever_follows(closed):
    closed.save_revision().publish()
    SynthesisFactory(consultation=closed)
    closed.refresh_from_db()
    follower = SubscriptionFactory(consultation=closed).participant
    digest = DigestFactory(participant=follower)
    organiser = TeamMemberFactory(consultation=closed).participant
    decide(
        actor=organiser, consultation=closed, taken_on=timezone.localdate(), title="Au pont", text="Le lieu.",
        signature="Le conseil",
    )  # fmt: skip

    [row] = standings_of(closed)
    assert (row.kind, row.title, row.waiting) == (PublicationKind.DECISION, "Au pont", 1)
    Publication.objects.update(published_at=timezone.now() - RHYTHM - timedelta(minutes=1))
    Digest.objects.filter(pk=digest.pk).update(told_until=timezone.now() - timedelta(days=20))
    assert judged("C44", gather(closed)).state == State.FAILS
    Digest.objects.filter(pk=digest.pk).update(told_until=timezone.now())
    assert judged("C44", gather(closed)).state == State.HOLDS
