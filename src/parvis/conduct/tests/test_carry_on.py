"""Continuing a consultation that is over in another one."""

from datetime import date

import pytest

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.conduct.domain.carry_on import Choice, carry_on, chosen
from parvis.conduct.enums import Taken
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.enums import KindRole, Role, Source, Visibility
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.edit_questions import is_frozen
from parvis.contributions.domain.quote import quote
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending
from parvis.restitution.domain.answer import answer
from parvis.restitution.enums import AnswerStatus

pytestmark = pytest.mark.django_db
STARTS_ON = date(2030, 6, 3)
ACCEPTED = Choice(Taken.ACCEPTED)


@pytest.fixture
def over():
    """A consultation that is over, with three ideas, answered: kept, partly kept, not kept."""
    source = ConsultationFactory(title="Where?")
    actor = TeamMemberFactory(consultation=source).participant
    allow_creation(person=actor)
    kind, theme = KindFactory(consultation=source, code="idea"), ThemeFactory(consultation=source)
    first = PhaseFactory(consultation=source, past=True)
    PhaseActionFactory(phase=first, kind=kind)
    later = PhaseFactory(consultation=source, past=True, source=Source.EVERYTHING, source_phase=first)
    PhaseActionFactory(phase=later, kind=kind, vote=True)
    ideas = ContributionFactory.create_batch(3, kind=kind, phase=first, theme=theme)
    for idea, status in zip(
        ideas, (AnswerStatus.KEPT, AnswerStatus.PARTLY, AnswerStatus.NOT_KEPT), strict=True
    ):
        answer(actor=actor, contribution=idea, status=status, text="So it is.", signature="The town")
    return actor, source, ideas


def go_on(actor, source, choice=ACCEPTED) -> tuple[ConsultationPage, int]:
    return carry_on(actor=actor, source=source, title="And how?", starts_on=STARTS_ON, choice=choice)


def quotes(page: ConsultationPage) -> list[Contribution]:
    return list(Contribution.objects.filter(consultation=page).order_by("pk"))


def test_what_was_accepted_comes_as_quotations_without_an_author(over) -> None:
    actor, source, ideas = over

    made, count = go_on(actor, source)

    assert (made.live, count, made.continuation.source) == (False, 2, source)
    assert [row.quotation.source for row in quotes(made)] == ideas[:2]
    for row, idea in zip(quotes(made), ideas, strict=False):
        assert (row.title, row.text, row.theme.name) == (idea.title, idea.text, idea.theme.name)
        assert (row.author, row.origin, row.kind.consultation) == (None, Origin.IMPORT, made)


def test_they_stand_in_the_first_phase_so_that_the_next_one_carries_them(over) -> None:
    actor, source, _ideas = over

    made, _count = go_on(actor, source)

    first = Phase.objects.filter(consultation=made).order_by("starts_at", "pk").first()
    assert {row.phase for row in quotes(made)} == {first}


def test_each_has_its_leaf_and_the_rest_tells_nothing(over) -> None:
    actor, source, _ideas = over
    told = Pending.objects.count()

    made, _count = go_on(actor, source)

    rows = list(Pending.objects.order_by("pk"))[told:]
    assert [(row.kind, row.space) for row in rows] == [("contribution.accepted", f"c{made.pk}")] * 2


def test_those_that_are_named_come_in_their_order_and_others_are_refused(over) -> None:
    actor, source, ideas = over
    elsewhere = ContributionFactory()

    made, _count = go_on(actor, source, Choice(Taken.CHOSEN, numbers=(ideas[2].pk, ideas[0].pk)))
    assert [row.quotation.source for row in quotes(made)] == [ideas[2], ideas[0]]
    with pytest.raises(Refused, match=f"C-{elsewhere.pk}"):
        go_on(actor, source, Choice(Taken.CHOSEN, numbers=(elsewhere.pk,)))


@pytest.mark.parametrize(
    "change",
    [{"visibility": Visibility.PRIVATE}, {"one_per_person": True}, {"role": KindRole.PASSAGE}],
)
def test_what_people_did_not_write_for_everybody_is_not_taken(over, change) -> None:
    _actor, source, _ideas = over
    source.kinds.update(**change)

    assert chosen(source=source, choice=ACCEPTED) == []


def test_what_is_hidden_is_not_taken(over) -> None:
    _actor, source, ideas = over
    Contribution.objects.filter(pk=ideas[0].pk).update(state=State.HIDDEN)

    assert chosen(source=source, choice=ACCEPTED) == [ideas[1]]


def test_an_author_who_withdraws_takes_the_quotation_along(over) -> None:
    actor, source, ideas = over
    made, _count = go_on(actor, source)

    withdraw(actor=ideas[0].author, contribution=ideas[0])

    assert [row.state for row in quotes(made)] == [State.WITHDRAWN, State.PUBLISHED]


def test_an_author_who_leaves_takes_the_words_of_the_quotation_along(over) -> None:
    actor, source, ideas = over
    made, _count = go_on(actor, source)
    withdraw(actor=ideas[0].author, contribution=ideas[0])

    anonymise(author=ideas[0].author)

    quoted, other = quotes(made)
    assert (quoted.title, quoted.text, quoted.salt) == ("", "", None)
    assert other.text == ideas[1].text
    assert list(quoted.versions.exclude(text="")) == []


def test_what_is_withdrawn_meanwhile_is_not_quoted(over) -> None:
    actor, source, ideas = over
    read = chosen(source=source, choice=ACCEPTED)
    withdraw(actor=ideas[0].author, contribution=ideas[0])
    made, _count = go_on(actor, source, Choice(Taken.CHOSEN, numbers=(ideas[2].pk,)))

    assert [row.quotation.source for row in quote(actor=actor, consultation=made, contributions=read)] == [
        ideas[1]
    ]


def test_the_forms_of_the_draft_may_still_be_changed(over) -> None:
    actor, source, _ideas = over
    made, _count = go_on(actor, source)

    assert not is_frozen(made.kinds.get())


def test_a_consultation_under_way_is_not_continued(over) -> None:
    actor, source, _ideas = over
    PhaseActionFactory(phase=PhaseFactory(consultation=source), kind=source.kinds.get())

    with pytest.raises(Refused):
        go_on(actor, source)
    assert ConsultationPage.objects.count() == 1


def test_only_an_organiser_who_may_create_others_continues_one(over) -> None:
    _actor, source, _ideas = over
    moderator = TeamMemberFactory(consultation=source, role=Role.MODERATOR).participant
    other = TeamMemberFactory(consultation=source).participant

    for person in (moderator, other):
        with pytest.raises(Refused):
            go_on(person, source)
