"""A spreadsheet of sheets comes in whole, or not at all; each mistake names its cell."""

import io
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from parvis.accounts.errors import Refused
from parvis.consultations.enums import QuestionType
from parvis.consultations.tests.factories import QuestionFactory, ThemeFactory
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.ledger.models import Pending
from parvis.paper.domain.import_sheets import import_sheets
from parvis.paper.models import Batch, Sheet
from parvis.paper.tests.factories import BatchFactory, ask, entered, member_of

pytestmark = pytest.mark.django_db
HEADINGS = ["Number of the sheet", "Theme", "Title", "Text", "Venez-vous à vélo ?", "Quels jours ?",
    "Votre avis ?", "Et pour – les enfants", "Et pour – les aînés", "Autre chose ?"]  # fmt: skip


@pytest.fixture
def batch() -> Batch:
    made: Batch = BatchFactory()
    ThemeFactory(consultation=made.consultation, name="Vélo", position=0)
    ThemeFactory(consultation=made.consultation, name="Bus", position=1)
    ask(made.kind)
    return made


def book(*rows, headings=HEADINGS) -> bytes:
    made = Workbook()
    made.active.title = "Sheets"
    for row in (headings, *rows):
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def bring(batch: Batch, data: bytes, *, name: str = "sheets.xlsx", actor=None):
    return import_sheets(actor=actor or member_of(batch), batch=batch, name=name, data=data)


def test_rows_become_entered_sheets_with_their_leaves(batch) -> None:
    rows = [
        [None, "Bus", "Un banc", "Devant l’école.", "Oui", "Samedi; Mardi", 10, "A", "mal", "Merci"],
        [7, "a", "Un abri", "À la gare.", "autre: en train", "B", "0", None, None, None],
    ]

    brought = bring(batch, book(*rows))

    assert (brought.added, brought.known, brought.faults) == (2, 0, ())
    first, second = Contribution.objects.order_by("pk")
    assert (first.title, first.theme.name, first.origin, first.author, first.identity_level) == (
        "Un banc", "Bus", "paper", None, 0,
    )  # fmt: skip
    assert first.form_answers == {
        "q0": "y", "q1": ["tue", "sat"], "q2": 10, "q3": {"kids": "good", "old": "bad"}, "q4": "Merci",
    }  # fmt: skip
    assert second.form_answers == {"q0": {"other": "en train"}, "q1": ["sat"], "q2": 0}
    assert (second.theme.name, second.sheet.number, first.sheet.number) == ("Vélo", 7, 8)
    told = Pending.objects.filter(entry__in=[first.entry, second.entry]).values_list("kind", flat=True)
    assert list(told) == ["contribution.accepted"] * 2


def test_the_same_file_twice_adds_nothing_and_more_rows_add_themselves(batch) -> None:
    rows = [[None, None, "Un banc", "Ici."], [None, None, "Un banc", "Ici."], [4, None, "Un abri", "Là."]]
    bring(batch, book(*rows))

    again = bring(batch, book(*rows))
    more = bring(batch, book(*rows, [None, None, "Un arbre", "Là-bas."]))

    assert [(one.added, one.known) for one in (again, more)] == [(0, 3), (1, 3)]
    assert (Contribution.objects.count(), Sheet.objects.count()) == (4, 4)


def test_each_mistake_names_its_cell_and_nothing_comes_in(batch) -> None:
    rows = [
        [None, "Bus", "Un banc", "Ici."],
        [None, "Car", "Un banc", "Ici."],
        ["x", None, "Un banc", "Ici."],
        [None, None, "", "Ici."],
        [None, None, "Un banc", ""],
        [None, None, "Un banc", "Ici.", "peut-être"],
        [None, None, "Un banc", "Ici.", None, None, 11],
        [None, None, "Un banc", "Ici.", None, None, None, "passable"],
        [None, None, "Un banc", "=A1"],
        [9, None, "Un banc", "Ici."],
        [9, None, "Un abri", "Là."],
    ]

    found = bring(batch, book(*rows)).faults

    assert [fault.split(":")[0] for fault in found] == [
        "Sheets!B3", "Sheets!A4", "Sheets!C5", "Sheets!D6", "Sheets!E7", "Sheets!G8", "Sheets!H9",
        "Sheets!D10", "Sheets!A12",
    ]  # fmt: skip
    assert found[0] == "Sheets!B3: no theme is called “Car”: copy one from the model."
    assert found[7] == "Sheets!D10: this cell is computed; copy it, and paste it as a value."
    assert (Contribution.objects.count(), Sheet.objects.count()) == (0, 0)


