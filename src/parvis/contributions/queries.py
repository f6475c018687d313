"""What others read of contributions: pages of a list, what a ballot bears on, what a phase carries over."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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
from parvis.consultations.enums import WRITING, Source
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.consultations.queries import kinds_apart
from parvis.contributions import permissions
from parvis.contributions.enums import Order
from parvis.contributions.merges import Merge
from parvis.contributions.models import (
    ON_MAPS,
    PUBLISHED,
    UNMERGED,
    CarriedContribution,
    Contribution,
    ContributionQuerySet,
    Version,
)
from parvis.contributions.places import Area
from parvis.contributions.search import is_rare, search_query, search_vector
from parvis.organisations.models import Organisation

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
    area: Area | None = None,
    order: Order | str = Order.RANDOM,
    start: int = 0,
    after: str = "",
    size: int = PAGE_SIZE,
) -> ListPage:
    """Read one page of the published contributions of a consultation, identical texts as one line.

    Two queries whatever their number, four with words.

    `theme`, `kind` and `phase` belong to `consultation`. `area` keeps what is in it on the map. `words` are
    searched in French, stems compared and accents ignored. `start` (any integer) is where a reader enters
    the ring of the random order: the same
    start gives the same order from page to page, and everybody comes out once. `after` is the `next` of the
    page before; a cursor that cannot be read gives the first page.
    """
    order = Order(order)
    rows = in_area(_narrowed(consultation, theme, kind, phase, words), area)
    mark = _read_cursor(after)
    rare = bool(words.strip()) and is_rare(words)
    if order == Order.RANDOM:
        keys = _ring(rows, start % RING, mark, size + 1, rare=rare)
    else:
        keys = _descending(rows, DESCENDING[order], mark, size + 1, rare=rare)
    return _list_page(keys, order, size)


def copies_of(contribution: Contribution, *, after: str = "", size: int = PAGE_SIZE) -> ListPage:
    """Read one page of the texts behind the line of `contribution` in lists, oldest first; two queries."""
    rows = Contribution.objects.published().filter(fingerprint=contribution.fingerprint, is_lead=False)
    mark = _read_cursor(after)
    if mark is not None:
        rows = rows.filter(pk__gt=mark[0])
    keys: list[Key] = [(pk, 0) for pk in rows.order_by("pk").values_list("pk", flat=True)[: size + 1]]
    return _list_page(keys, Order.RECENT, size)


def lead_of(contribution: Contribution) -> Contribution | None:
    """The text that lists show in place of this one; none when it is shown itself."""
    if contribution.is_lead or contribution.fingerprint is None:
        return None
    rows = Contribution.objects.leads().filter(fingerprint=contribution.fingerprint)
    return rows.select_related("consultation").defer("search").first()


def written_by(author: Participant, *, after: str = "", size: int = PAGE_SIZE) -> ListPage:
    """Read one page of what somebody deposited, whatever became of it, newest first; two queries."""
    rows = Contribution.objects.filter(author=author)
    keys = _descending(rows, DESCENDING[Order.RECENT], _read_cursor(after), size + 1, rare=False)
    return _list_page(keys, Order.RECENT, size)


def signed_in_name_of(organisation: Organisation, *, after: str = "", size: int = PAGE_SIZE) -> ListPage:
    """Read one page of what an organisation deposited and everybody may read, newest first; two queries."""
    rows = Contribution.objects.published().filter(organisation=organisation, consultation__live=True)
    keys = _descending(rows, DESCENDING[Order.RECENT], _read_cursor(after), size + 1, rare=False)
    return _list_page(keys, Order.RECENT, size)


def has_page(organisation: Organisation) -> bool:
    """Whether it has a public page: it takes part, or what it signed is read; two queries at most."""
    return organisation.is_live or bool(signed_in_name_of(organisation, size=1).items)


def cosigned_by(person: Participant, *, after: str = "", size: int = PAGE_SIZE) -> ListPage:
    """Read one page of what somebody signs with its author, as `written_by` does; two queries."""
    rows = Contribution.objects.filter(coauthors__participant=person)
    keys = _descending(rows, DESCENDING[Order.RECENT], _read_cursor(after), size + 1, rare=False)
    return _list_page(keys, Order.RECENT, size)


def by_organisations(consultation: ConsultationPage) -> int:
    """How many of the published texts of a consultation are signed by organisations; one query."""
    rows = Contribution.objects.published().filter(organisation__isnull=False)
    return rows.filter(consultation=consultation).count()


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
        .with_coauthors()
        .select_related(
            "kind", "theme", "author", "organisation", "responds_to__gathering", "consultation", "gathering"
        )
        .defer("search", "responds_to__search")
    )
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _narrowed(
    consultation: ConsultationPage, theme: Theme | None, kind: Kind | None, phase: Phase | None, words: str
) -> ContributionQuerySet:
    """Published contributions under the filters; questions and passages of a text have pages of their own.

    A theme, a kind and a phase each imply the consultation: leaving its condition out lets the planner use
    their index and keeps it from multiplying the same odds twice.
    """
    chosen = phase is not None and phase.source in {Source.BEST, Source.CHOSEN}
    rows = Contribution.objects.filter(PUBLISHED & UNMERGED) if chosen else Contribution.objects.listed()
    if theme is None and kind is None and phase is None:
        rows = rows.filter(consultation=consultation).exclude(kind__in=kinds_apart(consultation))
    if theme is not None:
        rows = rows.filter(theme=theme)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if phase is not None:
        rows = rows.filter(_in_list_of(phase))
    return rows.filter(said_in(consultation, words)) if words.strip() else rows


def in_area(rows: ContributionQuerySet, area: Area | None) -> ContributionQuerySet:
    """Those of these contributions that are there on the map; all of them without an area."""
    if area is None:
        return rows
    return rows.filter(ON_MAPS, longitude__range=area.longitudes, latitude__range=area.latitudes)


def said_in(consultation: ConsultationPage | None, words: str) -> Q:
    """The texts that hold these words, and those that stand for one that does, or whose common words do.

    In one consultation, or in all of them.
    """
    query = search_query(words)
    within = Q() if consultation is None else Q(consultation=consultation)
    merged = Contribution.objects.filter(PUBLISHED, within, merged_into__isnull=False)
    common = Merge.objects.filter(within, split_at=None).alias(
        found=search_vector("title", weight="A") + search_vector("text", weight="B")
    )
    named = merged.filter(search=query).values_list("merged_into_id", flat=True)
    through = list(named.union(common.filter(found=query).values_list("kept_id", flat=True)))
    return Q(search=query) | Q(pk__in=through) if through else Q(search=query)


def _in_list_of(phase: Phase) -> Q | Exists:
    """What a reader expects under the name of a phase: its deposits or, if it opens none, what it carries."""
    if phase.source == Source.NOTHING or any(action.verb in WRITING for action in phase.actions.all()):
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
    """What an action bears on, but for what is merged: the text that stands for it takes the votes."""
    return borne_on(action).filter(UNMERGED)


def borne_on(action: PhaseAction) -> ContributionQuerySet:
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
    rows = Contribution.objects.filter(PUBLISHED & UNMERGED).filter(
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
    """A deposit, or a question to ask, of a consultation that the actor may see, or `Http404`."""
    rows = PhaseAction.objects.select_related("phase__consultation", "kind__responds_to").filter(
        verb__in=WRITING
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
    rows = Contribution.objects.with_coauthors().select_related(
        "consultation", "kind", "theme", "author", "organisation", "phase", "responds_to__kind",
        "responds_to__gathering",
        "gathering", "merged_into__gathering",
    ).defer("search", "responds_to__search", "merged_into__search")  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def public_versions(contribution: Contribution) -> list[Version]:
    """Earlier texts that the public may read, newest first."""
    return list(contribution.versions.filter(is_public=True).order_by("-number"))


def answers_in(contribution: Contribution) -> dict[str, Any]:
    """Every answer to its form by the code of the question, the personal ones too: for its author alone."""
    personal = contribution.personal_answers.values_list("question__code", "value")
    return {**contribution.form_answers, **dict(personal)}
