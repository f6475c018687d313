"""What others read of contributions: pages of a list, what a ballot bears on, what a phase carries over."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Field,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Now
from django.db.models.lookups import GreaterThan, LessThan
from django.http import Http404
from django.shortcuts import get_object_or_404

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import Source, Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.contributions import permissions
from parvis.contributions.enums import Order
from parvis.contributions.models import CarriedContribution, Contribution, ContributionQuerySet, Version
from parvis.contributions.search import is_rare, search_query

Actor = permissions.Actor
PAGE_SIZE = 20
RING = 2**62


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list, and the cursor of the next one, empty at the end."""

    items: list[Contribution]
    order: Order
    next: str

    @property
    def has_next(self) -> bool:
        return bool(self.next)


def listing(
    *,
    consultation: ConsultationPage,
    theme: Theme | None = None,
    kind: Kind | None = None,
    phase: Phase | None = None,
    words: str = "",
    order: Order | str = Order.RANDOM,
    start: int = 0,
    after: str = "",
    size: int = PAGE_SIZE,
) -> ListPage:
    """Read one page of the published contributions of a consultation.

    Two queries whatever their number, three with words.

    `theme`, `kind` and `phase` belong to `consultation`. `words` are searched in French, stems compared and
    accents ignored. `start` (any integer) is where a reader enters the ring of the random order: the same
    start gives the same order from page to page, and everybody comes out once. `after` is the `next` of the
    page before; a cursor that cannot be read gives the first page.
    """
    order = Order(order)
    rows = _narrowed(consultation, theme, kind, phase, words)
    mark = _read_cursor(after)
    rare = bool(words.strip()) and is_rare(words)
    if order == Order.RANDOM:
        keys = _ring(rows, start % RING, mark, size + 1, rare=rare)
    else:
        keys = _descending(rows, DESCENDING[order], mark, size + 1, rare=rare)
    return _list_page(keys, order, size)


def written_by(author: Participant, *, after: str = "", size: int = PAGE_SIZE) -> ListPage:
    """Read one page of what somebody deposited, whatever became of it, newest first; two queries."""
    rows = Contribution.objects.filter(author=author)
    keys = _descending(rows, DESCENDING[Order.RECENT], _read_cursor(after), size + 1, rare=False)
    return _list_page(keys, Order.RECENT, size)


def _list_page(keys: Sequence[Key], order: Order, size: int) -> ListPage:
    """The page of these keys, of which there is one more than `size` when another page follows."""
    return ListPage(
        items=in_order([key for key, _ in keys[:size]]),
        order=order,
        next=_write_cursor(*keys[size - 1]) if len(keys) > size else "",
    )


def in_order(ids: Sequence[int]) -> list[Contribution]:
    """Fetch contributions with what an item of a list shows, in the order of `ids`."""
    rows = (
        Contribution.objects.filter(pk__in=ids)
        .select_related("kind", "theme", "author", "responds_to", "consultation")
        .defer("search", "responds_to__search")
    )
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _narrowed(
    consultation: ConsultationPage, theme: Theme | None, kind: Kind | None, phase: Phase | None, words: str
) -> ContributionQuerySet:
    """Published contributions under the filters.

    A theme, a kind and a phase each imply the consultation: leaving its condition out lets the planner use
    their index and keeps it from multiplying the same odds twice.
    """
    rows = Contribution.objects.published()
    if theme is None and kind is None and phase is None:
        rows = rows.filter(consultation=consultation)
    if theme is not None:
        rows = rows.filter(theme=theme)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if phase is not None:
        rows = rows.filter(_in_list_of(phase))
    if words.strip():
        rows = rows.filter(search=search_query(words))
    return rows


def _in_list_of(phase: Phase) -> Q | Exists:
    """What a reader expects under the name of a phase: its deposits or, if it opens none, what it carries."""
    if phase.source == Source.NOTHING or any(action.verb == Verb.DEPOSIT for action in phase.actions.all()):
        return Q(phase=phase)
    return _carried_to(phase)


def _carried_to(phase: Phase) -> Exists:
    return Exists(CarriedContribution.objects.filter(phase=phase, contribution=OuterRef("pk")))


DESCENDING: dict[Order, tuple[str, Field, Value]] = {
    Order.RECENT: ("created_at", DateTimeField(), Value(timedelta(0))),
    Order.ARGUED: ("argument_count", BigIntegerField(), Value(0)),
}
Key = tuple[int, int | datetime]
Mark = tuple[int, str] | None


def _descending(
    rows: ContributionQuerySet, column: tuple[str, Field, Value], mark: Mark, limit: int, *, rare: bool
) -> list[Key]:
    """Read down from the mark. `rare`: nothing added to the key keeps its index out for that of words."""
    name, field, nothing = column
    if mark is not None:
        value = _parse(mark[1], field)
        if value is not None:
            rows = rows.filter(LessThan(_row(F(name), F("pk")), _row(Value(value, field), Value(mark[0]))))
    key = ExpressionWrapper(F(name) + nothing, field) if rare else F(name)
    return list(rows.order_by(key.desc(), "-pk").values_list("pk", name)[:limit])


