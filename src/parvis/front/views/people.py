"""The public thread of somebody who opened one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.following.enums import Sort
from parvis.following.feeds import entries_of, public_subject
from parvis.following.queries import button
from parvis.front.caching import public_page


@require_safe
@public_page
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What they publish, newest first; the same as their feed. Without an open thread, there is no page."""
    subject = public_subject(Sort.AUTHOR, pk)
    is_own = request.user.pk == pk
    context = {
        "subject": subject,
        "entries": entries_of(subject),
        "follow": button(request.user, Sort.AUTHOR, pk),
        "is_own": is_own,
    }
    return render(request, "front/person.html", context)
