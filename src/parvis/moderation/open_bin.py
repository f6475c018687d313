"""The open bin of a consultation: what moderation hides stays listed and, where it harms nobody, readable."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.consultations.enums import Visibility
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.showing import Said, said
from parvis.debate.models import Argument
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.moderation.register import ABOUT, decisions_in

PAGE_SIZE = 30
HIDDEN_NOW = Q(contribution__state=State.HIDDEN, contribution__withdrawn_at=None) | Q(
    argument__state=State.HIDDEN, argument__withdrawn_at=None
)
TAKEN_AWAY = Q(contribution__entry__isnull=False, contribution__salt=None) | Q(
    argument__entry__isnull=False, argument__salt=None
)
VISIBILITY = Coalesce("contribution__kind__visibility", "argument__contribution__kind__visibility")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote; never who."""

    title: str
    text: str
    said: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class BinLine:
    """A text that is hidden now, contribution `about` or an argument under it.

    `appeal`: where the appeal against it stands, if there is one; `why_not`: why there are no `words`.
    """

    decision: Decision
    about: int
    appeal: str
    words: Words | None
    why_not: str


@dataclass(frozen=True, slots=True)
class BinPage:
    """Texts that are hidden now, those hidden last first; `next` is empty at the end."""

    lines: list[BinLine]
    next: str


def in_bin(consultation: ConsultationPage) -> QuerySet[Decision]:
    """The decision that hides each text that is hidden now, and that its author did not take back."""
    later = Decision.objects.filter(pk__gt=OuterRef("pk"))
    is_last = ~Exists(later.filter(contribution=OuterRef("contribution"))) & ~Exists(
        later.filter(argument=OuterRef("argument"))
    )
    return decisions_in(consultation).filter(HIDDEN_NOW, is_last, act=Act.HIDE)


def bin_page(consultation: ConsultationPage, *, before: str = "") -> BinPage:
    """One page; the number of queries is constant. Words that are not shown are not read."""
    rows = in_bin(consultation).annotate(
        number=ABOUT,
        visibility=VISIBILITY,
        above=F("argument__contribution__state"),
        is_taken_away=ExpressionWrapper(TAKEN_AWAY, output_field=BooleanField()),
    )
    if re.fullmatch(r"\d{1,18}", before):
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("appeal__ruling").order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    why_not = {row.pk: _why_not(row) for row in shown}
    readable = [row for row in shown if not why_not[row.pk]]
    texts = _of_contributions([row.contribution_id for row in readable if row.contribution_id])
    arguments = _of_arguments([row.argument_id for row in readable if row.argument_id])
    lines = [
        BinLine(
            decision=row,
            about=row.number,
            appeal=_appeal(row),
            words=texts.get(row.contribution_id or 0) or arguments.get(row.argument_id or 0),
            why_not=why_not[row.pk],
        )
        for row in shown
    ]
    return BinPage(lines, str(shown[-1].pk) if len(found) > PAGE_SIZE else "")


def _why_not(row: Decision) -> str:
    """Why the words are not shown; nothing when they are. `row` is annotated by `bin_page`."""
    if not Reason(row.reason).leaves_words_readable:
        return _("The words are not shown: what is hidden for this reason may harm somebody, or is unlawful.")
    if row.is_taken_away:  # type: ignore[attr-defined]
        return _("The words are not shown: their author has left, and took them away.")
    is_above_public = row.above in (None, State.PUBLISHED)  # type: ignore[attr-defined]
    if row.visibility != Visibility.PUBLIC or not is_above_public:  # type: ignore[attr-defined]
        return _("The words are not shown: what they answer is not public.")
    return ""


def _appeal(row: Decision) -> str:
    appeal = row.appealed
    if appeal is None:
        return ""
    return appeal.ruled.get_outcome_display() if appeal.ruled else _("waiting for a decision")


def _of_contributions(ids: Collection[int]) -> dict[int, Words]:
    """Two queries whatever their number; photos and documents are not shown."""
    rows = Contribution.objects.filter(pk__in=ids).select_related("kind").prefetch_related("kind__questions")
    return {
        row.pk: Words(
            row.title,
            row.text,
            [
                one
                for one in said(list(row.kind.questions.all()), row.form_answers)
                if not one.question.takes_files
            ],
        )
        for row in rows.only("title", "text", "form_answers", "kind")
    }


def _of_arguments(ids: Collection[int]) -> dict[int, Words]:
    rows = Argument.objects.filter(pk__in=ids).values_list("pk", "text")
    return {pk: Words("", text) for pk, text in rows}
