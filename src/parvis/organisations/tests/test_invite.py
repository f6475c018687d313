"""Inviting: one mail to an address in a month, whatever becomes of the invitation."""

import pytest

from parvis.accounts.errors import Refused
from parvis.jobs.models import Mail
from parvis.organisations.domain import part
from parvis.organisations.domain.invite import invite
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import organisation


def ask(row: Organisation, email: str = "") -> None:
    invitation = invite(actor=row.declared_by, organisation=row, email=email)
    part.remove(actor=row.declared_by, representative=invitation)


def test_taken_back_an_invitation_does_not_go_a_second_time() -> None:
    row, other = organisation(), organisation(name="Autre")
    ask(row, "new@gmail.com")
    for again in ("new@gmail.com", "N.e.w+x@gmail.com"):
        with pytest.raises(Refused):
            ask(row, again)
    assert Mail.objects.count() == 1
    ask(row)
    ask(row, "else@example.org")
    ask(other, "new@gmail.com")
    assert Mail.objects.count() == 3


def test_what_is_refused_leaves_no_invitation_and_uses_nothing() -> None:
    row = organisation()
    invite(actor=row.declared_by, organisation=row, email="new@example.org")
    with pytest.raises(Refused):
        invite(actor=row.declared_by, organisation=row, email="new@example.org")
    assert row.representatives.invited().count() == 1
