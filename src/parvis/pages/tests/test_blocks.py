"""Blocks of an article: what readers get of each, and what is asked of who writes them."""

import importlib
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import BadRequest, ValidationError
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.test import Client, override_settings
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from parvis.pages.blocks.facts import PlaceBlock
from parvis.pages.blocks.harmless import harmless_blocks
from parvis.pages.blocks.players import player_of
from parvis.pages.blocks.stream import Blocks
from parvis.pages.blocks.words import Words, words_of
from parvis.pages.models import ArticlePage
from parvis.pages.tests.factories import ArticleFactory, DocumentFactory, every_block, home_page

pytestmark = pytest.mark.django_db
YOUTUBE = "https://www.youtube-nocookie.com"


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def file_named(name: str, data: bytes = b"x") -> Any:
    return DocumentFactory(title=name, file__filename=name, file__data=data)


def read(client: Client, *blocks: tuple[str, dict[str, Any]]) -> str:
    page = ArticleFactory(blocks=[{"type": kind, "value": value} for kind, value in blocks])
    return client.get(f"/en{page.get_url()}").content.decode()


def test_every_block_has_its_place_on_the_page(client: Client) -> None:
    page = ArticleFactory(blocks=every_block("A bridge"))

    text = client.get(f"/en{page.get_url()}").content.decode()

    assert [block.block_type for block in page.blocks] == [
        kind for kind in Blocks.base_blocks if kind not in ("picture", "document")
    ]
    for there in (
        "<p>A bridge</p>",
        '<time datetime="2026-03-03">3 March 2026</time>',
        '<p class="figure__value">1,250.5&nbsp;A bridge</p>',
        "Source: A bridge",
        "<summary>A bridge</summary>",
        'aria-label="Places on the map"',
        '<blockquote class="quote"><p>A bridge</p></blockquote>',
        "Transcript of “A bridge”",
    ):
        assert there in text


def test_a_picture_says_its_alternative_text_unless_it_is_decorative(client: Client) -> None:
    home_page()
    image = get_image_model().objects.create(title="A square", file=get_test_image_file())
    told = {"image": image.pk, "alternative": 'A "white" square', "caption": "In May", "credit": "CC0"}

    text = read(client, ("picture", told), ("picture", {"image": image.pk, "is_decorative": True}))

    assert text.count("<img") == 2
    assert 'alt="A &quot;white&quot; square"' in text
    assert 'alt=""' in text
    assert "In May" in text
    assert "Credit: CC0" in text


def test_a_film_kept_here_has_its_captions_and_its_transcript(client: Client) -> None:
    film, captions = file_named("film.mp4"), file_named("film.vtt")
    value = {"title": "The site", "file": film.pk, "captions": captions.pk, "language": "fr"}

    text = read(client, ("video", {**value, "transcript": "<p>Word for word.</p>"}))

    assert f'<source src="{film.url}" type="video/mp4">' in text
    assert f'<track kind="captions" src="{captions.url}" srclang="fr" label="Français" default>' in text
    assert "Word for word." in text


