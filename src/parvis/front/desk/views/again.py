"""Start again from a consultation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.conduct.domain.start_again import start_again
from parvis.consultations.forms import AgainForm
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the same frame: its question and its first day."""
    source = consultation_for(request.user, pk, "duplicate")
    form = AgainForm(request.POST or None, initial={"title": source.title})
    if form.is_valid():
        try:
            made = start_again(actor=actor_of(request), source=source, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("The draft is ready: only you see it. What remains to do is listed here.")
            )
            return redirect("desk:rules", pk=made.pk)
    return render(request, "front/desk/again.html", {"consultation": source, "form": form})
