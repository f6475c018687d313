"""`{% load debate %}`: the form by which a page of the floor above lets its reader argue."""

from django import template
from django.template import Context
from django.utils.translation import gettext

from parvis.debate.forms import ArgumentForm

register = template.Library()


@register.inclusion_tag("debate/_form.html", takes_context=True)
def argument_form(context: Context, *, action: str, draft: str) -> dict[str, object]:
    """A fresh form that posts to `action`, kept by the browser under the name `draft` until it is sent."""
    return {
        "form": ArgumentForm(),
        "action": action,
        "draft": draft,
        "label": gettext("Publish my argument"),
        "csrf_token": context.get("csrf_token"),
    }
