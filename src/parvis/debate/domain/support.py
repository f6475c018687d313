"""Finding an argument good, and changing one's mind."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.debate.domain.count import count_later
from parvis.debate.models import Argument, ArgumentSupport
from parvis.debate.permissions import Act, check


def support(*, actor: Participant, argument: Argument) -> None:
    """Support `argument`; again changes nothing. Refuses one's own, and what policy or phase forbids."""
    with transaction.atomic():
        current = _checked(actor, argument)
        if current.author_id == actor.pk:
            raise Refused(_("This argument is yours: others will say whether they support it."))
        ArgumentSupport.objects.bulk_create(
            [ArgumentSupport(argument_id=current.pk, participant_id=actor.pk)],
            update_conflicts=True,
            unique_fields=["argument", "participant"],
            update_fields=["is_live"],
        )


def unsupport(*, actor: Participant, argument: Argument) -> None:
    """Take one's support back; without one, nothing changes. Refuses what the policy or the phase forbids."""
    with transaction.atomic():
        current = _checked(actor, argument)
        mine = ArgumentSupport.objects.filter(argument=current, participant=actor, is_live=True)
        mine.update(is_live=False)


def _checked(actor: Participant, argument: Argument) -> Argument:
    arguments = Argument.objects.select_related("contribution__consultation", "contribution__kind")
    current = arguments.defer("contribution__search").get(pk=argument.pk)
    check(actor, Act.SUPPORT, current.contribution)
    if current.state != State.PUBLISHED:
        raise Refused(_("This argument is no longer public."))
    count_later(current.contribution_id)
    return current
