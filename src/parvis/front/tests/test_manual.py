"""The manual of organisers is read by anybody, and says what the screens say."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation
from PIL import Image

from parvis.front import manual
from parvis.front.desk import urls as desk
from parvis.front.manual import BY_SCREEN, CHAPTERS
from parvis.front.templatetags.manual import chapter_of

FRONT = Path(manual.__file__).parent
WORDS = FRONT / "templates" / "front" / "manual"
QUOTED = re.compile(r'{% label "([^"]+)" %}')
SHOWN = re.compile(r'{% shot "([^"]+)"')


def words_of(code: str, language: str) -> str:
    return (WORDS / f"{code}.{language}.html").read_text(encoding="utf-8")


def screens() -> set[str]:
    """The names of the addresses of the desk that are ours."""
    return {pattern.name for pattern in desk.urlpatterns}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_contents_lead_to_every_chapter_and_each_to_the_next(client, language):
    with translation.override(language):
        contents = client.get(reverse("front:manual"))
        chapters = [client.get(reverse("front:manual_chapter", args=[one.code])) for one in CHAPTERS]
        addresses = [reverse("front:manual_chapter", args=[one.code]) for one in CHAPTERS]
        titles = [str(one.title) for one in CHAPTERS]

    assert [address in contents.content.decode() for address in addresses] == [True] * len(CHAPTERS)
    assert [page.status_code for page in chapters] == [200] * len(CHAPTERS)
    for place, page in enumerate(chapters):
        html = page.content.decode()
        assert titles[place] in html
        assert [
            address for address in addresses[:place][-1:] + addresses[place + 1 :][:1] if address not in html
        ] == []


@pytest.mark.django_db
def test_a_chapter_that_does_not_exist_is_not_found(client):
    assert client.get("/manual/nothing/").status_code == 404


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.code)
def test_both_languages_have_the_same_sections_and_pictures(chapter):
    french, english = words_of(chapter.code, "fr"), words_of(chapter.code, "en")

    assert re.findall(r'id="([^"]+)"', french) == re.findall(r'id="([^"]+)"', english)
    assert SHOWN.findall(french) == SHOWN.findall(english)
    assert QUOTED.findall(french) == QUOTED.findall(english)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.code)
def test_what_a_chapter_quotes_is_on_a_screen(chapter):
    with translation.override("fr"):
        unknown = [
            words
            for words in QUOTED.findall(words_of(chapter.code, "fr"))
            if translation.gettext(words) == words
        ]

    assert set(unknown) <= {"Site"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_picture_was_taken_at_the_size_that_pages_reserve(language):
    shown = {name for chapter in CHAPTERS for name in SHOWN.findall(words_of(chapter.code, language))}
    kept = FRONT / "static" / "front" / "manual" / language
    sizes = {path.stem: Image.open(path).size for path in kept.glob("*.webp")}

    assert len(shown) >= 15
    assert sizes == dict.fromkeys(shown, (manual.SHOT_WIDTH, manual.SHOT_HEIGHT))


def test_every_screen_of_the_desk_has_its_chapter():
    explained = [screen for chapter in CHAPTERS for screen in chapter.screens]

    assert {screen for screen in explained if not screen.startswith("desk_")} == screens()
    assert len(explained) == len(set(explained))


def test_the_chapter_of_a_screen_is_found_by_its_address():
    request = RequestFactory().get("/desk/consultations/7/team/")
    request.resolver_match = resolve(request.path)

    assert chapter_of(request) == BY_SCREEN["team"]
