"""What the queue shows of each thing that waits, and one of them alone, for somebody to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.contributions.enums import PRIVATE, State, WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.debate.models import Argument
from parvis.moderation import cases
from parvis.moderation.appeals import of_consultation
from parvis.moderation.enums import DECIDED_ALIKE, CaseKind, Wait
from parvis.moderation.models import Appeal, Case, Report
from parvis.moderation.queries import open_reports
from parvis.moderation.queue import PAGE_SIZE, Filters, Place, place_of, places
from parvis.moderation.waiting_texts import waiting_text_in

Text = Contribution | Argument | WaitingText
SHOWN = ("kind", "theme", "phase", "organisation", "gathering")
SHOWN_OF_APPEALS = (
    *(f"decision__contribution__{name}" for name in SHOWN),
    *(f"decision__argument__contribution__{name}" for name in ("theme", "phase")),
)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One thing that waits, in a list: its words, its case or its appeal; `reports` by how many people."""

    place: Place
    text: Text | None = None
    case: Case | None = None
    appeal: Appeal | None = None
    reports: int = 0

    @property
    def title(self) -> str:
        """What is strange, or the words of the text."""
        if self.case is not None and (self.text is None or self.place.wait == Wait.STRANGE):
            return capfirst(cases.title_of(self.case))
        return str(self.text)

    @property
    def about(self) -> Contribution | WaitingText | None:
        """What has a theme and a phase: the text, or the contribution on which it bears."""
        return self.text.contribution if isinstance(self.text, Argument) else self.text

    @property
    def why(self) -> str:
        """Why it waits: of what is read first, whose it is; of a quotation, what became of its source."""
        if self.case is not None and self.case.kind == CaseKind.QUOTED:
            return pgettext("why a text waits", "text quoted, hidden elsewhere")
        if not isinstance(self.text, WaitingText):
            return str(self.place.wait.label)
        if self.text.is_guest:
            return pgettext("why a text waits", "text of a guest")
        if self.text.revises_id is not None:
            return _("changes to be read before they appear")
        return str(self.place.wait.label)

    @property
    def theme(self) -> Theme | None:
        return self.about.theme if self.about is not None else None

    @property
    def phase(self) -> Phase | None:
        return self.about.phase if self.about is not None else None

    @property
    def is_decided_alike(self) -> bool:
        return self.place.wait in DECIDED_ALIKE and self.text is not None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some of what waits, the oldest first; `next` is empty at the end."""

    lines: list[QueueLine]
    next: str


@dataclass(frozen=True, slots=True)
class Item:
    """One text with the reason why it waits; `place` is None once it no longer does."""

    wait: Wait
    pk: int
    text: Text
    case: Case | None
    place: Place | None

    @property
    def about(self) -> Contribution | WaitingText:
        return self.text.contribution if isinstance(self.text, Argument) else self.text


def queue_page(*, consultation: ConsultationPage, filters: Filters, beside: Place | None) -> QueuePage:
    """What waits after `beside`; for each reason, one query to find it, and three at most to read it."""
    found = places(consultation=consultation, filters=filters, beside=beside, size=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    known: dict[Place, QueueLine] = {}
    for wait, group in groupby(sorted(shown, key=lambda place: place.rank), key=lambda place: place.wait):
        known |= {line.place: line for line in _lines(consultation, wait, list(group))}
    return QueuePage(
        [known[place] for place in shown if place in known], str(shown[-1]) if len(found) > PAGE_SIZE else ""
    )


def item_of(consultation: ConsultationPage, wait: str, pk: int) -> Item | None:
    """One text of this consultation that waits, or waited, for this reason."""
    match wait:
        case Wait.UNREAD:
            return _unread_item(consultation, pk)
        case Wait.GUEST:
            return _guest_item(consultation, pk)
        case Wait.REPORTED:
            return _reported_item(consultation, pk)
    return None


def _lines(consultation: ConsultationPage, wait: Wait, found: Sequence[Place]) -> Iterable[QueueLine]:
    ids = [place.pk for place in found]
    if wait == Wait.APPEAL:
        sent = of_consultation(consultation).select_related(*SHOWN_OF_APPEALS).in_bulk(ids)
        return [
            QueueLine(place, sent[place.pk].decision.target, appeal=sent[place.pk])
            for place in found
            if place.pk in sent
        ]
    if wait in (Wait.REPORTED, Wait.STRANGE):
        return _lines_of_cases(found, Case.objects.in_bulk(ids), _reports_of(ids))
    texts = _contributions(ids) if wait == Wait.UNREAD else _guest_texts(ids)
    return [QueueLine(place, texts[place.pk]) for place in found if place.pk in texts]


def _contributions(ids: Collection[int]) -> dict[int, Contribution]:
    return Contribution.objects.select_related(*SHOWN).defer("search").in_bulk(ids)


def _guest_texts(ids: Collection[int]) -> dict[int, WaitingText]:
    return WaitingText.objects.select_related("kind", "theme", "phase").in_bulk(ids)


def _reports_of(case_ids: Collection[int]) -> Counter[int]:
    counted = Report.objects.filter(case__in=case_ids).values_list("case").annotate(Count("pk")).order_by()
    return Counter(dict(counted))


def _lines_of_cases(found: Sequence[Place], rows: dict[int, Case], counts: Counter[int]) -> list[QueueLine]:
    """Cases with the text that each is about, when it is about one: two queries whatever their number."""
    subjects = {pk: cases.subject_parts(case) for pk, case in rows.items()}
    texts = _texts([subject for subject in subjects.values() if subject is not None])
    return [
        QueueLine(place, texts.get(subjects[place.pk]), rows[place.pk], reports=counts[place.pk])
        for place in found
        if place.pk in rows
    ]


def _texts(subjects: Collection[tuple[str, int]]) -> dict[tuple[str, int] | None, Text]:
    ids = {sort: [pk for name, pk in subjects if name == sort] for sort in ("contribution", "argument")}
    shown = ("contribution__kind", "contribution__theme", "contribution__phase")
    arguments = Argument.objects.select_related(*shown).defer("contribution__search")
    found: dict[tuple[str, int] | None, Text] = {}
    found |= {("contribution", pk): text for pk, text in _contributions(ids["contribution"]).items()}
    found |= {("argument", pk): text for pk, text in arguments.in_bulk(ids["argument"]).items()}
    return found


def _unread_item(consultation: ConsultationPage, pk: int) -> Item | None:
    shown = ("consultation", "kind", "theme", "phase", "author", "organisation", "gathering", "responds_to")
    rows = Contribution.objects.filter(consultation=consultation, pk=pk).exclude(state=PRIVATE)
    text = rows.select_related(*shown).defer("search", "responds_to__search").first()
    if text is None:
        return None
    waits = text.state == State.PUBLISHED and text.to_read_since is not None
    place = place_of(text.to_read_since, Wait.UNREAD, pk) if waits and text.to_read_since else None
    return Item(Wait.UNREAD, pk, text, open_reports(text), place)


def _guest_item(consultation: ConsultationPage, pk: int) -> Item | None:
    text = waiting_text_in(consultation, pk)
    if text is None:
        return None
    waits = text.state == WaitingState.WAITING
    return Item(Wait.GUEST, pk, text, None, place_of(text.received_at, Wait.GUEST, pk) if waits else None)


def _reported_item(consultation: ConsultationPage, pk: int) -> Item | None:
    case = cases.of_consultation(consultation, pk)
    text = cases.target_of(case) if case is not None and case.kind == CaseKind.REPORTS else None
    if case is None or text is None:
        return None
    place = place_of(case.opened_at, Wait.REPORTED, pk) if case.closed_at is None else None
    return Item(Wait.REPORTED, pk, text, case, place)
