"""One mail holds everything new, once; none when nothing is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.fold import fold
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, PhaseFactory, ThemeFactory
from parvis.contributions.domain import coauthor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.following.domain import digest as module
from parvis.following.domain.digest import begin_digests, write_digests
from parvis.following.domain.follow import set_rhythm
from parvis.following.enums import Rhythm
from parvis.following.models import Digest, Milestone
from parvis.following.news.gather import gather
from parvis.following.news.milestones import note_milestones
from parvis.following.tests.factories import DigestFactory, PublicThreadFactory, SubscriptionFactory
from parvis.jobs.models import Mail
from parvis.organisations.tests.factories import organisation
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def me():
    return DigestFactory(participant__language="fr").participant


def a_day_later(days: int = 1) -> list[Mail]:
    """The mails that the digests of the next morning add."""
    before = set(Mail.objects.values_list("pk", flat=True))
    while write_digests(now=timezone.now() + days * TOMORROW):
        pass
    return list(Mail.objects.exclude(pk__in=before).order_by("pk"))


def test_everything_new_is_in_one_mail_by_consultation_own_acts_first(me):
    mine = ContributionFactory(author=me, title="Un banc")
    AnswerFactory(contribution=mine)
    ArgumentFactory(contribution=mine)
    ReplyFactory(parent=ArgumentFactory(contribution=mine, author=me))
    other = ConsultationFactory(title="Quels arbres planter ?")
    SubscriptionFactory(participant=me, consultation=other)
    ContributionFactory(kind=KindFactory(consultation=other), title="Un tilleul")
    NewsFactory(parent=other, title="Réunion jeudi", first_published_at=timezone.now())

    [mail] = a_day_later()

    assert (mail.recipient, mail.subject) == (me.email, "5 nouveautés")
    for words in (
        "Votre contribution a reçu une réponse : Un banc",
        "On vous a répondu, ou parlé de votre texte, 2 fois : Un banc",
        "Nouvelle contribution : Un tilleul",
        "Actualité : Réunion jeudi",
        f"{settings.PARVIS_ADDRESS}/contributions/{mine.pk}/\n",
        "Ne plus suivre « Quels arbres planter ? »",
    ):
        assert words in mail.text
    assert mail.text.index("Un banc") < mail.text.index("Quels arbres planter ?")


def test_one_thing_alone_is_the_subject_in_the_language_of_the_person(me):
    me.language = "en"
    me.save(update_fields=["language"])
    question = ContributionFactory(author=me, title="When?")
    AnswerFactory(contribution=question, status=AnswerStatus.ANSWERED)

    [mail] = a_day_later()

    assert mail.subject == "Your question has an answer: When?"
    assert f"{settings.PARVIS_ADDRESS}/en/contributions/{question.pk}/" in mail.text


def test_nothing_new_no_mail_and_nothing_is_told_twice(me):
    SubscriptionFactory(participant=me, consultation=ConsultationFactory())
    assert a_day_later() == []
    ArgumentFactory(contribution=ContributionFactory(author=me))
    assert len(a_day_later(2)) == 0
    Digest.objects.update(told_until=timezone.now() - TOMORROW)
    assert len(a_day_later(3)) == 1
    assert a_day_later(4) == []


def test_the_same_fact_by_several_ways_is_one_line(me):
    author = PublicThreadFactory().participant
    item = ContributionFactory(author=author, title="Une fontaine")
    item.theme = ThemeFactory(consultation=item.consultation, name="Eau")
    item.save(update_fields=["theme"])
    SubscriptionFactory(participant=me, consultation=item.consultation)
    for subject in ({"theme": item.theme}, {"author": author}, {"contribution": item}):
        SubscriptionFactory(participant=me, consultation=None, **subject)

    [mail] = a_day_later()

    assert mail.text.count("Une fontaine") == 1
    assert mail.subject == "Nouvelle contribution : Une fontaine"


@pytest.mark.parametrize("crash", ["following.domain.digest.words.ways", "jobs.mail.defer_once"])
def test_a_worker_that_dies_neither_loses_nor_repeats(me, monkeypatch, crash):
    """Mark and mail are committed together: dying between people, or between the two, undoes both."""
    other = DigestFactory().participant
    for person in (me, other):
        AnswerFactory(contribution=ContributionFactory(author=person))
    before, calls = set(Digest.objects.values_list("pk", "told_until")), []

    def die(*args: object, **kwargs: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit

    with monkeypatch.context() as patch:
        real = module.words.ways
        if crash.endswith("ways"):
            patch.setattr(module.words, "ways", lambda *args: die() or real(*args))
        else:
            patch.setattr(f"parvis.{crash}", die)
        with pytest.raises(SystemExit):
            write_digests(now=timezone.now() + TOMORROW)
    assert set(Digest.objects.values_list("pk", "told_until")) == before
    assert Mail.objects.count() == 0

    assert {mail.recipient for mail in a_day_later()} == {me.email, other.email}
    assert a_day_later(2) == []


def test_what_is_hidden_withdrawn_or_off_the_site_is_not_told(me):
    consultation = ConsultationFactory()
    SubscriptionFactory(participant=me, consultation=consultation)
    kind = KindFactory(consultation=consultation)
    for state in (State.HIDDEN, State.WITHDRAWN):
        ContributionFactory(kind=kind, state=state)
        AnswerFactory(contribution=ContributionFactory(kind=kind, author=me, state=state))
    mine = ContributionFactory(author=me)
    ArgumentFactory(contribution=mine, state=State.HIDDEN)
    gone = ConsultationFactory(live=False)
    SubscriptionFactory(participant=me, consultation=gone)
    ContributionFactory(kind=KindFactory(consultation=gone))

    assert a_day_later() == []


def test_a_closed_thread_is_told_to_nobody(me):
    thread = PublicThreadFactory()
    SubscriptionFactory(participant=me, consultation=None, author=thread.participant)
    ContributionFactory(author=thread.participant)
    thread.delete()
    assert a_day_later() == []


def test_a_co_author_is_told_as_the_author_is_and_an_organisation_hides_who_sent_its_text(me):
    cosigned, followed = ContributionFactory(title="Un banc"), PublicThreadFactory().participant
    invitation = coauthor.invite(actor=cosigned.author, contribution=cosigned)
    coauthor.accept(actor=me, invitation=invitation)
    AnswerFactory(contribution=cosigned)
    ArgumentFactory(contribution=cosigned)
    SubscriptionFactory(participant=me, consultation=None, author=followed)
    ContributionFactory(author=followed, organisation=organisation(followed), title="Un tilleul")

    [mail] = a_day_later()

    assert "Votre contribution a reçu une réponse : Un banc" in mail.text
    assert mail.subject == "2 nouveautés"
    assert "Un tilleul" not in mail.text


def test_who_follows_the_result_alone_is_told_of_it_and_of_nothing_else(me):
    row = SubscriptionFactory(participant=me, results_only=True, consultation__title="Quels bancs ?")
    ContributionFactory(kind=KindFactory(consultation=row.consultation))
    NewsFactory(parent=row.consultation, first_published_at=timezone.now())
    assert a_day_later() == []

    tell_synthesis(synthesis=SynthesisFactory(consultation=row.consultation))
    Digest.objects.update(told_until=timezone.now() - TOMORROW)
    [mail] = a_day_later(2)
    assert mail.subject == "Le résultat est publié : Quels bancs ?"


def test_who_took_part_is_told_of_the_result_of_phases_that_open_and_of_those_that_end_soon(me):
    item = ContributionFactory(author=me)
    now = timezone.now()
    later = {"starts_at": now - timedelta(minutes=30), "ends_at": now + timedelta(days=3, hours=12)}
    PhaseFactory(consultation=item.consultation, title="Le vote", **later)
    tell_synthesis(synthesis=SynthesisFactory(consultation=item.consultation))

    [mail] = a_day_later()
    assert "Cela commence : Le vote" in mail.text
    assert "Cela finit dans trois jours ou moins : Le vote" in mail.text
    assert "Le résultat est publié" in mail.text


def test_the_author_is_told_once_that_the_threshold_is_reached(me):
    ballot = BallotFactory(support=True, ballot_threshold=2)
    item = ContributionFactory(phase=ballot.phase, kind=ballot.kind, author=me, title="Un kiosque")
    for number, noted in ((1, 0), (2, 1), (3, 0)):
        cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
        fold()
        assert (number, note_milestones()) == (number, noted)
    assert Milestone.objects.get().contribution == item
    [mail] = [mail for mail in a_day_later() if mail.recipient == me.email]
    assert "Votre texte a réuni les soutiens qu’il lui fallait : Un kiosque" in mail.text


def test_hidden_counts_reach_no_threshold_before_the_end(me):
    ballot = BallotFactory(support=True, ballot_threshold=1, ballot_hides_counts=True)
    item = ContributionFactory(phase=ballot.phase, kind=ballot.kind, author=me)
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=1)
    fold()
    assert note_milestones() == 0


@pytest.mark.parametrize(
    ("rhythm", "days"), [(Rhythm.AT_ONCE, {0, 1, 2, 3, 4, 5, 6}), (Rhythm.WEEKLY, {0}), (Rhythm.NEVER, set())]
)
def test_each_rhythm_has_its_hour(me, rhythm, days):
    """From a Monday on, at the hour of the site and a while after: which days may bring a mail."""
    Digest.objects.update(rhythm=rhythm)
    local = timezone.localtime()
    monday = (local - timedelta(days=local.weekday()) + timedelta(days=7)).replace(
        hour=settings.PARVIS_DIGEST_HOUR, minute=4
    )
    item, told = ContributionFactory(author=me), set()
    for day in range(7):
        for hours in (0, 0.1):
            moment = monday + timedelta(days=day, hours=hours)
            if hours == 0:
                row = ArgumentFactory(contribution=item)
                type(row).objects.filter(pk=row.pk).update(created_at=moment - timedelta(minutes=30))
            before = Mail.objects.count()
            write_digests(now=moment)
            if Mail.objects.count() > before:
                told.add(day)
    assert told == days


def test_daily_waits_for_the_hour_of_the_site(me, settings):
    local = timezone.localtime() + TOMORROW
    settings.PARVIS_DIGEST_HOUR = 7
    Digest.objects.update(told_until=local.replace(hour=7, minute=5) - TOMORROW)
    item = ContributionFactory(author=me)
    row = ArgumentFactory(contribution=item)
    type(row).objects.filter(pk=row.pk).update(created_at=local.replace(hour=1) - timedelta(hours=0))
    assert write_digests(now=local.replace(hour=6, minute=59)) == 0
    assert (write_digests(now=local.replace(hour=7, minute=1)), Mail.objects.count()) == (1, 1)
    assert write_digests(now=local.replace(hour=7, minute=6)) == 0


def test_at_once_is_once_an_hour_at_most(me):
    Digest.objects.update(rhythm=Rhythm.AT_ONCE)
    item, now = ContributionFactory(author=me), timezone.now()
    told = []
    for minutes in (10, 20, 60, 75):
        moment = now + timedelta(minutes=minutes)
        row = ArgumentFactory(contribution=item)
        type(row).objects.filter(pk=row.pk).update(created_at=moment - timedelta(minutes=5))
        write_digests(now=moment)
        told.append(Mail.objects.count())
    assert told == [1, 1, 1, 2]


def test_after_never_the_past_is_not_told(me):
    item = ContributionFactory(author=me)
    set_rhythm(actor=me, rhythm=Rhythm.NEVER)
    ArgumentFactory(contribution=item)
    set_rhythm(actor=me, rhythm=Rhythm.DAILY)
    assert a_day_later() == []


def test_an_account_without_digest_gets_one_from_its_beginning():
    person = ParticipantFactory()
    ParticipantFactory(email=None)
    ParticipantFactory(is_active=False)
    assert (begin_digests(), begin_digests()) == (1, 0)
    assert Digest.objects.get().told_until == type(person).objects.get(pk=person.pk).created_at


def test_a_closed_account_or_one_without_address_is_left_alone():
    for trait in ({"is_active": False}, {"email": None}):
        row = DigestFactory(**{f"participant__{name}": value for name, value in trait.items()})
        AnswerFactory(contribution=ContributionFactory(author=row.participant))
    assert a_day_later() == []


def test_a_bad_address_stops_nobody_else(me, caplog):
    bad = DigestFactory().participant
    type(bad).objects.filter(pk=bad.pk).update(email="nowhere")
    for person in (bad, me):
        AnswerFactory(contribution=ContributionFactory(author=person))
    assert [mail.recipient for mail in a_day_later()] == [me.email]


def a_busy_day(count: int) -> list[Digest]:
    """Everything that can be new, `count` times, for `count` people."""
    found = []
    for _one in range(count):
        digest = DigestFactory()
        me = digest.participant
        item = ContributionFactory(author=me)
        AnswerFactory(contribution=item)
        ReplyFactory(parent=ArgumentFactory(contribution=item, author=me))
        SubscriptionFactory(participant=me, consultation=item.consultation)
        SubscriptionFactory(participant=me, consultation=None, author=PublicThreadFactory().participant)
        ContributionFactory(phase=item.phase, kind=item.kind)
        NewsFactory(parent=item.consultation, first_published_at=timezone.now())
        tell_synthesis(synthesis=SynthesisFactory(consultation=item.consultation))
        Contribution.objects.filter(pk=item.pk).update(
            reacted_at=timezone.now() - timedelta(minutes=40),
            revised_at=timezone.now() - timedelta(minutes=30),
        )
        SubscriptionFactory(participant=me, consultation=None, contribution=ContributionFactory())
        found.append(digest)
    return found


def test_reading_what_is_new_costs_the_same_for_one_and_for_three():
    costs = []
    for count in (1, 3):
        rows = a_busy_day(count)
        with CaptureQueriesContext(connection) as queries:
            found = gather(rows, until=timezone.now() + timedelta(seconds=1))
        assert all(found[row.pk] for row in rows)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 23
