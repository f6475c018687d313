"""Say that a text is against the charter: signed in, or without an account."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.accounts import permissions as accounts
from parvis.accounts.canonical import canonical
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Actor, Reader
from parvis.debate.models import Argument
from parvis.moderation.domain.tell_reporters import acknowledge
from parvis.moderation.enums import CaseKind, Reason
from parvis.moderation.models import Case, Report
from parvis.moderation.permissions import hands_in
from parvis.moderation.queries import subject_of


def report(*, actor: Participant, target: Contribution | Argument, reason: Reason) -> Report:
    """Keep the report, and open the case of this text if none is open; the text stays as it is.

    One report for each person and text: a second one gives the first back, whatever its reason.
    """
    if not accounts.can(actor, "act"):
        raise Refused(
            _("To report a text, confirm your e-mail address: sign in with the code that we send you.")
        )
    _check(actor, target, reason)
    if actor.pk in hands_in(target):
        raise Refused(_("This text is yours: you may revise or withdraw it."))
    kept, _is_new = _keep(target, {"reporter": actor}, {"reason": reason})
    return kept


def report_without_account(
    *, target: Contribution | Argument, reason: Reason, email: str = "", language: str = ""
) -> Report:
    """The same of somebody who is not signed in; an address receives the acknowledgement, then the decision.

    One report for each mailbox and text. Of those who leave no address nobody knows how many they are: one
    for each reason, as long as the case is open.
    """
    _check(AnonymousUser(), target, reason)
    whose: dict[str, Any] = {"reporter": None, "email_key": mailbox(email)}
    values: dict[str, Any] = {"reason": reason, "email": email, "language": language if email else ""}
    if not email:
        whose |= {"reason": reason, "case__closed_at": None}
    with transaction.atomic():
        kept, is_new = _keep(target, whose, values)
        if is_new and email:
            acknowledge(report=kept)
        return kept


def mailbox(email: str) -> str:
    """What stands for a mailbox, however its address is written; nothing for none."""
    if not email:
        return ""
    return salted_hmac("parvis.moderation.report", canonical(email), algorithm="sha256").hexdigest()


def _keep(
    target: Contribution | Argument, whose: dict[str, Any], values: dict[str, Any]
) -> tuple[Report, bool]:
    """The report that is known of this person and text, or a new one; whether it is new."""
    contribution = target.contribution if isinstance(target, Argument) else target
    what = {"argument": target} if isinstance(target, Argument) else {"contribution": target}
    known = Report.objects.filter(**whose, **what).first()
    if known is not None:
        return known, False
    with transaction.atomic():
        case, _is_new = Case.objects.get_or_create(
            consultation=contribution.consultation,
            kind=CaseKind.REPORTS,
            subject=subject_of(target),
            closed_at=None,
        )
        kept, is_new = Report.objects.get_or_create(**whose, **what, defaults={"case": case, **values})
        return kept, is_new


def _check(actor: Actor, target: Contribution | Argument, reason: Reason) -> None:
    contribution = target.contribution if isinstance(target, Argument) else target
    is_public = target.state == contribution.state == State.PUBLISHED
    if not is_public or not Reader(actor, contribution.consultation).may_read(target):
        raise Refused(_("This text is no longer public: there is nothing to report."))
    if reason == Reason.MISTAKE:
        raise Refused(_("Choose the reason why this text is against the charter."))
