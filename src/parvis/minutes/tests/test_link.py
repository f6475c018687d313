"""Linking passages to what they speak of: one target a link, once, public with the next publication."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.commissions.tests.factories import CommissionFactory, OpinionFactory
from parvis.conduct.models import FinalDecision
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.minutes.domain.link import link, unlink
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.enums import Target
from parvis.minutes.models import PassageLink
from parvis.minutes.queries import spoken_of
from parvis.minutes.tests.factories import MinutesFactory, published, writer_of
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return MinutesFactory().passages.last()


@pytest.fixture
def place(passage):
    return passage.minutes.event.consultation


def things(place):
    text = ContributionFactory(kind=KindFactory(consultation=place))
    return {
        Target.CONTRIBUTION: text,
        Target.THEME: ThemeFactory(consultation=place),
        Target.ANSWER: AnswerFactory(contribution=text),
        Target.DECISION: FinalDecision.objects.create(
            consultation=place,
            taken_on=date(2026, 11, 1),
            title="Deux bus",
            text="Oui.",
            signature="Le maire",
        ),
        Target.OPINION: OpinionFactory(commission=CommissionFactory(consultation=place)),
    }


def test_a_passage_is_linked_to_each_sort_of_thing_once(passage, place) -> None:
    actor, wanted = writer_of(passage.minutes), things(place)
    for _time in range(2):
        for target, thing in wanted.items():
            link(actor=actor, passage=passage, target=target, pks=[thing.pk])
    assert {row.target: row.target_pk for row in passage.links.all()} == {
        target: thing.pk for target, thing in wanted.items()
    }
    assert passage.links.count() == 5


def test_what_is_not_public_or_of_another_place_is_refused(passage, place) -> None:
    hidden = ContributionFactory(kind=KindFactory(consultation=place), state=State.HIDDEN)
    for target, pk in (
        (Target.CONTRIBUTION, hidden.pk),
        (Target.CONTRIBUTION, ContributionFactory().pk),
        (Target.THEME, ThemeFactory().pk),
        (Target.OPINION, OpinionFactory().pk),
    ):
        with pytest.raises(Refused, match="Rien de public"):
            link(actor=writer_of(passage.minutes), passage=passage, target=target, pks=[pk])


def test_the_database_holds_one_target_a_link_and_each_once(passage, place) -> None:
    wanted = things(place)
    text, theme = wanted[Target.CONTRIBUTION], wanted[Target.THEME]
    for given in ({}, {"contribution": text, "theme": theme}, {"theme": theme, "was_said": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PassageLink.objects.create(passage=passage, **given)
    PassageLink.objects.create(passage=passage, theme=theme)
    with pytest.raises(IntegrityError), transaction.atomic():
        PassageLink.objects.create(passage=passage, theme=theme)


def test_a_link_comes_and_goes_with_publications(passage, place) -> None:
    held, text = passage.minutes, things(place)[Target.CONTRIBUTION]
    actor = writer_of(held)
    link(actor=actor, passage=passage, target=Target.CONTRIBUTION, pks=[text.pk])
    assert spoken_of(contribution=text) == []

    published(held)
    assert [one.text for one in spoken_of(contribution=text)] == ["Il manque un abri."]
    unlink(actor=actor, row=passage.links.get())
    assert len(spoken_of(contribution=text)) == 1
    publish_minutes(actor=actor, minutes=held, reason="Un lien faux.")
    assert spoken_of(contribution=text) == []


def test_a_contribution_is_spoken_of_by_its_answer_too_and_once(passage, place) -> None:
    wanted = things(place)
    actor = writer_of(passage.minutes)
    for target in (Target.CONTRIBUTION, Target.ANSWER):
        link(actor=actor, passage=passage, target=target, pks=[wanted[target].pk])
    published(passage.minutes)
    assert len(spoken_of(contribution=wanted[Target.CONTRIBUTION])) == 1


def test_somebody_of_another_team_links_nothing(passage, place) -> None:
    actor, text = TeamMemberFactory().participant, things(place)[Target.CONTRIBUTION]
    with pytest.raises(Refused, match="Seul un organisateur"):
        link(actor=actor, passage=passage, target=Target.CONTRIBUTION, pks=[text.pk])
    row = PassageLink.objects.create(passage=passage, contribution=text)
    with pytest.raises(Refused, match="Seul un organisateur"):
        unlink(actor=actor, row=row)
