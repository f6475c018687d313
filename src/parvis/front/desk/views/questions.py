"""The questions that wait for the team, and the delay that it promises."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.queries import consultation_for
from parvis.debate.domain.promise import promise
from parvis.debate.forms import PromiseForm
from parvis.front.composition.questions import compose
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The most wanted first, each one click from its answer."""
    consultation = consultation_for(request.user, pk, "answer" if request.method == "POST" else "see_desk")
    view = compose(
        consultation=consultation,
        actor=request.user,
        show=request.GET.get("show", ""),
        after=request.GET.get("after", ""),
    )
    form = PromiseForm(request.POST or None, initial={"days": view.standing.promised})
    if request.method == "POST" and form.is_valid():
        try:
            promise(actor=actor_of(request), consultation=consultation, days=form.cleaned_data["days"])
        except Refused as refused:
            form.add_error("days", str(refused.message))
        else:
            messages.success(request, _("Promised, in public, for the questions asked from now on."))
            return redirect("desk:questions", pk=pk)
    may = permissions.can(request.user, "answer", consultation)
    context = {"consultation": consultation, "view": view, "form": form, "may_answer": may}
    return render(request, "front/desk/questions.html", context)
