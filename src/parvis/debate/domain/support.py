"""Finding a text good, saying what it did to one's mind, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.debate.domain.count import count_later
from parvis.debate.enums import Mark
from parvis.debate.models import Argument, ArgumentSupport
from parvis.debate.permissions import Act, check, is_heard, takes_marks


def support(*, actor: Participant, argument: Argument, mark: Mark = Mark.SUPPORT) -> None:
    """Mark `argument`; again changes nothing. Refuses one's own, and what policy or phase forbids."""
    with transaction.atomic():
        current = _checked(actor, argument, mark)
        if current.author_id == actor.pk:
            raise Refused(_("This text is yours: others will say what they think of it."))
        ArgumentSupport.objects.bulk_create(
            [ArgumentSupport(argument_id=current.pk, participant_id=actor.pk, mark=mark)],
            update_conflicts=True,
            unique_fields=["argument", "participant", "mark"],
            update_fields=["is_live"],
        )


def unsupport(*, actor: Participant, argument: Argument, mark: Mark = Mark.SUPPORT) -> None:
    """Take one's mark back; without one, nothing changes. Refuses what the policy or the phase forbids."""
    with transaction.atomic():
        current = _checked(actor, argument, mark)
        mine = ArgumentSupport.objects.filter(argument=current, participant=actor, mark=mark, is_live=True)
        mine.update(is_live=False)


def _checked(actor: Participant, argument: Argument, mark: Mark) -> Argument:
    arguments = Argument.objects.select_related(
        "contribution__consultation", "contribution__kind", "parent__parent"
    )
    current = arguments.defer("contribution__search").get(pk=argument.pk)
    act = Act.SUPPORT if mark == Mark.SUPPORT else Act.MARK
    check(actor, act, current.contribution, current.kind)
    if not is_heard(current):
        raise Refused(_("This text is no longer public."))
    if act == Act.MARK and not takes_marks(current):
        raise Refused(_("One says this of an argument for or against alone."))
    count_later(current.contribution_id)
    return current
