"""Take back what was just entered; a while later, it stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.paper.domain.undo_sheet import undo_sheet
from parvis.paper.models import Sheet, Typing
from parvis.paper.tests.factories import BatchFactory, entered, member_of

pytestmark = pytest.mark.django_db


def test_it_is_withdrawn_and_may_be_entered_again() -> None:
    batch = BatchFactory(size=1)
    actor = member_of(batch)
    sheet = entered(batch, actor, number=1)
    entry = sheet.contribution.entry

    undo_sheet(actor=actor, sheet=sheet)
    again = entered(batch, actor, number=1, title="Deux bancs")

    states = Contribution.objects.order_by("pk").values_list("title", "state")
    assert list(states) == [("Un banc", "withdrawn"), ("Deux bancs", "published")]
    assert again.contribution.title == "Deux bancs"
    assert Pending.objects.get(reference=entry).kind == "contribution.withdrawn"


def test_after_a_quarter_of_an_hour_it_stays() -> None:
    batch = BatchFactory()
    actor = member_of(batch)
    sheet = entered(batch, actor)
    Sheet.objects.update(entered_at=timezone.now() - timedelta(minutes=16))

    with pytest.raises(Refused, match="within 15 minutes"):
        undo_sheet(actor=actor, sheet=sheet)


def test_another_member_does_not_take_it_back() -> None:
    batch = BatchFactory()
    sheet = entered(batch, member_of(batch))

    for other in (member_of(batch), member_of(BatchFactory())):
        with pytest.raises(Refused):
            undo_sheet(actor=other, sheet=sheet)
    assert Contribution.objects.get().state == "published"


def test_what_one_typed_first_is_forgotten() -> None:
    batch = BatchFactory(size=1, is_double=True)
    actor = member_of(batch)
    sheet = entered(batch, actor, number=1)

    undo_sheet(actor=actor, sheet=sheet)

    assert Typing.objects.count() == 0
    with pytest.raises(Refused, match="nothing to take back"):
        undo_sheet(actor=actor, sheet=sheet)
