"""Commenting on a contribution, without taking a side, and the conversation below."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.comments import comments_page
from parvis.debate.domain.argue import comment, reply
from parvis.debate.domain.count import count
from parvis.debate.domain.support import support
from parvis.debate.domain.withdraw import withdraw
from parvis.debate.enums import CommentOrder, TextKind
from parvis.debate.leaves import payload
from parvis.debate.models import SUPPORTS, Argument
from parvis.debate.permissions import can
from parvis.debate.queries import arguments_page
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory, open_comments, open_debate

pytestmark = pytest.mark.django_db


def send(item, actor=None, **fields):
    values = {"text": "Et la pluie ?", "idempotency_key": uuid4(), **fields}
    return comment(actor=actor or ParticipantFactory(), contribution=item, **values)


def answer(said, actor=None):
    return reply(actor=actor or ParticipantFactory(), argument=said, text="Abrité.", idempotency_key=uuid4())


def page_of(item, actor=None, **asked):
    return comments_page(actor=actor or AnonymousUser(), contribution=item, **asked)


def test_a_comment_takes_no_side_and_the_conversation_goes_two_deep():
    item = open_comments()
    said = send(item)
    first = answer(said)
    second = answer(first)
    rows = Argument.objects.order_by("pk").values_list("kind", "side", "depth", "parent")
    assert list(rows) == [
        ("comment", "", 0, None),
        ("comment", "", 1, said.pk),
        ("comment", "", 2, first.pk),
    ]
    with pytest.raises(Refused, match="ne va pas plus loin"):
        answer(second)
    shown = page_of(item).items[0]
    assert [line.pk for line in shown.replies] == [first.pk]
    assert [line.pk for line in shown.replies[0].replies] == [second.pk]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "comment", "side": "for"},
        {"kind": "argument", "side": ""},
        {"kind": "comment", "side": "", "depth": 1},
        {"kind": "comment", "side": "", "source": "https://example.org"},
    ],
)
def test_the_database_refuses_what_is_neither_an_argument_nor_a_comment(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ArgumentFactory(**fields)


@pytest.mark.parametrize(("kind", "depth"), [("argument", 2), ("comment", 3), ("comment", 0)])
def test_and_a_reply_that_is_too_deep(kind, depth):
    above = ArgumentFactory(comment=kind == "comment")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyFactory(parent=above, depth=depth)


def test_the_same_key_twice_makes_one_comment():
    item, author, key = open_comments(), ParticipantFactory(), uuid4()
    assert send(item, author, idempotency_key=key) == send(item, author, idempotency_key=key)
    assert Argument.objects.count() == 1


def test_each_action_opens_its_own_conversation():
    debated, commented, person = open_debate(), open_comments(), ParticipantFactory()
    assert [can(person, "argue", debated), can(person, "comment", debated)] == [True, False]
    assert [can(person, "argue", commented), can(person, "comment", commented)] == [False, True]
    with pytest.raises(Refused, match="commentaires ne sont pas ouverts"):
        send(debated)


def test_the_team_comments_and_does_not_support():
    item, teammate = open_comments(minimum_level=3), ParticipantFactory()
    TeamMemberFactory(consultation=item.consultation, participant=teammate)
    assert send(item, teammate).author == teammate
    said = ArgumentFactory(contribution=item, comment=True)
    assert [can(teammate, act, said) for act in ("reply", "support")] == [True, False]
    assert can(ParticipantFactory(), "comment", item) is False
    with pytest.raises(Refused):
        support(actor=teammate, argument=said)


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_below_what_left_the_page_nobody_writes(state):
    said = ArgumentFactory(contribution=open_comments(), comment=True)
    first = ReplyFactory(parent=said)
    Argument.objects.filter(pk=said.pk).update(state=state)
    first.refresh_from_db()
    with pytest.raises(Refused, match="n’est plus public"):
        answer(first)
    assert can(ParticipantFactory(), "reply", first) is False
    assert page_of(said.contribution).items == ()


def test_comments_are_no_arguments():
    item = open_comments()
    ReplyFactory(parent=ArgumentFactory(contribution=item, comment=True))
    ArgumentFactory(contribution=item, comment=True, state=State.WITHDRAWN)
    count(contribution_id=item.pk)
    item.refresh_from_db()
    page = arguments_page(actor=AnonymousUser(), contribution=item)
    assert (item.argument_count, page.is_empty, page.withdrawn) == (0, True, 0)
    assert (page_of(item).total, page_of(item).withdrawn) == (1, 1)


def test_the_log_says_that_it_is_a_comment_and_arguments_stay_as_they_were():
    assert payload(ArgumentFactory(comment=True))["kind"] == "comment"
    assert {"kind", "source"} & payload(ArgumentFactory()).keys() == set()


@pytest.mark.parametrize(
    ("order", "expected"), [("recent", [2, 1, 0]), ("supported", [1, 0, 2]), ("x", [2, 1, 0])]
)
def test_two_orders(order, expected):
    item = open_comments()
    made = [ArgumentFactory(contribution=item, comment=True, support_count=n) for n in (3, 8, 1)]
    shown = page_of(item, order=order).items
    assert [line.pk for line in shown] == [made[place].pk for place in expected]


@pytest.mark.parametrize("order", CommentOrder)
def test_pages_follow_one_another_without_loss_or_repetition(order):
    item = open_comments()
    expected = {ArgumentFactory(contribution=item, comment=True, support_count=n % 3).pk for n in range(41)}
    seen, after = [], ""
    for _ in range(3):
        page = page_of(item, order=order, after=after)
        seen += [line.pk for line in page.items]
        after = page.next
    assert (len(seen), set(seen), after) == (41, expected, "")


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_comments(number):
    item, reader = open_comments(), ParticipantFactory()
    for _ in range(number):
        ReplyFactory(parent=ReplyFactory(parent=ArgumentFactory(contribution=item, comment=True)))
    request = RequestFactory().get("/")
    request.user = reader
    with CaptureQueriesContext(connection) as queries:
        page = page_of(item, reader)
        render_to_string("debate/_comments.html", {"comments": page}, request)
    assert len(queries) == 7


def test_the_first_comments_are_found_by_their_indexes():
    """Few rows are sorted faster than they are read in order: what is asked is whether they can be."""
    first = ContributionFactory()
    items = [first, *ContributionFactory.create_batch(59, kind=first.kind, phase=first.phase)]
    Argument.objects.bulk_create(
        Argument(contribution=item, kind=TextKind.COMMENT, text=str(n), support_count=n)
        for item in items
        for n in range(30)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE debate_argument")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    rows = Argument.objects.filter(contribution=first, kind="comment", depth=0, state=State.PUBLISHED)
    plans = [rows.order_by(*order)[:21].explain() for order in (["-pk"], [SUPPORTS.desc(), "pk"])]
    assert ["comment_recent" in plans[0], "comment_best" in plans[1]] == [True, True]
    assert "Sort" not in "".join(plans)


def test_an_author_withdraws_a_comment_and_its_replies_leave_with_it():
    said = ArgumentFactory(contribution=open_comments(), comment=True)
    ReplyFactory(parent=said)
    withdraw(actor=said.author, argument=said)
    page = page_of(said.contribution)
    assert (page.items, page.withdrawn) == ((), 1)


def test_the_page_of_a_contribution_holds_the_conversation(client):
    item = open_comments()
    said = ArgumentFactory(contribution=item, comment=True, text="Et la pluie ?")
    below = ReplyFactory(parent=said)
    client.force_login(ParticipantFactory())
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert "Et la pluie ?" in page
    for name, pk in [
        ("debate:reply", said.pk),
        ("debate:reply", below.pk),
        ("moderation:report_argument", said.pk),
        ("moderation:report_argument", below.pk),
        ("debate:comment", item.pk),
    ]:
        assert reverse(name, args=[pk]) in page


def test_a_visitors_comment_survives_sign_in(client):
    url = reverse("debate:comment", args=[open_comments().pk])
    assert client.post(url, {"text": "Tapé avant de me connecter."}).status_code == 302
    client.force_login(ParticipantFactory())
    assert "Tapé avant de me connecter." in client.get(url).content.decode()
    landed = client.post(url, {"text": "Tapé avant de me connecter."})
    said = Argument.objects.get()
    assert (said.kind, landed["Location"].endswith(f"?sent=comment#argument-{said.pk}")) == ("comment", True)


def test_a_text_with_something_personal_is_shown_to_its_author_first(client):
    url = reverse("debate:comment", args=[open_comments().pk])
    client.force_login(ParticipantFactory())
    assert client.post(url, {"text": "Appelez-moi au 06 12 34 56 78."}).status_code == 200
    assert Argument.objects.count() == 0
    client.post(url, {"text": "Appelez-moi au 06 12 34 56 78.", "anyway": "1"})
    assert Argument.objects.count() == 1
