"""Drawn panels at the desk: from quotas to the last replacement, and who of the team reads names."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.enums import SeatState, Stage
from parvis.draws.models import Draw
from parvis.draws.tasks import prepare
from parvis.draws.tests.factories import RULE, SEED, DrawFactory, due, organiser_of, prepared

pytestmark = pytest.mark.django_db
QUOTAS = "Sex; Woman; 2; 2\nSex; Man; 2; 2"
LIST = "name,email,address,Sex\n" + "".join(
    f"Person {place},p{place}@example.org,{place} Bridge Street,{('Woman', 'Man')[place % 2]}\n"
    for place in range(10)
)


def url(name: str, consultation_pk: int, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": consultation_pk, **given})


def named(text: str, name: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = name
    return file


def test_from_quotas_to_a_replacement(desk, organiser) -> None:
    client, pk = desk(organiser.participant), organiser.consultation_id
    asked = {"title": "Jury", "size": "4", "source": "list", "one_by_home": "on", "quotas": QUOTAS}
    assert client.post(url("add_draw", pk), asked).status_code == 302
    draw = Draw.objects.get()

    def at(name: str, **given: int) -> str:
        return url(name, pk, draw_pk=draw.pk, **given)

    client.post(at("draw_pool"), {"file": named(LIST, "list.csv")})
    tomorrow = timezone.localdate() + timedelta(days=1)
    client.post(at("prepare_draw"), {"seed_rule": RULE, "seed_at": f"{tomorrow}T12:00"})
    assert "being prepared" in client.get(at("draw")).content.decode()
    prepare(timestamp=0)
    draw.refresh_from_db()
    assert (draw.stage, len(draw.published["panels"])) == (Stage.PREPARED, 1000)

    assert client.post(at("draw_seed"), {"seed": SEED}).status_code == 422
    due(draw)
    client.post(at("draw_seed"), {"seed": SEED})
    seat = draw.seats.first()
    client.post(at("draw_seat", seat_pk=seat.pk), {"state": "declined"})
    client.post(at("replace_seat", seat_pk=seat.pk))
    page = client.get(at("draw")).content.decode()
    assert f"in the place of number {seat.candidate.number}" in page
    client.post(at("close_draw"))
    draw.refresh_from_db()
    assert (draw.stage, draw.seats.count()) == (Stage.CLOSED, 5)


def test_quotas_that_cannot_be_kept_are_named_on_the_page(desk, organiser) -> None:
    draw = DrawFactory(consultation=organiser.consultation, pool=10, size=5)
    Draw.objects.filter(pk=draw.pk).update(
        trouble={
            "code": "conflict",
            "bounds": [
                {"feature": "Age", "value": "18-29", "is_least": True, "asked": 12, "in_pool": 7},
                {"feature": "Age", "value": "30+", "is_least": False, "asked": 2, "in_pool": 3},
            ],
        }
    )
    page = (
        desk(organiser.participant).get(url("draw", draw.consultation_id, draw_pk=draw.pk)).content.decode()
    )
    assert "Age=18-29: at least 12 asked, 7 in the pool" in page
    assert "Age=30+: at most 2 asked, 3 in the pool" in page


def test_a_wrong_line_is_said_and_what_was_typed_is_kept(desk, organiser) -> None:
    client, pk = desk(organiser.participant), organiser.consultation_id
    typed = {"title": "Jury", "size": "4", "source": "list", "quotas": "Sex; Woman; 2"}
    answer = client.post(url("add_draw", pk), typed)
    assert (answer.status_code, "Line 1" in answer.content.decode()) == (422, True)
    assert "Sex; Woman; 2" in answer.content.decode()


def test_a_wrong_cell_of_a_list_is_said(desk, organiser) -> None:
    draw = DrawFactory(consultation=organiser.consultation)
    file = named("name,Sexe,Âge\nAnne,Robot,Moins de 40 ans\n", "list.csv")
    answer = desk(organiser.participant).post(
        url("draw_pool", draw.consultation_id, draw_pk=draw.pk), {"file": file}
    )
    assert (answer.status_code, "Line 2, column Sexe" in answer.content.decode()) == (422, True)


def test_names_are_read_by_organisers_alone(desk, organiser) -> None:
    draw = due(prepared(DrawFactory(consultation=organiser.consultation, pool=10)))
    draw_panel(actor=organiser_of(draw.consultation), draw=draw, seed=SEED)
    guarantor = TeamMemberFactory(consultation=draw.consultation, role=Role.GUARANTOR).participant
    page, receipts = (url(name, draw.consultation_id, draw_pk=draw.pk) for name in ("draw", "draw_receipts"))

    assert "Personne " in desk(organiser.participant).get(page).content.decode()
    assert "Personne " not in desk(guarantor).get(page).content.decode()
    assert desk(guarantor).get(receipts).status_code == 404
    assert len(desk(organiser.participant).get(receipts).content.decode().splitlines()) == 11


def test_a_draw_of_another_consultation_is_nowhere(desk, organiser) -> None:
    other = DrawFactory(consultation=ConsultationFactory(), pool=4)
    client = desk(organiser.participant)
    assert client.get(url("draw", organiser.consultation_id, draw_pk=other.pk)).status_code == 404
    assert client.post(url("drop_draw", organiser.consultation_id, draw_pk=other.pk)).status_code == 404
    seat = due(prepared(DrawFactory(consultation=other.consultation, pool=10)))
    draw_panel(actor=organiser_of(other.consultation), draw=seat, seed=SEED)
    mine = DrawFactory(consultation=organiser.consultation)
    target = url("draw_seat", organiser.consultation_id, draw_pk=mine.pk, seat_pk=seat.seats.first().pk)
    assert client.post(target, {"state": SeatState.ACCEPTED}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    desk, organiser, django_assert_max_num_queries, count: int
) -> None:
    DrawFactory.create_batch(count, consultation=organiser.consultation, pool=2)
    client = desk(organiser.participant)
    address = url("draws", organiser.consultation_id)
    client.get(address)
    with django_assert_max_num_queries(30) as counted:
        assert client.get(address).content.decode().count("Jury citoyen") == count
    assert sum("draws_" in query["sql"] for query in counted.captured_queries) == 1
