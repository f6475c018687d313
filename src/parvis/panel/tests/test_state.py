"""The statement is made again only when no difference would tell who somebody is; then told to the log."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.ledger.models import Pending
from parvis.merkle.canonical import canonical
from parvis.panel.census import band_of
from parvis.panel.domain import state_who as state_who_module
from parvis.panel.domain.describe_oneself import describe_oneself
from parvis.panel.domain.set_reference import bring_references, set_reference
from parvis.panel.domain.state_who import state_due, state_who
from parvis.panel.enums import Trait
from parvis.panel.figures import Panel
from parvis.panel.models import Reference, SelfDescription, Statement, Survey
from parvis.panel.sheet import template_rows
from parvis.panel.tables import measure_rows, panel_rows, weight_rows
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd, open_consultation, somebody
from parvis.ui.spreadsheet import csv_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Sixty people who took part, forty women and twenty men."""
    made = open_consultation()
    SurveyFactory(consultation=made)
    ReferenceFactory(consultation=made)
    crowd(made, [{"sex": "woman"}] * 40 + [{"sex": "man"}] * 20)
    return made


@pytest.fixture
def organiser(place):
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


def panel(place) -> Panel:
    return Panel.from_json(Statement.objects.get(consultation=place).figures)


def answer(place, count):
    for _number in range(count):
        describe_oneself(actor=somebody(place), consultation=place, said={Trait.SEX: "man"})


def test_it_says_who_took_part_and_how_many_answered(place):
    somebody(place)
    state_who(consultation=place)
    found = panel(place)
    sex = next(one for one in found.traits if one.trait == "sex")
    assert (found.people, found.answered, sex.told) == (61, 60, 60)
    assert [(group.categories[0], group.people) for group in sex.groups] == [("woman", 40), ("man", 20)]
    assert next(one for one in found.traits if one.trait == "age").missing == "no_reference"


def test_nine_more_answers_change_nothing_and_ten_do(place):
    state_who(consultation=place)
    answer(place, 9)
    state_who(consultation=place)
    assert panel(place).answered == 60
    answer(place, 1)
    state_who(consultation=place)
    assert panel(place).answered == 70


@pytest.mark.parametrize("is_closed", [True, False])
def test_another_population_counts_for_the_people_of_the_last_figures(place, organiser, is_closed):
    """Made again for everybody, they would show the answers that came meanwhile."""
    state_who(consultation=place)
    before = panel(place).traits[1]
    answer(place, 9)
    if is_closed:
        place.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    change = {
        "trait": Trait.SEX,
        "source": "Recensement",
        "year": 2023,
        "population": {"woman": 60, "man": 40},
    }
    set_reference(actor=organiser, consultation=place, **change)
    state_who(consultation=place)
    found = panel(place)
    sex = found.traits[1]
    assert (found.answered, sex.told, [group.people for group in sex.groups]) == (60, 60, [40, 20])
    assert (before.dissimilarity.value, sex.dissimilarity.value) == (1667, 667)
    assert (sex.year, found.weights, Statement.objects.get().is_final) == (2023, None, is_closed)


def test_who_joins_the_team_changes_no_figure_beside_another_population(place, organiser):
    state_who(consultation=place)
    member = SelfDescription.objects.filter(said={"sex": "woman"}).first()
    TeamMemberFactory(consultation=place, participant=member.participant, role=Role.MODERATOR)
    Reference.objects.update(changed_at=timezone.now(), year=2025)
    state_who(consultation=place)
    sex = panel(place).traits[1]
    assert (sex.year, [group.people for group in sex.groups]) == (2025, [40, 20])


def test_once_figures_are_published_another_population_covers_the_same_answers(place, organiser):
    change = {"trait": Trait.SEX, "source": "Insee", "year": 2023}
    wider = {"woman": 50, "man": 49, "other": 1}
    set_reference(actor=organiser, consultation=place, population=wider, **change)
    state_who(consultation=place)
    with translation.override("en"), pytest.raises(Refused, match="the same answers need a figure"):
        set_reference(actor=organiser, consultation=place, population={"woman": 1, "man": 1}, **change)
    set_reference(actor=organiser, consultation=place, population={**wider, "other": 2}, **change)


