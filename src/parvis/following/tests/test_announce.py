"""An announcement shows itself and goes by itself; of urgent ones there is one at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory
from parvis.following.announcing import shown_in, suggestions
from parvis.following.domain.announce import BannerDraft, announce, change_announcement, take_down
from parvis.following.models import Announcement
from parvis.following.tests.factories import AnnouncementFactory, LetterFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


@pytest.fixture
def animator(place):
    return TeamMemberFactory(consultation=place, role=Role.ANIMATOR).participant


def banner(*, start: float = -1, end: float = 1, **more: object) -> BannerDraft:
    now = timezone.now()
    said = {"text_fr": "Réunion jeudi.", **more}
    return BannerDraft(starts_at=now + start * HOUR, ends_at=now + end * HOUR, **said)


def texts(place: ConsultationPage) -> list[str]:
    return [one.text for one in shown_in([place.pk], now=timezone.now()).banners.get(place.pk, [])]


def test_it_is_shown_from_its_start_to_its_end_in_the_language_of_the_reader(place, animator):
    for hours, name in ((-1, "now"), (2, "later")):
        announce(
            actor=animator,
            consultation=place,
            banner=banner(start=hours, end=hours + 2, text_fr=f"fr {name}", text_en=f"en {name}"),
        )
    AnnouncementFactory(consultation=place, over=True)
    AnnouncementFactory()
    with translation.override("en"):
        assert texts(place) == ["en now"]
    with translation.override("fr"):
        assert texts(place) == ["fr now"]


def test_the_urgent_one_comes_first_and_three_are_shown(place):
    for number in range(4):
        AnnouncementFactory(consultation=place, text_fr=str(number))
    AnnouncementFactory(consultation=place, text_fr="!", is_urgent=True)
    assert texts(place) == ["!", "3", "2"]


def test_the_next_change_is_the_first_end_or_start(place):
    now = timezone.now()
    assert shown_in([place.pk], now=now).seconds(60) == 60
    AnnouncementFactory(consultation=place, ends_at=now + timedelta(seconds=40))
    AnnouncementFactory(consultation=place, starts_at=now + timedelta(seconds=20), ends_at=now + HOUR)
    assert shown_in([place.pk], now=now).seconds(60) == 20
    assert shown_in([place.pk], now=now + timedelta(seconds=30)).seconds(60) == 10


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ORGANISER, Role.ANIMATOR}])
def test_the_rest_of_the_team_and_others_announce_nothing(place, role):
    row = AnnouncementFactory(consultation=place)
    for person in (
        TeamMemberFactory(consultation=place, role=role).participant,
        TeamMemberFactory(role=Role.ORGANISER).participant,
    ):
        with pytest.raises(Refused):
            announce(actor=person, consultation=place, banner=banner())
        with pytest.raises(Refused):
            change_announcement(actor=person, announcement=row, banner=banner())
        with pytest.raises(Refused):
            take_down(actor=person, announcement=row)


@pytest.mark.parametrize(
    "wrong", [{"text_fr": " "}, {"start": 1, "end": 1}, {"start": -2, "end": -1}, {"start": 3, "end": 2}]
)
def test_it_says_something_and_ends_later(place, animator, wrong):
    with pytest.raises(Refused):
        announce(actor=animator, consultation=place, banner=banner(**wrong))
    assert Announcement.objects.count() == 0


def test_one_urgent_at_a_time_says_which_one_is_in_the_way(place, animator):
    first = announce(actor=animator, consultation=place, banner=banner(is_urgent=True, end=2))
    with pytest.raises(Refused, match="une seule annonce urgente"):
        announce(actor=animator, consultation=place, banner=banner(is_urgent=True, start=1, end=3))
    announce(actor=animator, consultation=place, banner=banner(is_urgent=True, start=2.1, end=3))
    announce(actor=animator, consultation=place, banner=banner())
    change_announcement(actor=animator, announcement=first, banner=banner(is_urgent=True, end=1.5))
    AnnouncementFactory(is_urgent=True)


def test_the_database_holds_it_too(place):
    AnnouncementFactory(consultation=place, is_urgent=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnouncementFactory(consultation=place, is_urgent=True)


def test_taken_down_what_was_read_stays_listed_and_what_was_not_goes(place, animator):
    shown, coming = (
        AnnouncementFactory(consultation=place),
        AnnouncementFactory(consultation=place, coming=True),
    )
    for row in (shown, coming):
        take_down(actor=animator, announcement=row)
    assert list(Announcement.objects.all()) == [shown]
    assert texts(place) == []
    with pytest.raises(Refused):
        change_announcement(actor=animator, announcement=shown, banner=banner())


def test_the_end_of_a_phase_is_proposed_until_somebody_wrote_of_it(place, animator):
    now = timezone.now()
    ends = {"consultation": place, "starts_at": now - HOUR}
    soon = PhaseFactory(ends_at=now + timedelta(days=2), **ends)
    phases = [soon, PhaseFactory(ends_at=now + timedelta(days=9), **ends), PhaseFactory(ends_at=None, **ends)]

    [one] = suggestions(phases, now=now)
    assert (one.phase, one.letter, one.announcement) == (soon, True, True)
    announce(actor=animator, consultation=place, banner=banner(), end_of=soon)
    assert [(one.letter, one.announcement) for one in suggestions(phases, now=now)] == [(True, False)]
    LetterFactory(consultation=place, end_of=soon)
    assert suggestions(phases, now=now) == []


@pytest.mark.parametrize("number", [1, 3])
def test_reading_what_is_shown_costs_one_query(number, django_assert_num_queries):
    places = [AnnouncementFactory().consultation.pk for _one in range(number)]
    with django_assert_num_queries(1):
        assert len(shown_in(places, now=timezone.now()).banners) == number
