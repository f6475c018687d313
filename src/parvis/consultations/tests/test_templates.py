"""Every template holds together: what a phase opens exists, and what it needs comes before it."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.asking import SETTINGS, Settings
from parvis.consultations.enums import (
    LIMITED,
    WRITING,
    BallotMethod,
    Figure,
    KindRole,
    LegalProfile,
    QuestionType,
    Source,
    Verb,
    Visibility,
)
from parvis.consultations.templates_catalogue import CATALOGUE, PhasePlan, QuestionPlan, Template
from parvis.consultations.templates_catalogue.groups import CODES

pytestmark = pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
OPEN = {QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT}


def kinds_at_hand(template: Template, place: int) -> set[str]:
    """The kinds of which there may be something in a phase: written in it, or carried to it."""
    phase = template.phases[place]
    written = {action.kind for action in phase.actions if action.verb in WRITING}
    passages = {kind.code for kind in template.kinds if kind.role == KindRole.PASSAGE}
    if phase.source == Source.NOTHING:
        return written | passages
    return written | passages | kinds_at_hand(template, phase.source_phase or 0)


def questions(template: Template) -> Iterator[QuestionPlan]:
    for kind in template.kinds:
        yield from kind.questions


def is_positive(phase: PhasePlan) -> bool:
    return phase.days > 0 and bool(str(phase.title).strip() and str(phase.summary).strip())


def test_it_has_a_name_a_use_and_phases_that_last(template: Template) -> None:
    assert all(str(words).strip() for words in (template.name, template.description, template.serves))
    assert all(is_positive(phase) for phase in template.phases)
    assert template.phases[0].actions
    assert not template.phases[-1].actions  # the answer comes once people have had their say
    assert 0 < template.open_days < template.days


def test_every_act_is_on_a_kind_of_the_template_once(template: Template) -> None:
    codes = [kind.code for kind in template.kinds]
    assert len(codes) == len(set(codes))
    for phase in template.phases:
        acts = [(action.verb, action.kind) for action in phase.actions]
        assert len(acts) == len(set(acts))
        assert {kind for _verb, kind in acts} <= set(codes)


def test_every_kind_is_opened_by_a_phase_or_comes_from_a_text(template: Template) -> None:
    written = {action.kind for phase in template.phases for action in phase.actions if action.verb in WRITING}
    passages = {kind.code for kind in template.kinds if kind.role == KindRole.PASSAGE}
    assert written | passages == {kind.code for kind in template.kinds}
    assert not written & passages


def test_a_kind_responds_to_one_that_is_before_it(template: Template) -> None:
    before: set[str] = set()
    for kind in template.kinds:
        assert kind.responds_to in before | {""}
        assert kind.role != KindRole.AMENDMENT or (kind.responds_to and kind.has_text)
        before.add(kind.code)


def test_a_source_is_an_earlier_phase_and_the_best_are_of_a_vote(template: Template) -> None:
    for place, phase in enumerate(template.phases):
        if phase.source == Source.NOTHING:
            assert (phase.source_phase, phase.source_count) == (None, None)
            continue
        assert phase.source_phase is not None
        assert 0 <= phase.source_phase < place
        assert (phase.source_count is not None) == (phase.source == Source.BEST)
        if phase.source == Source.BEST:
            earlier = template.phases[phase.source_phase]
            assert any(action.verb == Verb.VOTE for action in earlier.actions)


def test_what_a_phase_opens_bears_on_something(template: Template) -> None:
    for place, phase in enumerate(template.phases):
        there = kinds_at_hand(template, place)
        assert {action.kind for action in phase.actions} <= there


def test_what_is_written_in_response_finds_what_it_responds_to(template: Template) -> None:
    kinds = {kind.code: kind for kind in template.kinds}
    for place, phase in enumerate(template.phases):
        there = kinds_at_hand(template, place)
        for action in phase.actions:
            if action.verb in WRITING and (answered := kinds[action.kind].responds_to):
                assert answered in there


def test_a_vote_has_its_method_and_the_limits_that_it_needs(template: Template) -> None:
    for phase in template.phases:
        for action in phase.actions:
            assert (action.method is not None) == (action.verb == Verb.VOTE)
            limit = action.figure == Figure.AMOUNT or action.options.limit is not None
            needs = action.method in set(LIMITED) - {BallotMethod.SUPPORT}
            assert limit == needs
            assert (action.options.scale is not None) == (action.method == BallotMethod.GRADE)
            assert action.options.threshold is None  # a figure is the organiser's, never ours
            assert action.options.quorum is None


def test_levels_are_those_that_anybody_or_who_is_invited_may_have(template: Template) -> None:
    levels = {action.level for phase in template.phases for action in phase.actions}
    assert levels <= {IdentityLevel.EMAIL, IdentityLevel.INVITED}
    assert (CODES in template.prepares) == (IdentityLevel.INVITED in levels)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_questions_are_sound_and_one_at_least_is_open(template: Template, language: str) -> None:
    with translation.override(language):
        for question in questions(template):
            made = question.settings()
            assert type(made) in (Settings, SETTINGS.get(question.type, Settings))
            assert made.fault() == ""
            assert str(question.label).strip()
    for kind in template.kinds:
        codes = [question.code for question in kind.questions]
        assert len(codes) == len(set(codes))
        assert kind.has_text or OPEN & {question.type for question in kind.questions}


def test_what_the_team_alone_reads_is_neither_argued_nor_voted_on(template: Template) -> None:
    private = {kind.code for kind in template.kinds if kind.visibility == Visibility.PRIVATE}
    for phase in template.phases:
        assert {action.verb for action in phase.actions if action.kind in private} <= {Verb.DEPOSIT}


def test_its_legal_frame_is_its_own(template: Template) -> None:
    expected = LegalProfile.ENVIRONMENT if template.code == "environment" else LegalProfile.FREE
    assert template.profile == expected
    assert any(phase.is_legal for phase in template.phases) == (template.code == "environment")
