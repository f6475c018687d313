"""The page of a debate."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.debate.models import SUPPORTS, Argument
from parvis.debate.queries import arguments_page
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory, SupportFactory, open_debate

pytestmark = pytest.mark.django_db


def test_the_best_of_each_side_comes_first_then_the_rest_most_supported_first():
    item = open_debate()
    made = {
        (side, votes): ArgumentFactory(contribution=item, side=side, support_count=votes)
        for side, votes in [("for", 2), ("for", 9), ("against", 4), ("against", 1), ("for", 3)]
    }
    page = arguments_page(actor=AnonymousUser(), contribution=item)
    assert (page.best_for.pk, page.best_against.pk) == (made["for", 9].pk, made["against", 4].pk)
    assert [line.support.count for line in page.rest] == [3, 2, 1]
    assert (page.next, page.is_first, page.can_argue) == ("", True, True)


def test_imported_supports_rank_too_and_are_told_apart():
    item = open_debate()
    ArgumentFactory(contribution=item, support_count=5)
    imported = ArgumentFactory(contribution=item, imported_support_count=8)
    best = arguments_page(actor=AnonymousUser(), contribution=item).best_for
    assert (best.pk, best.support.count, best.support.imported) == (imported.pk, 8, 8)


def test_pages_follow_one_another_without_loss_or_repetition():
    item = open_debate()
    expected = {ArgumentFactory(contribution=item, support_count=n % 5).pk for n in range(30)}
    expected |= {ArgumentFactory(contribution=item, against=True, support_count=n % 3).pk for n in range(31)}
    seen, after, pages = [], "", 0
    while True:
        page = arguments_page(actor=AnonymousUser(), contribution=item, after=after)
        best = [line for line in (page.best_for, page.best_against) if line]
        seen += [line.pk for line in [*best, *page.rest]]
        pages, after = pages + 1, page.next
        if not after:
            break
    assert (sorted(seen), pages) == (sorted(expected), 3)


@pytest.mark.parametrize("after", ["x", "1", "-1--2", "9" * 40 + "-1"])
def test_a_cursor_that_cannot_be_read_gives_the_first_page(after):
    assert arguments_page(actor=AnonymousUser(), contribution=open_debate(), after=after).is_first


def test_what_is_withdrawn_or_hidden_is_counted_not_shown():
    item = open_debate()
    for state in (State.WITHDRAWN, State.HIDDEN, State.HIDDEN):
        ArgumentFactory(contribution=item, state=state)
    page = arguments_page(actor=AnonymousUser(), contribution=item)
    assert (page.is_empty, page.withdrawn, page.hidden) == (True, 1, 2)


def test_a_closed_debate_stays_readable_and_says_why():
    item = open_debate(phase__past=True)
    ArgumentFactory(contribution=item)
    page = arguments_page(actor=ParticipantFactory(), contribution=item)
    assert (page.can_argue, page.closed_reason != "", page.best_for.reply_url) == (False, True, "")
    assert page.best_for.support.press == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_arguments(count):
    item, reader = open_debate(), ParticipantFactory()
    for _ in range(count):
        argument = ArgumentFactory(contribution=item)
        ReplyFactory(parent=argument)
        SupportFactory(argument=argument, participant=reader)
        ArgumentFactory(contribution=item, against=True)
    with CaptureQueriesContext(connection) as queries:
        page = arguments_page(actor=reader, contribution=item)
        render_to_string("debate/_arguments.html", {"arguments": page})
    assert len(queries) == 7


def test_the_best_arguments_are_found_by_their_index():
    item = open_debate()
    for n in range(400):
        Argument(contribution=item, side="for", text=str(n), support_count=n).save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE debate_argument")
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Argument.objects.filter(contribution=item, side="for", state=State.PUBLISHED)
    plan = rows.order_by(SUPPORTS.desc(), "pk")[:1].explain()
    assert "argument_best" in plan
    assert "Sort" not in plan
