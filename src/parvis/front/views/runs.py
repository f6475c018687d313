"""What the pages of published runs share: which of them is shown, and files of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from parvis.consultations.models import ConsultationPage
from parvis.consultations.robots import hidden_from_search
from parvis.understanding.models import Analysis


def chosen(every: list[Analysis], pk: int | None) -> Analysis:
    """The run of this number, or the last one; `Http404` for another number."""
    if pk is None:
        return every[0]
    for one in every:
        if one.pk == pk:
            return one
    raise Http404


def file_of(consultation: ConsultationPage, body: str | bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, out of search engines where the consultation is."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return hidden_from_search(response, consultation)