def test_one_that_fails_stops_no_other(place, monkeypatch):
    other = SurveyFactory(consultation=open_consultation()).consultation
    whole = state_who_module.people_of
    monkeypatch.setattr(
        state_who_module, "people_of", lambda page: 1 / 0 if page.pk == place.pk else whole(page)
    )
    assert state_due() == 1
    assert [row.consultation_id for row in Statement.objects.all()] == [other.pk]


def test_another_population_counts_at_once_when_nobody_moved(place, organiser):
    state_who(consultation=place)
    set_reference(
        actor=organiser,
        consultation=place,
        trait=Trait.SEX,
        source="Recensement",
        year=2023,
        population={"woman": 2, "man": 1},
    )
    state_who(consultation=place)
    sex = panel(place).traits[1]
    assert (sex.source, sex.dissimilarity is not None and sex.dissimilarity.value) == ("Recensement", 0)


def test_the_first_after_the_close_is_final_and_told_to_the_log(place):
    state_who(consultation=place)
    assert not Pending.objects.filter(kind="quality.computed").exists()
    place.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert state_due() == 1
    state_due()
    told = Pending.objects.get(kind="quality.computed")
    row = Statement.objects.get()
    assert row.is_final
    assert told.public == {
        "axis": "who_took_part",
        "sha256": hashlib.sha256(canonical(row.figures)).hexdigest(),
    }


def test_where_nobody_is_asked_there_is_none():
    assert state_who(consultation=ConsultationFactory()) is None


def test_tables_have_no_group_of_fewer_than_ten(place):
    state_who(consultation=place)
    head, *lines = list(panel_rows(place))
    assert [line[:5] for line in lines if line[0] == "sex"] == [
        ["sex", "woman", 40, "0.6667", lines[1][4]],
        ["sex", "man", 20, "0.3333", lines[2][4]],
    ]
    assert head[2] == "people"
    assert [line[1] for line in measure_rows(place)][1:] == [
        "note", "dissimilarity", "efficiency", "coverage", "theil",
    ]  # fmt: skip
    assert [line[:2] for line in weight_rows(place)][1:] == [["sex: woman", 40], ["sex: man", 20]]


def test_figures_of_a_population_need_their_source(place, organiser):
    good = {"trait": Trait.SEX, "source": "Insee", "year": 2022, "population": {"woman": 1, "man": 1}}
    for change in (
        {"source": " "},
        {"year": 1800},
        {"population": {"woman": 1}},
        {"population": {"woman": -1, "man": 1}},
        {"population": {"woman": 1, "man": 1, "cat": 1}},
        {"trait": Trait.DEPARTMENT, "population": {"01": 1, "02": 1}},
    ):
        with pytest.raises(Refused):
            set_reference(actor=organiser, consultation=place, **{**good, **change})
    for other in (
        ParticipantFactory(),
        TeamMemberFactory(consultation=place, role=Role.ANALYST).participant,
    ):
        with pytest.raises(Refused):
            set_reference(actor=other, consultation=place, **good)


