"""Forms of the desk: a letter, when it leaves, and an announcement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.forms import MomentInput
from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.following import announcements, letters
from parvis.following.domain.announce import BannerDraft
from parvis.following.domain.write_letter import LetterDraft
from parvis.following.enums import Segment
from parvis.ui.forms import LongText

Pages = Sequence[tuple[str, str]]
"""Pages of a consultation to which a text may lead: path and name."""


def _link(pages: Pages, initial: str) -> forms.ChoiceField:
    """A page that left the list since it was chosen stays a choice."""
    known = {path for path, _label in pages}
    kept = [(initial, initial)] if initial and initial not in known else []
    return forms.ChoiceField(
        label=_("Page that it leads to"), choices=[("", _("no page")), *pages, *kept], required=False
    )


class LetterForm(forms.Form):
    """A letter in French, in English or in both: each person gets that of their language, if there is one."""

    segment = forms.ChoiceField(label=_("To whom"), choices=Segment.choices, widget=forms.RadioSelect)
    phase = forms.ModelChoiceField(
        label=_("Which phase"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("no phase"),
        help_text=_("Only for those who took part in one phase."),
    )
    theme = forms.ModelChoiceField(
        label=_("Which theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("no theme"),
        help_text=_("Only for those who follow one theme, or wrote under it."),
    )
    subject_fr = forms.CharField(
        label=_("Subject in French"), max_length=letters.LONGEST_SUBJECT, required=False
    )
    text_fr = LongText(
        label=_("Letter in French"),
        max_length=letters.LONGEST_TEXT,
        rows=10,
        required=False,
        help_text=_(
            "Plain text. An empty line makes a paragraph; an address that begins with https:// becomes a"
            " link."
        ),
    )
    subject_en = forms.CharField(
        label=_("Subject in English"), max_length=letters.LONGEST_SUBJECT, required=False
    )
    text_en = LongText(
        label=_("Letter in English"),
        max_length=letters.LONGEST_TEXT,
        rows=10,
        required=False,
        help_text=_("Leave subject and text empty to send it in French to everybody."),
    )

    def __init__(self, *args: Any, consultation: ConsultationPage, pages: Pages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = consultation.phases.all()  # type: ignore[attr-defined]
        self.fields["theme"].queryset = consultation.themes.all()  # type: ignore[attr-defined]
        self.fields["link"] = _link(pages, self.initial.get("link", ""))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for segment, field in ((Segment.PHASE, "phase"), (Segment.THEME, "theme")):
            if said.get("segment") == segment and field not in self.errors and not said.get(field):
                self.add_error(field, _("Say which one, or choose another segment."))
        _ask_for_a_language(self, ("fr", "en"))
        return said

    def draft(self) -> LetterDraft:
        said = self.cleaned_data
        return LetterDraft(**{**said, "segment": Segment(said["segment"])})


def _ask_for_a_language(form: LetterForm, languages: Sequence[str]) -> None:
    """Subject and text go together; one language is enough."""
    said, whole = form.cleaned_data, False
    for language in languages:
        subject, text = f"subject_{language}", f"text_{language}"
        if form.errors.keys() & {subject, text}:
            whole = True
            continue
        if bool(said.get(subject)) != bool(said.get(text)):
            form.add_error(text if said.get(subject) else subject, _("A letter has a subject and a text."))
        whole |= bool(said.get(subject) or said.get(text))
    if not whole:
        form.add_error("subject_fr", _("Write a subject and a text, in French or in English."))


class DepartureForm(forms.Form):
    """Now, or at a day and an hour."""

    when = forms.ChoiceField(
        label=_("When it leaves"),
        choices=[("now", _("At once")), ("later", _("At a day and an hour"))],
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=_("Day and hour"), widget=MomentInput, required=False, help_text=_("In the time of this site.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("when") == "now":
            said["at"] = None
        elif said.get("when") == "later" and not said.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say at which day and hour."))
        return said


class AnnouncementForm(forms.Form):
    """One sentence, from one moment to another."""

    text_fr = forms.CharField(
        label=_("Announcement in French"),
        max_length=announcements.LONGEST,
        required=False,
        help_text=_("One sentence, such as: public meeting on Thursday at 18:30, town hall."),
    )
    text_en = forms.CharField(
        label=_("Announcement in English"),
        max_length=announcements.LONGEST,
        required=False,
        help_text=_("Left empty, readers in English get it in French."),
    )
    starts_at = forms.DateTimeField(label=_("Shown from"), widget=MomentInput)
    ends_at = forms.DateTimeField(
        label=_("Shown until"), widget=MomentInput, help_text=_("It goes by itself at that moment.")
    )
    is_urgent = forms.BooleanField(
        label=_("Urgent"), required=False, help_text=_("Shown first, in another colour: one at a time.")
    )

    def __init__(self, *args: Any, pages: Pages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"] = _link(pages, self.initial.get("link", ""))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said.get("text_fr") or said.get("text_en")):
            self.add_error("text_fr", _("Write the announcement, in French or in English."))
        return said

    def draft(self) -> BannerDraft:
        return BannerDraft(**self.cleaned_data)
