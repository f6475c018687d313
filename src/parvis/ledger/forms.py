"""What is brought to be found in the log, or to be verified."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.ui.forms import LongText

MOST = 64_000


class FindForm(forms.Form):
    """A receipt in words or in a file; `cleaned_data["text"]` is what to read."""

    text = LongText(
        label=gettext_lazy("Your receipt, its number or its address"),
        help_text=gettext_lazy("Paste all that you kept: the rest of a mail does no harm."),
        max_length=MOST,
        rows=6,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file of your receipt"),
        help_text=gettext_lazy("It is often named receipt.tlog-proof. It is read, and not kept."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("file"):
            cleaned["text"] = _read(cleaned["file"])
        elif not cleaned.get("text") and not self.errors:
            raise ValidationError(_("Paste a receipt or its number, or choose its file."))
        return cleaned


class ManyFiles(forms.FileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class VerifyForm(forms.Form):
    """What the verifier of the browser reads where it is: drawn here, never sent here."""

    export = forms.FileField(
        label=gettext_lazy("The export"),
        help_text=gettext_lazy("The zip of the open data of a consultation."),
        widget=forms.FileInput({"accept": ".zip,application/zip"}),
    )
    keys = forms.CharField(
        label=gettext_lazy("The key that you expect"),
        help_text=gettext_lazy(
            "Taken elsewhere than in the export: a receipt, a mail, another person. One per line."
        ),
        widget=forms.Textarea({"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
        required=False,
    )
    since = forms.FileField(
        label=gettext_lazy("Older checkpoints that you kept"),
        help_text=gettext_lazy("The older they are, the more they prove. Several files if you wish."),
        widget=ManyFiles({"multiple": True}),
        required=False,
    )
    receipts = forms.FileField(
        label=gettext_lazy("Your receipts"),
        help_text=gettext_lazy("Files often named receipt.tlog-proof."),
        widget=ManyFiles({"multiple": True}),
        required=False,
    )


def _read(file: UploadedFile) -> str:
    data = file.read(MOST + 1)
    try:
        text = str(data, "utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text or len(data) > MOST:
        raise ValidationError({"file": _("This file is no receipt: a receipt is a short text.")})
    return text
