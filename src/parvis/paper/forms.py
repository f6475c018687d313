"""The forms of the desk: a batch to prepare, a sheet to enter."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, PhaseAction, Theme
from parvis.contributions.forms import WordsForm
from parvis.contributions.models import Contribution
from parvis.contributions.queries import answerable
from parvis.paper.domain.keep_scans import WHOLE
from parvis.paper.domain.make_batch import BatchDraft
from parvis.paper.enums import Channel
from parvis.paper.models import MOST_SHEETS, Batch, Sheet
from parvis.paper.pdf import is_pdf
from parvis.paper.queries import writing_actions
from parvis.paper.typed import LONGEST_PAGE, Words

LONGEST_NUMBER = 18


class ActionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.kind.name.capitalize()} – {obj.phase.title}"


class BatchForm(forms.Form):
    """What an organiser says of a batch."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For the team: where these sheets go, or come from. For instance: market of 12 March."),
    )
    action = ActionChoiceField(label=_("Which form"), queryset=PhaseAction.objects.none(), empty_label=None)
    channel = forms.ChoiceField(label=_("What comes in"), choices=Channel, initial=Channel.FORM)
    size = forms.IntegerField(
        label=_("Numbered sheets to print"),
        min_value=0,
        max_value=MOST_SHEETS,
        initial=0,
        help_text=_(
            "Each has its number and its code, and is entered once. With 0, one form is printed as often as"
            " needed, and each sheet gets its number when it is entered."
        ),
    )
    is_double = forms.BooleanField(
        label=_("Two people type each sheet"),
        required=False,
        help_text=_("A sheet counts once both read the same, or once what differs is settled."),
    )
    return_to = forms.CharField(
        label=_("Where to return it"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Printed on the form: an address, the opening hours, a box."),
    )
    return_by = forms.DateField(
        label=_("Until when"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(
        label=_("Place of the register"),
        max_length=160,
        required=False,
        help_text=_("Shown to everybody with each text: “town hall of Valmont”."),
    )
    opened_on = forms.DateField(
        label=_("Register opened on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    closed_on = forms.DateField(
        label=_("Register closed on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict | None = None, *, consultation: ConsultationPage) -> None:
        super().__init__(data)
        field: Any = self.fields["action"]
        actions = writing_actions(consultation)
        field.queryset = PhaseAction.objects.filter(pk__in=[one.pk for one in actions]).select_related(
            "phase__consultation", "kind"
        )

    def draft(self) -> BatchDraft:
        """Of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "action"}
        return BatchDraft(**{**said, "channel": Channel(said["channel"])})


class SheetForm(WordsForm):
    """One sheet: the form of its kind as it is printed, and no photo or document.

    Hidden: the idempotency key. `number`: that of the sheet, none for a sheet that gets one.
    """

    number = forms.IntegerField(label=_("Number of the sheet"), min_value=1, required=False)
    register_page = forms.CharField(label=_("Page of the register"), max_length=LONGEST_PAGE)
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        empty_label=None,
        required=False,
        widget=forms.RadioSelect,
    )
    responds_to = forms.CharField(label=_("Responds to"), max_length=LONGEST_NUMBER)
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("number", "register_page", "theme", "responds_to", "title", "text")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        batch: Batch,
        action: PhaseAction,
        sheet: Sheet | None = None,
        page: str = "",
    ) -> None:
        initial = {"key": uuid4(), "number": sheet and sheet.number, "register_page": page}
        super().__init__(data, kind=batch.kind, initial=initial)
        self.batch, self.action = batch, action
        for name in [name for name, field in self.fields.items() if field.widget.needs_multipart_form]:
            del self.fields[name]
        self.questions = [question for question in self.questions if not question.takes_files]
        self._offer(sheet)

    def _offer(self, sheet: Sheet | None) -> None:
        themes: Any = self.fields["theme"]
        themes.queryset = Theme.objects.filter(consultation=self.batch.consultation_id)
        if not themes.queryset.exists():
            del self.fields["theme"]
        if not self.batch.is_register:
            del self.fields["register_page"]
        if not self.batch.size and sheet is None:
            del self.fields["number"]
        elif "number" in self.fields:
            self.fields["number"].required = True
        if self.kind.responds_to is None:
            del self.fields["responds_to"]
        else:
            self.fields["responds_to"].label = self.kind.responds_to.name.capitalize()
            self.fields["responds_to"].help_text = gettext("The number of the text, as printed: C-123.")

    def clean_responds_to(self) -> Contribution:
        typed = self.cleaned_data["responds_to"].upper().removeprefix("C-").strip()
        rows = answerable(self.action)
        found = rows.filter(pk=int(typed)).first() if typed.isdecimal() else None
        if found is None:
            raise ValidationError(gettext("No text of this number can be responded to here."))
        return found

    def words(self) -> Words:
        """Of a valid form."""
        found = self.cleaned_data
        return Words(
            title=found.get("title", ""),
            text=found.get("text", ""),
            theme=found.get("theme"),
            responds_to=found.get("responds_to"),
            answers=self.answers,
            page=found.get("register_page", ""),
        )

    @property
    def sheet_number(self) -> int | None:
        number: int | None = self.cleaned_data.get("number")
        return number

    @property
    def sheet_key(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """As many files as somebody chose, one at least."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        return [one(file, initial) for file in data or [None]]


PAGES_OF_A_SHEET = [
    ("", _("Choose, if there is a PDF")),
    ("1", _("1 page: written on one side")),
    ("2", _("2 pages: written on two sides")),
    ("3", _("3 pages")),
    ("4", _("4 pages")),
    (str(WHOLE), _("All of it: each file is one sheet")),
]


class ScansForm(forms.Form):
    """Pictures, or PDF files with how many of their pages make a sheet."""

    pictures = ManyFilesField(
        label=_("Pictures or PDF files"),
        help_text=_(
            "JPEG, PNG, WebP or PDF, 20 MB and 200 pages together at most: send a large pile in several"
            " times."
        ),
        widget=ManyFiles({"accept": ".jpg,.jpeg,.png,.webp,.pdf"}),
    )
    sides = forms.ChoiceField(
        label=_("In a PDF, what makes a sheet"), choices=PAGES_OF_A_SHEET, required=False
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("sides") and any(is_pdf(file) for file in found.get("pictures", [])):
            self.add_error("sides", gettext("Say how many pages of the PDF make one sheet."))
        return found

    def brought(self) -> dict[str, Any]:
        """Of a valid form, what `keep_scans` takes."""
        return {"files": self.cleaned_data["pictures"], "sides": int(self.cleaned_data["sides"] or WHOLE)}


class BringForm(forms.Form):
    """A spreadsheet of sheets that were typed elsewhere."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, 10 MB and 20,000 rows at most, with the headings of the model."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )
