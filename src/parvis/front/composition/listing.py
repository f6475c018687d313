"""A list of contributions: its filters, its order, and what each item shows."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.ballots.queries import VoteControl, controls
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.consultations.queries import opened_actions, phases_of
from parvis.contributions.enums import Order
from parvis.contributions.models import Contribution
from parvis.contributions.queries import listing
from parvis.front.composition.next_action import Actor, Offers, offers
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for
from parvis.ui.data import Link

SEEDS = 2**62


@dataclass(frozen=True, slots=True)
class Item:
    """One contribution of the list, with what floors above it add."""

    contribution: Contribution
    control: VoteControl | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What narrows and orders the list, as read from its address; what belongs to no filter is ignored."""

    kind: Kind | None = None
    theme: Theme | None = None
    phase: Phase | None = None
    words: str = ""
    order: Order = Order.RANDOM

    def address(self, path: str, **changes: object) -> str:
        """The address of the same list with some of its filters changed; an empty value leaves its filter out."""
        pairs: dict[str, object] = {
            "kind": self.kind.code if self.kind else "",
            "theme": self.theme.pk if self.theme else "",
            "phase": self.phase.pk if self.phase else "",
            "q": self.words,
            "order": "" if self.order == Order.RANDOM else self.order.value,
        }
        query = urlencode({name: value for name, value in (pairs | changes).items() if value})
        return f"{path}?{query}" if query else path

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.theme or self.phase or self.words)


@dataclass(frozen=True, slots=True)
class ListView:
    """Everything that the list page shows."""

    consultation: ConsultationPage
    choice: Choice
    items: list[Item]
    kinds: list[Link]
    themes: list[Link]
    phases: list[Link]
    orders: list[Link]
    offers: Offers
    first_url: str
    next_url: str
    reset_url: str


def new_seed() -> int:
    """Where a reader enters the ring of the random order."""
    return secrets.randbelow(SEEDS)


def read_seed(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None


def compose(
    *, consultation: ConsultationPage, actor: Actor, asked: Mapping[str, object], seed: int
) -> ListView:
    """Read one page. The number of queries depends neither on the items nor on how many there are."""
    kinds, themes = list(consultation.kinds.all()), list(consultation.themes.all())
    phases = [phase for phase in phases_of(consultation) if phase.actions.all()]
    choice = choose(asked, kinds=kinds, themes=themes, phases=phases)
    page = listing(
        consultation=consultation,
        kind=choice.kind,
        theme=choice.theme,
        phase=choice.phase,
        words=choice.words,
        order=choice.order,
        start=seed,
        after=str(asked.get("after") or ""),
    )
    path = reverse("front:contributions", args=[consultation.slug])
    return ListView(
        consultation=consultation,
        choice=choice,
        items=items_of(actor, consultation, page.items),
        kinds=_kinds(choice, kinds, path),
        themes=_themes(choice, themes, path),
        phases=_phases(choice, phases, path),
        orders=[
            Link(
                str(order.label).capitalize(), choice.address(path, order=order.value), order == choice.order
            )
            for order in Order
        ],
        offers=offers(
            actor=actor,
            consultation=consultation,
            opened=opened_actions(consultation),
            synthesis=None,
            has_results=False,
        ),
        first_url=choice.address(path) if asked.get("after") else "",
        next_url=choice.address(path, after=page.next) if page.has_next else "",
        reset_url=path,
    )


def choose(
    asked: Mapping[str, object], *, kinds: Sequence[Kind], themes: Sequence[Theme], phases: Sequence[Phase]
) -> Choice:
    return Choice(
        kind=next((kind for kind in kinds if kind.code == asked.get("kind")), None),
        theme=next((theme for theme in themes if theme.pk == asked.get("theme")), None),
        phase=next((phase for phase in phases if phase.pk == asked.get("phase")), None),
        words=str(asked.get("q") or ""),
        order=Order(asked.get("order") or Order.RANDOM),
    )


def items_of(actor: Actor, consultation: ConsultationPage, rows: Sequence[Contribution]) -> list[Item]:
    """Put the vote and the answer beside each contribution, in batches."""
    votes = controls(actor=actor, consultation=consultation, contributions=rows)
    answers = answers_for([row.pk for row in rows])
    return [Item(row, votes.get(row.pk), answers.get(row.pk)) for row in rows]


def _kinds(choice: Choice, kinds: Sequence[Kind], path: str) -> list[Link]:
    if len(kinds) < 2:
        return []
    everything = Link(_("All"), choice.address(path, kind=""), choice.kind is None)
    return [
        everything,
        *(
            Link(kind.plural_name.capitalize(), choice.address(path, kind=kind.code), kind == choice.kind)
            for kind in kinds
        ),
    ]


def _themes(choice: Choice, themes: Sequence[Theme], path: str) -> list[Link]:
    """Pressing the current theme again takes it off."""
    return [
        Link(
            theme.name,
            choice.address(path, theme="" if theme == choice.theme else theme.pk),
            theme == choice.theme,
        )
        for theme in themes
    ]


def _phases(choice: Choice, phases: Sequence[Phase], path: str) -> list[Link]:
    if len(phases) < 2:
        return []
    return [
        Link(
            phase.title,
            choice.address(path, phase="" if phase == choice.phase else phase.pk),
            phase == choice.phase,
        )
        for phase in phases
    ]
