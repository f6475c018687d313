"""Texts in the editor: drafts, preview, schedule and history, as an organiser does them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from parvis.pages.models import NewsPage
from parvis.pages.tasks import publish_scheduled_pages
from parvis.pages.tests.factories import NewsFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "A visit on Saturday",
    "slug": "a-visit",
    "summary": "At the old mill.",
    "date": "2026-05-09",
    "blocks-count": "0",
    "plain-count": "0",
    "picture": "",
    "seo_title": "",
    "search_description": "",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


def write(client, consultation, **more: str) -> NewsPage:
    url = reverse("wagtailadmin_pages:add", args=["pages", "newspage", consultation.pk])
    response = client.post(url, TYPED | more)
    assert response.status_code == 302, response.context["form"].errors
    return NewsPage.objects.get()


def test_a_draft_is_seen_by_nobody_else(desk, organiser, client) -> None:
    page = write(desk(organiser.participant), organiser.consultation)

    assert not page.live
    assert client.get(page.get_url()).status_code == 404


def test_a_published_text_is_public(desk, organiser, client) -> None:
    page = write(desk(organiser.participant), organiser.consultation, **{"action-publish": "1"})

    assert client.get(page.get_url()).status_code == 200


def test_a_draft_is_previewed_with_what_is_being_typed(desk, organiser) -> None:
    editor = desk(organiser.participant)
    page = write(editor, organiser.consultation)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    editor.post(url, TYPED | {"title": "A visit on Sunday"})

    assert "A visit on Sunday" in editor.get(url, {"mode": ""}).content.decode()


def test_the_texts_of_a_consultation_are_previewed(desk, organiser) -> None:
    url = reverse("wagtailadmin_pages:view_draft", args=[organiser.consultation.pk])

    text = desk(organiser.participant).get(url).content.decode()

    assert organiser.consultation.title in text


def test_a_scheduled_text_is_published_by_the_job_when_its_hour_has_come(desk, organiser) -> None:
    hour = timezone.localtime() + timedelta(hours=2)
    page = write(
        desk(organiser.participant),
        organiser.consultation,
        **{"action-publish": "1", "go_live_at": hour.strftime("%Y-%m-%d %H:%M")},
    )
    assert (page.live, page.approved_schedule) == (False, True)

    publish_scheduled_pages(timestamp=0)
    page.refresh_from_db()
    assert not page.live

    revision = page.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save(update_fields=["approved_go_live_at", "content"])
    publish_scheduled_pages(timestamp=0)
    page.refresh_from_db()
    assert page.live


def test_every_version_is_in_the_history(desk, organiser) -> None:
    editor = desk(organiser.participant)
    page = write(editor, organiser.consultation)
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), TYPED | {"title": "A visit on Sunday"})

    assert [revision.object_str for revision in page.revisions.order_by("pk")] == [
        "A visit on Saturday",
        "A visit on Sunday",
    ]
    assert editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200


def test_somebody_elses_news_is_not_edited(desk, organiser) -> None:
    foreign = NewsFactory(title="Of the site")

    desk(organiser.participant).post(reverse("wagtailadmin_pages:edit", args=[foreign.pk]), TYPED)

    assert Page.objects.get(pk=foreign.pk).title == "Of the site"
