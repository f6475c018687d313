"""One import: parse, refuse or store, all or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage
from parvis.opendata.imports import (
    cap_collectif,
    consul,
    decidim,
    grand_debat,
    polis,
    republique_numerique,
    tables,
)
from parvis.opendata.imports.batches import Progress
from parvis.opendata.imports.plan import Plan
from parvis.opendata.imports.rows import FileRefused, Refusal
from parvis.opendata.imports.write import write
from parvis.opendata.models import ImportRun


@dataclass(frozen=True)
class Format:
    """How the files of a platform are read; `names` are those of its files, or any that `tables` reads."""

    parse: Callable[[Path, list[Refusal]], Plan]
    names: tuple[str, ...] = ()

    def files(self, folder: Path) -> list[Path]:
        return [folder / name for name in self.names] or tables.files(folder)


FORMATS = {
    "cap-collectif": Format(cap_collectif.parse),
    "consul": Format(consul.parse),
    "decidim": Format(decidim.parse),
    "grand-debat": Format(grand_debat.parse),
    "polis": Format(polis.parse, ("summary.csv", "comments.csv", "votes.csv")),
    "republique-numerique": Format(republique_numerique.parse, ("opinions.csv", "arguments.csv")),
}
NOTHING = {"contributions": 0, "arguments": 0, "votes": 0, "participants": 0}


@dataclass(frozen=True)
class ImportReport:
    """What an import did. With a single refusal nothing was stored and `counts` are zero."""

    slug: str
    counts: dict[str, int]
    refusals: tuple[Refusal, ...]
    is_new: bool

    def figures(self) -> dict[str, int]:
        """The figures in the form that the command prints as its last line."""
        return {**{name: self.counts[name] for name in NOTHING}, "refused": len(self.refusals)}


def run_import(
    *, format_name: str, path: Path, slug: str | None = None, progress: Progress = lambda *_args: None
) -> ImportReport:
    """Import the files of the folder `path`; the same files again change nothing.

    Raises
    ------
    KeyError
        When `format_name` is none of `FORMATS`.
    """
    refusals: list[Refusal] = []
    try:
        plan = FORMATS[format_name].parse(path, refusals)
    except FileRefused as error:
        return ImportReport(slug or "", NOTHING, (*refusals, error.refusal), is_new=False)
    if not refusals and not plan.contributions:
        refusals.append(Refusal(path.name, 0, _("the files have no contribution")))
    if refusals:
        return ImportReport(slug or plan.slug, NOTHING, tuple(refusals), is_new=False)
    digest = _digest(FORMATS[format_name].files(path))
    return _store(plan, format_name, digest, slug or plan.slug, progress)


def _store(plan: Plan, format_name: str, digest: str, slug: str, progress: Progress) -> ImportReport:
    with transaction.atomic():
        _one_at_a_time()
        known = ImportRun.objects.filter(consultation__slug=slug, format=format_name).order_by("-id").first()
        if known is not None and known.digest == digest:
            return ImportReport(slug, known.counts, (), is_new=False)
        if known is None and ConsultationPage.objects.filter(slug=slug).exists():
            reason = _("a consultation that was not imported has this address. Choose another one.")
            return ImportReport(slug, NOTHING, (Refusal(slug, 0, reason),), is_new=False)
        consultation: ConsultationPage = write(plan, slug=slug, progress=progress)
        ImportRun.objects.create(
            consultation=consultation, format=format_name, digest=digest, counts=plan.counts()
        )
    return ImportReport(slug, plan.counts(), (), is_new=True)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('parvis.import'))")


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
