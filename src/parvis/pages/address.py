"""One address, one page: a slug must not hide its page behind one of the site's own."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

PAGES = "wagtail_serve"


def check_address(slug: str, *, below: Page, face: str = "") -> None:
    """Raise ValidationError when the site itself answers at this address, unless by the view named `face`."""
    with translation.override(settings.LANGUAGE_CODE):
        _site, _root, path = below.get_url_parts() or (None, None, None)
    if path is None:
        return
    address = f"{path}{slug}/"
    if not {_answering(address, language) for language, _name in settings.LANGUAGES} <= {PAGES, face}:
        message = _("The site has a page of its own at %(address)s. Choose another slug.")
        raise ValidationError(message % {"address": address}, code="hidden")


def _answering(address: str, language: str) -> str:
    """The name of the view: which one depends on the language, whose code may be the first part."""
    with translation.override(language):
        try:
            return resolve(address).view_name
        except Resolver404:
            return PAGES


class ReachableForm(WagtailAdminPageForm):
    """Checks the slug before the page has a place in the tree."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in cleaned and self.parent_page:
            try:
                check_address(cleaned["slug"], below=self.parent_page, face=self.instance.face)
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned


class ReachableCopyForm(CopyForm):
    """Checks the slug of the copy where it will hang."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("new_slug"), cleaned.get("new_parent_page")
        if slug and parent:
            try:
                check_address(slug, below=parent, face=self.page.specific_class.face)
            except ValidationError as error:
                self.add_error("new_slug", error)
        return cleaned
