"""Continue a consultation in another one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.conduct.chain_forms import ContinueForm
from parvis.conduct.domain import carry_on as carrying
from parvis.conduct.queries import gather
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.models import Contribution
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def carry_on(request: HttpRequest, pk: int) -> HttpResponse:
    """See what would be taken over, then make the draft."""
    source = consultation_for(request.user, pk, "duplicate")
    posted = request.POST if request.method == "POST" else None
    form = ContinueForm(posted, initial={"title": source.title})
    texts: list[Contribution] | None = None
    if form.is_valid():
        if "look" in request.POST:
            texts = _looked_at(source, form)
        elif made := _made(request, source, form):
            return redirect("desk:rules", pk=made.pk)
    context = {
        "consultation": source,
        "form": form,
        "texts": texts,
        "is_over": gather(source).is_over,
        "continued": [row.consultation for row in source.continued_in.select_related("consultation")],
    }
    return render(request, "front/desk/continue.html", context, status=422 if form.errors else 200)


def _looked_at(source: ConsultationPage, form: ContinueForm) -> list[Contribution] | None:
    try:
        return carrying.chosen(source=source, choice=form.choice())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _made(request: HttpRequest, source: ConsultationPage, form: ContinueForm) -> ConsultationPage | None:
    said = form.cleaned_data
    try:
        made, count = carrying.carry_on(
            actor=actor_of(request),
            source=source,
            title=said["title"],
            starts_on=said["starts_on"],
            choice=form.choice(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    told = _("The draft is ready: only you see it. Contributions taken over: %(count)s.")
    messages.success(request, told % {"count": count})
    return made
