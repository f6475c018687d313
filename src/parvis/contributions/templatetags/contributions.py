"""`{% load contributions %}`: how a contribution, or the trace of one, is shown in a line."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.contributions.diff import broken_lines, marked_changes
from parvis.contributions.domain.receipt import permanent_address, reference
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.personal import find_personal

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
    if contribution.state != State.PUBLISHED:
        return trace(contribution)
    return contribution.title or opening(contribution.text, 90)


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
    """Who wrote it, when, and how sure the site is of them."""
    author = contribution.author
    return {
        "name": author.public_name if author and author.public_name else _("Somebody"),
        "when": contribution.created_at,
        "identity_level": f"L{contribution.identity_level}" if contribution.identity_level else "",
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
