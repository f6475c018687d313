"""What a reader presses: buttons, dialogs, sharing, and the icons beside words."""

from functools import cache
from typing import Literal
from urllib.parse import quote

import lucide as icons
from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]


def _attributes(extra: dict[str, object]) -> SafeString:
    """Template keyword arguments as HTML attributes: `data_parvis_copy="x"` -> ` data-parvis-copy="x"`."""
    return flatatt({name.replace("_", "-"): value for name, value in extra.items() if value is not None})


@register.simple_tag
def icon(name: str, *, size: int = 20) -> SafeString:
    """A drawing from Lucide, hidden from screen readers: the word beside it speaks."""
    return _drawn(name + "", size)


@cache
def _drawn(name: str, size: int) -> SafeString:
    """Drawn once: the package copies the whole drawing, and writes it anew, each time that it is asked."""
    attributes = {"class": "icon", "aria_hidden": "true", "focusable": "false"}
    return mark_safe(icons._render_icon(name, size, **attributes))  # noqa: S308 - drawn by the package


@register.inclusion_tag("ui/button.html")
def button(
    *,
    label: str,
    url: str = "",
    kind: ButtonKind = "primary",
    type: Literal["submit", "button"] = "submit",
    name: str = "",
    value: str = "",
    icon: str = "",
    disabled: bool = False,
    **attributes: object,
) -> dict[str, object]:
    return {
        "label": label,
        "url": url,
        "kind": kind,
        "type": type,
        "name": name,
        "value": value,
        "icon": icon,
        "disabled": disabled,
        "attributes": _attributes(attributes),
    }


@register.simple_block_tag(end_name="enddialog")
def dialog(
    content: SafeString, *, id: str, title: str, trigger: str, url: str, kind: ButtonKind = "secondary"
) -> str:
    return render_to_string(
        "ui/dialog.html",
        {"content": content, "id": id, "title": title, "trigger": trigger, "url": url, "kind": kind},
    )


@register.inclusion_tag("ui/share.html")
def share(*, url: str, title: str, id: str = "share") -> dict[str, object]:
    mail = f"mailto:?subject={quote(title)}&body={quote(url)}"
    return {"url": url, "title": title, "mail": mail, "id": id}
