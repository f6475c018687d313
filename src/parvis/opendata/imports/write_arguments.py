"""Stores the arguments and comments of a plan, those that others answer first."""

from collections.abc import Sequence

from parvis.accounts.enums import Origin
from parvis.consultations.models import Phase
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.opendata.imports import told
from parvis.opendata.imports.batches import Progress, upsert
from parvis.opendata.imports.plan import ImportedArgument

Key = tuple[int, str]
"""The contribution, and the identifier in the imported files."""


def write_arguments(
    arguments: Sequence[ImportedArgument],
    phase: Phase,
    contributions: dict[str, Contribution],
    progress: Progress,
) -> None:
    """Add those that are new, update those that the files changed."""
    known = _stored(phase)
    for depth in sorted({item.depth for item in arguments}):
        above = _stored(phase) if depth else {}
        rows = [
            _argument(item, phase, contributions[item.contribution], above)
            for item in arguments
            if item.depth == depth
        ]
        told.keep_arguments(rows, known)
        upsert(
            Argument,
            rows,
            unique=["contribution", "external_id"],
            update=[
                "kind", "parent", "depth", "side", "text", "created_at", "imported_support_count",
                "entry", "salt",
            ],
            progress=progress,
        )  # fmt: skip
        told.tell_arguments(rows, known)


def _stored(phase: Phase) -> dict[Key, Argument]:
    rows = Argument.objects.filter(contribution__consultation=phase.consultation, external_id__isnull=False)
    return {(row.contribution_id, row.external_id or ""): row for row in rows}


def _argument(
    item: ImportedArgument, phase: Phase, contribution: Contribution, above: dict[Key, Argument]
) -> Argument:
    return Argument(
        contribution=contribution,
        phase=phase,
        kind=item.kind,
        parent=above[contribution.pk, item.parent] if item.parent is not None else None,
        depth=item.depth,
        side=item.side,
        text=item.text,
        state=State.HIDDEN if item.is_hidden else State.PUBLISHED,
        origin=Origin.IMPORT,
        created_at=item.created_at,
        imported_support_count=item.supports,
        external_id=item.external_id,
    )
