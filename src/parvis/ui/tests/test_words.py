"""Numbers, dates and time left, in the words of each language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from parvis.ui import words

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("language", "expected"), [("en", "48,210"), ("fr", "48\xa0210")])
def test_thousands_are_parted(language: str, expected: str) -> None:
    with translation.override(language):
        assert words.number(48210) == expected


@pytest.mark.parametrize(
    ("language", "when", "expected"),
    [
        ("en", date(2026, 3, 1), "1 March 2026"),
        ("fr", date(2026, 3, 1), "1er mars 2026"),
        ("fr", date(2026, 8, 14), "14 août 2026"),
    ],
)
def test_days_are_in_words(language: str, when: date, expected: str) -> None:
    with translation.override(language):
        assert words.day(when) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "14 March 2026 at 13:00 (CET)"), ("fr", "14 mars 2026 à 13\xa0h\xa000 (CET)")],
)
def test_moments_name_their_zone(language: str, expected: str) -> None:
    with translation.override(language):
        assert words.moment(NOW).replace(" h ", "\xa0h\xa0") == expected


@pytest.mark.parametrize(
    ("left", "english", "french"),
    [
        (timedelta(days=12, hours=23), "12 days left", "il reste 12 jours"),
        (timedelta(days=1, hours=1), "1 day left", "il reste 1 jour"),
        (timedelta(hours=23, minutes=59), "23 hours left", "il reste 23 heures"),
        (timedelta(minutes=59), "59 minutes left", "il reste 59 minutes"),
        (timedelta(seconds=5), "1 minute left", "il reste 1 minute"),
        (timedelta(0), "ended on 14 March 2026", "terminé le 14 mars 2026"),
    ],
)
def test_time_left_is_rounded_down(left: timedelta, english: str, french: str) -> None:
    with translation.override("en"):
        assert words.time_left(NOW + left, now=NOW) == english
    with translation.override("fr"):
        assert words.time_left(NOW + left, now=NOW) == french


def test_a_period_says_what_is_known_of_it() -> None:
    start, end = NOW, NOW + timedelta(days=30)
    with translation.override("fr"):
        assert words.period(start, end) == "du 14 mars 2026 au 13 avril 2026"
        assert words.period(None, end) == "jusqu’au 13 avril 2026"
        assert words.period(None, None) == ""


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 personne"), (1, "1 personne"), (1284, "1\xa0284 personnes")]
)
def test_people_agree_with_their_number(count: int, expected: str) -> None:
    with translation.override("fr"):
        assert words.people(count) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Your text is 1,234 characters too long: 5,000 at most."),
        ("fr", "Votre texte dépasse de 1\xa0234 caractères\xa0: 5\xa0000 au plus."),
    ],
)
def test_lengths_are_numbers_like_others(language: str, expected: str) -> None:
    with translation.override(language):
        assert words.too_long(6234, limit=5000) == expected
