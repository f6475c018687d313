"""One organiser never sees another's consultation; who gets what at each address is in `tests/hostile`."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.pages.tests.factories import NewsFactory
from parvis.testing.indexes import index_all

pytestmark = pytest.mark.django_db
SECRET = "A question that nobody else knows yet?"


@pytest.fixture
def other():
    """Somebody else's draft."""
    member = TeamMemberFactory(consultation__title=SECRET, consultation__live=False)
    index_all()
    return member


@pytest.mark.parametrize("path", ["", "consultations/", "consultations/new/", "pages/"])
def test_a_participant_has_no_desk(desk, path: str) -> None:
    assert desk(ParticipantFactory()).get(reverse("wagtailadmin_home") + path).status_code == 404


def test_a_visitor_signs_in_first(client: Client) -> None:
    response = client.get(reverse("desk:index"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def wagtail_addresses(page: Page) -> list[str]:
    names = (
        "edit",
        "delete",
        "history",
        "usage",
        "copy",
        "move",
        "unpublish",
        "view_draft",
        "set_privacy",
    )
    return [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in names] + [
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[page.pk]),
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
    ]


def test_wagtails_own_pages_of_it_stay_closed(desk, organiser, other) -> None:
    client = desk(organiser.participant)

    seen = [
        address
        for address in wagtail_addresses(other.consultation)
        if SECRET in client.get(address, follow=True).content.decode()
    ]

    assert seen == []


def lists() -> list[str]:
    names = ("wagtailadmin_home", "desk:index", "wagtailadmin_explore_root", "wagtailadmin_choose_page")
    reports = ("site_history", "aging_pages", "locked_pages", "workflow", "page_types_usage")
    return [
        *map(reverse, names),
        reverse("wagtailadmin_explore", args=[3]),
        f"{reverse('wagtailadmin_pages:search')}?q=question",
        f"{reverse('wagtailadmin_choose_page_search')}?q=question",
        *(reverse(f"wagtailadmin_reports:{name}") for name in reports),
        reverse("wagtailadmin_api:pages:listing"),
    ]


def test_no_list_of_the_admin_shows_it(desk, organiser, other) -> None:
    client = desk(organiser.participant)
    parent = organiser.consultation.get_parent()
    addresses = [
        *lists(),
        reverse("wagtailadmin_explore", args=[parent.pk]),
        reverse("wagtailadmin_choose_page_child", args=[parent.pk]),
    ]

    seen = [address for address in addresses if SECRET in client.get(address, follow=True).content.decode()]

    assert seen == []


def test_its_own_organiser_finds_it_in_explorer_search_and_chooser(desk, other) -> None:
    client = desk(other.participant)
    parent = other.consultation.get_parent().pk

    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[parent]),
        f"{reverse('wagtailadmin_pages:search')}?q=question",
        reverse("wagtailadmin_choose_page_child", args=[parent]),
    ):
        assert SECRET in client.get(address, follow=True).content.decode(), address


def test_a_moderator_edits_no_text(desk) -> None:
    moderator = TeamMemberFactory(role=Role.MODERATOR)
    news = NewsFactory(parent=moderator.consultation, title="Not to be touched")
    client = desk(moderator.participant)

    for page in (moderator.consultation, news):
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": "Changed"})
        assert response.status_code == 404
        assert Page.objects.get(pk=page.pk).title == page.title


def test_a_consultation_is_never_deleted(desk, organiser) -> None:
    client = desk(organiser.participant)

    client.post(reverse("wagtailadmin_pages:delete", args=[organiser.consultation.pk]))

    assert Page.objects.filter(pk=organiser.consultation.pk).exists()


def test_the_menu_holds_what_an_organiser_needs(desk, organiser) -> None:
    text = desk(organiser.participant).get(reverse("wagtailadmin_home")).content.decode()

    for absent in ("/desk/reports/", "/desk/users/", "/desk/groups/", "/desk/sites/", "/desk/redirects/"):
        assert absent not in text
    assert reverse("desk:index") in text
