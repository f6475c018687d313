"""Minutes: published, as everybody reads them; as a draft, for whoever holds its secret link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import minutes as one
from parvis.front.composition.minutes_paper import public_pdf
from parvis.front.sheets.material import look
from parvis.minutes.domain.correct import propose
from parvis.minutes.forms import CorrectionForm
from parvis.minutes.models import Minutes
from parvis.minutes.permissions import can
from parvis.minutes.queries import drafted, minutes_for, published_in
from parvis.minutes.sharing import minutes_of_code


@require_safe
@public_page
def minutes_list(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    context = {"consultation": consultation, "rows": published_in(consultation)}
    return render(request, "front/minutes_list.html", context)


@require_safe
@public_page
def minutes(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The last version, or a former one, which says so."""
    view = _view(request, pk, number)
    return hidden_from_search(render(request, "front/minutes.html", {"view": view}), view.consultation)


@require_safe
@public_page
def minutes_markdown(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk, None)
    answer = HttpResponse(one.markdown(view), content_type="text/markdown; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="minutes-{pk}.md"'
    return hidden_from_search(answer, view.consultation)


@require_safe
@public_page
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk, None)
    answer = HttpResponse(public_pdf(view, look()), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="minutes-{pk}.pdf"'
    return hidden_from_search(answer, view.consultation)


@never_cache
@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """What is being written, passage by passage, with what was proposed and what became of it."""
    held = _draft(code)
    context = {
        "minutes": held,
        "consultation": held.event.consultation,
        "passages": drafted(held),
        "code": code,
    }
    return _unseen(render(request, "front/minutes_draft.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, passage_pk: int) -> HttpResponse:
    """Other words for one passage; the words as they are begin the form."""
    held = _draft(code)
    passage = held.passages.filter(pk=passage_pk, is_removed=False).first()
    if passage is None:
        raise Http404
    initial = {"text": passage.text, "based_on": passage.text}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            propose(minutes=held, passage=passage, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
            form.data = {**form.cleaned_data, "based_on": passage.text}
        else:
            messages.success(request, _("Thank you: the authors will read your correction."))
            return redirect("front:minutes_draft", code)
    context = {"minutes": held, "passage": passage, "form": form, "code": code}
    answer = render(request, "front/minutes_correct.html", context, status=422 if form.errors else 200)
    return _unseen(answer)


def _view(request: HttpRequest, pk: int, number: int | None) -> one.MinutesView:
    held = minutes_for(pk)
    view = one.compose(minutes=held, number=number)
    if view is None or not can(request.user, "see", held.event.consultation):
        raise Http404
    return view


def _draft(code: str) -> Minutes:
    held = minutes_of_code(code)
    if held is None:
        raise Http404
    return held


def _unseen(response: HttpResponse) -> HttpResponse:
    """Neither indexed, nor told to the site that a reader goes to next."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
