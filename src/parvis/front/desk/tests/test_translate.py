"""Translating a page at the desk: a draft beside its source, and what changed in it since."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation, allow_site
from parvis.consultations.domain.duplicate import duplicate
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.front.composition.journal.page import Wanted, journal_page
from parvis.front.desk.tests.test_editor import TYPED
from parvis.pages.blocks.stream import one_text
from parvis.pages.blocks.words import words_of
from parvis.pages.domain.translate import say_up_to_date, translate
from parvis.pages.enums import FooterPlace, ResourceOrigin
from parvis.pages.models import ArticlePage, NewsPage, ResourcePage
from parvis.pages.sources import changed_since, source_of
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory, every_block, home_page

pytestmark = pytest.mark.django_db


def address(page: Page) -> str:
    return reverse("desk_languages", args=[page.pk])


def editor_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def publish(page: Page, **changes: object) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


@pytest.fixture
def digue(organiser) -> NewsPage:
    """A published piece of news in French."""
    told = {"title": "La digue", "slug": "digue", "html": "<p>Elle tient.</p>"}
    page = NewsFactory(parent=organiser.consultation, **told)
    publish(page)
    return page


def test_a_translation_begins_as_a_draft_with_everything(desk, organiser) -> None:
    source = ResourceFactory(
        parent=organiser.consultation,
        origin=ResourceOrigin.RESEARCH,
        blocks=every_block("Un pont"),
        plain=one_text("<p>En bref.</p>"),
        slug="pont",
    )

    response = desk(organiser.participant).post(address(source), {"language": "en"})

    made = ResourcePage.objects.get(translates=source)
    assert response.url == editor_of(made)
    assert (made.language, made.live, made.slug) == ("en", False, "pont-en")
    assert made.owner == organiser.participant
    assert (made.title, made.origin, made.publisher) == (source.title, source.origin, source.publisher)
    assert made.path[: -made.steplen] == source.path[: -made.steplen]
    for page in (made, made.get_latest_revision_as_object()):
        assert [(block.id, block.block_type) for block in page.blocks] == [
            (block.id, block.block_type) for block in source.blocks
        ]
        assert "En bref." in words_of(page.plain)
        assert (page.translates, page.language) == (source, "en")


def test_doing_it_twice_leads_to_the_same_draft(desk, organiser, digue) -> None:
    client = desk(organiser.participant)

    first, second = (client.post(address(digue), {"language": "en"}).url for _time in range(2))

    made = NewsPage.objects.get(translates=digue)
    assert first == second == editor_of(made)
    assert client.post(address(made), {"language": "en"}).url == editor_of(made)
    assert client.post(address(made), {"language": "fr"}).url == editor_of(digue)
    assert NewsPage.objects.count() == 2


def test_a_draft_is_translated_as_it_was_saved_last(organiser) -> None:
    page = NewsFactory(parent=organiser.consultation, live=False)
    page.title = "Written since"
    page.save_revision()

    made = translate(actor=organiser.participant, page=page, language="en")

    assert (made.title, made.live) == ("Written since", False)


def test_a_language_of_nowhere_is_refused(desk, organiser, digue) -> None:
    text = desk(organiser.participant).post(address(digue), {"language": "xx"}).content.decode()

    assert "This site is not written in that language." in text
    assert "Translate into English" in text
    assert NewsPage.objects.count() == 1


def test_who_may_not_edit_a_page_does_not_translate_it(desk, organiser, digue) -> None:
    foreign = NewsFactory()
    client = desk(organiser.participant)
    for person, page in (
        (organiser.participant, foreign),
        (TeamMemberFactory(consultation=organiser.consultation, role="moderator").participant, digue),
    ):
        assert desk(person).post(address(page), {"language": "en"}).status_code == 404
        for act in (translate, say_up_to_date):
            with pytest.raises(Refused):
                act(actor=person, page=page, **({"language": "en"} if act is translate else {}))
    assert client.get(address(organiser.consultation)).status_code == 404
    assert NewsPage.objects.count() == 2


def test_the_desk_offers_to_translate(desk, organiser, digue) -> None:
    client = desk(organiser.participant)

    for url in (editor_of(digue), reverse("wagtailadmin_explore", args=[organiser.consultation.pk])):
        assert address(digue) in client.get(url).content.decode()


def test_the_editor_shows_the_source_beside_and_the_language_is_set(desk, organiser, digue) -> None:
    made = translate(actor=organiser.participant, page=digue, language="en")
    client = desk(organiser.participant)

    text = client.get(editor_of(made)).content.decode()

    assert 'data-parvis-part="title"' in text
    assert '<div lang="fr" class="translation__words"><p>La digue</p></div>' in text
    assert f'data-parvis-part="{digue.blocks[0].id}" data-parvis-field="blocks"' in text
    assert "Elle tient." in text
    assert "data-parvis-beside" not in client.get(editor_of(digue)).content.decode()

    client.post(editor_of(made), TYPED | {"language": "fr", "action-publish": "1"})
    made.refresh_from_db()
    assert (made.title, made.language, made.translates, made.live) == (TYPED["title"], "en", digue, True)


def test_the_editor_of_a_page_alone_changes_its_language(desk, organiser, digue) -> None:
    client = desk(organiser.participant)

    client.post(editor_of(digue), TYPED | {"language": "en", "action-publish": "1"})

    digue.refresh_from_db()
    assert digue.language == "en"


def test_what_changed_in_the_source_is_told_until_somebody_says_it_is_up_to_date(
    desk, organiser, digue
) -> None:
    made = translate(actor=organiser.participant, page=digue, language="en")
    publish(made, title="The dyke")
    client = desk(organiser.participant)
    assert changed_since(made) is None
    assert "after this translation" not in client.get(editor_of(made)).content.decode()

    [block] = digue.blocks
    text = {"type": "text", "value": "<p>Elle cède.</p>", "id": block.id}
    publish(digue, blocks=[text, {"type": "text", "value": "<p>On la refait.</p>"}])

    made = NewsPage.objects.get(pk=made.pk)
    source = source_of(made)
    assert source.changed_at == digue.last_published_at
    assert [(part.path, part.changed) for part in source.parts if part.field == "blocks"] == [
        (block.id, True),
        (digue.blocks[1].id, True),
    ]
    assert {part.path: part.changed for part in source.parts}["title"] is False
    for url in (editor_of(made), address(made)):
        shown = client.get(url).content.decode()
        assert "The text in French changed on" in shown
        assert "Not the same any more: Text, Text." in shown

    client.post(reverse("desk_translation_checked", args=[made.pk]))
    assert changed_since(NewsPage.objects.get(pk=made.pk)) is None
    assert "after this translation" not in client.get(editor_of(made)).content.decode()


def test_what_is_gone_from_the_source_is_named(organiser, digue) -> None:
    made = translate(actor=organiser.participant, page=digue, language="en")
    publish(digue, summary="", blocks=[])

    source = source_of(NewsPage.objects.get(pk=made.pk))

    assert source.changed == ("Résumé", "Texte")


def test_a_source_never_published_changed_nothing(organiser) -> None:
    page = NewsFactory(parent=organiser.consultation, live=False)
    made = translate(actor=organiser.participant, page=page, language="en")
    page.save_revision()

    assert source_of(made).changed_at is None


def test_a_page_that_translates_nothing_is_not_up_to_date(organiser, digue) -> None:
    with pytest.raises(Refused):
        say_up_to_date(actor=organiser.participant, page=digue)


def test_a_former_version_does_not_undo_the_translation(organiser, digue) -> None:
    former = digue.latest_revision
    made = translate(actor=organiser.participant, page=digue, language="en")
    former.content["language"] = "en"
    former.save()
    before = made.latest_revision
    before.content |= {"translates": None, "checked_at": None, "language": "fr"}
    before.save()

    former.publish()
    before.publish()

    digue.refresh_from_db()
    made = NewsPage.objects.get(pk=made.pk)
    assert (digue.language, made.language, made.translates) == ("fr", "en", digue)
    assert made.checked_at is not None


def test_the_foot_is_translated_by_whoever_edits_the_site(desk) -> None:
    home_page()
    source = ArticleFactory(title="Mentions légales", slug="mentions", footer=FooterPlace.LEGAL)
    person = ParticipantFactory(language="en")
    allow_site(person=person)
    client = desk(person)

    editor = client.post(address(source), {"language": "en"}).url

    made = ArticlePage.objects.get(translates=source)
    assert editor == editor_of(made)
    assert client.get(editor).status_code == 200
    assert (made.footer, made.place) == ("", FooterPlace.LEGAL)


def test_the_journal_tells_who_translated_and_who_read_again(organiser, digue) -> None:
    made = translate(actor=organiser.participant, page=digue, language="en")
    say_up_to_date(actor=organiser.participant, page=made)

    rows = PageLogEntry.objects.filter(page=made.pk, user=organiser.participant.pk)
    acts = rows.filter(action__startswith="pages.").order_by("timestamp").values_list("action", flat=True)
    assert list(acts) == ["pages.translation_begun", "pages.translation_checked"]
    told = [line.what for line in journal_page(organiser.consultation, Wanted(), size=50).lines]
    assert {"Traduction commencée", "Traduction dite à jour"} <= set(told)


def test_a_consultation_started_again_keeps_its_texts_in_both_languages(organiser) -> None:
    source = ResourceFactory(title="Les plans", parent=organiser.consultation)
    ResourceFactory(title="The plans", language="en", translates=source, parent=organiser.consultation)

    allow_creation(person=organiser.participant)
    made = duplicate(
        actor=organiser.participant,
        source=organiser.consultation,
        title="Encore",
        starts_on=timezone.localdate() + timedelta(days=30),
    )

    french, english = ResourcePage.objects.child_of(made).order_by("-language")
    assert (french.title, french.translates) == ("Les plans", None)
    assert (english.title, english.translates) == ("The plans", french)
