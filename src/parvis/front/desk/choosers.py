"""Which pages an organiser may choose as the target of a link, and which may go."""

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from parvis.accounts.permissions import can
from parvis.consultations.models import ConsultationIndexPage, ConsultationPage
from parvis.consultations.queries import Actor
from parvis.pages.models import HOME_DEPTH


def choosable(pages: PageQuerySet, actor: Actor) -> PageQuerySet:
    """One's own pages, and the public pages of the site outside of consultations."""
    if can(actor, "administer"):
        return pages
    own = page_permission_policy.explorable_instances(actor).values("pk")
    shared = Page.objects.live()
    for index in ConsultationIndexPage.objects.all():
        shared = shared.not_descendant_of(index)
    return pages.filter(pk__in=own) | pages.filter(pk__in=shared.values("pk"))


def forbid_parent(request: HttpRequest) -> None:
    """Http404 when the chooser is asked for what is below a page that the actor may not choose."""
    match = request.resolver_match
    parent = match.kwargs.get("parent_page_id") if match else None
    if parent is None or Page.objects.filter(pk=parent, depth__lte=HOME_DEPTH).exists():
        return
    if not choosable(Page.objects.filter(pk=parent), request.user).exists():
        raise Http404


def holds_consultation(page: Page) -> bool:
    found: bool = ConsultationPage.objects.filter(path__startswith=page.path).exists()
    return found
