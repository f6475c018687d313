"""Moderators are told by mail that texts of guests wait: who, once, and not again within a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.tests.factories import WaitingTextFactory
from parvis.contributions.waiting import WaitingText
from parvis.jobs.models import Mail
from parvis.moderation.domain.screen import refuse
from parvis.moderation.domain.tell_guests import tell_guests
from parvis.moderation.enums import Reason
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db


def told() -> set[str]:
    return set(Mail.objects.values_list("recipient", flat=True))


def sent(place: ConsultationPage, count: int = 1) -> WaitingText:
    return WaitingTextFactory.create_batch(count, kind__consultation=place)[-1]


def test_those_who_moderate_are_told_once() -> None:
    place = ConsultationFactory()
    moderator = moderator_of(place)
    organiser = TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant
    TeamMemberFactory(consultation=place, role=Role.ANALYST)
    moderator_of(ConsultationFactory())
    sent(place)

    assert tell_guests() == 2
    assert told() == {moderator.email, organiser.email}
    assert (tell_guests(), WaitingText.objects.filter(told_at=None).count()) == (0, 0)


def test_one_mail_holds_everything_in_the_language_of_its_reader_and_no_text() -> None:
    place = ConsultationFactory(title="Où poser la passerelle ?")
    elsewhere = ConsultationFactory(title="Quel nom pour la place ?")
    reader = ParticipantFactory(language="fr")
    for consultation in (place, elsewhere):
        TeamMemberFactory(consultation=consultation, participant=reader, role=Role.MODERATOR)
    sent(place, 2)
    text = sent(elsewhere)

    assert tell_guests() == 1
    mail = Mail.objects.get()
    assert mail.subject == "3 textes attendent d’être lus avant de paraître"
    assert "Où poser la passerelle ?\n2 textes attendent d’être lus\nhttp" in mail.text
    assert "Quel nom pour la place ?\n1 texte attend d’être lu\nhttp" in mail.text
    assert f"/desk/consultations/{elsewhere.pk}/queue/?wait=guest" in mail.text
    assert text.title not in mail.text


def test_nothing_more_is_written_within_a_day_while_something_waits() -> None:
    place = ConsultationFactory()
    moderator_of(place)
    sent(place)
    tell_guests()
    sent(place)
    assert tell_guests() == 0

    WaitingText.objects.exclude(told_at=None).update(told_at=timezone.now() - timedelta(days=2))
    assert tell_guests() == 1
    assert not WaitingText.objects.filter(told_at=None).exists()


@pytest.mark.parametrize("end", ["refused", "taken back"])
def test_what_comes_once_all_was_read_waits_for_the_next_day(end: str) -> None:
    place = ConsultationFactory()
    moderator = moderator_of(place)
    text = sent(place)
    tell_guests()
    if end == "refused":
        refuse(actor=moderator, text=text, reason=Reason.OFF_TOPIC, message="Hors du sujet.")
    else:
        withdraw_guest_text(text=text)
    sent(place)
    elsewhere = ConsultationFactory()
    moderator_of(elsewhere)
    sent(elsewhere)
    assert (tell_guests(), Mail.objects.filter(recipient=moderator.email).count()) == (1, 1)

    WaitingText.objects.exclude(told_at=None).update(told_at=timezone.now() - timedelta(days=2))
    assert tell_guests() == 1


def test_a_team_without_an_address_stops_nothing() -> None:
    place = ConsultationFactory()
    nobody = moderator_of(place)
    nobody.email = None
    nobody.save(update_fields=["email"])
    sent(place)
    assert (tell_guests(), WaitingText.objects.filter(told_at=None).count()) == (0, 0)


@pytest.mark.parametrize("places", [1, 3])
def test_the_number_of_texts_costs_no_query(places: int, django_assert_num_queries) -> None:
    for _ in range(places):
        place = ConsultationFactory()
        sent(place, 3)
    with django_assert_num_queries(4 + 3 * places):
        tell_guests()
