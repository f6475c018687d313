"""People of the team code the same texts, each for themselves; nobody reads a choice before the end."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.understanding.coding_queries import (
    coded_of,
    coder_of,
    pools_of,
    sheet_of,
    standings_of,
)
from parvis.understanding.domain.code_text import begin_coding, code_text, finish_coding
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.end_coding import end_coding
from parvis.understanding.domain.open_coding import drop_coding, open_coding
from parvis.understanding.enums import Act, Apart
from parvis.understanding.models import Analysis, Code, CodedText, Coding, TopicMember
from parvis.understanding.queries import topics_of
from parvis.understanding.sampling import allotted, draw, in_order
from parvis.understanding.tests.codings import as_machine, coded_by, compared, opened
from parvis.understanding.tests.runs import CAMPAIGN, analyst_of

pytestmark = pytest.mark.django_db


def test_a_sample_is_the_same_for_the_same_seed_and_each_topic_has_its_share(analysis: Analysis) -> None:
    first = [text.contribution_id for text in opened(analysis, 12, seed=4).texts.all()]
    Coding.objects.all().delete()
    again = [text.contribution_id for text in opened(analysis, 12, seed=4).texts.all()]
    Coding.objects.all().delete()
    other = [text.contribution_id for text in opened(analysis, 12, seed=5).texts.all()]

    assert first == again != other
    members = TopicMember.objects.filter(analysis=analysis, contribution__in=first)
    assert sorted(members.filter(topic=topic).count() for topic in topics_of(analysis)) == [4, 4, 4]


def test_shares_of_a_sample_are_in_proportion_with_one_each_while_there_are_enough() -> None:
    assert allotted({0: 90, 1: 9, 2: 1, 3: 0}, 10) == {0: 8, 1: 1, 2: 1, 3: 0}
    assert allotted({0: 50, 1: 50, 2: 20}, 12) == {0: 5, 1: 5, 2: 2}
    assert allotted({0: 5, 1: 4, 2: 3}, 2) == {0: 1, 1: 1, 2: 0}
    assert allotted({0: 2, 1: 1}, 9) == {0: 2, 1: 1}
    plain = draw({0: [1, 2, 3], 1: [4]}, size=2, seed=1, is_stratified=False)
    assert plain == in_order([1, 2, 3, 4], 1)[:2]


def test_copies_hidden_and_withdrawn_texts_are_not_drawn_twice_or_at_all(analysis: Analysis) -> None:
    gone = Contribution.objects.filter(consultation=analysis.consultation).first()
    Contribution.objects.filter(pk=gone.pk).update(state=State.HIDDEN)
    drawn = [pk for pool in pools_of(analysis).values() for pk in pool]

    assert gone.pk not in drawn
    assert Contribution.objects.filter(pk__in=drawn, text=CAMPAIGN).count() == 1
    every = opened(analysis, 500)
    assert every.texts.count() == len(drawn)


def test_each_reads_the_same_texts_in_an_order_of_their_own(analysis: Analysis) -> None:
    coding = opened(analysis)
    one, other = (begin_coding(actor=analyst_of(analysis.consultation), coding=coding) for _each in range(2))
    first, second = ([item.text.place for item in sheet_of(coder)] for coder in (one, other))

    assert (one.letter, other.letter) == ("A", "B")
    assert sorted(first) == sorted(second) == list(range(1, 13))
    assert first != second


def test_what_is_chosen_is_kept_text_by_text_and_may_change_until_one_has_finished(
    analysis: Analysis,
) -> None:
    coding, person = opened(analysis), analyst_of(analysis.consultation)
    begin_coding(actor=person, coding=coding)
    begin_coding(actor=person, coding=coding)
    code_text(actor=person, coding=coding, place=1, code=Apart.NONE_FITS)
    code_text(actor=person, coding=coding, place=1, code=Apart.CONTENTLESS)
    assert list(Code.objects.values_list("text__place", "code")) == [(1, -2)]
    [mine] = standings_of(coding)
    assert (mine.done, mine.total) == (1, 12)
    with pytest.raises(Refused, match="11"):
        finish_coding(actor=person, coding=coding)
    for place in range(2, 13):
        code_text(actor=person, coding=coding, place=place, code=coding.topics[0])
    finish_coding(actor=person, coding=coding)
    with pytest.raises(Refused):
        code_text(actor=person, coding=coding, place=1, code=0)


def test_what_makes_no_sense_is_refused(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    for given in ({"size": 9}, {"size": 501}, {"seed": -1}):
        with pytest.raises(Refused):
            open_coding(actor=person, analysis=analysis, **given)
    coding = opened(analysis)
    with pytest.raises(Refused, match="en cours"):
        opened(analysis)
    with pytest.raises(Refused):
        code_text(actor=person, coding=coding, place=1, code=0)
    begin_coding(actor=person, coding=coding)
    for place, code in ((1, 99), (1, -3), (13, 0)):
        with pytest.raises(Refused):
            code_text(actor=person, coding=coding, place=place, code=code)
    with pytest.raises(Refused):
        end_coding(actor=person, coding=coding)
    for _each in range(4):
        begin_coding(actor=analyst_of(analysis.consultation), coding=coding)
    with pytest.raises(Refused):
        begin_coding(actor=analyst_of(analysis.consultation), coding=coding)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER, None])
def test_only_organisers_and_analysts_code(analysis: Analysis, role: Role | None) -> None:
    person = ParticipantFactory()
    if role:
        TeamMemberFactory(consultation=analysis.consultation, participant=person, role=role)
    coding = opened(analysis)
    for act in (begin_coding, finish_coding, end_coding, drop_coding):
        with pytest.raises(Refused):
            act(actor=person, coding=coding)
    with pytest.raises(Refused):
        open_coding(actor=person, analysis=analysis)


def test_nobody_reads_a_choice_before_the_end(analysis: Analysis) -> None:
    coding = opened(analysis)
    coded_by(coding)
    coded_by(coding, finishes=False)
    assert coded_of(coding) == []
    assert coding.figures == {}
    with pytest.raises(Refused):
        end_coding(actor=analyst_of(analysis.consultation), coding=coding)


def test_a_text_hidden_meanwhile_is_not_waited_for(analysis: Analysis) -> None:
    coding, person = opened(analysis), analyst_of(analysis.consultation)
    mine = begin_coding(actor=person, coding=coding)
    first = coding.texts.get(place=1)
    Contribution.objects.filter(pk=first.contribution_id).update(state=State.HIDDEN)
    with pytest.raises(Refused):
        code_text(actor=person, coding=coding, place=1, code=first.machine)
    for place in range(2, 13):
        code_text(actor=person, coding=coding, place=place, code=0)
    finish_coding(actor=person, coding=coding)
    assert coder_of(coding, person).finished_at is not None
    assert [item.is_shown for item in sheet_of(mine)].count(False) == 1


def test_topics_are_not_corrected_while_people_code_with_them(analysis: Analysis) -> None:
    coding, person = opened(analysis), analyst_of(analysis.consultation)
    with pytest.raises(Refused, match="codent"):
        correct_topic(actor=person, topic=topics_of(analysis)[0], what=Act.RENAME, words="Autrement")
    drop_coding(actor=person, coding=coding)
    correct_topic(actor=person, topic=topics_of(analysis)[0], what=Act.RENAME, words="Autrement")
    assert not CodedText.objects.exists()


def test_the_figures_say_how_far_people_agree_with_each_other_and_with_the_machine(
    analysis: Analysis,
) -> None:
    keys = [topic.key for topic in topics_of(analysis)]

    def last_two_elsewhere(text: CodedText) -> int:
        return text.machine if text.place <= 10 else next(key for key in keys if key != text.machine)

    figures = compared(analysis, last_two_elsewhere).figures
    assert (figures["coders"], figures["texts"], figures["pairs"]) == (2, 12, 12)
    assert figures["same"] == round(10 / 12, 4)
    assert figures["low"] < figures["alpha"] < figures["high"] <= 1
    assert figures["machine"] == [
        {"coder": "A", "texts": 12, "same": 1.0, "alpha": 1.0},
        {"coder": "B", "texts": 12, "same": figures["same"], "alpha": figures["alpha"]},
    ]


def test_alpha_of_people_who_choose_one_thing_alone_is_not_told(analysis: Analysis) -> None:
    coding = opened(analysis)
    for _each in range(2):
        person = coded_by(coding, lambda _text: Apart.NONE_FITS)
    end_coding(actor=person, coding=coding)
    coding.refresh_from_db()
    assert (coding.figures["alpha"], coding.figures["same"]) == (None, 1.0)


def test_what_somebody_began_and_did_not_finish_is_dropped_at_the_end(analysis: Analysis) -> None:
    coding = opened(analysis)
    coded_by(coding, finishes=False)
    first, second = coded_by(coding), coded_by(coding, as_machine)
    end_coding(actor=first, coding=coding)
    coding.refresh_from_db()
    assert [coder.letter for coder in coding.coders.all()] == ["B", "C"]
    assert Code.objects.count() == 24
    assert [one.codes for one in coded_of(coding)] == [(t.machine, t.machine) for t in coding.texts.all()]
    with pytest.raises(Refused):
        begin_coding(actor=second, coding=coding)
    with pytest.raises(Refused):
        drop_coding(actor=second, coding=coding)
