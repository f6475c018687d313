"""The public page of an organisation: what it is, who verified it, what it deposited."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.contributions.queries import has_page, signed_in_name_of
from parvis.front.caching import public_page
from parvis.organisations.models import Organisation


@require_safe
@public_page
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everybody; never who acts for it."""
    after = request.GET.get("after", "")
    found = get_object_or_404(Organisation, pk=pk)
    if not has_page(found):
        raise Http404
    page = signed_in_name_of(found, after=after)
    context = {
        "organisation": found,
        "items": page.items,
        "first_url": request.path if after else "",
        "next_url": f"{request.path}?{urlencode({'after': page.next})}" if page.next else "",
    }
    return render(request, "front/organisation.html", context)
