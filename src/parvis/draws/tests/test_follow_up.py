"""After the draw: answers, replacements that keep the quotas, the close, and names that go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.domain.follow_up import close_draw, replace, say_state
from parvis.draws.domain.forget_names import forget_candidacies, forget_due_names
from parvis.draws.enums import SeatState, Stage
from parvis.draws.models import Candidate, Draw
from parvis.draws.queries import report_of
from parvis.draws.replay import reserve_rank, wrong
from parvis.draws.tests.factories import SEED, DrawFactory, due, organiser_of, prepared
from parvis.jobs.forgetting import DRAWN_NAMES, UNCLOSED_NAMES
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def drawn(pool: int = 12, **given) -> Draw:
    draw = due(prepared(DrawFactory(pool=pool, **given)))
    draw_panel(actor=organiser_of(draw.consultation), draw=draw, seed=SEED)
    draw.refresh_from_db()
    return draw


def declined(draw: Draw):
    seat = draw.seats.order_by("pk").first()
    say_state(actor=organiser_of(draw.consultation), seat=seat, state=SeatState.DECLINED)
    seat.refresh_from_db()
    return seat


def test_the_next_of_the_same_profile_comes_in_the_order_of_the_seed() -> None:
    draw = drawn(16)
    seat = declined(draw)
    given = replace(actor=organiser_of(draw.consultation), seat=seat)

    called = draw.seats.exclude(pk=given.pk).values("candidate")
    same = draw.candidates.filter(said=seat.candidate.said).exclude(pk__in=called)
    numbers = sorted(same.values_list("number", flat=True))
    first = min(numbers, key=lambda number: reserve_rank(draw.digest, SEED, number))
    assert (given.among, given.candidate.number) == (numbers, first)
    seat.refresh_from_db()
    assert seat.state == SeatState.REPLACED
    assert Pending.objects.get(kind="draw.replaced").public == {
        "draw": draw.pk, "out": seat.candidate.number, "in": first,
    }  # fmt: skip
    draw.refresh_from_db()
    assert wrong(report_of(draw)) == []


def test_without_anybody_of_that_profile_the_nearest_who_keeps_the_quotas_comes() -> None:
    """Quotas of age that any panel keeps: somebody of the same sex and another age may come."""
    any_age = {"name": "Âge", "values": [["Moins de 40 ans", 0, 4], ["40 ans et plus", 0, 4]]}
    draw = drawn(16, features=[{"name": "Sexe", "values": [["Femme", 2, 2], ["Homme", 2, 2]]}, any_age])
    seat = declined(draw)
    free = draw.candidates.exclude(seats__isnull=False)
    free.filter(said=seat.candidate.said).update(name="", said={})
    given = replace(actor=organiser_of(draw.consultation), seat=seat)

    assert given.candidate.said["Sexe"] == seat.candidate.said["Sexe"]
    draw.refresh_from_db()
    assert all(one["at_least"] <= one["people"] <= one["at_most"] for one in draw.met)


def test_nobody_of_an_address_where_somebody_sits_comes() -> None:
    draw = drawn(16, one_by_home=True)
    seat = declined(draw)
    sitting = draw.seats.exclude(pk=seat.pk).first().candidate
    free = draw.candidates.exclude(seats__isnull=False)
    free.update(address=sitting.address.upper() + ".")
    with pytest.raises(Refused, match="réserve"):
        replace(actor=organiser_of(draw.consultation), seat=seat)


def test_only_an_empty_seat_is_given_and_only_once() -> None:
    draw = drawn()
    organiser, seat = organiser_of(draw.consultation), draw.seats.first()
    with pytest.raises(Refused, match="décliné"):
        replace(actor=organiser, seat=seat)
    say_state(actor=organiser, seat=seat, state=SeatState.SILENT)
    replace(actor=organiser, seat=seat)
    with pytest.raises(Refused, match="déjà remplacée"):
        replace(actor=organiser, seat=seat)
    with pytest.raises(Refused):
        say_state(actor=organiser, seat=draw.seats.last(), state=SeatState.REPLACED)


def test_nobody_is_replaced_once_it_is_closed() -> None:
    draw = drawn()
    seat, organiser = declined(draw), organiser_of(draw.consultation)
    close_draw(actor=organiser, draw=draw)
    draw.refresh_from_db()
    assert draw.stage == Stage.CLOSED
    for act in (lambda: replace(actor=organiser, seat=seat), lambda: close_draw(actor=organiser, draw=draw)):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.MODERATOR, None])
def test_only_an_organiser_follows_up(role: Role | None) -> None:
    draw = drawn()
    seat = declined(draw)
    member = TeamMemberFactory(consultation=draw.consultation, role=role).participant if role else None
    actor = member or ParticipantFactory()
    for act in (
        lambda: say_state(actor=actor, seat=seat, state=SeatState.ACCEPTED),
        lambda: replace(actor=actor, seat=seat),
        lambda: close_draw(actor=actor, draw=draw),
    ):
        with pytest.raises(Refused, match="organisateur"):
            act()


def test_names_go_some_time_after_the_close_and_the_report_stays() -> None:
    draw = drawn()
    close_draw(actor=organiser_of(draw.consultation), draw=draw)
    assert forget_due_names() == 0

    Draw.objects.filter(pk=draw.pk).update(closed_at=timezone.now() - DRAWN_NAMES - timedelta(hours=1))
    assert forget_due_names() == 12
    assert forget_due_names() == 0
    assert set(draw.candidates.values_list("name", "email", "address", "salt")) == {("", "", "", "")}
    draw.refresh_from_db()
    assert (wrong(report_of(draw)), draw.forgotten_at is None) == ([], False)


def test_names_of_a_draw_that_is_never_closed_go_after_a_year() -> None:
    fresh, old = DrawFactory(pool=4), DrawFactory(pool=4)
    old.candidates.update(came_at=timezone.now() - UNCLOSED_NAMES - timedelta(hours=1))
    assert forget_due_names() == 4
    assert (fresh.candidates.count(), old.candidates.count()) == (4, 0)


def test_whoever_leaves_for_good_has_no_name_left_in_a_draw() -> None:
    me, draft, listed = ParticipantFactory(), DrawFactory(pool=4), prepared(DrawFactory(pool=10))
    draft.candidates.filter(pk=draft.candidates.first().pk).update(participant=me)
    mine = listed.candidates.first()
    listed.candidates.filter(pk=mine.pk).update(participant=me)
    forget_candidacies(actor=me)

    assert (draft.candidates.count(), listed.candidates.count()) == (3, 10)
    kept = Candidate.objects.get(pk=mine.pk)
    assert (kept.name, kept.said, kept.participant, kept.number) == ("", {}, None, mine.number)
