"""Lay what every installation stands on: language, roots, home page, list of consultations, site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Collection, Locale, Page, Site

from parvis.consultations.models import ConsultationIndexPage, PseudonymKey
from parvis.pages.models import HomePage

# Any constant that no other part of the platform locks: two processes may start at once.
LOCK = 7_205_101


def prepare_site() -> ConsultationIndexPage:
    """Create what is missing and change nothing else; returns the folder of consultations."""
    if (index := _index()) is not None:
        return index
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        return _index() or _lay()


def _index() -> ConsultationIndexPage | None:
    found: ConsultationIndexPage | None = ConsultationIndexPage.objects.first()
    return found


def _lay() -> ConsultationIndexPage:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    PseudonymKey.objects.get_or_create(pk=1)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    home = HomePage.objects.first() or _home()
    _point_site_to(home)
    index = ConsultationIndexPage(title=gettext("Consultations"), slug="consultations")
    home.add_child(instance=index)
    return index


def _home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    _remove_welcome_page(root)
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home")
    root.add_child(instance=home)
    return home


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's migrations leave a page that says "Welcome to your new Wagtail site!"."""
    for page in root.get_children().filter(slug="home"):
        if page.specific_class is Page:
            page.delete()
    root.refresh_from_db()


def _point_site_to(home: HomePage) -> None:
    address = urlsplit(settings.PARVIS_ADDRESS)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
