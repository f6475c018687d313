"""`{% load manual %}`: what chapters of the manual quote and show, and the chapter of a screen."""

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from parvis.front.manual import BY_SCREEN, SHOT_HEIGHT, SHOT_WIDTH, Chapter

register = template.Library()


@register.simple_tag
def label(words: str) -> SafeString:
    """Words of a screen, as they are written there in the reader's language."""
    return format_html('<b class="manual__label">{}</b>', gettext(words))


@register.simple_tag
def shot(name: str, caption: str) -> SafeString:
    """The picture of a screen, in the reader's language, with what it shows."""
    source = static(f"front/manual/{get_language()}/{name}.webp")
    return format_html(
        '<figure class="manual__shot"><img src="{}" alt="" width="{}" height="{}" loading="lazy">'
        "<figcaption>{}</figcaption></figure>",
        *(source, SHOT_WIDTH, SHOT_HEIGHT, caption),
    )


@register.simple_tag
def chapter_of(request: HttpRequest) -> Chapter | None:
    """The chapter that explains the screen asked for, of the desk."""
    match = request.resolver_match
    if match is None or not ("desk" in match.namespaces or (match.url_name or "").startswith("desk_")):
        return None
    return BY_SCREEN.get(match.url_name or "")
