"""Rehearsing a consultation: what is tried, what is found, and that nothing is left of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.domain.open_consultation import open_consultation
from parvis.conduct.domain.rehearse import rehearse, rehearse_due
from parvis.conduct.enums import Outcome, Trial
from parvis.conduct.models import Rehearsal
from parvis.conduct.queries import gather
from parvis.conduct.rehearsal.report import Step, steps_of
from parvis.conduct.rehearsal.stage import LOG, stage
from parvis.conduct.tests.factories import sound
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.enums import BallotMethod, KindRole, QuestionType, Role, Source, Visibility
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
    TeamMemberFactory,
)
from parvis.contributions import leaves
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.contributions.waiting import WaitingText
from parvis.jobs.models import Mail
from parvis.ledger import queries
from parvis.ledger.domain import mark
from parvis.ledger.domain.append import append
from parvis.ledger.domain.halt import halt
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
LIMITS: dict[str, dict[str, int]] = {
    BallotMethod.APPROVAL: {"ballot_limit": 2},
    BallotMethod.POINTS: {"ballot_limit": 10, "ballot_limit_each": 5},
    BallotMethod.RANKING: {"ballot_limit": 3},
    BallotMethod.BUDGET: {"ballot_limit": 1000},
    BallotMethod.GRADE: {"ballot_scale": 10},
}
OPTIONS = {"options": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}, {"code": "c", "label": "C"}]}
SETTINGS = {
    QuestionType.SINGLE: OPTIONS,
    QuestionType.MULTIPLE: {**OPTIONS, "least": 2},
    QuestionType.RANKING: OPTIONS,
    QuestionType.SCALE: {"lowest": 0, "highest": 10},
    QuestionType.MATRIX: {"rows": OPTIONS["options"], "columns": OPTIONS["options"]},
    QuestionType.NUMBER: {"minimum": "12.5"},
    QuestionType.PLACE: {"shape": "area"},
    QuestionType.PHOTO: {"count": 1},
    QuestionType.FILE: {"count": 1},
}


@pytest.fixture
def draft() -> ConsultationPage:
    """A draft that everything lets open: one phase, to come, in which one deposits."""
    return sound(ConsultationFactory(live=False))


def organiser_of(consultation: ConsultationPage) -> Participant:
    return TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant


def tried(consultation: ConsultationPage) -> list[Step]:
    return steps_of(rehearse(actor=None, consultation=consultation))


def outcomes(steps: list[Step], trial: Trial) -> list[str]:
    return [step.outcome for step in steps if step.trial == trial]


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        names = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of tables
            counts[name] = cursor.fetchone()[0]
    return counts


def test_a_sound_draft_passes_and_each_thing_was_tried(draft: ConsultationPage) -> None:
    kind, phase = draft.kinds.get(), draft.phases.get()
    for trait in ({"vote": True}, {"argue": True}, {"comment": True}):
        PhaseActionFactory(phase=phase, kind=kind, **trait)

    made = rehearse(actor=organiser_of(draft), consultation=draft)

    found = {step.trial: step.outcome for step in steps_of(made)}
    assert made.passed, made.steps
    assert set(found) == set(Trial.values) - {Trial.ASK}
    around = {Trial.TRANSPORT, Trial.WORKER, Trial.SIGNATURE, Trial.RESTORE}
    assert {outcome for trial, outcome in found.items() if trial not in around} == {Outcome.PASSED}


def test_nothing_is_left_but_the_report(draft: ConsultationPage) -> None:
    PhaseActionFactory(phase=draft.phases.get(), kind=draft.kinds.get(), vote=True)
    actor, before = organiser_of(draft), rows_of_everything()
    page = ConsultationPage.objects.values().get(pk=draft.pk)
    phases = list(draft.phases.values())

    rehearse(actor=actor, consultation=draft)

    assert rows_of_everything() == {**before, Rehearsal._meta.db_table: 1}
    assert ConsultationPage.objects.values().get(pk=draft.pk) == page
    assert list(draft.phases.values()) == phases


def test_the_real_log_is_neither_read_nor_moved(draft: ConsultationPage) -> None:
    with stage():
        assert [model.objects.exists() for model in LOG] == [False] * len(LOG)
    waiting = append(leaves.accepted(ContributionFactory()))
    known = mark.mark()

    rehearse(actor=None, consultation=draft)

    assert Pending.objects.get().entry == waiting
    assert (queries.latest(), mark.mark()) == (None, known)


def test_what_is_read_before_it_appears_is_published_by_a_moderator(draft: ConsultationPage) -> None:
    PhaseAction.objects.filter(phase__consultation=draft).update(read_within=24, allows_guests=True)
    PhaseActionFactory(phase=draft.phases.get(), kind=draft.kinds.get(), vote=True)

    made = rehearse(actor=organiser_of(draft), consultation=draft)

    steps = steps_of(made)
    assert made.passed, made.steps
    assert outcomes(steps, Trial.DEPOSIT) == outcomes(steps, Trial.VOTE) == [Outcome.PASSED]
    assert (WaitingText.objects.count(), Contribution.objects.count()) == (0, 0)


def test_one_votes_by_each_method(draft: ConsultationPage) -> None:
    phase = draft.phases.get()
    for method in BallotMethod:
        kind = KindFactory(consultation=draft)
        PhaseActionFactory(phase=phase, kind=kind)
        PhaseActionFactory(phase=phase, kind=kind, vote=True, ballot_method=method, **LIMITS.get(method, {}))

    steps = tried(draft)

    assert outcomes(steps, Trial.VOTE) == [Outcome.PASSED] * len(BallotMethod)
    assert Outcome.FAILED not in [step.outcome for step in steps]


def test_each_question_of_a_form_is_answered(draft: ConsultationPage) -> None:
    kind = draft.kinds.get()
    for type_ in QuestionType:
        QuestionFactory(kind=kind, type=type_, is_required=True, settings=SETTINGS.get(type_, {}))
    QuestionFactory(kind=kind, is_required=True, is_personal=True, purpose="Répondre.")

    steps = tried(draft)

    assert outcomes(steps, Trial.DEPOSIT) == [Outcome.PASSED]
    assert outcomes(steps, Trial.VERIFY) == [Outcome.PASSED]


def test_a_form_that_nobody_can_fill_is_found_and_keeps_it_from_opening(draft: ConsultationPage) -> None:
    question = QuestionFactory(
        kind=draft.kinds.get(), type=QuestionType.NUMBER, is_required=True,
        settings={"minimum": "5", "maximum": "1"},
    )  # fmt: skip
    organiser = organiser_of(draft)

    with pytest.raises(Refused, match="On dépose"):
        open_consultation(actor=organiser, consultation=draft)

    draft.refresh_from_db()
    made = draft.rehearsals.get()
    assert (draft.live, made.passed, made.author) == (False, False, organiser)
    [broken] = [step for step in steps_of(made) if step.outcome == Outcome.FAILED]
    assert (broken.trial, broken.detail.endswith("."), broken.advice != "") == (Trial.DEPOSIT, True, True)
    question.delete()
    open_consultation(actor=organiser, consultation=draft)
    draft.refresh_from_db()
    assert (draft.live, draft.rehearsals.first().passed) == (True, True)


def test_a_phase_takes_over_what_an_earlier_one_gathered(draft: ConsultationPage) -> None:
    first, kind = draft.phases.get(), draft.kinds.get()
    solution = KindFactory(consultation=draft, name="solution", plural_name="solutions", responds_to=kind)
    for place, source in enumerate((Source.EVERYTHING, Source.BEST, Source.CHOSEN), start=1):
        later = PhaseFactory(
            consultation=draft, position=place, source=source, source_phase=first, source_count=3,
            starts_at=first.starts_at + timedelta(days=place), ends_at=first.ends_at + timedelta(days=place),
        )  # fmt: skip
        PhaseActionFactory(phase=later, kind=kind, vote=True)
        PhaseActionFactory(phase=later, kind=solution)

    steps = tried(draft)

    assert outcomes(steps, Trial.DEPOSIT) == [Outcome.PASSED] * 4
    assert outcomes(steps, Trial.VOTE) == [Outcome.PASSED] * 3
    assert outcomes(steps, Trial.VERIFY) == [Outcome.PASSED]


def test_what_only_the_team_reads_and_what_each_answers_once(draft: ConsultationPage) -> None:
    phase = draft.phases.get()
    once = KindFactory(consultation=draft, one_per_person=True, visibility=Visibility.PRIVATE)
    again = PhaseFactory(consultation=draft, starts_at=phase.starts_at, ends_at=phase.ends_at)
    PhaseActionFactory(phase=phase, kind=once)
    PhaseActionFactory(phase=again, kind=once)

    steps = tried(draft)

    told = {
        step.outcome for step in steps if once.plural_name in step.subject and step.trial == Trial.DEPOSIT
    }
    assert told == {Outcome.PASSED, Outcome.LEFT_OUT}
    assert outcomes(steps, Trial.RECEIPT) == outcomes(steps, Trial.VERIFY) == [Outcome.PASSED]


def test_what_has_nothing_to_bear_on_is_told_and_prevents_nothing(draft: ConsultationPage) -> None:
    phase = draft.phases.get()
    passage = KindFactory(consultation=draft, role=KindRole.PASSAGE, plural_name="passages")
    PhaseActionFactory(phase=phase, kind=passage, vote=True)
    PhaseActionFactory(phase=phase, kind=passage, comment=True)

    made = rehearse(actor=None, consultation=draft)

    assert made.passed
    steps = steps_of(made)
    assert outcomes(steps, Trial.VOTE) == outcomes(steps, Trial.COMMENT) == [Outcome.WARNED]


def test_a_level_that_nobody_can_have_is_told(draft: ConsultationPage) -> None:
    draft.phases.get().actions.update(minimum_level=IdentityLevel.STATE)

    assert outcomes(tried(draft), Trial.DEPOSIT) == [Outcome.WARNED]


def test_what_was_there_before_does_not_hinder_the_check_of_the_open_data(draft: ConsultationPage) -> None:
    kind = draft.kinds.get()
    rows = [ContributionFactory(kind=kind) for _ in range(2)]
    for row in rows:
        append(leaves.accepted(row))

    assert outcomes(tried(draft), Trial.VERIFY) == [Outcome.PASSED]
    kept = Contribution.objects.get(pk=rows[0].pk)
    assert (kept.entry, bytes(kept.salt)) == (rows[0].entry, bytes(rows[0].salt))


def test_a_mail_server_that_does_not_answer_is_found(draft: ConsultationPage, settings) -> None:
    settings.PARVIS_DEMO = False
    settings.PARVIS_MAIL_TRANSPORT = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": "",
    }  # fmt: skip

    made = rehearse(actor=None, consultation=draft)

    assert (made.passed, outcomes(steps_of(made), Trial.TRANSPORT)) == (False, [Outcome.FAILED])


def test_a_log_that_is_halted_is_found(draft: ConsultationPage) -> None:
    halt(code=HaltCode.SHORT, facts={})

    made = rehearse(actor=None, consultation=draft)

    assert (made.passed, outcomes(steps_of(made), Trial.SIGNATURE)) == (False, [Outcome.FAILED])


def test_nobody_rehearses_what_has_begun_nor_what_is_of_others(draft: ConsultationPage) -> None:
    stranger = organiser_of(ConsultationFactory())
    for actor in (stranger, ParticipantFactory()):
        with pytest.raises(Refused):
            rehearse(actor=actor, consultation=draft)
    begun = PhaseActionFactory().phase.consultation
    with pytest.raises(Refused):
        rehearse(actor=organiser_of(begun), consultation=begun)
    assert not Rehearsal.objects.exists()


@pytest.fixture
def announced(draft: ConsultationPage) -> ConsultationPage:
    """Public, and to open in two days."""
    organiser = organiser_of(draft)
    moment = timezone.now()
    draft.phases.update(starts_at=moment + timedelta(days=2), ends_at=moment + timedelta(days=40))
    open_consultation(actor=organiser, consultation=draft)
    draft.refresh_from_db()
    return draft


def in_an_hour(consultation: ConsultationPage) -> None:
    consultation.phases.update(starts_at=timezone.now() + timedelta(hours=1))


def test_what_opens_within_a_day_is_rehearsed_once_more_by_the_site(announced: ConsultationPage) -> None:
    Rehearsal.objects.update(started_at=timezone.now() - timedelta(days=3))
    assert rehearse_due() == 0
    in_an_hour(announced)

    assert (rehearse_due(), rehearse_due()) == (1, 0)

    assert announced.rehearsals.count() == 2
    assert announced.rehearsals.first().author is None
    assert not Mail.objects.filter(subject__contains=announced.title).exists()


def test_organisers_are_told_of_what_does_not_work(announced: ConsultationPage) -> None:
    QuestionFactory(
        kind=announced.kinds.get(), type=QuestionType.NUMBER, is_required=True,
        settings={"minimum": "5", "maximum": "1"},
    )  # fmt: skip
    Rehearsal.objects.all().delete()
    in_an_hour(announced)

    rehearse_due()

    letter = Mail.objects.get(subject__contains=announced.title)
    organiser = announced.team.get(role=Role.ORGANISER).participant
    assert letter.recipient == organiser.email
    assert f"/desk/consultations/{announced.pk}/rehearsal/" in letter.text
    assert ProcrastinateJob.objects.filter(queueing_lock=f"mail:{letter.pk}").exists()


def test_the_rehearsal_that_counts_is_the_last_one_before_people_came(announced: ConsultationPage) -> None:
    first = announced.rehearsals.get()
    announced.phases.update(starts_at=timezone.now() - timedelta(hours=1))
    Rehearsal.objects.filter(pk=first.pk).update(started_at=timezone.now() - timedelta(hours=2))
    ConsultationPage.objects.filter(pk=announced.pk).update(
        first_published_at=timezone.now() - timedelta(hours=2)
    )
    announced.refresh_from_db()
    Rehearsal.objects.create(
        consultation=announced, started_at=timezone.now(), passed=False, steps=first.steps
    )

    found = gather(announced).rehearsal

    assert found is not None
    assert found.passed


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_template_can_be_rehearsed_as_it_is(code: str) -> None:
    template, person = CATALOGUE[code], ParticipantFactory()
    allow_creation(person=person)
    page = create_from_template(
        actor=Participant.objects.get(pk=person.pk),
        template=template,
        title="Que planter ?",
        organiser="Ville de Valmont",
        starts_on=timezone.localdate() + timedelta(days=3),
        figures=dict.fromkeys(template.figures, 3),
    )

    made = rehearse(actor=None, consultation=page)

    assert made.passed, [step for step in made.steps if step["outcome"] == Outcome.FAILED]