def test_at_most_a_hundred_mistakes_are_told(batch) -> None:
    assert len(bring(batch, book(*[[None, None, "", "Ici."]] * 130)).faults) == 100


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (book(headings=["Titre faux"]), "no row below its headings"),
        (book(["x"], headings=["Titre faux"]), "“Titre faux” is not in this form"),
        (book(["x", "y"], headings=["Title", "Title"]), "Two columns are called “Title”"),
        (b"PK\x03\x04 no book", "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_a_file_that_is_not_the_model_is_refused_in_words(batch, data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        bring(batch, data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_comes_in_too(batch, encoding: str) -> None:
    words = 'Title;Text;Theme\r\nUn banc;"Devant l’école,\r\ndehors.";Vélo\r\n;;\r\n'

    assert bring(batch, words.encode(encoding), name="feuilles.csv").added == 1
    assert Contribution.objects.get().text == "Devant l’école,\ndehors."


def test_a_mistake_in_a_csv_names_its_cell(batch) -> None:
    found = bring(batch, b"Title,Text\nUn banc,\n", name="feuilles.csv").faults

    assert [one.split(":")[0] for one in found] == ["feuilles!B2"]


def test_days_numbers_and_what_is_personal_are_read(batch) -> None:
    for place, (code, kind) in enumerate({"day": QuestionType.DATE, "km": QuestionType.NUMBER}.items()):
        QuestionFactory(kind=batch.kind, code=code, type=kind, label=code, position=20 + place)
    QuestionFactory(
        kind=batch.kind, code="age", label="age", is_personal=True, purpose="Compter", position=30
    )
    headings = ["Title", "Text", "day", "km", "age"]
    rows = [
        ["a", "b", datetime(2026, 3, 1), 12.5, 40],
        ["c", "d", "02/03/2026", "7", None],
        ["e", "f", date(2026, 3, 3)],
    ]

    assert bring(batch, book(*rows, headings=headings)).added == 3
    said = [row.form_answers for row in Contribution.objects.order_by("pk")]
    assert said == [
        {"day": "2026-03-01", "km": "12.5"},
        {"day": "2026-03-02", "km": "7"},
        {"day": "2026-03-03"},
    ]
    assert list(PersonalAnswer.objects.values_list("value", flat=True)) == ["40"]


def test_an_answer_that_is_needed_is_told_at_its_column(batch) -> None:
    batch.kind.questions.filter(code="q2").update(is_required=True)

    found = bring(batch, book([None, None, "Un banc", "Ici."])).faults

    assert found == ("Sheets!G2: “Votre avis ?”: an answer is needed.",)


def test_printed_numbers_are_filled_once(batch) -> None:
    printed = BatchFactory(action__phase__consultation=batch.consultation, size=2)
    actor = member_of(printed)
    entered(printed, actor, number=1)
    headings = ["Number of the sheet", "Title", "Text"]

    taken = bring(printed, book([1, "a", "b"], [3, "c", "d"], headings=headings), actor=actor).faults
    brought = bring(printed, book([f"{printed.number}-2", "a", "b"], headings=headings), actor=actor)

    assert taken == ("Sheets!A2: sheet 1 is already entered.", "Sheets!A3: this batch has no sheet 3.")
    assert (brought.added, printed.sheets.count()) == (1, 2)
    assert not printed.sheets.blank().exists()


def test_a_batch_that_two_people_type_takes_no_spreadsheet() -> None:
    batch = BatchFactory(is_double=True)

    with pytest.raises(Refused, match="typed by one"):
        bring(batch, book(["a", "b"], headings=["Title", "Text"]))


def test_only_who_enters_brings(batch) -> None:
    with pytest.raises(Refused, match="Only those who organise or moderate"):
        bring(batch, book([None, None, "Un banc", "Ici."]), actor=member_of(BatchFactory()))


def test_the_model_of_the_desk_is_filled_and_brought_back(batch, desk) -> None:
    client = desk(member_of(batch))
    names = ("paper_model", "paper_bring")
    model, bring_it = (reverse(f"desk:{name}", args=[batch.consultation_id, batch.pk]) for name in names)
    filled = load_workbook(io.BytesIO(client.get(model).content))
    assert [cell.value for cell in filled.active[1]] == HEADINGS
    assert filled.worksheets[1]["B2"].value == "one of these, or its letter: A = Vélo ; B = Bus"

    def send(*row: object):
        filled.active.append(row)
        written = io.BytesIO()
        filled.save(written)
        return client.post(
            bring_it, {"file": SimpleUploadedFile("model.xlsx", written.getvalue())}, follow=True
        )

    wrong = send(None, "Car", "Un banc", "Ici.")
    assert (wrong.status_code, f"{filled.active.title}!B2: no theme" in wrong.content.decode()) == (422, True)
    filled.active.delete_rows(2)
    assert "1 sheet came in." in send(None, "Bus", "Un banc", "Ici.").content.decode()
