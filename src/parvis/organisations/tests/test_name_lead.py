"""Who administers the site names a lead, when whoever led can no longer hand the lead over."""

import pytest
from django.db import connection

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.organisations.domain import part
from parvis.organisations.domain.invite import invite
from parvis.organisations.domain.join import join
from parvis.organisations.domain.name_lead import name_lead
from parvis.organisations.enums import Role
from parvis.organisations.models import Organisation
from parvis.organisations.permissions import can
from parvis.organisations.queries import asked_to_lead
from parvis.organisations.tests.factories import member_of, organisation
from parvis.organisations.tokens import read_token, write_token


def leads(row: Organisation) -> list[str]:
    """Those who lead it, once the database has looked at it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    found = row.representatives.filter(role=Role.LEAD)
    return list(found.values_list("participant__email", flat=True))


def test_the_lead_goes_to_a_representative_and_whoever_had_it_takes_part() -> None:
    first = ParticipantFactory(email="first@canal.org")
    row = organisation(first)
    member = member_of(row, ParticipantFactory(email="second@canal.org"))
    site = StaffFactory(is_superuser=True)
    name_lead(actor=site, organisation=row, representative=member)
    assert leads(row) == ["second@canal.org"]
    assert can(first, "represent", row)
    told = Mail.objects.order_by("recipient").values_list("recipient", flat=True)
    assert list(told) == ["first@canal.org", "second@canal.org"]
    assert [leaf.kind for leaf in Pending.objects.all()] == ["organisation.declared"]


def test_somebody_else_leads_once_they_accept() -> None:
    first = ParticipantFactory(email="first@canal.org")
    row, site = organisation(first), StaffFactory(is_superuser=True)
    dropped = name_lead(actor=site, organisation=row, email="typo@canal.org")
    asked = name_lead(actor=site, organisation=row, email="new@canal.org")
    assert (read_token(write_token(dropped)), asked_to_lead(row)) == (None, asked)
    assert leads(row) == ["first@canal.org", None]
    assert can(first, "manage", row)
    with pytest.raises(Refused):
        part.remove(actor=first, representative=asked)
    assert "responsable" in Mail.objects.get(recipient="new@canal.org").text
    join(actor=ParticipantFactory(email="new@canal.org"), invitation=asked)
    assert leads(row) == ["new@canal.org"]
    assert can(first, "represent", row)
    assert not can(first, "manage", row)


def test_an_invitation_to_take_part_gives_no_lead() -> None:
    row = organisation()
    asked = invite(actor=row.declared_by, organisation=row, email="new@canal.org")
    assert "responsable" not in Mail.objects.get().text
    assert join(actor=ParticipantFactory(), invitation=asked).role == Role.MEMBER


def test_nobody_else_names_a_lead_and_only_where_it_takes_part() -> None:
    row, site = organisation(), StaffFactory(is_superuser=True)
    member, stranger = member_of(row), organisation(name="Autre").representatives.get()
    for actor in (row.declared_by, member.participant, StaffFactory()):
        with pytest.raises(Refused):
            name_lead(actor=actor, organisation=row, representative=member)
    for given in ({}, {"representative": stranger}):
        with pytest.raises(Refused):
            name_lead(actor=site, organisation=row, **given)
    part.close(actor=row.declared_by, organisation=row)
    with pytest.raises(Refused):
        name_lead(actor=site, organisation=row, email="new@canal.org")
