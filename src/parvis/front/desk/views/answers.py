"""Answer many contributions at once: those that were chosen, or all that a filter leaves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.desk import public_numbers
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import posted
from parvis.front.desk.chosen import numbers_in, texts_of
from parvis.front.desk.filters import FilterForm
from parvis.restitution.desk import AnswerForm
from parvis.restitution.domain.answer_many import MOST, answer_many
from parvis.ui.words import number


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What is ticked is what is answered; with nothing chosen in the address, all that the filter leaves."""
    consultation = consultation_for(request.user, pk, "answer")
    shown = _shown(request, consultation)
    numbers = numbers_in(request.POST, "chosen") if request.method == "POST" else shown[:MOST]
    form = AnswerForm(posted(request), initial={"signature": consultation.organiser})
    if form.is_valid():
        try:
            count = answer_many(
                actor=actor_of(request), consultation=consultation, numbers=numbers, draft=form.draft()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext("%(count)s answer is published.", "%(count)s answers are published.", count)
            messages.success(request, said % {"count": number(count)})
            return redirect("desk:contributions", pk=pk)
    context = {
        "consultation": consultation,
        "form": form,
        "texts": texts_of(consultation, shown[:MOST]),
        "ticked": set(numbers),
        "most": MOST if len(shown) > MOST else 0,
    }
    return render(request, "front/desk/answer_many.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, consultation: ConsultationPage) -> list[int]:
    """The same once it was sent: what was unticked is still there to be ticked again."""
    if request.method == "POST":
        return numbers_in(request.POST, "shown")
    if numbers := numbers_in(request.GET, "text"):
        return numbers
    form = FilterForm(request.GET, consultation=consultation)
    return public_numbers(consultation=consultation, filters=form.filters(), most=MOST + 1)
