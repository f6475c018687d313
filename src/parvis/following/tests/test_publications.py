"""Syntheses, decisions and the question of the end reach those concerned, and their mails are counted."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.domain.count_mails import count_mails
from parvis.following.domain.digest import write_digests
from parvis.following.domain.publish import note_syntheses, publish
from parvis.following.enums import PublicationKind, Rhythm
from parvis.following.models import Digest, Publication, Telling
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.following.told import standings_of
from parvis.jobs import delivery
from parvis.jobs.enums import MailState
from parvis.jobs.forgetting import EVALUATIONS
from parvis.jobs.models import Mail
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.models import SynthesisPage
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Participant:
    return DigestFactory(participant__language="fr").participant


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory(title="Quels bancs ?")


def tomorrow(days: int = 1) -> list[Mail]:
    """The mails that the digests of that morning add."""
    before = set(Mail.objects.values_list("pk", flat=True))
    while write_digests(now=timezone.now() + timedelta(days=days)):
        pass
    return list(Mail.objects.exclude(pk__in=before).order_by("pk"))


def decided(place: ConsultationPage) -> Publication:
    return publish(consultation=place, kind=PublicationKind.DECISION, title="Trois bancs de plus")


def closed_in(place: ConsultationPage, *, ends_at=None) -> Phase:
    """A phase that opened something, and ended half an hour ago."""
    now = timezone.now()
    ends = {"starts_at": now - timedelta(days=90), "ends_at": ends_at or now - timedelta(minutes=30)}
    return PhaseActionFactory(phase=PhaseFactory(consultation=place, **ends)).phase


def test_a_decision_is_told_once_to_whoever_follows_the_result_or_took_part(me, place):
    SubscriptionFactory(participant=me, consultation=place, results_only=True)
    author = DigestFactory().participant
    ContributionFactory(kind=PhaseActionFactory(phase__consultation=place).kind, author=author)
    DigestFactory()
    decided(place)

    mails = tomorrow()

    assert {mail.recipient for mail in mails} == {me.email, author.email}
    assert mails[0].subject == "La décision est publiée : Trois bancs de plus"
    assert f"{settings.PARVIS_ADDRESS}/consultations/{place.slug}/rules/" in mails[0].text
    assert tomorrow(2) == []


def test_what_is_no_longer_public_is_not_told(me, place):
    SubscriptionFactory(participant=me, consultation=place)
    decided(place)
    ConsultationPage.objects.filter(pk=place.pk).update(live=False)
    assert tomorrow() == []


def test_one_mail_tells_the_synthesis_the_decision_and_asks_how_it_went(me, place):
    phase = closed_in(place)
    ContributionFactory(kind=phase.actions.get().kind, phase=phase, author=me)
    tell_synthesis(synthesis=SynthesisFactory(consultation=place))
    note_syntheses()
    decided(place)

    [mail] = tomorrow()

    for words in (
        "Le résultat est publié : Quels bancs ?",
        "La décision est publiée : Trois bancs de plus",
        "C’est terminé. Dites comment cela s’est passé, en sept questions : Quels bancs ?",
        f"{settings.PARVIS_ADDRESS}/consultations/{place.slug}/evaluation/",
    ):
        assert words in mail.text
    assert Telling.objects.filter(mail=mail).count() == 2


def test_who_follows_without_taking_part_is_not_asked_nor_is_the_team(me, place):
    phase = closed_in(place)
    SubscriptionFactory(participant=me, consultation=place)
    member = TeamMemberFactory(consultation=place).participant
    DigestFactory(participant=member)
    ContributionFactory(kind=phase.actions.get().kind, phase=phase, author=member)
    assert not any("sept questions" in mail.text for mail in tomorrow())


@pytest.mark.parametrize(
    ("later", "asked"),
    [
        ({"future": True}, False),
        ({"endless": True}, False),
        ({"past": True}, True),
    ],
)
def test_it_is_asked_once_nothing_is_open_any_more(me, place, later, asked):
    phase = closed_in(place)
    ContributionFactory(kind=phase.actions.get().kind, phase=phase, author=me)
    PhaseActionFactory(phase=PhaseFactory(consultation=place, **later))
    assert any("sept questions" in mail.text for mail in tomorrow()) is asked


def test_a_phase_that_opens_nothing_changes_nothing(me, place):
    phase = closed_in(place)
    ContributionFactory(kind=phase.actions.get().kind, phase=phase, author=me)
    PhaseFactory(consultation=place, future=True)
    assert any("sept questions" in mail.text for mail in tomorrow())


def test_who_was_not_written_to_for_long_is_asked_as_long_as_one_may_answer(me, place):
    Digest.objects.update(told_until=timezone.now() - timedelta(days=80))
    phase = closed_in(place, ends_at=timezone.now() - EVALUATIONS + timedelta(days=2))
    ContributionFactory(kind=phase.actions.get().kind, phase=phase, author=me)
    Phase.objects.update(ends_at=timezone.now() - EVALUATIONS)
    assert not any("sept questions" in mail.text for mail in tomorrow())

    Digest.objects.update(told_until=timezone.now() - timedelta(days=80))
    Phase.objects.update(ends_at=timezone.now() - EVALUATIONS + timedelta(days=2))
    assert any("sept questions" in mail.text for mail in tomorrow())


def test_each_synthesis_is_noted_once_with_its_moment(place):
    assert note_syntheses() == 0
    page = SynthesisFactory(consultation=place)
    first = tell_synthesis(synthesis=page)
    assert (note_syntheses(), note_syntheses()) == (1, 0)
    row = Publication.objects.get()
    assert (row.consultation, row.published_at, row.title) == (place, first.published_at, page.title)

    SynthesisPage.objects.filter(pk=page.pk).update(summary="Autre chose.")
    tell_synthesis(synthesis=page)
    assert (note_syntheses(), Publication.objects.count()) == (1, 2)


def test_the_database_holds_that_a_synthesis_alone_has_its_words(place):
    told = tell_synthesis(synthesis=SynthesisFactory(consultation=place))
    for said in (
        {"kind": PublicationKind.DECISION, "synthesis": told},
        {"kind": PublicationKind.SYNTHESIS},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.create(consultation=place, title="Un titre", **said)


def counts(place: ConsultationPage) -> list[tuple[int, int, int]]:
    return [(row.sent, row.failed, row.waiting) for row in standings_of(place)]


def test_mails_are_counted_once_they_left_or_failed(me, place, monkeypatch):
    bad, gone = DigestFactory().participant, DigestFactory().participant
    for person in (me, bad, gone):
        SubscriptionFactory(participant=person, consultation=place)
    Participant.objects.filter(pk=bad.pk).update(email="nowhere")
    decided(place)
    assert counts(place) == [(0, 0, 3)]

    mails = {mail.recipient: mail for mail in tomorrow()}
    assert (counts(place), count_mails()) == ([(0, 1, 0)], 0)

    refusal = SMTPRecipientsRefused({gone.email: (550, b"unknown")})
    monkeypatch.setattr(delivery, "_try", lambda mail: refusal if mail.recipient == gone.email else None)
    for person in (me, gone):
        delivery.deliver(mail_id=mails[person.email].pk)
    assert (count_mails(), count_mails()) == (2, 0)
    assert (counts(place), Telling.objects.count()) == ([(1, 2, 0)], 0)


def test_a_mail_that_goes_with_an_account_is_in_no_count(me, place):
    SubscriptionFactory(participant=me, consultation=place)
    decided(place)
    [mail] = tomorrow()
    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENT)
    mail.delete()
    assert (count_mails(), counts(place)) == (0, [(0, 0, 0)])


def test_whoever_takes_no_mail_is_not_waited_for(place):
    for change in (
        {"rhythm": Rhythm.NEVER},
        {"participant__email": None},
        {"participant__is_active": False},
        {"told_until": timezone.now() + timedelta(minutes=1)},
    ):
        SubscriptionFactory(participant=DigestFactory(**change).participant, consultation=place)
    SubscriptionFactory(participant=ParticipantFactory(), consultation=place)
    SubscriptionFactory(participant=DigestFactory().participant)
    decided(place)
    assert counts(place) == [(0, 0, 0)]


@pytest.mark.parametrize("number", [1, 3])
def test_reading_who_was_told_costs_two_queries(place, number, django_assert_num_queries):
    for _one in range(number):
        decided(place)
        SubscriptionFactory(participant=DigestFactory().participant, consultation=place)
    with django_assert_num_queries(2):
        assert counts(place) == [(0, 0, number)] * number
