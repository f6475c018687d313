"""Writing minutes: notes, passages one by one, who came."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.tests.factories import CommissionFactory, officer_of
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.minutes.domain import write
from parvis.minutes.models import Minutes, Passage, PassageLink
from parvis.minutes.queries import minutes_of, state_of, typed_of, written
from parvis.minutes.tests.factories import MinutesFactory, published, writer_of
from parvis.pages.tests.factories import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes() -> Minutes:
    return MinutesFactory()


def type_in(minutes: Minutes, typed: str) -> None:
    write.write_notes(
        actor=writer_of(minutes), minutes=minutes, typed=typed, based_on=state_of(written(minutes))
    )


def said(minutes: Minutes) -> list[tuple[int, str]]:
    return [(row.pk, row.text) for row in written(minutes)]


def test_an_event_has_one_minutes() -> None:
    event = EventFactory()
    actor = TeamMemberFactory(consultation=event.consultation).participant
    first = write.begin(actor=actor, event=event)
    assert (write.begin(actor=actor, event=event), minutes_of(event)) == (first, first)


def test_a_passage_keeps_its_number_and_its_links_when_its_words_change(minutes) -> None:
    heading, second, third = written(minutes)
    PassageLink.objects.create(passage=second, contribution=ContributionFactory())
    typed = typed_of(written(minutes)).replace("trop tôt", "à vingt heures")
    type_in(minutes, f"{typed}\n\nIl pleut.")

    now = said(minutes)
    assert now[:3] == [
        (heading.pk, "Les bus"), (second.pk, "Le dernier bus part à vingt heures."),
        (third.pk, "Il manque un abri."),
    ]  # fmt: skip
    assert (now[3][1], second.links.count()) == ("Il pleut.", 1)


def test_nobody_writes_over_the_words_of_somebody_else(minutes) -> None:
    mark, actor = state_of(written(minutes)), writer_of(minutes)
    write.change_passage(actor=actor, passage=written(minutes)[1], text="Autre chose.", is_heading=False)
    with pytest.raises(Refused, match="entre-temps"):
        write.write_notes(actor=actor, minutes=minutes, typed="Tout.", based_on=mark)
    assert said(minutes)[1][1] == "Autre chose."


def test_the_order_is_changed_one_place_at_a_time(minutes) -> None:
    first, second, third = written(minutes)
    actor = writer_of(minutes)
    write.move_passage(actor=actor, passage=third, places=-1)
    write.move_passage(actor=actor, passage=first, places=-1)
    assert [pk for pk, _text in said(minutes)] == [first.pk, third.pk, second.pk]


def test_a_passage_is_added_and_removed(minutes) -> None:
    actor = writer_of(minutes)
    made = write.add_passage(actor=actor, minutes=minutes, text="  Point \n trois ", is_heading=True)
    assert (made.position, written(minutes)[-1].text) == (3, "Point trois")
    write.remove_passage(actor=actor, passage=made)
    assert not Passage.objects.filter(pk=made.pk).exists()
    with pytest.raises(Refused, match="retiré"):
        write.change_passage(actor=actor, passage=made, text="x", is_heading=False)
    with pytest.raises(Refused, match="Écrivez"):
        write.change_passage(actor=actor, passage=written(minutes)[0], text=" \n ", is_heading=False)


def test_what_is_public_stays_until_the_next_publication(minutes) -> None:
    published(minutes)
    type_in(minutes, "Il manque un abri.")
    assert [text for _pk, text in said(minutes)] == ["Il manque un abri."]
    assert sorted(minutes.passages.values_list("shown_text", flat=True)) == [
        "Il manque un abri.", "Le dernier bus part trop tôt.", "Les bus",
    ]  # fmt: skip


def test_who_came_is_counted_by_group(minutes) -> None:
    resource = ResourceFactory(parent=minutes.event.consultation)
    elsewhere = ResourceFactory()
    groups = [("Habitants", 34), ("Élus", 3)]
    write.describe(
        actor=writer_of(minutes),
        minutes=minutes,
        written_by="Ada",
        attendance=groups,
        resources=[resource, elsewhere],
    )
    assert list(minutes.attendance.values_list("label", "people")) == groups
    assert list(minutes.resources.all()) == [resource]
    with pytest.raises(Refused, match="une fois"):
        write.describe(
            actor=writer_of(minutes), minutes=minutes, written_by="", attendance=[("A", 1), ("a", 2)]
        )


@pytest.mark.parametrize("who", ["moderator", "elsewhere", "nobody", "chair"])
def test_only_an_organiser_writes(minutes, who: str) -> None:
    place = minutes.event.consultation
    actor = {
        "moderator": lambda: TeamMemberFactory(consultation=place, role=Role.MODERATOR).participant,
        "elsewhere": lambda: TeamMemberFactory().participant,
        "nobody": ParticipantFactory,
        "chair": lambda: officer_of(CommissionFactory(consultation=place)),
    }[who]()
    row = written(minutes)[1]
    for act in (
        lambda: write.begin(actor=actor, event=minutes.event),
        lambda: write.write_notes(actor=actor, minutes=minutes, typed="x", based_on=""),
        lambda: write.add_passage(actor=actor, minutes=minutes, text="x", is_heading=False),
        lambda: write.change_passage(actor=actor, passage=row, text="x", is_heading=False),
        lambda: write.move_passage(actor=actor, passage=row, places=1),
        lambda: write.remove_passage(actor=actor, passage=row),
        lambda: write.describe(actor=actor, minutes=minutes, written_by="x", attendance=[]),
    ):
        with pytest.raises(Refused, match="Seul un organisateur"):
            act()
    assert [text for _pk, text in said(minutes)][1] == "Le dernier bus part trop tôt."
