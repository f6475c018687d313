"""Writing blocks in the editor: what is saved, previewed, and refused of the files of others."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Collection

from parvis.consultations.models import TeamMember
from parvis.front.desk.tests.test_editor import TYPED
from parvis.pages.models import NewsPage
from parvis.pages.tests.factories import DocumentFactory, NewsFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stream(name: str, *blocks: tuple[str, dict[str, str]]) -> dict[str, str]:
    """What the editor sends of a list of blocks."""
    sent = {f"{name}-count": str(len(blocks))}
    for place, (kind, parts) in enumerate(blocks):
        mark = f"{name}-{place}"
        sent |= {f"{mark}-deleted": "", f"{mark}-order": str(place), f"{mark}-type": kind, f"{mark}-id": ""}
        sent |= {f"{mark}-value-{part}".removesuffix("-"): value for part, value in parts.items()}
    return sent


def text(words: str) -> tuple[str, dict[str, str]]:
    """A paragraph, as the editor of rich text sends it."""
    paragraph = {"key": "abcde", "type": "unstyled", "text": words, "depth": 0, "data": {}}
    paragraph |= {"inlineStyleRanges": [], "entityRanges": []}
    return "text", {"": json.dumps({"entityMap": {}, "blocks": [paragraph]})}


def document(file) -> tuple[str, dict[str, str]]:
    return "document", {"document": str(file.pk), "title": "", "note": ""}


def add(client, member: TeamMember, sent: dict[str, str]):
    url = reverse("wagtailadmin_pages:add", args=["pages", "newspage", member.consultation.pk])
    return client.post(url, TYPED | sent)


def own_collection(member: TeamMember) -> Collection:
    return Collection.objects.get(name=member.consultation.title)


def test_blocks_are_kept_in_their_order(desk, organiser) -> None:
    file = DocumentFactory(collection=own_collection(organiser))

    answer = add(desk(organiser.participant), organiser, stream("blocks", text("Come."), document(file)))

    assert answer.status_code == 302
    saved = NewsPage.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in saved.blocks] == ["text", "document"]
    assert "Come." in saved.blocks[0].value.source
    assert saved.blocks[1].value["document"] == file


def test_h02_a_document_of_somebody_else_is_not_shown_by_its_number(desk, organiser) -> None:
    other = Collection.get_first_root_node().add_child(name="Elsewhere")
    file = DocumentFactory(collection=other, title="Not for you")

    answer = add(desk(organiser.participant), organiser, stream("blocks", document(file)))

    assert not NewsPage.objects.exists()
    assert list(answer.context["form"].errors) == ["blocks"]


def test_what_somebody_else_put_on_the_page_stays(desk, organiser) -> None:
    file = DocumentFactory(collection=Collection.get_first_root_node().add_child(name="Elsewhere"))
    page = NewsFactory(
        parent=organiser.consultation, blocks=[{"type": "document", "value": {"document": file.pk}}]
    )
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = desk(organiser.participant).post(url, TYPED | stream("blocks", document(file), text("More.")))

    assert answer.status_code == 302


def test_a_draft_waits_for_what_it_lacks_and_publishing_asks_for_it(desk, organiser) -> None:
    quotation = ("quotation", {"words": "Never.", "who": "", "role": "", "source": "", "address": ""})
    editor = desk(organiser.participant)

    answer = add(editor, organiser, stream("blocks", quotation) | {"action-publish": "1"})
    assert list(answer.context["form"].errors) == ["blocks"]

    assert add(editor, organiser, stream("blocks", quotation)).status_code == 302


def test_plain_language_is_previewed_as_it_is_typed(desk, organiser) -> None:
    editor = desk(organiser.participant)
    page = NewsFactory(parent=organiser.consultation)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    editor.post(url, TYPED | stream("plain", text("In short.")))

    assert "In short." in editor.get(url, {"mode": "plain"}).content.decode()
    assert "In short." not in editor.get(url, {"mode": ""}).content.decode()
