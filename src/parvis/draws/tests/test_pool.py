"""What is asked and of whom: quotas typed in lines or proposed, a list with the cell where it goes wrong."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.draws.domain.edit_draw import DrawDraft, add_draw, change_draw, drop_draw
from parvis.draws.domain.fill_pool import bring_pool, empty_pool
from parvis.draws.enums import Source
from parvis.draws.models import Draw
from parvis.draws.queries import proposed_features
from parvis.draws.quotas import Feature, Quota, proposed, read, written
from parvis.draws.tests.factories import DrawFactory, organiser_of
from parvis.panel.tests.factories import ReferenceFactory

pytestmark = pytest.mark.django_db
LINES = "Sexe; Femme; 2; 3\nSexe; Homme; 1; 2\n"
GOOD = (
    "nom;courriel;Sexe;Âge\nAnne Roy;anne@example.org;femme;Moins de 40 ans\nLéo Pic;;Homme;40 ans et plus\n"
)


def test_quotas_are_read_as_they_are_written() -> None:
    features = read(LINES, size=4)
    assert features == (Feature("Sexe", (Quota("Femme", 2, 3), Quota("Homme", 1, 2))),)
    assert read(written(features), size=4) == features
    assert read(LINES.replace("; ", "\t"), size=4) == features


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Sexe; Femme; 2", "Ligne 1"),
        ("Sexe; Femme; 2; 3\nSexe; Homme; 3; 1", "Ligne 2"),
        ("Sexe; Femme; deux; 3", "nombres entiers"),
        ("Sexe; Femme; 2; 3\nSexe; Femme; 1; 2", "deux fois"),
        ("Sexe; Femme; 2; 4", "deux valeurs"),
        ("Sexe; Femme; 3; 4\nSexe; Homme; 2; 2", "au moins 5"),
        ("Sexe; Femme; 0; 1\nSexe; Homme; 0; 1", "au plus 2"),
        ("Nom; A; 0; 4\nNom; B; 0; 4", "Ligne 1"),
        ("", "une caractéristique"),
    ],
)
def test_quotas_that_do_not_hold_say_where(lines: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(lines, size=4)


def test_quotas_are_proposed_from_a_population() -> None:
    assert proposed("Sexe", {"Femme": 52, "Homme": 48}, size=30).quotas == (
        Quota("Femme", 15, 16),
        Quota("Homme", 14, 15),
    )
    row = ReferenceFactory()
    (feature,) = proposed_features(row.consultation, size=30)
    assert len(feature.values) == len(row.population)
    assert sum(quota.low for quota in feature.quotas) <= 30 <= sum(quota.high for quota in feature.quotas)


def test_a_list_is_brought_whole_in_the_place_of_the_former_one() -> None:
    draw = DrawFactory(pool=3)
    assert bring_pool(actor=organiser_of(draw.consultation), draw=draw, name="a.csv", data=GOOD.encode()) == 2
    assert list(draw.candidates.values_list("name", "email", "said__Sexe")) == [
        ("Anne Roy", "anne@example.org", "Femme"),
        ("Léo Pic", "", "Homme"),
    ]


def test_a_workbook_is_read_too() -> None:
    book, file = Workbook(), BytesIO()
    for line in GOOD.splitlines():
        book.active.append(line.split(";"))
    book.save(file)
    draw = DrawFactory()
    organiser = organiser_of(draw.consultation)
    assert bring_pool(actor=organiser, draw=draw, name="a.xlsx", data=file.getvalue()) == 2
    with pytest.raises(Refused, match="XLSX"):
        bring_pool(actor=organiser, draw=draw, name="a.xlsx", data=b"PK nothing")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("femme", "Madame"), "Ligne 2, colonne Sexe"),
        (("anne@example.org", "anne"), "Ligne 2, colonne email"),
        (("Léo Pic;;", ";;"), "Ligne 3, colonne name"),
        (("Âge", "Ancienneté"), "Âge"),
        (("Léo Pic;", "Anne Roy;anne@example.org"), "Ligne 3"),
        ((GOOD, "nom;courriel;Sexe;Âge\n"), "Personne"),
    ],
)
def test_a_wrong_cell_is_named_and_nobody_is_kept(change: tuple[str, str], said: str) -> None:
    draw = DrawFactory()
    with pytest.raises(Refused, match=said):
        bring_pool(
            actor=organiser_of(draw.consultation),
            draw=draw,
            name="a.csv",
            data=GOOD.replace(*change).encode(),
        )
    assert not draw.candidates.exists()


def test_an_address_is_needed_where_homes_count() -> None:
    draw = DrawFactory(one_by_home=True)
    with pytest.raises(Refused, match="address"):
        bring_pool(actor=organiser_of(draw.consultation), draw=draw, name="a.csv", data=GOOD.encode())


def draft(**changes) -> DrawDraft:
    given = {
        "title": "Jury",
        "size": 4,
        "source": Source.LIST,
        "features": read(LINES, size=4),
        "one_by_home": False,
    }
    return DrawDraft(**(given | changes))


def test_a_draw_is_written_changed_and_dropped() -> None:
    place = DrawFactory().consultation
    organiser = organiser_of(place)
    draw = add_draw(actor=organiser, consultation=place, draft=draft())
    change_draw(actor=organiser, draw=draw, draft=draft(title="Jury de printemps"))
    draw.refresh_from_db()
    assert draw.title == "Jury de printemps"
    for wrong in ({"title": " "}, {"size": 1}, {"size": 501}):
        with pytest.raises(Refused, match="de 2 à 500"):
            change_draw(actor=organiser, draw=draw, draft=draft(**wrong))
    drop_draw(actor=organiser, draw=draw)
    assert not Draw.objects.filter(pk=draw.pk).exists()


def test_what_people_of_the_pool_answered_stays_asked() -> None:
    draw = DrawFactory(pool=4)
    with pytest.raises(Refused, match="sont dans la réserve"):
        change_draw(actor=organiser_of(draw.consultation), draw=draw, draft=draft())
    empty_pool(actor=organiser_of(draw.consultation), draw=draw)
    change_draw(actor=organiser_of(draw.consultation), draw=draw, draft=draft())


def test_nobody_else_writes_a_draw() -> None:
    draw, other = DrawFactory(pool=4), ParticipantFactory()
    for act in (
        lambda: add_draw(actor=other, consultation=draw.consultation, draft=draft()),
        lambda: change_draw(actor=other, draw=draw, draft=draft()),
        lambda: drop_draw(actor=other, draw=draw),
        lambda: empty_pool(actor=other, draw=draw),
        lambda: bring_pool(actor=other, draw=draw, name="a.csv", data=GOOD.encode()),
    ):
        with pytest.raises(Refused, match="organisateur"):
            act()
