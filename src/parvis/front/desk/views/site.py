"""The name and look of the site, and the pages in its foot."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.front.desk.access import actor_of
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
    return render(request, "front/desk/site.html", context)