def bring(place, organiser, text, name="population.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    given = {"name": name, "data": data, "source": "Insee", "year": 2022}
    return bring_references(actor=organiser, consultation=place, **given)


HEAD = "question,code,answer,figure\n"


def test_the_file_that_is_given_has_every_answer_and_no_figure(place):
    rows = list(template_rows([Trait.AGE, Trait.SEX]))
    assert len(rows) == 1 + 6 + 3
    assert all(row[3] == "" for row in rows[1:])


def test_the_file_is_filled_in_and_brought_whatever_the_spreadsheet_made_of_it(place, organiser):
    bring(place, organiser, HEAD + 'sex,woman,Une femme,1 200\nsex,man,Un homme,"1 000,5"\n')
    assert Reference.objects.get(trait="sex").population == {"woman": 1200.0, "man": 1000.5}
    bring(place, organiser, "question;code;answer;figure\nage;18-29;x;20 %\nage;30-44;x;30,5 %\n")
    assert Reference.objects.get(trait="age").population == {"18-29": 20.0, "30-44": 30.5}
    blank = "".join(csv_lines(template_rows([Trait.AGE, Trait.SEX])))
    filled = blank.replace("sex,woman,Femme,", "sex,woman,Femme,52").replace(
        "sex,man,Homme,", "sex,man,Homme,48"
    )
    bring(place, organiser, filled)
    assert Reference.objects.get(trait="sex").population == {"woman": 52.0, "man": 48.0}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n", "The first line must be"),
        (HEAD, "No line has a figure"),
        (HEAD + "sex,woman,,1\ncat,woman,,1\n", "Line 3"),
        (HEAD + "sex,cat,,1\n", "Line 2"),
        (HEAD + "sex,woman,,many\n", "Line 2"),
        (HEAD + "sex,woman,,-4\n", "Line 2"),
        (HEAD + 'sex,woman,,"1,200"\n', "in two ways"),
        (HEAD + "sex,woman,,1\nsex,woman,,2\n", "Line 3"),
        (HEAD + "sex,woman,,1\n", "two answers at least"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line_and_nothing_is_kept(place, organiser, text, why):
    Reference.objects.all().delete()
    with translation.override("en"), pytest.raises(Refused, match=why):
        bring(place, organiser, text)
    assert not Reference.objects.exists()


POP1B = "NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB\n"


def test_a_table_of_the_census_is_read_as_it_is_published(place, organiser):
    """By year of age, in the bands that are asked; two communes are summed."""
    rows = [
        f"COM;{code};Valmont;{sex};{age:03d};{people}"
        for code in ("38001", "38002")
        for sex in (1, 2)
        for age, people in ((17, "1,5"), (18, "2"), (29, "0"), (100, "3.25"))
    ]
    bring(place, organiser, POP1B + "\n".join(rows) + "\n")
    found = {row.trait: row.population for row in Reference.objects.all()}
    assert found == {
        "age": {"0-17": 6.0, "18-29": 8.0, "75-": 13.0},
        "sex": {"woman": 13.5, "man": 13.5},
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("COM;1;V;3;018;2", "Line 2"),
        ("COM;1;V;1;old;2", "Line 2"),
        ("COM;1;V;1;018;-2", "Line 2"),
        ("COM;1;V;1;018;nan", "Line 2"),
        ("COM;1;V;1", "Line 2"),
        ("COM;1;V;1;018;0", "nobody in it"),
        ("", "nobody in it"),
    ],
)
def test_a_table_of_the_census_that_cannot_be_read_is_refused_with_its_line(place, organiser, line, why):
    Reference.objects.all().delete()
    with translation.override("en"), pytest.raises(Refused, match=why):
        bring(place, organiser, POP1B + line + "\n")
    assert not Reference.objects.exists()


def test_a_table_of_the_census_is_of_no_use_where_neither_age_nor_sex_is_asked(place, organiser):
    Survey.objects.update(traits=["occupation"])
    with translation.override("en"), pytest.raises(Refused, match="neither is asked"):
        bring(place, organiser, POP1B + "COM;1;V;1;018;2\n")


def test_every_year_of_age_has_its_band():
    assert [band_of(age) for age in (0, 17, 18, 29, 30, 44, 45, 59, 60, 74, 75, 120)] == [
        "0-17", "0-17", "18-29", "18-29", "30-44", "30-44", "45-59", "45-59", "60-74", "60-74", "75-", "75-",
    ]  # fmt: skip


def test_a_workbook_that_is_none_is_refused(place, organiser):
    with translation.override("en"), pytest.raises(Refused, match="cannot be read"):
        bring(place, organiser, b"not a zip", name="population.xlsx")
