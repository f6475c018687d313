"""Importing a spreadsheet of the organiser's own."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import Workbook

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.opendata.domain.import_sheet import (
    Matching,
    bring_sheet,
    forget_sheets,
    import_sheet,
    preview_sheet,
)
from parvis.opendata.imports.sheet import guess
from parvis.opendata.models import Sheet

pytestmark = pytest.mark.django_db
FILE = "Titre;Avis;Rubrique;Date\nUn banc;Devant l’école.;Rue;24/12/2024\nUn arbre;Sur la place.;;\n"


@pytest.fixture
def phase():
    return PhaseFactory()


@pytest.fixture
def organiser(phase):
    return TeamMemberFactory(consultation=phase.consultation, role=Role.ORGANISER).participant


@pytest.fixture
def bring(phase, organiser):
    def bring(data, name="ideas.csv"):
        words = data if isinstance(data, bytes) else data.encode()
        return bring_sheet(actor=organiser, consultation=phase.consultation, name=name, data=words)

    return bring


@pytest.fixture
def matching(phase):
    kind = KindFactory(consultation=phase.consultation)
    columns = {"title": "Titre", "text": "Avis", "theme": "Rubrique", "date": "Date"}
    return Matching(phase, kind, Origin.PAPER, columns)


def stored():
    rows = Contribution.objects.order_by("title")
    return list(rows.values_list("title", "text", "theme__name", "origin", "author"))


def test_rows_become_contributions_of_their_origin(bring, matching, organiser):
    assert import_sheet(actor=organiser, sheet=bring(FILE), matching=matching) == 2
    assert stored() == [
        ("Un arbre", "Sur la place.", None, "paper", None),
        ("Un banc", "Devant l’école.", "Rue", "paper", None),
    ]
    received = Contribution.objects.get(title="Un banc").created_at
    assert timezone.localdate(received).isoformat() == "2024-12-24"
    assert not Sheet.objects.exists()


def test_the_same_rows_again_change_nothing(bring, matching, organiser):
    import_sheet(actor=organiser, sheet=bring(FILE), matching=matching)
    kept = ("pk", "entry", "created_at")
    before = list(Contribution.objects.order_by("pk").values_list(*kept))
    again = bring(FILE)
    Sheet.objects.filter(pk=again.pk).update(created_at=timezone.now() + timedelta(hours=2))
    import_sheet(actor=organiser, sheet=again, matching=matching)
    assert list(Contribution.objects.order_by("pk").values_list(*kept)) == before


def test_two_rows_that_say_the_same_are_two(bring, matching, organiser):
    row = "Un banc;Devant l’école.;;\n"
    assert import_sheet(actor=organiser, sheet=bring(FILE[:25] + "\n" + row * 2), matching=matching) == 2
    assert Contribution.objects.count() == 2


def test_a_workbook_and_a_file_of_windows_are_read_alike(bring):
    book = Workbook()
    for row in (["Titre", "Avis"], ["Été", "Là."], [None, None], ["Un", 3.0]):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    wanted = [[2, ["Été", "Là."]], [4, ["Un", "3"]]]
    assert bring(stream.getvalue(), "ideas.XLSX").rows == wanted
    assert bring("Titre;Avis\nÉté;Là.\n;\nUn;3\n".encode("cp1252")).rows == wanted


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";Sans titre.;;", "Titre"),
        ("Sans texte;;;", "Avis"),
        ("Un;Deux.;;un jour", "un jour"),
        ("Un;Deux.;;01/01/2999", "futur"),
    ],
)
def test_a_refused_row_is_named_and_nothing_comes_in(bring, matching, organiser, row, reason):
    sheet = bring(FILE + row + "\n")
    (refusal,) = preview_sheet(sheet=sheet, matching=matching).refusals
    assert (refusal.line, reason in refusal.reason) == (4, True)
    with pytest.raises(Refused):
        import_sheet(actor=organiser, sheet=sheet, matching=matching)
    assert (Contribution.objects.count(), Sheet.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Titre;Avis\n",
        b"\n\n",
        b"Titre;Titre\na;b\n",
        b"\x00\x01",
        b'Titre\n"a',
        b"x" * (10 * 1024 * 1024 + 1),
    ],
    ids=["empty", "no row", "no heading", "twice", "binary", "cut", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_with_words(bring, data):
    with pytest.raises(Refused):
        bring(data)
    assert not Sheet.objects.exists()


def test_a_workbook_that_is_none_is_refused(bring):
    with pytest.raises(Refused):
        bring(b"PK\x03\x04 not a workbook", "ideas.xlsx")


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_only_organisers_import(phase, bring, matching, role):
    actor = ParticipantFactory()
    if role is not None:
        TeamMemberFactory(consultation=phase.consultation, participant=actor, role=role)
    with pytest.raises(Refused):
        bring_sheet(actor=actor, consultation=phase.consultation, name="a.csv", data=FILE.encode())
    with pytest.raises(Refused):
        import_sheet(actor=actor, sheet=bring(FILE), matching=matching)


def test_a_phase_of_another_consultation_is_refused(bring, matching, organiser):
    elsewhere = Matching(PhaseFactory(), matching.kind, matching.origin, matching.columns)
    with pytest.raises(Refused):
        import_sheet(actor=organiser, sheet=bring(FILE), matching=elsewhere)


def test_columns_are_guessed_by_their_headings():
    assert guess(["N°", "Horodateur", "Titre", "AVIS", "Autre"]) == {
        "title": "Titre",
        "text": "AVIS",
        "date": "Horodateur",
        "identifier": "N°",
    }


def test_what_nobody_imports_is_erased_the_day_after(bring):
    sheet = bring(FILE)
    assert forget_sheets() == 0
    Sheet.objects.filter(pk=sheet.pk).update(created_at=timezone.now() - timedelta(hours=25))
    assert forget_sheets() == 1
