"""Measuring: each axis from what a small consultation holds, against what a hand finds."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.analysis.quality.recompute import recompute, written
from parvis.conduct.enums import Degree
from parvis.conduct.models import Evaluation
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import AnswerPromise, Argument
from parvis.learning.models import QuizSheet
from parvis.learning.tests.factories import QuizFactory
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Pending
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.pages.enums import ResourceForm, ResourceOrigin
from parvis.pages.models import ResourcePage
from parvis.panel.domain.state_who import state_who
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd, open_consultation
from parvis.quality.domain.measure import measure
from parvis.quality.inputs import gather_inputs
from parvis.quality.models import QualityRecord, TargetPopulation
from parvis.quality.queries import to_measure
from parvis.quality.tests.made import argue, comment, debate, people, write
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer, Commitment
from parvis.restitution.tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


def note_of(place, axis):
    return next(one for one in recompute(gather_inputs(place))["axes"] if one["axis"] == axis)


def values(note):
    return {part["key"]: part["value"] for part in note["scored"] if not part["missing"]}


def test_who_took_part_comes_from_the_statement_of_the_panel():
    """60 women and 40 men, where the population is halved: D = 0.1; E = 1 / (0.25/0.6 + 0.25/0.4)."""
    place = open_consultation()
    SurveyFactory(consultation=place, traits=["sex"])
    ReferenceFactory(consultation=place)
    crowd(place, [{"sex": "woman"}] * 60 + [{"sex": "man"}] * 40)
    state_who(consultation=place)
    found = note_of(place, "who_took_part")
    assert values(found) == pytest.approx({"closeness": 0.75, "efficiency": 0.96, "coverage": 1}, abs=1e-4)
    assert found["value"] == pytest.approx(5 * (0.4 * 0.75 + 0.4 * 0.96 + 0.2), abs=1e-3)
    assert found["low"] < found["value"] < found["high"]


def test_who_took_part_is_not_measured_where_nobody_is_asked_or_too_few_answer():
    place = open_consultation()
    assert note_of(place, "who_took_part")["missing"] == ["not_asked"]
    SurveyFactory(consultation=place, traits=["sex"])
    ReferenceFactory(consultation=place)
    crowd(place, [{"sex": "woman"}] * 25 + [{"sex": "man"}] * 24)
    state_who(consultation=place)
    found = note_of(place, "who_took_part")
    assert (found["value"], found["missing"]) == (None, ["few_people"])


def test_learning_is_what_the_quiz_and_the_evaluation_say():
    """Two of three right, of three choices each: (2/3 - 1/3) / (2/3) = 0.5; rather yes: (4 - 1) / 4."""
    place = open_consultation()
    quiz = QuizFactory(consultation=place, on_line=True)
    QuizSheet.objects.bulk_create(
        QuizSheet(quiz=quiz, reading="after", has_read=False, rights=[True, True, False])
        for _one in range(30)
    )
    Evaluation.objects.bulk_create(
        Evaluation(consultation=place, learning=Degree.RATHER) for _one in range(30)
    )
    found = note_of(place, "learning")
    assert values(found) == pytest.approx({"knowledge": 0.5, "felt": 0.75})
    assert found["value"] == pytest.approx(5 * (0.4 * 0.5 + 0.3 * 0.75) / 0.7)
    assert found["missing"] == ["contributors"]


def test_nothing_is_kept_of_what_fewer_than_thirty_people_say():
    place = open_consultation()
    quiz = QuizFactory(consultation=place, on_line=True)
    QuizSheet.objects.bulk_create(
        QuizSheet(quiz=quiz, reading="after", has_read=False, rights=[True] * 3) for _one in range(29)
    )
    Evaluation.objects.bulk_create(
        Evaluation(consultation=place, learning=Degree.RATHER) for _one in range(29)
    )
    held = gather_inputs(place)["learning"]
    assert (held["sheets"], held["felt"]) == ([], [])
    assert note_of(place, "learning")["value"] is None


def test_deliberation_by_hand():
    """Half of comments answer somebody; 20 against 10 are two thirds balanced; all write once."""
    place, _people, _texts = debate()
    found = note_of(place, "deliberation")
    assert values(found) == pytest.approx(
        {"reciprocity": 0.5, "two_sides": 2 / 3, "spread": 1, "depth": 0.5, "civility": 1}
    )
    score = 0.15 * 0.5 + 0.15 * 2 / 3 + 0.15 + 0.10 * 0.5 + 0.10
    assert found["value"] == pytest.approx(5 * score / 0.65)
    assert found["missing"] == ["coding", "exposure"]


def test_a_text_that_is_hidden_or_erased_or_of_the_team_or_identical_does_not_count():
    place, crowd_of, texts = debate()
    before = gather_inputs(place)
    more = write(place, [*people(2), None])
    Contribution.objects.filter(pk__in=[row.pk for row in more[:2]]).update(state=State.HIDDEN)
    same = write(place, people(1), title=texts[0].title, text=texts[0].text)[0]
    assert not Contribution.objects.get(pk=same.pk).is_lead
    comment(more[0], crowd_of[:5])
    member = TeamMemberFactory(consultation=place, participant=ParticipantFactory(), role=Role.ANIMATOR)
    write(place, [member.participant])
    comment(texts[1], [member.participant])
    argue(texts[1], [member.participant])
    Argument.objects.filter(pk=comment(texts[1], [crowd_of[0]])[0].pk).update(state=State.WITHDRAWN)
    after = gather_inputs(place)
    assert after["deliberation"] == before["deliberation"]
    # An identical text has an author of its own, who took part.
    assert after["reach"]["people"] == before["reach"]["people"] + 1


def test_hidden_attacks_lower_civility_and_are_nobody_s():
    place, crowd_of, texts = debate()
    moderator = ParticipantFactory()
    for row in comment(texts[1], crowd_of[:10]):
        Argument.objects.filter(pk=row.pk).update(state=State.HIDDEN)
        Decision.objects.create(argument=row, act=Act.HIDE, reason=Reason.INSULT, moderator=moderator)
    found = values(note_of(place, "deliberation"))
    assert found["civility"] == pytest.approx(30 / 40)
    assert found["reciprocity"] == pytest.approx(0.5)


def asked(place, days_ago, answered=None):
    phase = place.phases.first()
    kind = PhaseActionFactory(phase=phase, ask=True).kind
    moment = timezone.now() - timedelta(days=days_ago)
    rows = []
    for author in people(4):
        row = write(place, [author])[0]
        Contribution.objects.filter(pk=row.pk).update(kind=kind, created_at=moment)
        rows.append(row)
    for row in rows[: answered or 0]:
        Answer.objects.create(
            contribution=row,
            status=AnswerStatus.ANSWERED,
            text="Oui.",
            author=ParticipantFactory(),
            signature="La ville",
        )
    return rows


def test_questions_are_answered_or_not_and_on_time_or_not():
    """Asked forty days ago for within five working days: three of four were answered, all of them late."""
    place = open_consultation()
    AnswerPromise.objects.create(consultation=place, days=5, made_at=timezone.now() - timedelta(days=50))
    asked(place, 40, answered=3)
    note = note_of(place, "transparency")
    found = values(note)
    assert found["answered"] == pytest.approx(0.75)
    assert found["on_time"] == 0
    assert next(part for part in note["shown"] if part["key"] == "wait")["value"] == 40


def test_a_question_whose_day_has_not_come_is_not_late_and_one_without_a_promise_neither():
    place = open_consultation()
    asked(place, 1)
    assert gather_inputs(place)["transparency"]["owed"]["due"] == [0] * 4
    AnswerPromise.objects.create(consultation=place, days=10, made_at=timezone.now() - timedelta(days=50))
    assert gather_inputs(place)["transparency"]["owed"]["due"] == [0] * 4
    assert "due" in note_of(place, "transparency")["missing"]


def test_a_rule_of_law_that_is_not_kept_caps_the_note():
    place = open_consultation()
    asked(place, 1)
    found = gather_inputs(place)["transparency"]["rules"]
    assert found["C01"] is False
    assert "C12" not in found
    assert "legal_failure" in note_of(place, "transparency")["caps"]


def test_commitments_without_news_for_half_a_year_are_asleep():
    place = open_consultation()
    awake, asleep = (CommitmentFactory(consultation=place) for _each in range(2))
    Commitment.objects.filter(pk=asleep.pk).update(created_at=timezone.now() - timedelta(days=200))
    Commitment.objects.filter(pk=awake.pk).update(created_at=timezone.now() - timedelta(days=179))
    asked(place, 1)
    assert values(note_of(place, "transparency"))["follow_up"] == 0.5


def test_openness_is_not_judged_before_the_close():
    assert gather_inputs(open_consultation())["transparency"]["openness"] is None
    over = gather_inputs(open_consultation(days_left=-3))["transparency"]["openness"]
    assert over == {
        "contributions_exported": False,
        "moderation_exported": False,
        "totals_by_level": False,
        "synthesis_method": False,
        "ledger_verifies": False,
    }


def resource(place, origin, **said):
    page = ResourcePage(
        title=f"Lire {origin}", origin=origin, publisher="La ville", form=ResourceForm.LINK,
        link="https://example.org/", language="fr", **said,
    )  # fmt: skip
    place.add_child(instance=page)
    return page


def test_information_counts_origins_texts_and_what_was_there_at_the_opening():
    place = open_consultation()
    place.presentation = "<p>" + "Le bus va à la gare. " * 10 + "</p>"
    place.first_published_at = timezone.now() - timedelta(days=500)
    place.save()
    early = resource(place, ResourceOrigin.ORGANISER)
    resource(place, ResourceOrigin.OPPOSING)
    ResourcePage.objects.filter(pk=early.pk).update(first_published_at=timezone.now() - timedelta(days=450))
    held = gather_inputs(place)["information"]
    assert held["origins"] == {
        "organiser": 1,
        "independent": 0,
        "association": 0,
        "research": 0,
        "opposing": 1,
    }
    assert (held["resources"], held["resources_at_opening"]) == (2, 1)
    assert [(one["text"], one["words"], one["sentences"]) for one in held["texts"]] == [
        ("presentation", 60, 10)
    ]
    found = values(note_of(place, "information"))
    assert found["timeliness"] == 0.5
    assert found["plurality"] == pytest.approx(0.430677, abs=1e-6)


def test_reach_is_measured_once_the_population_is_named():
    """Forty people of 4,000, and a sheet of paper: 5 (log10(41 / 4000) + 5) / 4."""
    place = open_consultation()
    assert note_of(place, "reach")["missing"] == ["target_population"]
    write(place, [*people(38)])
    write(place, [*people(2)], identity_level=IdentityLevel.STATE)
    write(place, [None], origin=Origin.PAPER)
    TargetPopulation.objects.create(consultation=place, people=4000, source="Recensement")
    found = note_of(place, "reach")
    assert found["value"] == pytest.approx(3.763405, abs=1e-5)
    assert found["low"] == pytest.approx(5 * (5 - 3.124939) / 4, abs=1e-5)


def test_a_measure_is_kept_told_to_the_log_and_found_again_from_its_numbers():
    place, _people, _texts = debate()
    row = measure(consultation=place)
    assert written(recompute(json.loads(row.inputs))) == row.results
    assert hashlib.sha256(row.inputs.encode()).hexdigest() == row.inputs_sha256
    leaf = Pending.objects.get(kind=LeafKind.QUALITY_COMPUTED)
    assert leaf.public == {
        "axis": "all", "version": 1, "inputs": row.inputs_sha256, "sha256": row.results_sha256,
    }  # fmt: skip
    same = measure(consultation=place)
    assert (same.pk, same.checked_at > row.checked_at) == (row.pk, True)
    write(place, people(1))
    assert measure(consultation=place).pk != row.pk
    assert QualityRecord.objects.count() == 2


def test_numbers_are_read_in_as_many_queries_whoever_took_part():
    place, crowd_of, texts = debate()

    def queries():
        with CaptureQueriesContext(connection) as seen:
            gather_inputs(place)
        return len(seen)

    before = queries()
    write(place, people(60))
    comment(texts[1], crowd_of)
    argue(texts[1], crowd_of)
    assert queries() == before


def test_what_is_open_is_measured_each_week_and_what_closes_at_once():
    running, over, old = open_consultation(), open_consultation(days_left=-1), open_consultation()
    old.phases.update(
        starts_at=timezone.now() - timedelta(days=900), ends_at=timezone.now() - timedelta(days=800)
    )
    assert {row.pk for row in to_measure()} == {running.pk, over.pk}
    for place in (running, over):
        measure(consultation=place)
    assert not to_measure()
    QualityRecord.objects.filter(consultation=over).update(
        computed_at=timezone.now() - timedelta(days=3), checked_at=timezone.now() - timedelta(days=2)
    )
    assert [row.pk for row in to_measure()] == [over.pk]
    QualityRecord.objects.filter(consultation=running).update(
        computed_at=timezone.now() - timedelta(days=9), checked_at=timezone.now() - timedelta(days=8)
    )
    assert {row.pk for row in to_measure()} == {running.pk, over.pk}
    assert old.pk not in {row.pk for row in to_measure()}
