"""What somebody without an address may write, and what not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from parvis.consultations.asking import FILES

if TYPE_CHECKING:
    from parvis.consultations.models import Kind


def closed_to_guests(kind: Kind) -> bool:
    """Tell whether a kind is one that a guest may not write.

    What is for the team alone, what each person says once, and what holds something personal or a file, which
    nobody could give back or answer for.
    """
    if kind.is_private or kind.one_per_person or kind.is_passage:
        return True
    return kind.questions.filter(Q(is_personal=True) | Q(type__in=FILES)).exists()
