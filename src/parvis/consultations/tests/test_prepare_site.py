"""Laying the site: once, whatever happened before."""

import pytest
from wagtail.models import Collection, Page, Site

from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.models import ConsultationIndexPage
from parvis.pages.models import HomePage

pytestmark = pytest.mark.django_db


def test_a_bare_database_gets_its_roots() -> None:
    index = prepare_site()

    home = HomePage.objects.get()
    assert index.get_parent().specific == home
    assert index.slug == "consultations"
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert Collection.get_first_root_node() is not None


def test_twice_changes_nothing() -> None:
    first = prepare_site()
    HomePage.objects.update(title="Our town consults")

    assert prepare_site() == first
    assert HomePage.objects.get().title == "Our town consults"
    assert ConsultationIndexPage.objects.count() == 1


def test_wagtails_welcome_page_leaves_its_place() -> None:
    prepare_site()
    root = Page.get_first_root_node()
    root.get_children().first().delete()
    root.refresh_from_db()
    root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))

    prepare_site()

    assert [page.title for page in root.get_children()] == ["Parvis"]
