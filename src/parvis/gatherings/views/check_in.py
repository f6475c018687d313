"""What the drawn code of a registration opens: for those who keep the door, the page of who stands there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.pending import hold
from parvis.gatherings.permissions import can
from parvis.gatherings.queries import by_code


@never_cache
@require_safe
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """A visitor is led to sign-in, whatever the code; for anybody else there is nothing."""
    if not request.user.is_authenticated:
        return hold(request, to=request.path)
    found = by_code(code)
    if found is None or not can(request.user, "hold", found.event.consultation):
        raise Http404
    event = found.event
    return redirect("desk:arrival", pk=event.consultation_id, event_pk=event.pk, registration_pk=found.pk)
