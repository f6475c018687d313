"""What was said in the room becomes a contribution: nobody's, of the event, linked to its passage, once."""

from uuid import uuid4

import pytest

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions import leaves
from parvis.contributions.models import Contribution
from parvis.contributions.said import SaidDraft
from parvis.ledger.domain.receipt import receipt_of
from parvis.ledger.models import Pending
from parvis.minutes.domain.keep_said import keep_said
from parvis.minutes.models import PassageLink
from parvis.minutes.tests.factories import MinutesFactory, writer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return MinutesFactory().passages.last()


@pytest.fixture
def place(passage):
    return passage.minutes.event.consultation


def test_it_is_nobodys_and_public_with_its_line_and_receipt(passage, place) -> None:
    action, theme = PhaseActionFactory(phase__consultation=place), ThemeFactory(consultation=place)
    draft, key = SaidDraft(action.kind, "Un abri", "Devant la gare.", theme), uuid4()
    actor = writer_of(passage.minutes)
    made, again = (keep_said(actor=actor, passage=passage, draft=draft, key=key) for _time in range(2))

    row = Contribution.objects.get()
    assert (made, again) == (row, row)
    assert (row.author, row.origin, row.identity_level, row.theme, row.phase) == (
        None, Origin.EVENT, IdentityLevel.VISITOR, theme, action.phase,
    )  # fmt: skip
    link = PassageLink.objects.get()
    assert (link.passage, link.contribution, link.was_said, link.is_shown) == (passage, row, True, False)
    assert Pending.objects.get(kind="contribution.accepted").public == {"channel": "event", "level": 0}
    assert receipt_of(row.entry, row.salt, leaves.payload(row)).entry == row.entry


@pytest.mark.parametrize("kind", ["private", "once", "elsewhere"])
def test_some_kinds_are_not_said_aloud(passage, place, kind: str) -> None:
    wanted = {
        "private": {"consultation": place, "visibility": "private"},
        "once": {"consultation": place, "one_per_person": True},
        "elsewhere": {},
    }[kind]
    with pytest.raises(Refused, match="Choisissez un type"):
        keep_said(
            actor=writer_of(passage.minutes),
            passage=passage,
            draft=SaidDraft(KindFactory(**wanted), "Un abri", "Ici."),
            key=uuid4(),
        )
    assert Contribution.objects.count() == 0


def test_another_team_makes_nothing(passage, place) -> None:
    draft = SaidDraft(KindFactory(consultation=place), "Un abri", "Ici.")
    with pytest.raises(Refused, match="Seul un organisateur"):
        keep_said(actor=TeamMemberFactory().participant, passage=passage, draft=draft, key=uuid4())
    assert Contribution.objects.count() == 0
