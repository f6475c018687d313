"""Words about findings, in templates."""

from django import template
from wagtail.models import Page

from parvis.front.composition.synthesis_words import gone_of, mark_of, short_mark_of, signature_of
from parvis.front.composition.wordings import ShownWording, Wordings
from parvis.restitution.showing import ShownFinding, ShownQuote

register = template.Library()


@register.filter
def mark(finding: ShownFinding) -> str:
    """What wrote it, when a program did."""
    return mark_of(finding)


@register.filter
def short_mark(finding: ShownFinding) -> str:
    """The same in a few words."""
    return short_mark_of(finding)


@register.filter
def gone(finding: ShownFinding) -> str:
    """How many of its sources nobody reads any longer."""
    return gone_of(finding)


@register.filter
def signature(quote: ShownQuote) -> str:
    """What a quote is signed with."""
    return signature_of(quote)


@register.filter
def address(page: Page) -> str:
    return page.get_url() or ""


@register.filter
def wording_of(wordings: Wordings, finding: ShownFinding) -> ShownWording | None:
    """What a language model proposes for this finding."""
    return wordings.of(finding.pk)
