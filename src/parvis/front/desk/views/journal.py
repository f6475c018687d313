"""What the team did, for its organisers and the guarantor."""

from __future__ import annotations

from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.composition.journal.page import (
    Line,
    Wanted,
    all_lines,
    journal_page,
    people_of,
    read_place,
)
from parvis.front.desk.access import actor_of
from parvis.front.enums import JournalKind
from parvis.ui.spreadsheet import csv_lines

DAY = forms.DateInput(attrs={"type": "date"})


class JournalForm(forms.Form):
    """Read from the address: what cannot be read filters nothing."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=Participant.objects.none(),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[("", gettext_lazy("everything")), *JournalKind.choices],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(consultation)  # type: ignore[attr-defined]
        self.full_clean()

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        kind = values.get("kind")
        return Wanted(
            person=values.get("person"),
            kind=JournalKind(kind) if kind else None,
            since=values.get("since"),
            until=values.get("until"),
        )


@require_safe
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """The last acts first, by pages; every filter is in the address."""
    consultation = consultation_for(request.user, pk, "read_journal")
    form = JournalForm(request.GET, consultation=consultation)
    after = read_place(request.GET.get("after", ""))
    kept = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    page = journal_page(consultation, form.wanted(), after=after)
    context = {
        "consultation": consultation,
        "form": form,
        "lines": page.lines,
        "is_filtered": bool(kept),
        "file_query": f"?{urlencode(kept)}" if kept else "",
        "first_url": f"?{urlencode(kept)}" if after else "",
        "next_url": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
    }
    return render(request, "front/desk/journal.html", context)


@require_safe
def journal_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a file, whole, in the language of the desk; taking it is an act too."""
    consultation = consultation_for(request.user, pk, "read_journal")
    form = JournalForm(request.GET, consultation=consultation)
    note(actor=actor_of(request), consultation=consultation, act=DeskAct.EXPORTED, about="journal.csv")
    head = [_("date"), _("who"), _("kind"), _("what"), _("on what"), _("changes")]
    lines = map(_row, all_lines(consultation, form.wanted()))
    rows = csv_lines(chain([head], lines))
    response = HttpResponse("".join(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-journal.csv"'
    return response


def _row(line: Line) -> list[str]:
    changes = "; ".join(f"{one.label}: {one.before} → {one.after}" for one in line.changes)
    when = localtime(line.at).isoformat(timespec="seconds")
    return [when, line.who, str(line.kind.label), line.what, line.about, changes]
