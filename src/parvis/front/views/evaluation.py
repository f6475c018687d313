"""How those who took part say that a consultation went: the results, and the form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.conduct.domain.evaluate import evaluate
from parvis.conduct.enums import EvaluationQuestion
from parvis.conduct.evaluated import own_answer, results_of
from parvis.conduct.evaluating import refusal
from parvis.conduct.forms import EvaluationForm
from parvis.conduct.models import Evaluation
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition.evaluation import compose, table
from parvis.ui.spreadsheet import csv_lines


@require_safe
@public_page
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = compose(consultation=consultation, actor=request.user)
    return hidden_from_search(render(request, "front/evaluation.html", {"view": view}), consultation)


@require_safe
def evaluation_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """404 until enough people answered."""
    consultation = consultation_by_slug(slug, request.user)
    results = results_of(consultation)
    if not results.is_shown:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-evaluation.csv"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    response.writelines(csv_lines(table(results)))
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """What was typed waits for whoever has to sign in; the form holds what was answered before."""
    consultation = consultation_by_slug(slug, request.user)
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    if reason := refusal(request.user, consultation):
        messages.error(request, str(reason))
        return redirect("front:evaluation", slug)
    former = own_answer(consultation, request.user.pk)
    typed = request.POST if request.method == "POST" else held(request, request.path)
    form = EvaluationForm(typed, initial=_said(former))
    if request.method == "POST" and form.is_valid():
        try:
            evaluate(
                actor=request.user,
                consultation=consultation,
                marks=form.marks(),
                words=form.cleaned_data["words"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you: your answer is recorded. It is shown without your name."))
            return redirect("front:evaluation", slug)
    context = {"consultation": consultation, "form": form, "former": former}
    return render(request, "front/evaluation_form.html", context, status=422 if form.errors else 200)


def _said(former: Evaluation | None) -> dict[str, object]:
    if former is None:
        return {}
    marks = {question.value: getattr(former, question.value) for question in EvaluationQuestion}
    return {**marks, "words": former.words}
