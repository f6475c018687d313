"""Saying what an argument did to one's mind."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.debate.domain.count import count, recount
from parvis.debate.domain.support import support, unsupport
from parvis.debate.enums import Mark
from parvis.debate.models import Argument, ArgumentSupport
from parvis.debate.permissions import can
from parvis.debate.queries import arguments_page
from parvis.debate.tests.factories import (
    ArgumentFactory,
    ReplyFactory,
    SupportFactory,
    open_comments,
    open_debate,
)

pytestmark = pytest.mark.django_db
MINDS = [Mark.NEW, Mark.CHANGED]


def counts(argument):
    count(contribution_id=argument.contribution_id)
    argument.refresh_from_db()
    return argument.support_count, argument.new_count, argument.changed_count


def test_each_mark_counts_apart_once_its_job_ran_and_is_taken_back():
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    for mark in Mark:
        support(actor=person, argument=argument, mark=mark)
        support(actor=person, argument=argument, mark=mark)
    support(actor=ParticipantFactory(), argument=argument, mark=Mark.NEW)
    argument.refresh_from_db()
    assert (argument.new_count, argument.changed_count) == (0, 0)
    assert counts(argument) == (1, 2, 1)
    unsupport(actor=person, argument=argument, mark=Mark.NEW)
    assert counts(argument) == (1, 1, 1)
    assert ArgumentSupport.objects.count() == 3


def test_the_database_keeps_one_row_for_each_person_argument_and_mark():
    first = SupportFactory(mark=Mark.NEW)
    SupportFactory(argument=first.argument, participant=first.participant, mark=Mark.CHANGED)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportFactory(argument=first.argument, participant=first.participant, mark=Mark.NEW)


def test_counts_that_drifted_are_made_again():
    argument = ArgumentFactory(new_count=4)
    assert recount() == 1
    assert counts(argument) == (0, 0, 0)
    assert recount() == 0


@pytest.mark.parametrize("mark", MINDS)
def test_neither_its_author_nor_the_team(mark):
    argument, teammate = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    TeamMemberFactory(consultation=argument.contribution.consultation, participant=teammate)
    for person in (argument.author, teammate):
        assert can(person, "mark", argument) is False
        with pytest.raises(Refused):
            support(actor=person, argument=argument, mark=mark)
    assert can(ParticipantFactory(), "mark", argument) is True


def test_a_comment_or_a_reply_takes_none(client):
    comment = ArgumentFactory(contribution=open_comments(), comment=True)
    answer = ReplyFactory(parent=ArgumentFactory(contribution=open_debate()))
    client.force_login(ParticipantFactory())
    for said in (comment, answer):
        with pytest.raises(Refused):
            support(actor=ParticipantFactory(), argument=said, mark=Mark.NEW)
        assert client.get(reverse("debate:new", args=[said.pk])).status_code == 404
        assert can(ParticipantFactory(), "mark", said) is False


def test_counts_are_public_and_names_are_not(client):
    argument = ArgumentFactory(contribution=open_debate())
    person = ParticipantFactory(public_name="Personne Discrète")
    support(actor=person, argument=argument, mark=Mark.CHANGED)
    count(contribution_id=argument.contribution_id)
    page = client.get(reverse("front:contribution", args=[argument.contribution_id])).content.decode()
    assert ("1 personne a changé d’avis" in page, "Personne Discrète" in page) == (True, False)


def test_nothing_is_shown_of_marks_that_nobody_made_nor_can_make():
    item = open_debate(phase__past=True)
    ArgumentFactory(contribution=item)
    page = arguments_page(actor=AnonymousUser(), contribution=item)
    assert page.best_for.has_marks is False


@pytest.mark.parametrize("mark", MINDS)
def test_a_mark_is_put_and_taken_back_without_scripts(client, mark):
    argument = ArgumentFactory(contribution=open_debate())
    client.force_login(ParticipantFactory())
    url = reverse(f"debate:{mark}", args=[argument.pk])
    assert client.post(url, {"support": "support"}).status_code == 302
    assert ArgumentSupport.objects.filter(mark=mark, is_live=True).count() == 1
    client.post(url, {"support": "withdraw"})
    assert ArgumentSupport.objects.filter(is_live=True).count() == 0
    assert Argument.objects.get().support_count == 0
