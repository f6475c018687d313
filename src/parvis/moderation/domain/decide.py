"""What hiding and restoring share: lock, check, change, record, tell the author."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.domain.split import leave_merge
from parvis.contributions.enums import State
from parvis.contributions.merging import hold_group
from parvis.contributions.models import Contribution
from parvis.debate.domain.count import count_later
from parvis.debate.models import Argument
from parvis.jobs import mail
from parvis.ledger.domain.append import append
from parvis.moderation import leaves
from parvis.moderation.domain.ask_quoting import ask_quoting
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.moderation.permissions import can
from parvis.moderation.queries import told_of


def decide(
    *,
    actor: Participant,
    target: Contribution | Argument,
    act: Act,
    state: State,
    reason: Reason,
    message: str,
    subject: str,
    letter: str = "",
) -> Decision:
    """Put `target` in `state`, keep the decision, write to the author; the caller owns the transaction.

    `letter`: which one is written, that of the act if none is named.
    """
    if not can(actor, "hide" if act == Act.HIDE else "restore", target):
        raise Refused(_("You cannot decide on this text."))
    target.state = state
    target.save(update_fields=["state"])
    decision = Decision.objects.create(
        contribution=target if isinstance(target, Contribution) else None,
        argument=target if isinstance(target, Argument) else None,
        act=act,
        reason=reason,
        message=message.strip(),
        moderator=actor,
    )
    append(leaves.decided(decision, target))
    if isinstance(target, Contribution) and act == Act.HIDE:
        leave_merge(contribution=target)
        ask_quoting(source=target)
    tell_author(decision=decision, target=target, subject=subject, letter=letter or str(act))
    return decision


def lock(target: Contribution | Argument) -> Contribution | Argument:
    """The row as it is now, held until the end of the transaction; the debate is to be counted again."""
    if isinstance(target, Argument):
        count_later(target.contribution_id)
        arguments = Argument.objects.select_related("contribution__consultation", "author")
        return arguments.select_for_update(of=("self",)).get(pk=target.pk)
    hold_group(target.pk)
    contributions = Contribution.objects.select_related("consultation", "author")
    return contributions.select_for_update(of=("self",)).get(pk=target.pk)


def tell_author(*, decision: Decision, target: Contribution | Argument, subject: str, letter: str) -> None:
    """Write to whoever answers for the words; without an address (imported, erased), to nobody."""
    for person in told_of(target):
        _write(person, decision, target, subject, letter)


def _write(
    person: Participant, decision: Decision, target: Contribution | Argument, subject: str, letter: str
) -> None:
    contribution = target.contribution if isinstance(target, Argument) else target
    with translation.override(person.language):
        appeal = reverse("moderation:appeal", args=[decision.pk])
        context = {
            "decision": decision,
            "appeal": settings.PARVIS_ADDRESS + appeal,
            "is_argument": isinstance(target, Argument),
            "words": str(target),
            "consultation": contribution.consultation,
            "address": settings.PARVIS_ADDRESS + reverse("front:contribution", args=[contribution.pk]),
            "open_bin": _open_bin(decision, contribution),
        }
        text = render_to_string(f"moderation/mail/{letter}.txt", context)
        mail.send(to=str(person.email), subject=_(subject), text=text)


def _open_bin(decision: Decision, contribution: Contribution) -> str:
    """The page where words that are hidden for this reason stay readable; nothing where they do not."""
    if not Reason(decision.reason).leaves_words_readable:
        return ""
    return settings.PARVIS_ADDRESS + reverse("front:bin", args=[contribution.consultation.slug])