def test_a_video_of_another_site_is_a_link_and_its_player_waits_for_a_click(client: Client) -> None:
    page = ArticleFactory(blocks=every_block("A bridge"))

    response = client.get(page.get_url())

    text = response.content.decode()
    assert '<a class="button button--secondary" href="https://youtu.be/abc123"' in text
    assert f'data-player="{YOUTUBE}/embed/abc123"' in text
    assert text.count(YOUTUBE) == 1
    assert "<iframe" not in text
    assert f"frame-src {YOUTUBE};" in f"{response.headers['Content-Security-Policy']};"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_site_that_is_not_known_gets_a_link_alone(client: Client) -> None:
    page = ArticleFactory(
        blocks=[{"type": "video", "value": {"title": "x", "address": "https://videos.example.org/a"}}]
    )

    response = client.get(page.get_url())

    assert 'href="https://videos.example.org/a"' in response.content.decode()
    assert "data-player" not in response.content.decode()
    assert "frame-src" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "played"),
    [
        ("https://www.youtube.com/watch?v=dQw4-_9&t=3", f"{YOUTUBE}/embed/dQw4-_9"),
        ("https://youtu.be/dQw4", f"{YOUTUBE}/embed/dQw4"),
        ("https://www.youtube.com/shorts/dQw4", f"{YOUTUBE}/embed/dQw4"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.dailymotion.com/video/x8abc", "https://geo.dailymotion.com/player.html?video=x8abc"),
        ("https://dai.ly/x8abc", "https://geo.dailymotion.com/player.html?video=x8abc"),
        ("http://youtu.be/dQw4", None),
        ("https://youtu.be:8443/dQw4", None),
        ("https://youtube.com.evil.example/watch?v=dQw4", None),
        ("https://me@youtu.be/dQw4", None),
        ("https://www.youtube.com/watch?v=a%22onload", None),
        ("https://www.youtube.com/watch", None),
        ("https://vimeo.com/staff", None),
        ("https://[", None),
    ],
)
def test_a_player_is_known_by_the_address_of_its_video(address: str, played: str | None) -> None:
    found = player_of(address)
    assert (found and found.url) == played


def errors_of(kind: str, value: dict[str, Any], *, is_draft: bool = False) -> list[str]:
    """The parts that are refused, in a block of this kind."""
    stream = Blocks()
    given = stream.to_python([{"type": kind, "value": value}])
    try:
        (stream.clean_deferred if is_draft else stream.clean)(given)
    except ValidationError as error:
        return sorted(error.block_errors[0].block_errors)
    return []


def test_a_block_says_what_it_lacks_and_a_draft_may_wait() -> None:
    home_page()
    image = get_image_model().objects.create(title="A square", file=get_test_image_file())
    film, text = file_named("film.mp4"), file_named("notes.pdf")
    video = {"title": "A film", "language": "fr", "transcript": "<p>x</p>"}
    refused: list[tuple[str, dict[str, Any], list[str]]] = [
        ("picture", {"image": image.pk}, ["alternative"]),
        ("picture", {"image": image.pk, "alternative": "x", "is_decorative": True}, ["is_decorative"]),
        ("picture", {"image": image.pk, "alternative": "x"}, []),
        ("video", video, ["address"]),
        ("video", {**video, "file": film.pk, "address": "https://youtu.be/a"}, ["address"]),
        ("video", {**video, "address": "http://youtu.be/a"}, ["address"]),
        ("video", {**video, "file": text.pk}, ["file"]),
        ("video", {**video, "file": film.pk, "captions": text.pk}, ["captions"]),
        ("video", {**video, "file": film.pk, "transcript": ""}, ["transcript"]),
        ("video", {**video, "file": film.pk}, []),
    ]
    for kind, value, parts in refused:
        assert (kind, value, errors_of(kind, value)) == (kind, value, parts)
        assert errors_of(kind, value, is_draft=True) == []


@pytest.mark.parametrize("count", [1, 3])
def test_documents_are_read_together(client: Client, django_assert_num_queries, count: int) -> None:
    files = [file_named(f"notes-{number}.pdf") for number in range(count)]
    page = ArticleFactory(blocks=[{"type": "document", "value": {"document": file.pk}} for file in files])
    page.refresh_from_db()

    with django_assert_num_queries(1):
        shown = page.blocks.render_as_block()

    assert [shown.count(file.url) for file in files] == [1] * count


def test_the_words_of_blocks_are_the_same_for_the_database() -> None:
    page = ArticleFactory(blocks=every_block("passerelle"))
    empty = ArticleFactory(blocks=[])
    said = dict(ArticlePage.objects.annotate(said=Words("blocks")).values_list("pk", "said"))

    assert (said[page.pk].count("passerelle"), said[empty.pk]) == (20, "")
    assert sorted(said[page.pk].split()) == sorted(words_of(page.blocks).split())

    assert words_of(page.blocks).count("passerelle") == 20
    assert "youtu.be" not in words_of(page.blocks)


