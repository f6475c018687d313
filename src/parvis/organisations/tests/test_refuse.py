"""Refusing: it outlasts the account of whoever led, and reaches what was closed in time."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.organisations.domain import part
from parvis.organisations.domain.verify import refuse, take_back, verify
from parvis.organisations.enums import Standing
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import SENTENCE, member_of, organisation

WORDS = "Ce nom insulte quelqu’un."


def kinds() -> list[str]:
    return list(Pending.objects.order_by("pk").values_list("kind", flat=True))


def test_refused_it_stays_so_when_whoever_led_it_leaves_for_good() -> None:
    lead = ParticipantFactory()
    row = organisation(lead)
    member = member_of(row)
    refuse(actor=StaffFactory(is_superuser=True), organisation=row, words=WORDS)
    for person in (lead, member.participant):
        part.forget(actor=person)
        row.refresh_from_db()
        assert (row.standing, row.refusal) == (Standing.REFUSED, WORDS)
    assert not row.representatives.exists()
    assert kinds() == ["organisation.declared", "organisation.refused"]


def test_closed_before_anybody_looked_it_is_refused_all_the_same() -> None:
    row = organisation()
    part.close(actor=row.declared_by, organisation=row)
    site = StaffFactory(is_superuser=True)
    for act in (
        lambda: verify(actor=site, organisation=row, sentence=SENTENCE),
        lambda: take_back(actor=site, organisation=row),
        lambda: refuse(actor=StaffFactory(), organisation=row, words=WORDS),
    ):
        with pytest.raises(Refused):
            act()
    refuse(actor=site, organisation=row, words=WORDS)
    assert Organisation.objects.get(pk=row.pk).standing == Standing.REFUSED
    assert kinds() == ["organisation.declared", "organisation.closed", "organisation.refused"]
    assert not Mail.objects.exists()
    with pytest.raises(Refused):
        refuse(actor=site, organisation=row, words=WORDS)


def test_decisions_are_written_to_whoever_leads_it_and_not_to_whoever_once_declared_it() -> None:
    declared_by = ParticipantFactory(email="first@canal.org")
    row = organisation(declared_by)
    now = member_of(row, ParticipantFactory(email="now@canal.org"))
    member_of(row, ParticipantFactory(email="beside@canal.org"))
    part.hand_over(actor=declared_by, representative=now)
    part.remove(actor=now.participant, representative=row.representatives.get(participant=declared_by))
    site = StaffFactory(is_superuser=True)
    verify(actor=site, organisation=row, sentence=SENTENCE)
    refuse(actor=site, organisation=row, words=WORDS)
    told = Mail.objects.order_by("pk").values_list("recipient", flat=True)
    assert list(told) == ["now@canal.org"] * 2
