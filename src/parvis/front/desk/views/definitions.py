"""Take what a form asks away as a file, and bring such a file into a form that asks nothing yet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import Kind
from parvis.consultations.queries import consultation_for
from parvis.contributions.definitions import read_definition, write_definition
from parvis.contributions.desk_questions import DefinitionForm
from parvis.contributions.domain.edit_questions import bring_questions
from parvis.front.desk.access import actor_of


@require_safe
def take(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    kind = _kind(request, pk, kind_pk)
    response = HttpResponse(write_definition(kind), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="form-{kind.code}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    kind = _kind(request, pk, kind_pk)
    is_sent = request.method == "POST"
    form = DefinitionForm(request.POST, request.FILES) if is_sent else DefinitionForm()
    if is_sent and form.is_valid():
        try:
            brought = read_definition(form.cleaned_data["file"].read())
            count = bring_questions(actor=actor_of(request), kind=kind, brought=brought)
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            said = ngettext("%(n)s question was brought.", "%(n)s questions were brought.", count)
            messages.success(request, said % {"n": count})
            return redirect("desk:form", pk=pk, kind_pk=kind_pk)
    context = {"consultation": kind.consultation, "kind": kind, "form": form}
    return render(request, "front/desk/bring_form.html", context, status=422 if form.errors else 200)


def _kind(request: HttpRequest, pk: int, kind_pk: int) -> Kind:
    consultation = consultation_for(request.user, pk, "edit")
    kind: Kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    kind.consultation = consultation
    return kind
