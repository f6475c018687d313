"""Tell somebody that the changes of their text were read, and not published."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.jobs import mail
from parvis.moderation.models import Screening


def tell_refused(*, screening: Screening) -> None:
    """In the transaction of the decision; nobody, of an author without an address."""
    text = screening.text
    if text.author is None or not text.author.email:
        return
    with translation.override(text.author.language):
        context = {
            "screening": screening,
            "text": text,
            "address": settings.PARVIS_ADDRESS + reverse("moderation:waiting", args=[text.pk]),
        }
        mail.send(
            to=text.author.email,
            subject=_("The changes of your text were not published"),
            text=render_to_string("moderation/mail/refused_changes.txt", context),
        )
