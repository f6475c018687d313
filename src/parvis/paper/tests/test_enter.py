"""Enter a sheet: one contribution without an author, once, whoever presses twice."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role, Verb
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import ConsultationFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.paper.domain.enter_sheet import enter_sheet
from parvis.paper.enums import Channel
from parvis.paper.queries import source_of
from parvis.paper.tests.factories import BatchFactory, ask, entered, member_of
from parvis.paper.typed import Words
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db
WORDS = Words(title="Un banc", text="Devant l’école.")


def test_a_sheet_becomes_a_contribution_that_says_how_it_came() -> None:
    batch = BatchFactory(size=2)
    actor = member_of(batch)

    sheet = entered(batch, actor, number=2)

    made = sheet.contribution
    assert (made.title, made.text, made.author, made.origin, made.identity_level, made.state) == (
        "Un banc", "Devant l’école.", None, Origin.PAPER, IdentityLevel.VISITOR, "published",
    )  # fmt: skip
    assert (sheet.number, sheet.entered_by) == (2, actor)
    told = Pending.objects.get(entry=made.entry)
    assert (told.kind, told.public) == ("contribution.accepted", {"level": 0, "channel": "paper"})


def test_the_same_key_is_one_sheet() -> None:
    batch = BatchFactory()
    said = {"actor": member_of(batch), "batch": batch, "number": None, "words": WORDS, "key": uuid.uuid4()}

    assert enter_sheet(**said) == enter_sheet(**said)
    assert Contribution.objects.count() == 1


def test_a_number_is_entered_once() -> None:
    batch = BatchFactory(size=1)
    actor = member_of(batch)
    entered(batch, actor, number=1)

    with pytest.raises(Refused, match="already entered"):
        entered(batch, actor, number=1)
    with pytest.raises(Refused, match="no sheet of this number"):
        entered(batch, actor, number=7)
    assert Contribution.objects.count() == 1


def test_a_sheet_without_a_number_gets_the_next_one() -> None:
    batch = BatchFactory()
    actor = member_of(batch)

    assert [entered(batch, actor).number for _time in range(3)] == [1, 2, 3]


def test_answers_follow_the_form() -> None:
    batch = BatchFactory()
    ask(batch.kind)
    actor = member_of(batch)

    sheet = entered(batch, actor, answers={"q0": "y", "q2": 10, "q3": {"kids": "good"}})

    assert sheet.contribution.form_answers == {"q0": "y", "q2": 10, "q3": {"kids": "good"}}
    with pytest.raises(Refused, match="Choose among the options"):
        entered(batch, actor, answers={"q0": "perhaps"})


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER, None])
def test_only_who_moderates_enters(role: Role | None) -> None:
    batch = BatchFactory()
    actor = member_of(batch, role) if role else ParticipantFactory()

    with pytest.raises(Refused, match="Only those who organise or moderate"):
        entered(batch, actor)


def test_a_moderator_of_another_consultation_does_not() -> None:
    with pytest.raises(Refused, match="Only those who organise or moderate"):
        entered(BatchFactory(), member_of(BatchFactory()))


@pytest.mark.parametrize(("days", "passes"), [(29, True), (31, False)])
def test_what_came_in_time_is_entered_for_a_month(days: int, passes: bool) -> None:
    batch = BatchFactory()
    actor = member_of(batch)
    closed = timezone.now() - timedelta(days=days)
    Phase.objects.update(starts_at=closed - timedelta(days=9), ends_at=closed)

    if passes:
        assert entered(batch, actor).contribution.is_late is False
    else:
        with pytest.raises(Refused, match="closed more than 30 days ago"):
            entered(batch, actor)


def test_nothing_before_the_first_day_nor_before_the_consultation_is_published() -> None:
    batch = BatchFactory()
    actor = member_of(batch)
    Phase.objects.update(starts_at=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="has not started"):
        entered(batch, actor)

    draft = BatchFactory(action__phase__consultation=ConsultationFactory(live=False))
    with pytest.raises(Refused, match="not published yet"):
        entered(draft, member_of(draft))


def test_a_theme_of_elsewhere_is_refused() -> None:
    batch = BatchFactory()
    here = ThemeFactory(consultation=batch.consultation)
    actor = member_of(batch)

    assert entered(batch, actor, theme=here).contribution.theme == here
    with pytest.raises(Refused, match="theme of this consultation"):
        entered(batch, actor, theme=ThemeFactory())


def test_a_question_to_the_organiser_has_its_own_line_in_the_log() -> None:
    batch = BatchFactory(action__verb=Verb.ASK)

    made = entered(batch, member_of(batch)).contribution

    assert Pending.objects.get(entry=made.entry).kind == "question.accepted"


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (Channel.FORM, "Written on a paper form (sheet 7-1); typed by the team."),
        (Channel.LETTER, "Received by post (sheet 7-1); typed by the team."),
        (Channel.PHONE, "Said on the telephone (sheet 7-1); typed by the team."),
        (Channel.REGISTER, "Written in the register of mairie de Valmont, page 12; typed by the team."),
    ],
)
def test_everybody_reads_how_it_came(channel: Channel, said: str) -> None:
    batch = BatchFactory(number=7, channel=channel, place="mairie de Valmont")

    assert source_of(entered(batch, member_of(batch), page="12").contribution) == said


def test_a_page_of_the_register_is_needed() -> None:
    batch = BatchFactory(channel=Channel.REGISTER, place="mairie")

    with pytest.raises(Refused, match="on which page"):
        entered(batch, member_of(batch))


def test_figures_count_sheets_under_paper() -> None:
    batch = BatchFactory()
    actor = member_of(batch)
    for number in range(3):
        entered(batch, actor, title=f"Un banc {number}")

    found = count_figures(consultation=batch.consultation)

    assert [(row.code, row.contributions) for row in found.by_origin] == [("paper", 3)]
