"""Publishing minutes: whole, signed, corrected; then another version, for a reason."""

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.enums import EventState
from parvis.ledger.models import Pending
from parvis.minutes import leaves
from parvis.minutes.domain.correct import accept, decline
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.domain.write import remove_passage
from parvis.minutes.models import MinutesVersion
from parvis.minutes.queries import written
from parvis.minutes.sharing import minutes_of_code
from parvis.minutes.tests.factories import CODE, CorrectionFactory, MinutesFactory, published, writer_of

pytestmark = pytest.mark.django_db


def test_everybody_reads_it_and_the_log_holds_its_fingerprint() -> None:
    minutes = MinutesFactory(shared=True)
    version = published(minutes)

    assert [row.shown_text for row in written(minutes)] == [one["text"] for one in version.passages]
    assert minutes_of_code(CODE) is None
    told = Pending.objects.get(kind="minutes.published")
    assert told.public == {
        "event": minutes.event_id, "minutes": minutes.pk, "version": 1, "passages": 3,
        "sha256": leaves.digest(MinutesVersion.objects.get()),
    }  # fmt: skip


def test_it_says_how_many_remarks_it_was_corrected_with() -> None:
    minutes = MinutesFactory()
    actor, passage = writer_of(minutes), minutes.passages.last()
    taken, other = CorrectionFactory(passage=passage), CorrectionFactory(passage=passage, new_text="Trois.")
    with pytest.raises(Refused, match="attendent encore"):
        publish_minutes(actor=actor, minutes=minutes)
    accept(actor=actor, correction=taken)
    decline(actor=actor, correction=other, reply="Non.")
    first = publish_minutes(actor=actor, minutes=minutes)
    assert (first.corrected, first.declined) == (1, 1)

    remove_passage(actor=actor, passage=written(minutes)[0])
    second = publish_minutes(actor=actor, minutes=minutes, reason="Titre inutile.")
    assert (second.number, second.corrected, second.declined, second.reason) == (2, 0, 0, "Titre inutile.")
    assert list(minutes.passages.values_list("is_removed", flat=True)) == [False, False]


def test_another_version_changes_something_and_says_why() -> None:
    minutes = MinutesFactory()
    published(minutes)
    with pytest.raises(Refused, match="Dites pourquoi"):
        publish_minutes(actor=writer_of(minutes), minutes=minutes)
    with pytest.raises(Refused, match="Rien n’a changé"):
        publish_minutes(actor=writer_of(minutes), minutes=minutes, reason="Pour voir.")
    assert minutes.versions.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": []}, "rien à lire"),
        ({"written_by": ""}, "Dites qui"),
        ({"event__state": EventState.DRAFT}, "Publiez d’abord l’événement"),
    ],
)
def test_what_lacks_is_told(given: dict, said: str) -> None:
    minutes = MinutesFactory(**given)
    with pytest.raises(Refused, match=said):
        publish_minutes(actor=writer_of(minutes), minutes=minutes)
    assert (minutes.versions.count(), Pending.objects.filter(kind="minutes.published").count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.MODERATOR, None])
def test_only_an_organiser_publishes(role: Role | None) -> None:
    minutes = MinutesFactory()
    place = {} if role is None else {"consultation": minutes.event.consultation, "role": role}
    with pytest.raises(Refused, match="Seul un organisateur"):
        publish_minutes(actor=TeamMemberFactory(**place).participant, minutes=minutes)
