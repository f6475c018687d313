"""`{% load debate %}`: the forms by which a page of the floor above lets its reader argue and comment."""

from django import template
from django.template import Context
from django.utils.translation import gettext

from parvis.debate.comments import CommentsPage
from parvis.debate.enums import CommentOrder
from parvis.debate.forms import ArgumentForm, CommentForm, ReplyForm
from parvis.ui.data import Link

register = template.Library()


@register.inclusion_tag("debate/_form.html", takes_context=True)
def argument_form(context: Context, *, action: str, draft: str) -> dict[str, object]:
    """A fresh form that posts to `action`, kept by the browser under the name `draft` until it is sent."""
    return _form(context, ArgumentForm(), action, draft, gettext("Publish my argument"))


@register.inclusion_tag("debate/_form.html", takes_context=True)
def comment_form(context: Context, *, action: str, draft: str) -> dict[str, object]:
    """The same for a comment. Its fields have names of their own on the page, beside those of an argument."""
    return _form(context, CommentForm(auto_id="id_comment_%s"), action, draft, gettext("Publish my comment"))


@register.simple_tag
def comment_orders(comments: CommentsPage) -> list[Link]:
    return [
        Link(str(order.label).capitalize(), f"?order={order}#comments", order == comments.order)
        for order in CommentOrder
    ]


def _form(context: Context, form: ReplyForm, action: str, draft: str, label: str) -> dict[str, object]:
    token = context.get("csrf_token")
    return {"form": form, "action": action, "draft": draft, "label": label, "csrf_token": token}
