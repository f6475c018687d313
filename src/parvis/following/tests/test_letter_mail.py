"""What somebody reads: their language, why they get it, how to stop; and nothing that watches them."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, ThemeFactory
from parvis.following.domain.carry_letters import depart, write_copies
from parvis.following.enums import Rhythm, Segment
from parvis.following.letters import LONGEST_SUBJECT
from parvis.following.models import Digest, Subscription
from parvis.following.tests.factories import LetterFactory, follower
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory(title="Quels bancs ?", organiser="La ville", slug="bancs")


def mails() -> list[Mail]:
    depart(now=timezone.now())
    while write_copies(now=timezone.now()):
        pass
    return list(Mail.objects.order_by("pk"))


def addresses(text: str) -> set[str]:
    return set(re.findall(rf"{re.escape(settings.PARVIS_ADDRESS)}[^\s\"<]*", text))


def plain(text: str) -> str:
    """With ordinary spaces, where French has those that do not break."""
    return text.replace("\u00a0", " ")


def path(address: str) -> str:
    return address.strip("<>").removeprefix(settings.PARVIS_ADDRESS)


def test_a_subject_goes_whole_as_long_as_it_may_be(place):
    follower(place, language="fr")
    subject = "Des nouvelles du square, de ses bancs et de ses arbres : ".ljust(LONGEST_SUBJECT, "x")
    LetterFactory(consultation=place, planned=True, subject_fr=subject)
    assert [mail.subject for mail in mails()] == [subject]


def test_it_says_who_writes_why_one_gets_it_and_where_it_is_public(place):
    follower(place, language="fr")
    letter = LetterFactory(consultation=place, planned=True, link="/consultations/bancs/rules/")
    [mail] = mails()
    assert mail.subject == "Des nouvelles du square"
    for text in (mail.text, mail.html):
        for words in (
            "Les travaux commencent lundi.",
            "La ville",
            "Vous recevez cette lettre parce que vous suivez cette consultation.",
            f"{settings.PARVIS_ADDRESS}/consultations/bancs/rules/",
            f"{settings.PARVIS_ADDRESS}/consultations/bancs/letters/{letter.pk}/",
            "Ne plus suivre « Quels bancs ? »",
        ):
            assert words in plain(text)


def test_each_reads_their_language_when_it_is_written_and_addresses_follow(place):
    for language in ("fr", "en"):
        follower(place, language=language)
    LetterFactory(
        consultation=place,
        planned=True,
        subject_en="News",
        text_en="Works begin.",
        link="/consultations/bancs/",
    )
    french, english = mails()
    assert (french.subject, english.subject) == ("Des nouvelles du square", "News")
    assert "You receive this letter because you follow this consultation." in english.text
    assert f"{settings.PARVIS_ADDRESS}/en/consultations/bancs/" in addresses(english.text)
    assert '<html lang="en">' in english.html


def test_a_language_that_is_not_written_is_read_whole_in_the_other(place):
    follower(place, language="en")
    LetterFactory(consultation=place, planned=True)
    [mail] = mails()
    assert "Vous recevez cette lettre" in mail.text


def test_one_press_stops_it_from_the_program_or_from_the_mail(place):
    one, other = follower(place), follower(place)
    LetterFactory(consultation=place, planned=True)
    found = {mail.recipient: mail for mail in mails()}
    mail = found[one.email]
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post(path(mail.headers["List-Unsubscribe"]), {"List-Unsubscribe": "One-Click"}).status_code
        == 200
    )
    assert Digest.objects.get(participant=one).rhythm == Rhythm.NEVER
    stops = [address for address in addresses(found[other.email].text) if "/follow/stop/" in address]
    narrow = min(stops, key=len) if len(stops) == 1 else max(stops, key=len)
    assert strict.post(path(narrow)).status_code == 200
    assert list(Subscription.objects.values_list("participant", flat=True)) == [one.pk]
    LetterFactory(consultation=place, planned=True)
    assert len(mails()) == 2


def test_who_follows_a_theme_stops_the_theme(place):
    theme = ThemeFactory(consultation=place, name="Ombre")
    person = follower(theme)
    LetterFactory(consultation=place, planned=True, segment=Segment.THEME, theme=theme, segment_name="Ombre")
    [mail] = mails()
    assert "Ne plus suivre « Ombre »" in plain(mail.text)
    stops = [address for address in addresses(mail.text) if "/follow/stop/" in address]
    for address in stops:
        Client().post(path(address))
    assert not Subscription.objects.filter(participant=person).exists()


def test_nothing_reports_who_opens_or_presses(place):
    """No picture, no style, no script; every address is the same for all, save the links to stop."""
    for _two in range(2):
        follower(place, language="fr")
    LetterFactory(consultation=place, planned=True)
    one, other = mails()
    assert not re.search(r"<(img|script|style|link|iframe|form)\b", one.html)
    for before, after in ((one.text, other.text), (one.html, other.html)):
        assert {url for url in addresses(before) ^ addresses(after) if "/follow/stop/" not in url} == set()


ATTACKS = ["<b>&amp;", "Un banc\r\nBcc: voleur@example.org", '"><script>alert(1)</script>', "%(name)s {0}"]


@pytest.mark.parametrize("words", ATTACKS)
def test_what_was_typed_makes_neither_a_header_nor_a_tag(words):
    follower(ConsultationFactory(title=words, organiser=words))
    place = ConsultationPage.objects.get()
    LetterFactory(consultation=place, planned=True, subject_fr=words, text_fr=words)
    [mail] = mails()
    assert len(mail.subject.splitlines()) == 1
    assert set(mail.headers) == {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert not re.search(r"<(b|script)>", mail.html)
