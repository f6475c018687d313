"""Texts put to consultation: bring a file, look at the cut, correct it, publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.texts.domain.bring_text import bring_text, change_text, drop_text, pieces_of
from parvis.texts.domain.publish_text import publish_text
from parvis.texts.forms import CutForm, FileForm
from parvis.texts.models import Document
from parvis.texts.queries import draft_for


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of a consultation, and the form that brings another."""
    consultation = consultation_for(request.user, pk, "edit")
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = bring_text(
                actor=actor_of(request), consultation=consultation, name=file.name, data=file.read()
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("desk:cut_text", pk=pk, text_pk=brought.pk)
    documents = consultation.documents.defer("source")
    context = {"consultation": consultation, "form": form, "documents": documents}
    return render(request, "front/desk/texts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cut(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    """See the cut and correct it; when `publish` is posted, put the text to consultation."""
    consultation = consultation_for(request.user, pk, "edit")
    document = draft_for(request.user, consultation, text_pk)
    form = CutForm(request.POST if request.method == "POST" else None, document=document)
    if not form.is_valid():
        return _page(request, consultation, document, form)
    try:
        changed = change_text(actor=actor_of(request), document=document, **form.cleaned_data)
        if "publish" not in request.POST:
            return redirect("desk:cut_text", pk=pk, text_pk=text_pk)
        publish_text(actor=actor_of(request), document=changed)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, consultation, document, form)
    messages.success(
        request, _("The text is put to consultation. Say in a phase what people may do with its passages.")
    )
    return redirect("desk:texts", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    document = draft_for(request.user, consultation, text_pk)
    drop_text(actor=actor_of(request), document=document)
    messages.success(request, _("The text was removed: nothing of it was public."))
    return redirect("desk:texts", pk=pk)


def _page(
    request: HttpRequest, consultation: ConsultationPage, document: Document, form: CutForm
) -> HttpResponse:
    document.refresh_from_db()
    pieces = pieces_of(document)
    context = {
        "consultation": consultation,
        "document": document,
        "form": form,
        "pieces": pieces,
        "passages": sum(1 for piece in pieces if piece.text),
    }
    return render(request, "front/desk/cut_text.html", context, status=422 if form.errors else 200)
