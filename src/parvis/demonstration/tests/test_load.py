"""Loading the demonstration: as many rows as the content holds, dates that hold together, once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page

from parvis.accounts.models import Participant
from parvis.ballots.domain.recount import recount
from parvis.ballots.models import Tally, TallyDelta, Vote
from parvis.conduct.domain.inspect_acts import inspect_acts
from parvis.conduct.models import Rehearsal
from parvis.conduct.queries import book_of, gather
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Rules
from parvis.contributions.answering import clean_answers
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.contributions.results import outcomes
from parvis.debate.models import Argument, ArgumentSupport
from parvis.demonstration.content import read_town
from parvis.demonstration.load import load
from parvis.jobs.models import Mail
from parvis.ledger import queries
from parvis.merkle.verifier.check import Given, verify_export
from parvis.moderation.models import Decision
from parvis.opendata.domain.publish_export import publish_export
from parvis.pages.models import NewsPage, ResourcePage
from parvis.panel.models import WeightedResult
from parvis.panel.queries import statements_for
from parvis.quality.queries import last_of
from parvis.restitution.asked import standing_of
from parvis.restitution.models import Answer, Commitment, Examination, FigureSnapshot, SynthesisPage
from parvis.understanding.models import Analysis


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Loaded once for the module, in a transaction that is rolled back; each test has its savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
            load(now=timezone.now())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the server does by itself within the minute
            yield
        transaction.set_rollback(True)


@pytest.fixture
def main(town: None, db: None) -> ConsultationPage:
    return ConsultationPage.objects.get(slug="mieux-se-deplacer")


def test_rules_are_told_once_so_that_nothing_seems_to_have_changed(main: ConsultationPage) -> None:
    assert set(Rules.objects.values_list("version", flat=True)) == {1}
    assert ConsultationPage.objects.filter(live=True, first_published_at__isnull=False).count() == 5


def test_loaded_figures_are_those_of_the_content(main: ConsultationPage) -> None:
    town = read_town()
    states = Counter(Contribution.objects.filter(consultation=main).values_list("state", flat=True))
    assert states == {State.PUBLISHED: 78, State.HIDDEN: 1, State.WITHDRAWN: 1}
    assert sum(states.values()) == len(town.main.entries) == 80
    arguments = Argument.objects.filter(contribution__consultation=main)
    assert arguments.filter(parent=None).count() == 300
    assert arguments.count() == sum(len(entry.arguments) for entry in town.main.entries)
    assert Vote.objects.filter(ballot__phase__consultation=main).values("voter").distinct().count() == 1500
    assert Participant.objects.count() == 1503
    assert (NewsPage.objects.live().count(), ResourcePage.objects.live().count()) == (4, 6)
    assert (Answer.objects.count(), Decision.objects.count(), SynthesisPage.objects.count()) == (7, 1, 2)
    figures = FigureSnapshot.objects.get(consultation=main).figures
    assert (figures["people"], figures["contributions"], figures["arguments"]) == (
        1500,
        78,
        arguments.count(),
    )


def test_tallies_equal_a_recount_of_the_votes(main: ConsultationPage) -> None:
    counted = (
        Vote.objects.filter(is_live=True)
        .values_list("ballot", "contribution", "choice")
        .annotate(n=Count("pk"))
    )
    assert set(Tally.objects.values_list("ballot", "contribution", "choice", "count")) == set(counted)
    assert not TallyDelta.objects.exists()
    assert recount() == ()
    supports = Counter(ArgumentSupport.objects.values_list("argument", flat=True))
    assert dict(Argument.objects.filter(support_count__gt=0).values_list("pk", "support_count")) == supports


def test_every_act_falls_in_its_phase(main: ConsultationPage) -> None:
    outside = Q(created_at__lt=F("phase__starts_at")) | Q(created_at__gte=F("phase__ends_at"))
    outside |= Q(phase=None) | Q(created_at__gt=timezone.now())
    assert list(Contribution.objects.filter(outside)) == []
    assert list(Argument.objects.filter(outside)) == []
    early = Q(created_at__lt=F("ballot__phase__starts_at")) | Q(created_at__gte=F("ballot__phase__ends_at"))
    assert not Vote.objects.filter(early | Q(created_at__gt=timezone.now())).exists()
    assert not Vote.objects.filter(created_at__lt=F("contribution__created_at")).exists()
    assert not Argument.objects.filter(created_at__lte=F("contribution__created_at")).exists()
    assert not Argument.objects.filter(created_at__lte=F("parent__created_at")).exists()
    assert not ArgumentSupport.objects.filter(created_at__lt=F("argument__created_at")).exists()
    assert not Vote.objects.filter(created_at__lt=F("voter__created_at")).exists()


def test_votes_bear_on_what_their_phase_carries(main: ConsultationPage) -> None:
    for phase in Phase.objects.filter(actions__verb="vote").exclude(source="nothing"):
        voted = set(Vote.objects.filter(ballot__phase=phase).values_list("contribution", flat=True))
        assert voted <= set(phase.carried.values_list("contribution", flat=True))
    chosen = Phase.objects.get(consultation=main, source="chosen")
    assert chosen.carried.count() == 35


def test_some_solutions_divide_and_some_bridge(main: ConsultationPage) -> None:
    def balance(title: str) -> tuple[int, int]:
        item = Contribution.objects.get(title__contains=title)
        counts = dict(Tally.objects.filter(contribution=item).values_list("choice", "count"))
        people = sum(counts.values())
        return round(100 * counts[1] / people), round(100 * counts[-1] / people)

    favour, against = balance("une voie par sens pour les voitures")
    assert 36 < favour < 52
    assert 30 < against < 48
    # Planted at 80 in 100, and drawn for some 270 people: three standard errors are 7 points.
    favour, against = balance("Cinq minutes de contrôle des rampes")
    assert 73 <= favour <= 87
    assert against < 8


def test_the_open_phase_is_the_vote_on_solutions_whatever_the_day(main: ConsultationPage) -> None:
    moments = [phase.moment(timezone.now()) for phase in main.phases.all()]
    assert moments == ["past", "past", "past", "present", "future"]


def test_a_second_load_changes_nothing_and_nobody_is_written_to(main: ConsultationPage) -> None:
    models = (Page, Participant, Contribution, Argument, Vote, Tally, ArgumentSupport, Answer)
    before = [model.objects.count() for model in models]
    load(now=timezone.now(), seed=1)
    assert [model.objects.count() for model in models] == before
    assert not Mail.objects.exists()


def test_people_talk_and_one_question_waits_within_what_was_promised(town: None, db: None) -> None:
    consultation = ConsultationPage.objects.get(slug="nom-de-la-passerelle")
    comments = Argument.objects.filter(contribution__consultation=consultation, kind="comment")
    assert Counter(comments.values_list("depth", flat=True)) == {0: 2, 1: 2}
    standing = standing_of(consultation)
    assert (standing.waiting, standing.answered, standing.late, standing.promised) == (1, 1, 0, 5)


def test_every_consultation_of_the_town_can_be_checked(town: None, db: None, tmp_path: Path) -> None:
    for page in ConsultationPage.objects.order_by("pk"):
        path = tmp_path / f"{page.slug}.zip"
        publish_export(consultation=page, to=path)
        result = verify_export(path, Given(keys=queries.keys()))
        assert (result.findings.counts, result.sound, result.older_rows) == ({}, True, 0)


def test_the_questionnaire_has_answers_that_its_form_takes(main: ConsultationPage) -> None:
    kind = Kind.objects.get(consultation__slug="vos-trajets-de-la-semaine")
    said = {outcome.question.code: outcome for outcome in outcomes(kind)}
    rows = Contribution.objects.filter(kind=kind)
    assert set(rows.values_list("state", flat=True)) == {PRIVATE}
    assert rows.count() == rows.values("author").distinct().count() == said["mode"].answered == 214
    assert 0 < said["plus-de-bus"].answered < 214 - said["mode"].values["en-bus"]
    assert PersonalAnswer.objects.filter(contribution__kind=kind).count() == said["age"].answered == 214
    assert not rows.filter(form_answers__has_key="age").exists()
    questions = list(kind.questions.all())
    assert [
        row.pk for row in rows if clean_answers(questions, {**row.form_answers})[0] != row.form_answers
    ] == []


def test_nothing_prevents_any_of_its_consultations(town: None, db: None) -> None:
    books = {page.slug: book_of(gather(page)) for page in ConsultationPage.objects.all()}

    assert {
        slug: [line.rule.code for line in book.blocking] for slug, book in books.items() if book.blocking
    } == {}
    assert all(book.kept >= 15 for book in books.values())


def test_each_was_rehearsed_before_it_opened_and_passed(town: None, db: None) -> None:
    made = Rehearsal.objects.select_related("consultation")

    assert {row.consultation_id: row.passed for row in made} == dict.fromkeys(
        ConsultationPage.objects.values_list("pk", flat=True), True
    )
    assert all(gather(row.consultation).rehearsal is not None for row in made)


def test_each_of_its_acts_has_its_line_and_came_in_time(town: None, db: None) -> None:
    found = {page.slug: inspect_acts(consultation=page) for page in ConsultationPage.objects.all()}

    assert {slug: seen.unlogged for slug, seen in found.items() if seen.unlogged} == {}
    assert {slug: seen.late for slug, seen in found.items() if seen.late} == {}
    assert sum(seen.acts for seen in found.values()) > 1000


def test_its_portal_is_there_with_consultations_held_elsewhere(town: None, db: None, client: Client) -> None:
    pages = {address: client.get(address) for address in ("/methods/", "/good-practice/", "/consultations/")}

    assert {address: response.status_code for address, response in pages.items()} == dict.fromkeys(pages, 200)
    assert len(pages["/methods/"].context["view"].cards) == 15
    shown = pages["/consultations/"].context["view"]
    assert [one.state for one in shown.elsewhere] == ["open", "closed", "answered"]
    assert {one.consultation.scale for one in shown.found} == {"local"}
    follow_up = client.get("/consultations/cour-de-la-halle-aux-grains/follow-up/").content.decode()
    assert "J’ai reçu cet avis des mains" in follow_up


def test_it_is_said_who_took_part_in_the_main_consultation(main: ConsultationPage) -> None:
    panel = statements_for([main.pk])[main.pk].panel

    assert [one.trait for one in panel.measured] == ["age", "sex", "territory"]
    assert 2 * panel.answered > panel.people > 50
    assert min(group.people for one in panel.measured for group in one.groups) >= 10


def test_the_qualities_of_the_main_consultation_are_measured_on_what_people_did(
    main: ConsultationPage,
) -> None:
    record = last_of(main)

    assert record is not None
    found = {axis for axis, one in record.axes.items() if one["value"] is not None}
    assert found == {"who_took_part", "deliberation", "information", "reach"}


def test_what_was_promised_after_the_one_that_is_over_is_kept_late_or_to_come(main: ConsultationPage) -> None:
    rows = Commitment.objects.order_by("number")
    today = timezone.localdate()
    assert [(row.state, row.days_late(today) > 0) for row in rows] == [
        ("done", False),
        ("under_way", True),
        ("planned", False),
    ]
    assert [row.updates.count() for row in rows] == [3, 2, 0]


def test_a_vote_on_statements_that_is_over_has_groups_and_weighted_shares(town: None, db: None) -> None:
    ballot = PhaseAction.objects.get(ballot_method="statements")
    analysis = Analysis.objects.get(ballot=ballot)
    assert (analysis.published_at is not None, analysis.grouping.is_clear) == (True, True)
    assert analysis.groups.count() == analysis.grouping.k == len(read_town().groups)
    assert analysis.statements.count() == 10
    assert WeightedResult.objects.get(ballot=ballot).is_measured


def test_services_examine_four_contributions_two_of_which_were_answered(main: ConsultationPage) -> None:
    rows = Examination.objects.filter(contribution__consultation=main).order_by("pk")
    assert [(row.state, row.answer and row.answer.status) for row in rows] == [
        ("decided", "not_kept"),
        ("decided", "partly"),
        ("decision", None),
        ("analysis", None),
    ]
    assert [row.days_late(timezone.localdate()) > 0 for row in rows] == [False, False, True, False]
    assert [row.appraisals.count() for row in rows] == [3, 3, 3, 0]
