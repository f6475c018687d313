"""The desk's forms for pictures and documents: what they let in is drawn anew, or looked into."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files import File
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.text import slugify
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField
from wagtail.images.forms import BaseImageForm

from parvis.accounts.errors import Refused
from parvis.pages.domain.check_document import check_document
from parvis.pages.domain.redraw import redraw

LONGEST_NAME = 60


class PictureField(WagtailImageField):
    """A picture drawn anew, under a name that means nothing to a machine.

    Wagtail's own field draws before it counts the pixels, and fails on a file cut short: it is given what
    was drawn already.
    """

    def to_python(self, data: UploadedFile | None) -> Any:
        if data is None:
            return None
        ImageFileExtensionValidator(data)
        try:
            drawn = redraw(data)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        name = harmless_name(str(data.name), extension=drawn.extension, otherwise="picture")
        kind = f"image/{drawn.extension.replace('jpg', 'jpeg')}"
        size = len(drawn.data)
        return super().to_python(InMemoryUploadedFile(BytesIO(drawn.data), "file", name, kind, size, None))


class PictureForm(BaseImageForm):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if "file" in self.fields:
            made = self.fields["file"]
            self.fields["file"] = PictureField(
                label=made.label, required=made.required, widget=made.widget, initial=made.initial
            )


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> File:
        """The document as it was sent, if it is what its name says."""
        sent: File = self.cleaned_data["file"]
        if not isinstance(sent, UploadedFile):
            return sent
        extension = PurePath(str(sent.name)).suffix.lower().removeprefix(".")
        try:
            check_document(sent, extension=extension)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        sent.name = harmless_name(str(sent.name), extension=extension, otherwise="document")
        return sent


def harmless_name(name: str, *, extension: str, otherwise: str) -> str:
    """Letters, digits and dashes, and the one extension that the content has."""
    stem = slugify(PurePath(name).stem)[:LONGEST_NAME].strip("-")
    return f"{stem or otherwise}.{extension}"
