"""Writing an argument for or against, and replying to one."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_text
from parvis.debate import leaves
from parvis.debate.domain.count import count_later
from parvis.debate.enums import Side
from parvis.debate.models import TEXT_LIMIT, Argument
from parvis.debate.permissions import Act, check
from parvis.ledger.domain.append import append
from parvis.ui import words

ELSEWHERE = _("This text was already sent by somebody else. Write yours from the contribution's page.")


def argue(
    *,
    actor: Participant,
    contribution: Contribution,
    side: str,
    text: str,
    idempotency_key: UUID,
    origin: Origin = Origin.WEB,
) -> Argument:
    """Publish an argument; the same key twice gives the same one.

    Refuses when the policy or the phase forbids it, when no side is taken, or when the text does not fit.
    """
    if side not in Side.values:
        raise Refused(_("Say whether your argument is for or against."))
    argument = Argument(contribution=contribution, side=side, text=text, origin=origin)
    return _publish(argument, actor, Act.ARGUE, idempotency_key)


def reply(
    *, actor: Participant, argument: Argument, text: str, idempotency_key: UUID, origin: Origin = Origin.WEB
) -> Argument:
    """Publish a reply to `argument`; a reply takes none. The same key twice gives the same one.

    Refuses when the argument is no longer public, even if it was when the page was shown.
    """
    if argument.parent_id is not None:
        raise Refused(_("One replies to an argument, not to a reply."))
    answer = Argument(contribution=argument.contribution, parent=argument, text=text, origin=origin)
    return _publish(answer, actor, Act.REPLY, idempotency_key)


def _publish(argument: Argument, actor: Participant, act: Act, key: UUID) -> Argument:
    with transaction.atomic():
        known = Argument.objects.filter(idempotency_key=key).first()
        if known is not None:
            return _own(known, actor)
        action = check(actor, act, argument.contribution)
        argument.text = _fitting(argument.text)
        count_later(argument.contribution_id)
        if argument.parent_id is not None:
            _hold_public(argument.parent_id)
        if not actor.public_name:
            give_pseudonym(actor=actor)
        argument.author = actor
        argument.phase = action.phase
        argument.identity_level = actor.identity_level
        argument.idempotency_key = key
        return _insert_once(argument, actor)


def _hold_public(argument_id: int) -> None:
    """Nobody hides or withdraws the argument before the reply is committed; after, it takes none."""
    argument = Argument.objects.select_for_update(of=("self",), no_key=True).get(pk=argument_id)
    if argument.state != State.PUBLISHED:
        raise Refused(_("This argument is no longer public: one cannot reply to it any more."))


def _insert_once(argument: Argument, actor: Participant) -> Argument:
    """Insert, or give the twin that was sent at the same moment."""
    try:
        with transaction.atomic():
            argument.save(force_insert=True)
    except IntegrityError:
        twin = Argument.objects.filter(idempotency_key=argument.idempotency_key).first()
        if twin is None:
            raise
        return _own(twin, actor)
    append(leaves.accepted(argument))
    mark_reaction(argument.contribution)
    return argument


def _own(argument: Argument, actor: Participant) -> Argument:
    if argument.author_id != actor.pk:
        raise Refused(ELSEWHERE)
    return argument


def _fitting(text: str) -> str:
    kept = clean_text(text)
    if not kept:
        raise Refused(_("Write your argument before sending it."))
    if len(kept) > TEXT_LIMIT:
        raise Refused(words.too_long(len(kept), limit=TEXT_LIMIT))
    return kept
