"""Writing an argument for or against, a comment, and replying to either."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.levels import level_in
from parvis.contributions.domain.once import insert_once
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_text
from parvis.debate import leaves
from parvis.debate.domain.count import count_later
from parvis.debate.enums import Side, TextKind
from parvis.debate.models import TEXT_LIMIT, Argument
from parvis.debate.permissions import Act, check, takes_replies
from parvis.debate.quotes import quoted_from
from parvis.debate.sources import address_of
from parvis.ledger.domain.append import append
from parvis.ui import words

TOO_DEEP = {
    TextKind.ARGUMENT: _("One replies to an argument, not to a reply."),
    TextKind.COMMENT: _("The conversation goes no deeper here: reply to the comment itself."),
}
ELSEWHERE = _("This text was already sent by somebody else. Write yours from the contribution's page.")


def argue(
    *,
    actor: Participant,
    contribution: Contribution,
    side: str,
    text: str,
    idempotency_key: UUID,
    source: str = "",
    origin: Origin = Origin.WEB,
) -> Argument:
    """Publish an argument; the same key twice gives the same one. `source` is an address that backs it.

    Refuses when the policy or the phase forbids it, when no side is taken, when the text does not fit, or
    when the source is no https address.
    """
    if side not in Side.values:
        raise Refused(_("Say whether your argument is for or against."))
    argument = Argument(
        contribution=contribution, side=side, text=text, source=address_of(source), origin=origin
    )
    return _publish(argument, actor, Act.ARGUE, idempotency_key)


def comment(
    *,
    actor: Participant,
    contribution: Contribution,
    text: str,
    idempotency_key: UUID,
    quoted: str = "",
    origin: Origin = Origin.WEB,
) -> Argument:
    """Publish a comment, which takes no side; the same key twice gives the same one. Refuses as `argue`.

    `quoted`: the words of the contribution on which it bears, as they stand.
    """
    words = quoted_from(contribution, quoted)
    said = Argument(contribution=contribution, kind=TextKind.COMMENT, text=text, quoted=words, origin=origin)
    return _publish(said, actor, Act.COMMENT, idempotency_key)


def reply(
    *, actor: Participant, argument: Argument, text: str, idempotency_key: UUID, origin: Origin = Origin.WEB
) -> Argument:
    """Publish a reply to `argument`, which may be a comment. The same key twice gives the same one.

    Refuses below the deepest reply, and when what it replies to is no longer public, even if it was when the
    page was shown.
    """
    if not takes_replies(argument):
        raise Refused(TOO_DEEP[TextKind(argument.kind)])
    answer = Argument(
        contribution=argument.contribution,
        kind=argument.kind,
        depth=argument.depth + 1,
        parent=argument,
        text=text,
        origin=origin,
    )
    return _publish(answer, actor, Act.REPLY, idempotency_key)


def _publish(argument: Argument, actor: Participant, act: Act, key: UUID) -> Argument:
    with transaction.atomic():
        known = Argument.objects.filter(idempotency_key=key).first()
        if known is not None:
            return _own(known, actor)
        action = check(actor, act, argument.contribution, argument.kind)
        argument.text = _fitting(argument)
        count_later(argument.contribution_id)
        if argument.parent is not None:
            _hold_public(argument.parent)
        if not actor.public_name:
            give_pseudonym(actor=actor)
        argument.author = actor
        argument.phase = action.phase
        argument.identity_level = level_in(actor, argument.contribution.consultation_id)
        argument.idempotency_key = key
        return _insert(argument, actor)


def _hold_public(above: Argument) -> None:
    """Nobody hides or withdraws it, or that to which it replies, before the reply is committed."""
    ids = [pk for pk in (above.pk, above.parent_id) if pk is not None]
    rows = Argument.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    if any(row.state != State.PUBLISHED for row in rows.order_by("pk")):
        raise Refused(_("This text is no longer public: one cannot reply to it any more."))


def _insert(argument: Argument, actor: Participant) -> Argument:
    row, is_new = insert_once(argument, key=argument.idempotency_key)
    if not is_new:
        return _own(row, actor)
    append(leaves.accepted(argument))
    mark_reaction(argument.contribution)
    return argument


def _own(argument: Argument, actor: Participant) -> Argument:
    if argument.author_id != actor.pk:
        raise Refused(ELSEWHERE)
    return argument


def _fitting(argument: Argument) -> str:
    kept = clean_text(argument.text)
    if not kept:
        raise Refused(_("Write your text before sending it."))
    if len(kept) > TEXT_LIMIT:
        raise Refused(words.too_long(len(kept), limit=TEXT_LIMIT))
    return kept
