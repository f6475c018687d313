"""The name and look of the site, and the pages in its foot."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.conduct.enums import InstanceState
from parvis.conduct.models import Instance
from parvis.front.desk.access import actor_of
from parvis.opendata.permissions import may_keep_webhooks
from parvis.opendata.webhook_queries import troubled, webhooks_of
from parvis.pages.domain.set_brand import set_brand
from parvis.pages.forms import PARVIS, BrandForm
from parvis.pages.permissions import can
from parvis.pages.queries import footer_articles, site_look, to_complete
from parvis.portal.queries import places


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    if not can(request.user, "edit_site"):
        raise Http404
    look = site_look()
    initial = {"name": look.name, "colour": look.colour or PARVIS}
    form = BrandForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        set_brand(actor=actor_of(request), **form.cleaned_data)
        messages.success(request, _("The look of the site was changed."))
        return redirect("desk_site")
    pages = [(page, to_complete(page)) for page in footer_articles()]
    context = {"form": form, "look": look, "pages": pages, "portal": places()}
    return render(request, "front/desk/site.html", context | _elsewhere(request))


def _elsewhere(request: HttpRequest) -> dict[str, object]:
    """Other sites and programs: those that are told what happens, those that ask for consultations."""
    return {
        "may_tell": may_keep_webhooks(actor_of(request), None),
        "untold": troubled(webhooks_of(None)).count(),
        "takes_instances": bool(settings.PARVIS_INSTANCES_KEY),
        "asked": Instance.objects.filter(state=InstanceState.REQUESTED).count(),
    }
