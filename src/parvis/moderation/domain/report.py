"""Say that a text is against the charter."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts import permissions as accounts
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader
from parvis.debate.models import Argument
from parvis.moderation.enums import CaseKind, Reason
from parvis.moderation.models import Case, Report
from parvis.moderation.permissions import hands_in
from parvis.moderation.queries import subject_of


def report(*, actor: Participant, target: Contribution | Argument, reason: Reason) -> Report:
    """Keep the report, and open the case of this text if none is open; the text stays as it is.

    One report for each person and text: a second one gives the first back, whatever its reason.
    """
    contribution = target.contribution if isinstance(target, Argument) else target
    _check(actor, target, contribution, reason)
    what = {"argument": target} if isinstance(target, Argument) else {"contribution": target}
    known = Report.objects.filter(reporter=actor, **what).first()
    if known is not None:
        return known
    with transaction.atomic():
        case, _new = Case.objects.get_or_create(
            consultation=contribution.consultation,
            kind=CaseKind.REPORTS,
            subject=subject_of(target),
            closed_at=None,
        )
        values = {"case": case, "reason": reason}
        kept, _new = Report.objects.get_or_create(reporter=actor, **what, defaults=values)
        return kept


def _check(
    actor: Participant, target: Contribution | Argument, contribution: Contribution, reason: Reason
) -> None:
    if not accounts.can(actor, "act"):
        raise Refused(
            _("To report a text, confirm your e-mail address: sign in with the code that we send you.")
        )
    is_public = target.state == contribution.state == State.PUBLISHED
    if not is_public or not Reader(actor, contribution.consultation).may_read(target):
        raise Refused(_("This text is no longer public: there is nothing to report."))
    if actor.pk in hands_in(target):
        raise Refused(_("This text is yours: you may revise or withdraw it."))
    if reason == Reason.MISTAKE:
        raise Refused(_("Choose the reason why this text is against the charter."))
