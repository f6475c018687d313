"""Ask that another moderator looks again at a text that was hidden."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.ledger.domain.append import append
from parvis.moderation import leaves
from parvis.moderation.domain.decide import lock
from parvis.moderation.enums import Act
from parvis.moderation.models import Appeal, Decision
from parvis.moderation.permissions import can
from parvis.moderation.queries import in_force


def appeal(*, actor: Participant, decision: Decision, text: str) -> Appeal:
    """Keep the reasons for those who moderate. Once for each decision: a second time gives the first back."""
    if not text.strip():
        raise Refused(_("Say why your text should be public."))
    with transaction.atomic():
        held = Decision.objects.get(pk=decision.pk)
        target = lock(held.target)
        is_hidden = target.state == State.HIDDEN and in_force(target) == held
        if not can(actor, "appeal", held) or held.act != Act.HIDE or not is_hidden:
            raise Refused(
                _("There is nothing to appeal against: this decision no longer hides a text of yours.")
            )
        values = {"author": actor, "text": text.strip()}
        made, is_new = Appeal.objects.select_related("decision").get_or_create(decision=held, defaults=values)
        if is_new:
            append(leaves.appealed(made))
        return made