def test_a_text_without_a_word_is_not_kept() -> None:
    page = ArticleFactory(blocks=[("text", "<p></p>"), ("text", "<p>A word</p>"), ("text", "")])

    assert [block.value.source for block in ArticlePage.objects.get(pk=page.pk).blocks] == ["<p>A word</p>"]


def test_each_block_is_shown_before_it_is_chosen_in_both_languages() -> None:
    home_page()
    for language in ("fr", "en"):
        with translation.override(language):
            shown = {
                name: block.render(block.get_preview_value())
                for name, block in Blocks().child_blocks.items()
                if block.is_previewable
            }
        assert set(shown) == {"text", "timeline", "figures", "questions", "map", "quotation"}
        assert all(len(html) > 80 for html in shown.values())


def test_former_texts_become_blocks_in_drafts_and_history() -> None:
    page = ArticleFactory()
    revision = page.save_revision()
    del revision.content["blocks"], revision.content["plain"]
    revision.content["body"] = "<p>Written before blocks.</p>"
    revision.save()
    conversion = importlib.import_module("parvis.pages.migrations.0004_blocks")

    conversion.convert_history(apps, "articlepage")
    conversion.convert_history(apps, "articlepage")

    revision.refresh_from_db()
    assert "body" not in revision.content
    assert [block.value.source for block in revision.as_object().blocks] == ["<p>Written before blocks.</p>"]
    assert conversion.blocks_of("<p></p>") == []


def test_what_former_processes_wrote_meanwhile_becomes_blocks_before_its_column_goes() -> None:
    unwritten, republished, kept = ArticleFactory(), ArticleFactory(), ArticleFactory()
    former = republished.save_revision()
    former.content = {**former.content, "body": "<p>Published since.</p>"}
    del former.content["blocks"], former.content["plain"]
    former.save()
    text = [{"type": "text", "value": "<p>In a block.</p>", "id": ""}]
    with override_settings(MIGRATION_MODULES={}):
        past = MigrationLoader(connection).project_state(("pages", "0004_blocks")).apps
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in ("articlepage", "newspage", "resourcepage"):
            cursor.execute(f"ALTER TABLE pages_{name} ADD body text NOT NULL DEFAULT ''")
    rows = past.get_model("pages", "ArticlePage").objects
    rows.filter(pk=unwritten.pk).update(blocks=[], body="<p>Written since.</p>")
    rows.filter(pk=republished.pk).update(
        blocks=text, body="<p>Published since.</p>", live_revision=former.pk
    )
    rows.filter(pk=kept.pk).update(blocks=text, body="<p>Former.</p>")
    last = importlib.import_module("parvis.pages.migrations.0005_no_body").Migration

    assert isinstance(last.operations[0], migrations.RunPython)
    last.operations[0].code(past, None)

    found = [rows.get(pk=page.pk).blocks[0]["value"] for page in (unwritten, republished, kept)]
    assert found == ["<p>Written since.</p>", "<p>Published since.</p>", "<p>In a block.</p>"]
    former.refresh_from_db()
    assert "<p>Published since.</p>" in former.content["blocks"]


@pytest.mark.parametrize("raw", ["1e-999999999", "0e-999999999", "1e999999999", "1e-21"])
def test_a_number_that_would_fill_the_memory_is_refused(raw: str) -> None:
    kept = harmless_blocks(
        [{"type": "figures", "value": {"figures": [{"number": raw, "label": "a", "source": "b"}]}}], Blocks()
    )
    assert kept[0]["value"]["figures"][0]["value"]["number"] is None


@pytest.mark.parametrize("name", ["latitude", "longitude"])
def test_a_place_has_no_more_decimals_than_the_earth(name: str) -> None:
    block = PlaceBlock().child_blocks[name]
    assert block.clean(Decimal("48.856613")) == Decimal("48.856613")
    with pytest.raises(ValidationError):
        block.clean(Decimal("1e-19"))


@pytest.mark.parametrize("sent", [{}, {"blocks-count": "many"}, {"blocks-count": "1"}])
def test_what_no_editor_sends_is_refused_rather_than_taken_for_an_empty_page(sent: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        Blocks().value_from_datadict(sent, {}, "blocks")
