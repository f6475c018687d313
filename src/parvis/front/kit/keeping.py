"""What was drawn is kept, and drawn again when the words or the look change.

One row for each file of a consultation, in the cache that all processes share: whatever the addresses that
somebody asks for, nothing is drawn twice, and what is kept does not grow with the changes. Of those who ask
at once, one draws and the others wait for it; a row is written whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import phases_of
from parvis.front.kit.drawing import Look, draw, signature
from parvis.front.kit.material import Material, material_of
from parvis.front.kit.pieces import LANGUAGES, File
from parvis.pages.forms import PARVIS
from parvis.pages.queries import drawn_logo, site_look

DAYS = 60 * 60 * 24 * 30
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext(%s))"


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that the pieces of one consultation are made of, read once."""

    consultation: ConsultationPage
    material: dict[str, Material]
    look: Look

    def signature(self, file: File) -> str:
        return signature(file, self.material[file.language], self.look)

    def file(self, file: File) -> bytes:
        """The bytes of a file, drawn if they were not yet."""
        key, material = f"kit-{self.consultation.pk}-{file.name}", self.material[file.language]
        return kept_or_drawn(key, self.signature(file), lambda: draw(file, material, self.look))


def kept_or_drawn(key: str, signed: str, drawing: Callable[[], bytes]) -> bytes:
    """What is kept under this key if it bears this signature; else it is drawn, once, and kept."""
    return _kept(key, signed) or _draw(key, signed, drawing)


@transaction.atomic
def _draw(key: str, signed: str, drawing: Callable[[], bytes]) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"parvis.front.{key}"])
    if meanwhile := _kept(key, signed):
        return meanwhile
    drawn = drawing()
    cache.set(key, (signed, drawn), DAYS)
    return drawn


def _kept(key: str, signed: str) -> bytes | None:
    kept = cache.get(key)
    is_it = isinstance(kept, tuple) and kept[0] == signed and isinstance(kept[1], bytes)
    return kept[1] if is_it else None


def kit_of(consultation: ConsultationPage) -> Kit:
    """Four queries: the phases with their actions, and the look of the site."""
    phases = phases_of(consultation)
    look = site_look()
    material = {language: material_of(consultation, phases, language) for language in LANGUAGES}
    return Kit(consultation, material, Look(look.name, look.colour or PARVIS, drawn_logo()))
