"""What everybody reads of letters and announcements: their pages, the banner, the feed, and for how long."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory, ThemeFactory
from parvis.following.enums import Segment
from parvis.following.leaves import digest
from parvis.following.models import Announcement
from parvis.following.tests.factories import AnnouncementFactory, LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    page = ConsultationFactory(title="Quels bancs ?")
    PhaseActionFactory(phase__consultation=page)
    return page


def read(client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_letter_that_left_is_public_with_its_segment_and_fingerprint(client, place):
    theme = ThemeFactory(consultation=place, name="Ombre")
    draft = LetterFactory(consultation=place, subject_fr="Pas encore")
    sent = LetterFactory(
        consultation=place, gone=True, segment=Segment.THEME, theme=theme, segment_name="Ombre", people=12
    )
    listed = read(client, "front:letters", place.slug)
    assert ("Des nouvelles du square" in listed, "Pas encore" in listed) == (True, False)
    page = read(client, "front:letter", place.slug, sent.pk)
    for words in ("Les travaux commencent lundi.", "un thème, ou y ont écrit (Ombre)", "12", digest(sent)):
        assert words in page
    assert client.get(reverse("front:letter", args=[place.slug, draft.pk])).status_code == 404
    assert client.get(reverse("front:letter", args=[ConsultationFactory().slug, sent.pk])).status_code == 404
    assert reverse("front:letters", args=[place.slug]) in read(client, "front:consultation", place.slug)


def test_how_many_got_it_is_not_said_of_fewer_than_five(client, place):
    few = LetterFactory(consultation=place, gone=True, people=4)
    enough = LetterFactory(consultation=place, gone=True, people=5)
    pages = [read(client, "front:letter", place.slug, row.pk) for row in (few, enough)]
    assert [bool(re.search(r"\d\s+personnes", page)) for page in pages] == [False, True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_and_goes_on(client, place, number, django_assert_num_queries):
    for _one in range(number):
        LetterFactory(consultation=place, gone=True)
    read(client, "front:letters", place.slug)
    with django_assert_num_queries(4):
        read(client, "front:letters", place.slug)
    for _one in range(20):
        LetterFactory(consultation=place, gone=True)
    after = re.search(r'href="\?after=(\d+)"', read(client, "front:letters", place.slug))
    rest = client.get(reverse("front:letters", args=[place.slug]) + f"?after={after[1]}").content.decode()
    assert rest.count('class="register__line"') == number


def test_an_announcement_is_above_the_question_on_its_card_and_in_the_feed(client, place):
    AnnouncementFactory(consultation=place, text_fr="Réunion jeudi.", text_en="Meeting.", is_urgent=True)
    AnnouncementFactory(consultation=place, text_fr="Trop tard.", over=True)
    pages = [
        read(client, "front:consultation", place.slug),
        read(client, "front:home"),
        read(client, "front:consultations"),
        read(client, "following:feed", "consultation", place.pk),
    ]
    for page in pages:
        assert ("Réunion jeudi." in page, "Trop tard." in page) == (True, False)
    assert pages[0].index("Réunion jeudi.") < pages[0].index("<h1")
    assert all("Urgent" in page for page in pages[:3])
    assert "Meeting." in client.get("/en" + reverse("front:consultation", args=[place.slug])).content.decode()


def test_a_letter_is_in_the_feed(client, place):
    LetterFactory(consultation=place, gone=True)
    LetterFactory(consultation=place, subject_fr="Pas encore")
    feed = read(client, "following:feed", "consultation", place.pk)
    assert ("Des nouvelles du square" in feed, "Pas encore" in feed) == (True, False)


@pytest.mark.parametrize(
    "name", ["front:home", "front:consultations", "front:consultation", "following:feed"]
)
def test_no_copy_is_kept_beyond_the_moment_when_it_changes(client, place, name):
    args = {"front:consultation": [place.slug], "following:feed": ["consultation", place.pk]}.get(name, [])
    usual = 300 if name == "following:feed" else 60
    url = reverse(name, args=args)

    def age() -> int:
        return int(re.search(r"max-age=(\d+)", client.get(url)["Cache-Control"])[1])

    assert age() == usual
    row = AnnouncementFactory(consultation=place, ends_at=timezone.now() + timedelta(seconds=30))
    assert 20 <= age() <= 30
    Announcement.objects.filter(pk=row.pk).update(
        starts_at=timezone.now() + timedelta(seconds=20), ends_at=timezone.now() + timedelta(days=1)
    )
    assert 10 <= age() <= 20
