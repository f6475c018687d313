"""Who administers the site corrects a name, a number or a web address, and the log says so."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit
from parvis.organisations import leaves
from parvis.organisations.domain import part
from parvis.organisations.domain.correct import correct
from parvis.organisations.enums import Standing
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import organisation, verified

NEW = {"name": "Les Amis du canal", "register": "siren", "number": "732 829 320"}


def test_what_was_mistyped_is_put_right_under_a_new_leaf() -> None:
    lead = ParticipantFactory(email="lead@canal.org", language="fr")
    row = verified(lead, name="Les Amis du cannal", website="https://cannal.org")
    Mail.objects.all().delete()
    correct(actor=StaffFactory(is_superuser=True), organisation=row, **NEW)
    now = Organisation.objects.get(pk=row.pk)
    assert (now.name, now.number, now.website) == ("Les Amis du canal", "732829320", "")
    assert (now.folded, now.standing, now.sentence) == ("les amis du canal", Standing.VERIFIED, row.sentence)
    leaf = Pending.objects.get(kind="organisation.corrected")
    assert (leaf.reference, leaf.entry) == (row.entry, now.entry)
    assert bytes(leaf.commitment) == commit(bytes(now.salt), leaves.payload(now))
    told = Mail.objects.get(recipient="lead@canal.org").text
    for words in ("«\xa0Les Amis du cannal\xa0»", "\nLes Amis du canal\n", "732829320"):
        assert words in told


def test_what_is_wrong_is_refused_and_so_is_anybody_else() -> None:
    row, site = organisation(name="Les Amis du cannal"), StaffFactory(is_superuser=True)
    organisation(name="Le Cercle")
    for given in (
        {**NEW, "number": "732829321"},
        {"name": "le cercle"},
        {"name": "www.example.org"},
        {"name": "!"},
        {"name": "X", "website": "javascript:alert(1)"},
    ):
        with pytest.raises(Refused):
            correct(actor=site, organisation=row, **given)
    for actor in (row.declared_by, StaffFactory()):
        with pytest.raises(Refused):
            correct(actor=actor, organisation=row, **NEW)
    part.close(actor=row.declared_by, organisation=row)
    with pytest.raises(Refused):
        correct(actor=site, organisation=row, **NEW)
    assert Organisation.objects.get(pk=row.pk).name == "Les Amis du cannal"
