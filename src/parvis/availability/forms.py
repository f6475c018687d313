"""What those who run the site say of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.availability.domain.bring_watch import MOST_BYTES, TOO_LARGE
from parvis.availability.models import MOST_WORDS
from parvis.ui.forms import LongText


def _moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **kwargs)


class PlanForm(forms.Form):
    """When the site will be stopped, and what for."""

    starts_at = _moment(_("It begins at"), error_messages={"required": _("Say when it begins.")})
    ends_at = _moment(_("It ends at"), error_messages={"required": _("Say when it ends.")})
    words = LongText(
        label=_("What for"),
        max_length=MOST_WORDS,
        rows=2,
        help_text=_("Everybody reads it on the page that tells the state of the site."),
        error_messages={"required": _("Say what the site is stopped for: everybody reads it.")},
    )


class WordsForm(forms.Form):
    """What happened, for everybody."""

    words = LongText(label=_("What happened"), max_length=MOST_WORDS, rows=3, required=False)


class WatchForm(forms.Form):
    """The file that a look from elsewhere keeps."""

    file = forms.FileField(
        label=_("The file that “parvis probe” keeps"),
        help_text=_("What was brought before may be brought again."),
        widget=forms.FileInput({"accept": ".csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        """Its size is known before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file
