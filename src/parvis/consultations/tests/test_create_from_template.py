"""Starting a consultation from a template."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import GroupPagePermission, Page

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.enums import BallotMethod, Figure, QuestionType, Role, Source, Verb, Visibility
from parvis.consultations.models import Phase, PhaseAction
from parvis.consultations.queries import roles_of
from parvis.consultations.templates_catalogue import (
    BUDGET,
    CATALOGUE,
    FIVE_PHASES,
    IDEA_BOX,
    PANEL,
    PETITION,
    SMALL_GROUP,
    SURVEY,
)

pytestmark = pytest.mark.django_db
STARTS_ON = date(2026, 3, 16)


FIGURES = {Figure.AMOUNT: 50_000, Figure.THRESHOLD: 300}


def creator(language: str = "en"):
    person = ParticipantFactory(language=language)
    allow_creation(person=person)
    return person


def create(actor, template=FIVE_PHASES, title="How shall we move around town?", themes=(), figures=FIGURES):
    return create_from_template(
        actor=actor,
        template=template,
        title=title,
        organiser="The town",
        starts_on=STARTS_ON,
        themes=themes,
        figures=figures,
    )


def test_five_phases_follow_each_other_from_midnight() -> None:
    phases = list(create(creator()).phases.all())

    midnight = timezone.make_aware(datetime(2026, 3, 16))
    assert phases[0].starts_at == midnight
    assert [phase.ends_at for phase in phases[:-1]] == [phase.starts_at for phase in phases[1:]]
    assert phases[-1].ends_at == timezone.make_aware(datetime(2026, 3, 16) + timedelta(days=100))
    assert [phase.source for phase in phases] == [
        Source.NOTHING,
        Source.EVERYTHING,
        Source.BEST,
        Source.EVERYTHING,
        Source.NOTHING,
    ]
    assert phases[2].source_phase == phases[1]
    assert phases[2].source_count == 10


def test_solutions_answer_pain_points_and_are_voted_for_mixed_or_against() -> None:
    consultation = create(creator())

    solution = consultation.kinds.get(code="solution")
    assert solution.responds_to == consultation.kinds.get(code="pain-point")
    ballots = PhaseAction.objects.filter(phase__consultation=consultation, verb=Verb.VOTE)
    assert [(ballot.kind.code, ballot.ballot_method) for ballot in ballots.order_by("phase__position")] == [
        ("pain-point", BallotMethod.SUPPORT),
        ("solution", BallotMethod.FOR_MIXED_AGAINST),
    ]


@pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_every_template_creates_a_draft_that_its_author_organises(template) -> None:
    author = creator()

    consultation = create(author, template)

    assert not consultation.live
    assert consultation.latest_revision is not None
    assert roles_of(author, consultation) == {Role.ORGANISER}
    assert consultation.phases.count() == len(template.phases)
    assert Page.find_problems() == ([], [], [], [], [])


def test_names_are_written_in_the_language_of_the_organiser() -> None:
    english = create(creator("en"), IDEA_BOX, title="First")
    french = create(creator("fr"), IDEA_BOX, title="Second")

    assert english.kinds.get().plural_name == "ideas"
    assert french.kinds.get().plural_name == "idées"


def test_themes_of_the_organiser_come_before_those_of_the_template() -> None:
    consultation = create(creator(), themes=["Walking", "Cycling"])

    assert [theme.name for theme in consultation.themes.all()] == ["Walking", "Cycling", "Another subject"]


def test_the_same_question_twice_gets_two_addresses() -> None:
    author = creator()

    assert create(author).slug == "how-shall-we-move-around-town"
    assert create(author).slug == "how-shall-we-move-around-town-2"


@pytest.mark.django_db(transaction=True)
def test_the_same_question_at_the_same_moment_gets_two_addresses() -> None:
    authors = [creator() for _number in range(4)]
    prepare_site()
    together = Barrier(len(authors))

    def act(author) -> str:
        try:
            together.wait(timeout=10)
            return create(author).slug
        finally:
            connection.close()

    with ThreadPoolExecutor(len(authors)) as pool:
        slugs = sorted(pool.map(act, authors))

    stem = "how-shall-we-move-around-town"
    assert slugs == [stem, f"{stem}-2", f"{stem}-3", f"{stem}-4"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_outsider_may_not_create() -> None:
    with pytest.raises(Refused):
        create(ParticipantFactory())
    assert GroupPagePermission.objects.count() == 0


@pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_rows_are_what_the_template_says(template) -> None:
    consultation = create(creator(), template)

    made = list(consultation.phases.prefetch_related("actions__kind"))
    for place, (phase, plan) in enumerate(zip(made, template.phases, strict=True)):
        opened = {
            (row.verb, row.kind.code, row.ballot_method, row.minimum_level) for row in phase.actions.all()
        }
        assert opened == {(one.verb, one.kind, one.method or "", one.level) for one in plan.actions}
        source = None if plan.source == Source.NOTHING else made[plan.source_phase]
        assert (phase.position, phase.source, phase.source_phase) == (place, plan.source, source)
    for kind, plan in zip(consultation.kinds.all(), template.kinds, strict=True):
        asked = [(row.code, row.type, row.is_required) for row in kind.questions.all()]
        assert asked == [(one.code, one.type, one.is_required) for one in plan.questions]
        with override("en"):
            settings = [one.settings().written() for one in plan.questions]
        assert [row.settings for row in kind.questions.all()] == settings


def test_a_survey_is_private_and_answered_once() -> None:
    kind = create(creator("fr"), SURVEY).kinds.get()

    assert (kind.visibility, kind.one_per_person) == (Visibility.PRIVATE, True)
    assert (kind.is_titled, kind.has_text) == (False, False)
    scale = kind.questions.get(type=QuestionType.SCALE).asks
    assert (scale.low_label, scale.high_label) == ("pas du tout", "tout à fait")


def test_figures_are_those_of_the_organiser() -> None:
    ballots = PhaseAction.objects.filter(verb=Verb.VOTE)
    budget, petition = create(creator(), BUDGET), create(creator(), PETITION)

    vote = ballots.get(phase__consultation=budget)
    assert (vote.ballot_limit, vote.ballot_hides_counts, vote.phase.source) == (50_000, True, Source.CHOSEN)
    assert ballots.get(phase__consultation=petition).ballot_threshold == 300


@pytest.mark.parametrize("figures", [None, {}, {Figure.THRESHOLD: 300}, {Figure.AMOUNT: 0}])
def test_without_its_amount_a_budget_does_not_begin(figures) -> None:
    actor = creator()
    with pytest.raises(Refused, match="amount to spend"), override("en"):
        create(actor, BUDGET, figures=figures)
    assert not Phase.objects.exists()


@pytest.mark.parametrize(
    ("template", "open_to_all"),
    [(SMALL_GROUP, set()), (PANEL, {Verb.COMMENT}), (IDEA_BOX, {*Verb} - {"ask", "comment"})],
)
def test_who_was_not_invited_does_what_the_template_leaves_to_everybody(template, open_to_all) -> None:
    acts = PhaseAction.objects.filter(phase__consultation=create(creator(), template))
    assert {row.verb for row in acts if row.minimum_level == IdentityLevel.EMAIL} == open_to_all
