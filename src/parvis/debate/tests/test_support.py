"""Supporting an argument."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.debate.domain.count import count, recount
from parvis.debate.domain.support import support, unsupport
from parvis.debate.enums import Mark
from parvis.debate.lines import mark_control
from parvis.debate.models import Argument, ArgumentSupport
from parvis.debate.permissions import can
from parvis.debate.tests.factories import ArgumentFactory, SupportFactory, open_debate


def shown(actor, argument):
    control = mark_control(actor=actor, argument=argument, mark=Mark.SUPPORT)
    return control.is_mine, control.count, control.press


@pytest.mark.django_db
def test_ones_own_support_shows_at_once_and_counts_once_its_job_ran():
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    support(actor=person, argument=argument)
    support(actor=person, argument=argument)
    assert shown(person, argument) == (True, 1, "withdraw")
    assert shown(ParticipantFactory(), argument) == (False, 0, "support")
    count(contribution_id=argument.contribution_id)
    assert shown(person, argument) == (True, 1, "withdraw")
    assert shown(ParticipantFactory(), argument) == (False, 1, "support")


@pytest.mark.django_db
def test_a_support_taken_back_shows_at_once_and_its_row_leaves_with_the_job():
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    support(actor=person, argument=argument)
    count(contribution_id=argument.contribution_id)
    unsupport(actor=person, argument=argument)
    unsupport(actor=person, argument=argument)
    assert shown(person, argument) == (False, 0, "support")
    count(contribution_id=argument.contribution_id)
    assert (shown(person, argument), ArgumentSupport.objects.count()) == ((False, 0, "support"), 0)


@pytest.mark.django_db
def test_support_again_after_taking_it_back():
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    for act in (support, unsupport, support):
        act(actor=person, argument=argument)
    assert shown(person, argument) == (True, 1, "withdraw")
    assert ArgumentSupport.objects.count() == 1


@pytest.mark.django_db
def test_author_teammate_and_outsider():
    argument = ArgumentFactory(contribution=open_debate())
    teammate, outsider = ParticipantFactory(), ParticipantFactory()
    TeamMemberFactory(consultation=argument.contribution.consultation, participant=teammate)
    people = (argument.author, teammate, outsider)
    assert [can(person, "support", argument) for person in people] == [False, False, True]
    for person in (argument.author, teammate):
        with pytest.raises(Refused):
            support(actor=person, argument=argument)
        assert shown(person, argument)[2] == ""
    support(actor=outsider, argument=argument)
    assert ArgumentSupport.objects.get().participant == outsider


@pytest.mark.django_db
def test_a_closed_debate_takes_no_support():
    argument = ArgumentFactory(contribution=open_debate(phase__past=True))
    for act in (support, unsupport):
        with pytest.raises(Refused):
            act(actor=ParticipantFactory(), argument=argument)


@pytest.mark.django_db
def test_the_hourly_recount_puts_wrong_counts_right_and_leaves_right_ones():
    argument = ArgumentFactory(contribution=open_debate())
    SupportFactory(argument=argument)
    Argument.objects.filter(pk=argument.pk).update(support_count=7)
    assert (recount(), recount()) == (1, 0)
    argument.refresh_from_db()
    argument.contribution.refresh_from_db()
    assert (argument.support_count, argument.contribution.argument_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_of_one_person_make_one_support():
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()

    def click(_):
        try:
            support(actor=person, argument=argument)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(click, range(40)))
    count(contribution_id=argument.contribution_id)
    argument.refresh_from_db()
    assert (ArgumentSupport.objects.count(), argument.support_count) == (1, 1)
