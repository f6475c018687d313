"""`{% load glossary %}`: explain the words of a page where they are read, then at its foot.

{% reading page as glossary %}
{% explained glossary %}...{% endexplained %}
{% definitions glossary %}
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from parvis.pages.glossary import Reading

register = template.Library()


@register.simple_tag
def reading(page: Page | None, url: str = "") -> Reading:
    """What holds for one page; `url`: where its whole glossary is read."""
    return Reading(page if isinstance(page, Page) else None, url)


@register.simple_block_tag
def explained(content: SafeString, glossary: Reading, once: bool = False) -> SafeString:
    """One text; with `once`, a part of the text that the page is."""
    return glossary.explain(content, once=once)


@register.inclusion_tag("pages/_definitions.html")
def definitions(glossary: Reading) -> dict[str, Any]:
    return {"terms": glossary.explained, "url": glossary.url}
