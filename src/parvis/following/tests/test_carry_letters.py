"""A letter leaves at its hour, once to each person, whatever dies on the way; and is counted."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.domain.erase import erase
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.following import letter_words
from parvis.following.domain import carry_letters as module
from parvis.following.domain.carry_letters import (
    count_copies,
    count_stopped,
    depart,
    forget_copies,
    write_copies,
)
from parvis.following.domain.follow import unfollow
from parvis.following.domain.forget import forget
from parvis.following.enums import CopyState, LetterState, Sort
from parvis.following.leaves import digest
from parvis.following.models import Letter, LetterCopy
from parvis.following.tests.factories import LetterFactory, follower
from parvis.jobs import delivery
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


def planned(place: ConsultationPage, people: int = 1) -> tuple[Letter, list[Participant]]:
    return LetterFactory(consultation=place, planned=True), [follower(place) for _one in range(people)]


def carry() -> None:
    """All that the job does when it runs, as long as the pace allows."""
    while depart(now=timezone.now()):
        pass
    while write_copies(now=timezone.now()):
        pass


def written() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def test_it_leaves_at_its_hour_to_each_once_and_the_log_is_told(place):
    letter, people = planned(place, 3)
    assert depart(now=timezone.now() - timedelta(hours=1)) == 0
    for _twice in range(2):
        carry()
    letter.refresh_from_db()
    assert sorted(written()) == sorted(person.email for person in people)
    assert (letter.state, letter.people) == (LetterState.SENT, 3)
    leaf = Pending.objects.get(kind="letter.sent")
    assert leaf.public == {"letter": letter.pk, "segment": "followers", "sha256": digest(letter)}


def test_the_segment_is_frozen_when_it_leaves(place):
    letter, [early] = planned(place)
    depart(now=timezone.now())
    follower(place)
    carry()
    assert written() == [early.email]
    assert Letter.objects.get(pk=letter.pk).people == 1


def test_the_database_holds_that_one_person_gets_a_letter_once(place):
    letter, [person] = planned(place)
    depart(now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterCopy.objects.create(letter=letter, participant=person)


@pytest.mark.parametrize("crash", ["following.letter_words.message", "jobs.mail.defer_all"])
def test_a_worker_that_dies_neither_loses_nor_repeats(place, monkeypatch, crash):
    """Three batches of one: the second dies while it is written, or once its mail is in the outbox."""
    _letter, people = planned(place, 3)
    monkeypatch.setattr(module, "BATCH", 1)
    depart(now=timezone.now())
    assert write_copies(now=timezone.now()) is True

    def die(*_args: object, **_kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(f"parvis.{crash}", die)
        with pytest.raises(SystemExit):
            write_copies(now=timezone.now())
    assert len(written()) == 1

    carry()
    assert sorted(written()) == sorted(person.email for person in people)


def test_one_that_dies_at_the_departure_has_frozen_nobody(place, monkeypatch):
    letter, _people = planned(place, 2)
    with monkeypatch.context() as patch:
        patch.setattr(module.leaves, "departed", lambda _letter: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            depart(now=timezone.now())
    assert (LetterCopy.objects.count(), Pending.objects.count()) == (0, 0)
    carry()
    assert LetterCopy.objects.filter(letter=letter).count() == 2


def test_no_more_leave_in_a_minute_than_the_site_says_whoever_runs_it(place, settings):
    settings.PARVIS_LETTERS_PER_MINUTE = 2
    _letter, _people = planned(place, 5)
    now = timezone.now()
    depart(now=now)
    while write_copies(now=now):
        pass
    while write_copies(now=now + timedelta(seconds=30)):
        pass
    assert len(written()) == 2
    while write_copies(now=now + 2 * MINUTE):
        pass
    assert len(written()) == 4


def test_who_stops_between_the_departure_and_the_copy_gets_nothing(place):
    letter, [stays, stops, leaves] = planned(place, 3)
    depart(now=timezone.now())
    unfollow(actor=stops, sort=Sort.CONSULTATION, pk=place.pk)
    forget(actor=leaves)
    erase(actor=leaves)
    carry()
    assert written() == [stays.email]
    states = LetterCopy.objects.filter(letter=letter).order_by("pk").values_list("state", flat=True)
    assert list(states) == [CopyState.WRITTEN, CopyState.SKIPPED]


def test_a_consultation_that_left_the_site_sends_nothing(place):
    letter, _people = planned(place)
    ConsultationPage.objects.filter(pk=place.pk).update(live=False)
    carry()
    letter.refresh_from_db()
    assert (letter.state, letter.send_at, written()) == (LetterState.DRAFT, None, [])


def test_one_that_leaves_the_site_on_the_way_stops_until_it_is_back(place):
    _letter, [person] = planned(place)
    depart(now=timezone.now())
    for live, expected in ((False, []), (True, [person.email])):
        ConsultationPage.objects.filter(pk=place.pk).update(live=live)
        carry()
        assert written() == expected


def test_who_got_one_that_is_stuck_is_forgotten_as_of_any_other(place):
    letter, _people = planned(place, 2)
    depart(now=timezone.now())
    Letter.objects.update(left_at=timezone.now() - timedelta(days=31))
    assert forget_copies() == 0, "it may still leave"
    ConsultationPage.objects.filter(pk=place.pk).update(live=False)
    assert (forget_copies(), LetterCopy.objects.count()) == (2, 0)
    letter.refresh_from_db()
    assert (letter.state, letter.stopped) == (LetterState.SENT, 0)
    ConsultationPage.objects.filter(pk=place.pk).update(live=True)
    carry()
    assert written() == []


@pytest.mark.parametrize("gone_from", ["still_agree", "ways_of"])
def test_who_stops_between_two_looks_gets_nothing_and_the_others_theirs(place, monkeypatch, gone_from):
    letter, [stays, stops] = planned(place, 2)
    depart(now=timezone.now())
    whole = getattr(module, gone_from)

    def late(letter: Letter, people: list[int]) -> object:
        return whole(letter, [pk for pk in people if pk != stops.pk])

    monkeypatch.setattr(module, gone_from, late)
    carry()
    assert written() == [stays.email]
    states = LetterCopy.objects.filter(letter=letter).order_by("pk").values_list("state", flat=True)
    assert list(states) == [CopyState.WRITTEN, CopyState.SKIPPED]


def test_mails_are_counted_as_they_leave_or_fail(place, monkeypatch):
    letter, [good, bad, gone] = planned(place, 3)
    depart(now=timezone.now())
    Participant.objects.filter(pk=bad.pk).update(email="nowhere")
    carry()
    refusal = SMTPRecipientsRefused({gone.email: (550, b"unknown")})
    monkeypatch.setattr(delivery, "_try", lambda mail: refusal if mail.recipient == gone.email else None)
    for mail in Mail.objects.all():
        delivery.deliver(mail_id=mail.pk)
    assert (count_copies(), count_copies()) == (2, 0)
    letter.refresh_from_db()
    assert (letter.sent, letter.failed) == (1, 2)
    assert good.email in written()


def test_how_many_stopped_since_is_known_and_who_is_forgotten(place):
    letter, [stays, stops] = planned(place, 2)
    carry()
    letter.refresh_from_db()
    assert (count_stopped(letter), forget_copies()) == (0, 0)
    unfollow(actor=stops, sort=Sort.CONSULTATION, pk=place.pk)
    assert count_stopped(letter) == 1
    Letter.objects.update(left_at=timezone.now() - timedelta(days=31))
    assert (forget_copies(), forget_copies()) == (2, 0)
    letter.refresh_from_db()
    assert (letter.stopped, LetterCopy.objects.count()) == (1, 0)
    carry()
    assert written() == [stays.email, stops.email]


def test_other_mails_go_before_letters_and_each_has_one_job(place):
    _letter, _people = planned(place, 2)
    carry()
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="send_mail")
    assert {job.priority for job in jobs} == {-10}
    assert {job.queueing_lock for job in jobs} == {
        f"mail:{pk}" for pk in Mail.objects.values_list("pk", flat=True)
    }


@pytest.mark.parametrize("step", ["depart", "write", "count"])
def test_a_batch_costs_the_same_for_one_and_for_three(step, monkeypatch, settings):
    settings.MAIL_FOOT = "builtins.str"  # that of the log is read again every ten seconds
    monkeypatch.setattr(delivery, "_try", lambda _mail: None)
    costs = []
    for people in (1, 3):
        planned(ConsultationFactory(), people)
        steps = {
            "depart": lambda: depart(now=timezone.now()),
            "write": lambda: write_copies(now=timezone.now()),
            "count": count_copies,
        }
        for name, act in steps.items():
            with CaptureQueriesContext(connection) as queries:
                assert act()
            if name == step:
                costs.append(len(queries))
            if name == "write":
                while write_copies(now=timezone.now()):
                    pass
                for mail in Mail.objects.filter(state="waiting"):
                    delivery.deliver(mail_id=mail.pk)
    assert costs[0] == costs[1] <= 16


def test_letters_leave_one_after_the_other_the_oldest_first(place):
    letters = [planned(ConsultationFactory(title=f"Question {n}"))[0] for n in (1, 2)]
    carry()
    assert [mail.text.count("Question 1") > 0 for mail in Mail.objects.order_by("pk")] == [True, False]
    assert letter_words.archive_address(letters[0]) in Mail.objects.order_by("pk")[0].text
