"""Write to the authors of texts that are merged, or split."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.models import Participant
from parvis.contributions.addressees import addressees_of, cosigners_of, reachable
from parvis.contributions.enums import State
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution
from parvis.jobs import mail

MERGED = _("Your text was brought together with others: %(title)s")
SPLIT = _("Your text stands by itself again: %(title)s")


def tell_merged(*, merge: Merge, texts: Iterable[Contribution]) -> None:
    """With the reason, where it is read, and how to object."""
    _tell(merge, texts, MERGED, "contributions/mail/merged.txt")


def tell_split(*, merge: Merge, texts: Iterable[Contribution]) -> None:
    """Those whose text is still public."""
    public = [text for text in texts if text.state == State.PUBLISHED]
    _tell(merge, public, SPLIT, "contributions/mail/split.txt")


def _tell(merge: Merge, texts: Iterable[Contribution], subject: Promise, template: str) -> None:
    """One message for each text to whoever answers for it and to its co-authors, in the language of each."""
    found = list(texts)
    beside = cosigners_of(found)
    told = {pk: people | beside[pk] for pk, people in addressees_of(found).items()}
    people = {person.pk: person for person in reachable(set().union(*told.values()))}
    for text in found:
        for pk in sorted(told[text.pk] & people.keys()):
            _write(people[pk], merge, text, subject, template)


def _write(person: Participant, merge: Merge, text: Contribution, subject: Promise, template: str) -> None:
    site = settings.PARVIS_ADDRESS
    with translation.override(person.language):
        context = {
            "merge": merge,
            "title": text.title or text.text[:80],
            "consultation": text.consultation,
            "stays": text.pk == merge.kept_id,
            "address": site + reverse("front:contribution", args=[text.pk]),
            "common": site + reverse("front:contribution", args=[merge.kept_id]),
        }
        mail.send(
            to=str(person.email),
            subject=str(subject) % {"title": context["title"]},
            text=render_to_string(template, context),
        )
