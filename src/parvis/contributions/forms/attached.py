"""The files of a form: what the site knows of those that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import Form

from parvis.contributions.attachments import Attachment, read_numbers
from parvis.contributions.forms.widgets import Files


def has_files(form: Form) -> bool:
    return any(True for _name, _widget in _asked(form))


def tell_files(form: Form) -> None:
    """Give each question the facts of the files that were sent to it; one query, none without files."""
    sent: Any = form.data
    typed = {name: read_numbers(sent.getlist(name)) for name, _widget in _asked(form) if form.is_bound}
    wanted = {number for numbers in typed.values() for number in numbers}
    if not wanted:
        return
    known = {one["id"]: one for one in Attachment.objects.filter(pk__in=wanted).mentions()}
    for name, widget in _asked(form):
        widget.known = {number: known[number] for number in typed[name] if number in known}


def _asked(form: Form) -> Iterator[tuple[str, Files]]:
    for name, field in form.fields.items():
        if isinstance(field.widget, Files):
            yield name, field.widget
