"""What changed in the rules since people take part, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.conduct.desk import ReasonForm
from parvis.conduct.domain.explain import explain
from parvis.conduct.queries import gather
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change, the last first; the reason of one of those that have none, when it is sent."""
    consultation = consultation_for(request.user, pk, "edit")
    rows = gather(consultation).watched.changes.rows[::-1]
    open_rows = [row for row in rows if row.is_unexplained]
    form = ReasonForm(request.POST if request.method == "POST" else None, changes=open_rows)
    if form.is_valid():
        rules = get_object_or_404(consultation.rules.all(), pk=form.cleaned_data["change"])
        try:
            explain(actor=actor_of(request), rules=rules, words=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Said: everybody reads it."))
            return redirect("desk:changes", pk=pk)
    context = {"consultation": consultation, "rows": rows, "form": form if open_rows else None}
    return render(request, "front/desk/changes.html", context)
