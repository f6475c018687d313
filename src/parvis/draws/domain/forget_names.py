"""Names, addresses and answers of a pool are erased: some time after the close, or with an account."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.draws.models import Candidate, Draw
from parvis.draws.queries import pools_to_forget

NOTHING: dict[str, Any] = dict.fromkeys(("name", "email", "address", "salt"), "") | {
    "participant": None,
    "said": {},
}


@transaction.atomic
def forget_due_names() -> int:
    """Of draws that closed long enough ago; returns how many people. Numbers stay, as the list has them."""
    gone = 0
    for draw in pools_to_forget().select_for_update(of=("self",)):
        named = draw.candidates.exclude(name="")
        gone += named.filter(number=None).delete()[0] + named.update(**NOTHING)
        Draw.objects.filter(pk=draw.pk).update(forgotten_at=Now())
    return gone


@transaction.atomic
def forget_candidacies(*, actor: Participant) -> None:
    """Of somebody who leaves for good: out of pools that are not prepared, nameless in the others.

    Draws are locked first: a preparation under way counts its people once more before it is published.
    """
    mine = Candidate.objects.filter(participant=actor)
    list(Draw.objects.select_for_update().filter(pk__in=mine.values("draw")).order_by("pk"))
    mine.filter(number=None).delete()
    mine.update(**NOTHING)
