"""Where a text is quoted that was just hidden: whether the quotation stays is for the team there to say."""

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.quotations import Quotation
from parvis.moderation.domain.open_case import open_case
from parvis.moderation.enums import CaseKind
from parvis.moderation.queries import subject_of


def ask_quoting(*, source: Contribution) -> int:
    """Open a case for each public quotation of a text, in the transaction that hides it; returns how many.

    A quotation hides nothing by itself: it is under the charter of another consultation. One of which the
    team decided lately is not asked about again.
    """
    rows = Quotation.objects.filter(source=source, contribution__state=State.PUBLISHED)
    asked = [
        open_case(
            consultation=row.contribution.consultation,
            kind=CaseKind.QUOTED,
            subject=subject_of(row.contribution),
            evidence={"size": 1},
        )
        for row in rows.select_related("contribution__consultation").defer("contribution__search")
    ]
    return sum(case is not None for case in asked)
