"""What a reader reads: cards, tags, tabs, alerts, figures, people, receipts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django import template
from django.forms import Form
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.ui import words
from parvis.ui.data import Fact, IdentityLevel, Link
from parvis.ui.forms import error_links

register = template.Library()

TagKind = Literal["neutral", "brand", "accent", "for", "mixed", "against"]
AlertKind = Literal["info", "success", "warning", "error"]

ALERT_ICONS = {"info": "info", "success": "circle-check", "warning": "triangle-alert", "error": "circle-x"}
ALERT_WORDS = {
    "info": _("Information"),
    "success": _("Done"),
    "warning": _("Please note"),
    "error": _("Error"),
}
IDENTITY_WORDS = {
    IdentityLevel.L0: _("not verified"),
    IdentityLevel.L1: _("e-mail address verified"),
    IdentityLevel.L2: _("link with the territory verified"),
    IdentityLevel.L3: _("identity verified"),
}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*, form: Form, focus: bool = True) -> dict[str, object]:
    return {"links": error_links(form) if form.is_bound else [], "focus": focus}


@register.simple_block_tag
def card(
    content: SafeString,
    *,
    title: str,
    url: str = "",
    kicker: str = "",
    note: str = "",
    image: str = "",
    level: int = 3,
    lang: str = "",
) -> str:
    return render_to_string(
        "ui/card.html",
        {
            "content": content,
            "title": title,
            "url": url,
            "kicker": kicker,
            "note": note,
            "image": image,
            "level": level,
            "lang": lang,
        },
    )


@register.inclusion_tag("ui/tag.html")
def tag(*, label: str, kind: TagKind = "neutral", icon: str = "", url: str = "") -> dict[str, object]:
    return {"label": label, "kind": kind, "icon": icon, "url": url}


@register.inclusion_tag("ui/tabs.html")
def tabs(*, items: Sequence[Link], label: str) -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("ui/chips.html")
def chips(*, items: Sequence[Link], label: str) -> dict[str, object]:
    return {"items": items, "label": label}


@register.inclusion_tag("ui/pagination.html")
def pagination(
    *,
    previous_url: str = "",
    next_url: str = "",
    label: str = "",
    previous_label: str = "",
    next_label: str = "",
) -> dict[str, object]:
    return {
        "previous_url": previous_url,
        "next_url": next_url,
        "label": label or gettext("Pages of this list"),
        "previous_label": previous_label or gettext("Previous"),
        "next_label": next_label or gettext("Next"),
    }


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str) -> str:
    return render_to_string("ui/empty_state.html", {"content": content, "title": title})


@register.inclusion_tag("ui/alert.html")
def alert(*, text: str, kind: str = "info", title: str = "") -> dict[str, object]:
    """`kind` accepts Django's message levels too: anything unknown reads as information."""
    known = kind if kind in ALERT_ICONS else "info"
    return {
        "text": text,
        "kind": known,
        "title": title,
        "icon": ALERT_ICONS[known],
        "word": ALERT_WORDS[known],
    }


@register.inclusion_tag("ui/progress.html")
def progress(*, value: int, total: int, label: str) -> dict[str, object]:
    return {"value": value, "total": total, "label": label}


@register.inclusion_tag("ui/person.html")
def person(
    *, name: str, badge: str = "", when: datetime | None = None, identity_level: str = "", url: str = ""
) -> dict[str, object]:
    return {"name": name, "badge": badge, "when": when, "identity_level": identity_level, "url": url}


@register.inclusion_tag("ui/identity.html")
def identity(*, level: str) -> dict[str, object]:
    return {"level": level, "words": IDENTITY_WORDS[IdentityLevel(level)]}


@register.inclusion_tag("ui/figure.html")
def figure(
    *, value: int | float | Decimal, noun: str, note: str = "", url: str = "", unit: str = ""
) -> dict[str, object]:
    return {"value": words.number(value), "noun": noun, "note": note, "url": url, "unit": unit}


@register.inclusion_tag("ui/facts.html")
def facts(*, items: Sequence[Fact]) -> dict[str, object]:
    return {"items": items}


@register.inclusion_tag("ui/receipt.html")
def receipt(*, reference: str, recorded_at: datetime, url: str, id: str = "receipt") -> dict[str, object]:
    return {"reference": reference, "recorded_at": recorded_at, "url": url, "id": id}


@register.inclusion_tag("ui/caveat.html")
def caveat(*, text: str = "") -> dict[str, object]:
    return {
        "text": text
        or gettext(
            "This is neither a poll nor a referendum: those who answered chose to do so, "
            "and do not stand for everybody."
        )
    }