def _ring(rows: ContributionQuerySet, start: int, mark: Mark, limit: int, *, rare: bool) -> list[Key]:
    """Walk up from `start`, then from zero to it: two ranges of the index, one query (see `_descending`)."""
    key = _parse(mark[1], BigIntegerField()) if mark else None
    first, second = rows.filter(shuffle_key__gte=start), rows.filter(shuffle_key__lt=start)
    if mark is not None and isinstance(key, int):
        beyond = GreaterThan(
            _row(F("shuffle_key"), F("pk")), _row(Value(key, BigIntegerField()), Value(mark[0]))
        )
        first, second = (
            (first.filter(beyond), second) if key >= start else (first.none(), second.filter(beyond))
        )
    place = ExpressionWrapper(F("shuffle_key") + Value(0), BigIntegerField()) if rare else F("shuffle_key")
    ranges = [
        part.order_by(place.asc(), "pk").values_list("pk", "shuffle_key")[:limit] for part in (first, second)
    ]
    found = [(int(pk), int(spot)) for pk, spot in ranges[0].union(ranges[1], all=True)[:limit]]
    found.sort(key=lambda pair: (pair[1] < start, pair[1], pair[0]))
    return [*found]


def _row(*parts: F | Value) -> Func:
    """A row constructor: PostgreSQL compares rows inside an index, whatever the number of equal keys."""
    return Func(*parts, function="ROW", output_field=IntegerField())


def _parse(text: str, field: Field) -> int | datetime | None:
    try:
        if isinstance(field, DateTimeField):
            return datetime.fromisoformat(text)
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) < 2**63 else None


def _write_cursor(pk: int, value: int | datetime) -> str:
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return base64.urlsafe_b64encode(f"{pk}~{text}".encode()).decode().rstrip("=")


def _read_cursor(text: str) -> Mark:
    try:
        pk, _, value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("~")
        number = int(pk)
    except (ValueError, binascii.Error):
        return None
    return (number, value) if 0 <= number < 2**63 else None


def votable(action: PhaseAction) -> ContributionQuerySet:
    """What an action bears on: published contributions of its kind, carried to its phase or made in it.

    A phase that carries nothing over bears on its own deposits, and on what was imported without a phase.
    """
    phase = action.phase
    rows = Contribution.objects.published().filter(
        consultation_id=phase.consultation_id, kind_id=action.kind_id
    )
    if phase.source == Source.NOTHING:
        return rows.filter(Q(phase=phase) | Q(phase=None))
    return rows.filter(Q(phase=phase) | _carried_to(phase))


def answerable(action: PhaseAction) -> ContributionQuerySet:
    """What a deposit may respond to: everything of the kind asked, or what the phase carried over."""
    phase = action.phase
    rows = Contribution.objects.published().filter(
        consultation_id=phase.consultation_id, kind=action.kind.responds_to
    )
    if phase.source == Source.NOTHING:
        return rows
    return rows.filter(Q(phase=phase) | _carried_to(phase))


def phases_to_carry(*sources: Source) -> list[Phase]:
    """Started phases whose harvest is due: never made, or of everything in a phase that then still ran."""
    moving = Q(source=Source.EVERYTHING) & (
        Q(source_phase__ends_at=None) | Q(carried_at__lt=F("source_phase__ends_at"))
    )
    due = Q(carried_at=None) | moving
    return list(
        Phase.objects.filter(due, source__in=sources, starts_at__lte=Now())
        .select_related("source_phase", "consultation")
        .order_by("starts_at", "pk")
    )


def deposit_action(actor: Actor, action_id: int) -> PhaseAction:
    """A deposit of a consultation that the actor may see, open or not, or `Http404`."""
    rows = PhaseAction.objects.select_related("phase__consultation", "kind__responds_to").filter(
        verb=Verb.DEPOSIT
    )
    action = get_object_or_404(rows, pk=action_id)
    if not consultations.can(actor, "see", action.phase.consultation):
        raise Http404
    return action


def contribution_for(actor: Actor, pk: int, action: permissions.Action) -> Contribution:
    """The contribution on which the actor may do this; forbidden and non-existent are both `Http404`."""
    contribution = contribution_by_id(pk)
    if not permissions.can(actor, action, contribution):
        raise Http404
    return contribution


def contribution_by_id(pk: int) -> Contribution:
    """The contribution with what its page shows, or `Http404`."""
    rows = Contribution.objects.select_related(
        "consultation", "kind", "theme", "author", "phase", "responds_to__kind"
    ).defer("search", "responds_to__search")
    return get_object_or_404(rows, pk=pk)


def public_versions(contribution: Contribution) -> list[Version]:
    """Earlier texts that the public may read, newest first."""
    return list(contribution.versions.filter(is_public=True).order_by("-number"))
