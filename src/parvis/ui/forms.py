"""How forms are drawn: one renderer named by the settings, so that every form of the site looks the same."""

from collections.abc import Sized
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BoundField, CharField, Form, Textarea
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext

from parvis.ui import words
from parvis.ui.data import Link


class Renderer(DjangoTemplates):
    """Fields with a label, a hint and an error tied to the control, from `ui/forms/`."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class AtMost(MaxLengthValidator):
    """Counts a line ending once, as browsers do, and says its limit as the reader writes numbers."""

    def clean(self, x: Sized) -> int:
        return len(str(x).replace("\r\n", "\n"))

    def __call__(self, value: str) -> None:
        length = self.clean(value)
        if length > self.limit_value:
            raise ValidationError(words.too_long(length, limit=self.limit_value), code=self.code)


class LongText(CharField):
    """Several lines, of `max_length` characters at most."""

    def __init__(self, *, max_length: int, rows: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=Textarea({"rows": rows}), **kwargs)
        django = [one for one in self.validators if not isinstance(one, MaxLengthValidator)]
        self.validators = [*django, AtMost(max_length)]


def control_id(field: BoundField) -> str:
    """The id of the first control of a field: that of the group's first choice for radios and checkboxes."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else field.id_for_label


def error_links(form: Form) -> list[Link]:
    """Every error of a bound form in the order of the page; errors of the whole form have no address."""
    whole = [Link(label=str(error), url="") for error in form.non_field_errors()]
    return whole + [
        Link(label=_named(field, str(error)), url=f"#{control_id(field)}")
        for field in form
        for error in field.errors
    ]


def _named(field: BoundField, error: str) -> str:
    """Read out of its place, an error has to say of which field it speaks."""
    return gettext("%(field)s – %(error)s") % {"field": field.label, "error": error}
