"""Somebody who declares several organisations at the same moment, on real connections, has no more."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.parallel import no_session_stays_open, together
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.organisations.domain import declare as module
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import organisation

__all__ = ["no_session_stays_open"]


@pytest.mark.django_db(transaction=True)
def test_who_declares_several_at_once_has_no_more_than_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    prepare_site()
    person = ParticipantFactory()

    def tried(number: int) -> bool:
        try:
            organisation(person, name=f"Cercle {number}")
        except Refused:
            return False
        return True

    made = together([lambda number=number: tried(number) for number in range(8)], threads=8)
    assert sum(map(bool, made)) == Organisation.objects.count() == 2
