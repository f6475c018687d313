"""Tell those who asked that the synthesis is out, once."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.jobs import mail
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.models import SynthesisPage


def announce(*, synthesis: SynthesisPage) -> int:
    """Write to every follower with an address; return how many. A draft, or one announced before, gives 0.

    Nobody is told of words that are not in the log.
    """
    with transaction.atomic():
        locked = SynthesisPage.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
        if not locked.live or locked.announced_at is not None:
            return 0
        consultation = ConsultationPage.objects.parent_of(locked).get()
        if not consultation.live:
            return 0
        followers = Participant.objects.filter(
            follows__consultation=consultation, is_active=True, email__isnull=False
        )
        tell_synthesis(synthesis=locked)
        told = 0
        for follower in followers.order_by("pk").iterator():
            _tell(follower, consultation, locked)
            told += 1
        SynthesisPage.objects.filter(pk=locked.pk).update(announced_at=Now())
        return told


def _tell(follower: Participant, consultation: ConsultationPage, synthesis: SynthesisPage) -> None:
    with translation.override(follower.language):
        context = {
            "consultation": consultation,
            "synthesis": synthesis,
            "address": settings.PARVIS_ADDRESS + reverse("front:synthesis", args=[consultation.slug]),
            "page": settings.PARVIS_ADDRESS + reverse("front:consultation", args=[consultation.slug]),
        }
        mail.send(
            to=str(follower.email),
            subject=_("The result is out: %(title)s") % {"title": consultation.title},
            text=render_to_string("restitution/mail/announce.txt", context),
        )
