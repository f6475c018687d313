"""Reading decisions: what the public sees of them."""

from collections.abc import Collection

from django.db.models import Q

from parvis.accounts.models import Participant
from parvis.contributions.addressees import readers_of
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.debate.models import Argument
from parvis.moderation.enums import Act, CaseKind
from parvis.moderation.models import Appeal, Case, Decision

WITHDRAWN = Q(decision__contribution__state=State.WITHDRAWN) | Q(decision__argument__state=State.WITHDRAWN)
WAITING = Q(ruling=None) & ~WITHDRAWN
"""Appeals that somebody has to decide: their author did not take the words back meanwhile."""


def hidden_contributions(contribution_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each contribution, in one query."""
    return _last_to_hide("contribution", contribution_ids)


def hidden_arguments(argument_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each argument or reply, in one query."""
    return _last_to_hide("argument", argument_ids)


def _last_to_hide(target: str, ids: Collection[int]) -> dict[int, Decision]:
    decisions = Decision.objects.filter(act=Act.HIDE, **{f"{target}__in": ids})
    last = decisions.order_by(target, "-id").distinct(target)
    return {getattr(decision, f"{target}_id"): decision for decision in last}


def in_force(target: Contribution | Argument) -> Decision | None:
    """The last decision on a text."""
    field = "argument" if isinstance(target, Argument) else "contribution"
    return Decision.objects.filter(**{field: target}).order_by("-pk").first()


def subject_of(target: Contribution | Argument | WaitingText) -> str:
    """How a case, or somebody who looks at it, names a text."""
    return f"{target._meta.model_name}:{target.pk}"


def open_reports(target: Contribution | Argument) -> Case | None:
    """The case that reports of this text opened, as long as nobody decided on it."""
    text = target.contribution if isinstance(target, Argument) else target
    cases = Case.objects.filter(consultation=text.consultation_id, kind=CaseKind.REPORTS, closed_at=None)
    return cases.filter(subject=subject_of(target)).first()


def waiting_appeal(target: Contribution | Argument) -> Appeal | None:
    """The appeal that waits against the decision that hides this text."""
    appeals = Appeal.objects.select_related("decision").filter(WAITING)
    return appeals.filter(decision=in_force(target)).first()


def told_of(target: Contribution | Argument) -> list[Participant]:
    """Those to whom a mail about these words goes; without an address (imported, erased), nobody."""
    if isinstance(target, Contribution):
        return readers_of(target)
    return [target.author] if target.author is not None and target.author.email else []
