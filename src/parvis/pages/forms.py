"""The form of the name and look of the site."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.pages.domain.set_brand import check_colour, redraw

# The brand colour of tokens.css: choosing it is choosing none.
PARVIS = "#0b5c5e"


class BrandForm(forms.Form):
    """Name, logo and colour; an empty colour is that of Parvis."""

    name = forms.CharField(
        label=_("Name of the site"),
        max_length=60,
        help_text=_("At the head of every page, in the title of the window, and in mails."),
    )
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_(
            "For links and buttons. Its contrast with the page must be 4.5 to 1 at least; in the dark theme, "
            "it is lightened by itself."
        ),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=_("PNG, JPEG, WebP or GIF, 2 MB at most. It is shown 44 pixels high, beside the name."),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def clean_colour(self) -> str:
        colour: str = self.cleaned_data["colour"].strip().lower()
        try:
            check_colour(colour)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return "" if colour == PARVIS else colour

    def clean_logo(self) -> UploadedFile | None:
        logo: UploadedFile | None = self.cleaned_data["logo"]
        if logo is None:
            return None
        try:
            redraw(logo)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        logo.seek(0)
        return logo

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("without_logo") and values.get("logo"):
            self.add_error("without_logo", _("Send a logo or take it away: not both."))
        return values
