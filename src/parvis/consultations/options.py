"""How a ballot is set, beside its method: limits, what makes its result valid, who sees what."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from parvis.consultations.models import PhaseAction

PREFIX = "ballot_"


@dataclass(frozen=True, slots=True)
class BallotOptions:
    """One field for each column `ballot_...` of an action, the method left out; by default, none is set."""

    limit: int | None = None
    limit_each: int | None = None
    scale: int | None = None
    quorum: int | None = None
    threshold: int | None = None
    hides_counts: bool = False
    is_public: bool = False

    @classmethod
    def of(cls, action: PhaseAction) -> Self:
        return cls(**{field.name: getattr(action, PREFIX + field.name) for field in fields(cls)})

    def columns(self) -> dict[str, Any]:
        """As columns of an action."""
        return {PREFIX + name: value for name, value in asdict(self).items()}

    def told(self) -> dict[str, Any]:
        """What is set, for the public rules."""
        return {name: value for name, value in asdict(self).items() if value}


NO_OPTIONS = BallotOptions()
