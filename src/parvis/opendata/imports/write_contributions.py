"""Stores contributions: adds those that are new, updates those that the files changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.accounts.enums import Origin
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.opendata.imports import told
from parvis.opendata.imports.batches import Progress, upsert
from parvis.opendata.imports.plan import ImportedContribution


@dataclass(frozen=True)
class Frame:
    """Where imported contributions go: a phase, kinds by their code, the ballots of those voted on."""

    phase: Phase
    kinds: dict[str, Kind]
    ballots: dict[str, PhaseAction]
    origin: Origin = Origin.IMPORT


def write_contributions(
    items: Sequence[ImportedContribution],
    frame: Frame,
    *,
    people: Mapping[str, Participant],
    arguments: Mapping[str, int] | None,
    progress: Progress,
) -> dict[str, Contribution]:
    """Store `items`; return what the consultation has from files, by external id.

    `arguments` counts those that come with each; None when none do, and counts stay as they are.
    """
    consultation = frame.phase.consultation
    known = _imported(consultation)
    themes = _make_themes(items, consultation)
    rows = [
        _contribution(item, frame, people, themes, (arguments or {}).get(item.external_id, 0))
        for item in items
    ]
    told.keep_contributions(rows, known)
    update = ["title", "text", "theme", "author", "created_at", "entry", "salt"]
    upsert(
        Contribution,
        rows,
        unique=["consultation", "external_id"],
        update=update if arguments is None else [*update, "argument_count"],
        progress=progress,
    )
    stored = _imported(consultation)
    told.tell_contributions((stored[item.external_id] for item in items), known)
    return stored


def _imported(consultation: ConsultationPage) -> dict[str, Contribution]:
    rows = Contribution.objects.filter(consultation=consultation, external_id__isnull=False).defer("search")
    return {item.external_id: item for item in rows if item.external_id is not None}


def _contribution(
    item: ImportedContribution,
    frame: Frame,
    people: Mapping[str, Participant],
    themes: dict[str, Theme],
    arguments: int,
) -> Contribution:
    return Contribution(
        consultation=frame.phase.consultation,
        phase=frame.phase,
        kind=frame.kinds[item.kind],
        theme=themes[item.theme] if item.theme else None,
        author=people[item.author] if item.author is not None else None,
        title=item.title,
        text=item.text,
        state=State.HIDDEN if item.is_hidden else State.PUBLISHED,
        origin=frame.origin,
        created_at=item.created_at,
        reacted_at=item.created_at,
        argument_count=arguments,
        external_id=item.external_id,
    )


def _make_themes(items: Sequence[ImportedContribution], consultation: ConsultationPage) -> dict[str, Theme]:
    names = dict.fromkeys(item.theme for item in items if item.theme)
    themes = {}
    for place, name in enumerate(names):
        themes[name], _made = Theme.objects.get_or_create(
            consultation=consultation, name=name[:80], defaults={"position": place}
        )
    return themes
