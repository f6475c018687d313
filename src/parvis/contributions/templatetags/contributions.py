"""`{% load contributions %}`: how a contribution, or the trace of one, is shown in a line."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.contributions.diff import broken_lines, marked_changes
from parvis.contributions.domain.receipt import permanent_address, reference
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.merging import name_of
from parvis.contributions.models import Contribution
from parvis.contributions.personal import find_personal
from parvis.contributions.showing import Said, said
from parvis.ui.words import listed

register = template.Library()


@register.filter
def opening(text: str, length: int) -> str:
    """The first words of a text on one line, cut between two words."""
    line = " ".join(text[: length * 2].split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


@register.filter
def public_title(contribution: Contribution) -> str:
    """The title, the beginning of a text without title, or what stands in place of a text not shown."""
    if contribution.state not in {State.PUBLISHED, PRIVATE}:
        return trace(contribution)
    title, text = contribution.shown_title, contribution.shown_text
    return title or opening(text, 90) or reference(contribution)


@register.filter
def trace(contribution: Contribution) -> str:
    """Why the text is not shown; empty when it is."""
    if contribution.state == State.WITHDRAWN:
        return _("Text withdrawn by its author")
    if contribution.state == State.HIDDEN:
        return _("Text hidden by moderation")
    return ""


@register.inclusion_tag("ui/person.html")
def author_line(contribution: Contribution) -> dict[str, object]:
    """Who wrote it, with whom, when, and how sure the site is of them; of an organisation, what it is."""
    one = contribution.organisation
    is_told = one is None and (contribution.identity_level or contribution.is_guest)
    return {
        "name": name_of(contribution),
        "url": "" if one is None else reverse("front:organisation", args=[one.pk]),
        "badge": "" if one is None else f"{one.get_sort_display()}, {one.get_standing_display()}",
        "along": listed(contribution.coauthor_names),
        "when": contribution.created_at,
        "identity_level": f"L{contribution.identity_level}" if is_told else "",
    }


@register.simple_tag
def changes(before: str, after: str) -> SafeString:
    """Both texts in one, word by word: what went in <del>, what came in <ins>."""
    return marked_changes(before, after)


register.filter("reference", reference)
register.filter("permanent_address", permanent_address)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Typed text as paragraphs and line breaks, everything else escaped and nothing made into a link."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return format_html_join("", "<p>{}</p>", ((broken_lines(block),) for block in blocks))


@register.filter
def paragraphs_with_marks(text: str) -> SafeString:
    """The same, with what may be personal in <mark>."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return format_html_join("", "<p>{}</p>", ((_marked(block),) for block in blocks))


@register.filter
def with_marks(line: str) -> SafeString:
    return _marked(line)


def _marked(block: str) -> SafeString:
    parts, reached = [], 0
    for passage in find_personal(block):
        parts.append(broken_lines(block[reached : passage.start]))
        parts.append(format_html("<mark>{}</mark>", passage.words))
        reached = passage.end
    return SafeString("".join([*parts, broken_lines(block[reached:])]))


@register.filter
def answers_said(text: Any) -> list[Said]:
    """What a contribution answers to its form, for those who read it; nothing of another text."""
    if not isinstance(text, Contribution):
        return []
    return said(list(text.kind.questions.all()), text.form_answers)
