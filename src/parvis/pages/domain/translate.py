"""Begin the translation of a page, and say of one that it still tells what its source does."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.pages.models import EditorialPage
from parvis.pages.permissions import can

BEGUN, CHECKED = "pages.translation_begun", "pages.translation_checked"
"""Lines of Wagtail's log of a page."""


@transaction.atomic
def translate(*, actor: Participant, page: EditorialPage, language: str) -> EditorialPage:
    """The page of this text in this language: a draft that copies its source, made once, below the same page.

    Whoever may edit the source as a page of its own may edit its translation.
    """
    _check(actor, page)
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("This site is not written in that language."))
    model = type(page)
    held = model.objects.select_for_update(of=("self",))
    source: EditorialPage = held.get(pk=page.translates_id or page.pk)
    if source.language == language:
        return source
    found: EditorialPage | None = source.translations.filter(language=language).first()
    if found is not None:
        return found
    text = source if source.live else source.get_latest_revision_as_object()
    new = {
        "language": language,
        "slug": find_available_slug(source.get_parent(), f"{source.slug}-{language}"),
        "go_live_at": None,
        "expire_at": None,
    }
    made: EditorialPage = text.copy(
        update_attrs=new, copy_revisions=False, keep_live=False, user=actor, log_action=BEGUN
    )
    made.translates, made.checked_at = source, timezone.now()
    made.save(update_fields=["translates", "checked_at"], clean=False)
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group_id=row.group_id, permission_id=row.permission_id, page_id=made.pk)
        for row in source.group_permissions.all()
    )
    return made


@transaction.atomic
def say_up_to_date(*, actor: Participant, page: EditorialPage) -> None:
    """What changed in the source changes nothing in this translation."""
    _check(actor, page)
    if page.translates_id is None:
        raise Refused(_("This page translates no other."))
    page.checked_at = timezone.now()
    page.save(update_fields=["checked_at"], clean=False)
    log(page, CHECKED, user=actor)


def _check(actor: Participant, page: EditorialPage) -> None:
    if not can(actor, "translate", page):
        raise Refused(_("Only those who may edit this page translate it."))
