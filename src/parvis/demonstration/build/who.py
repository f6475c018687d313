"""Who took part in the demonstration: invented answers, beside the population of an invented town."""

from __future__ import annotations

from datetime import datetime
from random import Random

from parvis.consultations.models import ConsultationPage
from parvis.panel.domain.state_who import state_who
from parvis.panel.enums import Trait
from parvis.panel.models import Reference, SelfDescription, Survey
from parvis.panel.taking_part import people_of

ANSWER = 0.72
"""How many in one answer."""
SHARES: dict[Trait, dict[str, tuple[int, int]]] = {
    Trait.AGE: {
        "0-17": (1, 4), "18-29": (9, 20), "30-44": (27, 24), "45-59": (28, 24), "60-74": (27, 18),
        "75-": (8, 10),
    },
    Trait.SEX: {"woman": (55, 52), "man": (45, 48)},
    Trait.TERRITORY: {"city": (64, 48), "suburb": (24, 35), "town": (4, 7), "village": (8, 10)},
}  # fmt: skip
"""Of each answer, its weight among those who took part, and in the town."""


def make_panel(*, page: ConsultationPage, now: datetime, seed: int) -> None:
    """Drawn apart, so that nothing else of the town depends on it."""
    rng = Random(seed)  # noqa: S311 (a draw that can be repeated is the point)
    Survey.objects.create(
        consultation=page, traits=[trait.value for trait in SHARES], asked_at=page.first_published_at
    )
    Reference.objects.bulk_create(
        Reference(
            consultation=page,
            trait=trait,
            source="Recensement de la ville, inventé pour la démonstration",
            year=now.year - 2,
            population={code: there for code, (_came, there) in shares.items()},
            changed_at=now,
        )
        for trait, shares in SHARES.items()
    )
    SelfDescription.objects.bulk_create(
        SelfDescription(consultation=page, participant_id=pk, said=_said(rng), changed_on=now.date())
        for pk in sorted(people_of(page))
        if rng.random() < ANSWER
    )
    state_who(consultation=page)


def _said(rng: Random) -> dict[str, str]:
    return {
        trait.value: rng.choices(list(shares), [came for came, _there in shares.values()])[0]
        for trait, shares in SHARES.items()
    }
