"""What people say of themselves, once they took part; and the figures of who did."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.queries import consultation_by_slug
from parvis.panel.domain.describe_oneself import describe_oneself, take_back
from parvis.panel.forms import SelfForm
from parvis.panel.permissions import can
from parvis.panel.queries import is_asking, own_description, survey_of
from parvis.panel.tables import panel_rows
from parvis.ui.spreadsheet import csv_lines


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """404 where nobody is asked anything; one's own answer, and the way to take it back, after the close."""
    consultation = consultation_by_slug(slug, request.user)
    survey = survey_of(consultation)
    if survey is None:
        raise Http404
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    if not can(request.user, "tell", consultation):
        messages.error(request, _("Those who contributed, argued or voted here say who they are."))
        return redirect("front:consultation", slug)
    former = own_description(consultation, request.user.pk)
    typed = request.POST if request.method == "POST" else held(request, request.path)
    form = SelfForm(typed, asked=survey.asked(), initial=former.said if former else {})
    if request.method == "POST" and form.is_valid():
        try:
            describe_oneself(actor=request.user, consultation=consultation, said=form.said())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. You may change or take back what you said on this page."))
            return redirect("front:consultation", slug)
    context = {"consultation": consultation, "form": form, "former": former}
    context |= {"is_asking": is_asking(consultation, survey)}
    return render(request, "front/describe.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def take_description_back(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    if not isinstance(request.user, Participant) or survey_of(consultation) is None:
        raise Http404
    take_back(actor=request.user, consultation=consultation)
    messages.success(request, _("Erased: what you said of yourself is no longer kept."))
    return redirect("front:consultation", slug)


@require_safe
def who_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures; headings alone until they are first made."""
    consultation = consultation_by_slug(slug, request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-who-took-part.csv"'
    response["Cache-Control"] = "public, max-age=60" if consultation.live else "private, no-store"
    response.writelines(csv_lines(panel_rows(consultation)))
    return response
