"""The record of personal data: kept unfinished, public once whole, never emptied."""

import pytest

from parvis.accounts.errors import Refused
from parvis.conduct.domain.keep_record import keep_record
from parvis.conduct.models import RECORD, DataRecord
from parvis.conduct.tests import made
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
WHOLE = {name: getattr(made.record(), name) for name in RECORD}


def organiser_of(consultation):
    return TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant


def test_a_draft_keeps_it_unfinished_and_tells_nobody() -> None:
    place = ConsultationFactory(live=False)

    keep_record(actor=organiser_of(place), consultation=place, said={**WHOLE, "assessment": ""})

    assert DataRecord.objects.get().assessment == ""
    assert not Pending.objects.exists()


def test_once_public_each_version_is_told_and_nothing_is_emptied() -> None:
    place = ConsultationFactory()
    organiser = organiser_of(place)
    keep_record(actor=organiser, consultation=place, said=WHOLE)
    keep_record(actor=organiser, consultation=place, said=WHOLE)
    keep_record(actor=organiser, consultation=place, said={**WHOLE, "periods": "Trois ans."})

    with pytest.raises(Refused):
        keep_record(actor=organiser, consultation=place, said={**WHOLE, "rights": " "})

    assert DataRecord.objects.get().periods == "Trois ans."
    assert Pending.objects.filter(kind="record.published").count() == 2


def test_only_an_organiser_writes_it() -> None:
    place = ConsultationFactory()
    guarantor = TeamMemberFactory(consultation=place, role=Role.GUARANTOR).participant
    for actor in (guarantor, organiser_of(ConsultationFactory())):
        with pytest.raises(Refused):
            keep_record(actor=actor, consultation=place, said=WHOLE)
    assert not DataRecord.objects.exists()


def test_what_is_chosen_is_shown_in_words() -> None:
    shown = dict(made.record().shown())
    assert len(shown) == len(RECORD)
    assert not {"public_task", "public"} & set(shown.values())
