"""The open bin: what is hidden now, with the words when they harm nobody, and nothing of what left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.consultations.models import Kind
from parvis.consultations.tests.factories import KindFactory, QuestionFactory
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.open_bin import bin_page
from parvis.moderation.tests.factories import hidden_contribution, moderator_of

pytestmark = pytest.mark.django_db
HARMFUL = [Reason.INSULT, Reason.HATE, Reason.PERSONAL_DATA, Reason.UNLAWFUL, Reason.MISATTRIBUTED]


@pytest.fixture
def kind():
    return KindFactory()


@pytest.fixture
def page(kind):
    return kind.consultation


@pytest.fixture
def moderator(page):
    return moderator_of(page)


def hidden(kind, moderator, reason=Reason.OFF_TOPIC, **fields):
    item = ContributionFactory(kind=kind, **fields)
    return item, hide(actor=moderator, target=item, reason=reason)


def address(page, end=""):
    return f"/consultations/{page.slug}/bin/{end}"


def read(client, page, end=""):
    return client.get(address(page, end)).content.decode()


def test_what_is_hidden_stays_readable_apart_without_its_author(client, kind, page, moderator):
    question = QuestionFactory(kind=kind)
    item, _made = hidden(
        kind, moderator, title="Mon chat", text="Il dort.", form_answers={question.code: "Un"}
    )
    said = ArgumentFactory(contribution=ContributionFactory(kind=kind), text="Achetez mon vélo.")
    hide(actor=moderator, target=said, reason=Reason.ADVERTISING)
    shown = read(client, page)
    for words in (
        "Mon chat",
        "Il dort.",
        "Achetez mon vélo.",
        "hors sujet",
        "publicité",
        "2 textes sont masqués",
    ):
        assert words in shown
    assert f'href="/contributions/{item.pk}/"' in shown
    for person in (item.author, said.author):
        assert person.public_name not in shown
    assert shown.index("Achetez mon vélo.") < shown.index("Mon chat")


@pytest.mark.parametrize("reason", HARMFUL)
def test_words_that_may_harm_never_leave_the_database(client, kind, page, moderator, reason):
    item, _made = hidden(kind, moderator, reason, title="ZANZIBAR", text="ZANZIBAR 06 12 34 56 78")
    said = ArgumentFactory(contribution=ContributionFactory(kind=kind), text="ZANZIBAR")
    hide(actor=moderator, target=said, reason=reason)
    hidden(kind, moderator, title="Mon chat")
    with CaptureQueriesContext(connection) as asked:
        found = bin_page(page)
    words = [query["sql"] for query in asked if '_contribution"."text"' in query["sql"]]
    words += [query["sql"] for query in asked if '"debate_argument"."text"' in query["sql"]]
    assert [line.words is None for line in found.lines] == [False, True, True]
    assert (len(words), [sql for sql in words if f"IN ({item.pk}" in sql]) == (1, [])
    shown = read(client, page)
    assert ("ZANZIBAR" in shown, "06 12 34" in shown, shown.count("<summary>Lire les mots")) == (
        False,
        False,
        1,
    )
    assert shown.count("peut nuire à quelqu’un") == 2


def test_each_reason_of_the_charter_is_on_one_side():
    assert {one for one in Reason if not one.leaves_words_readable} == {*HARMFUL, Reason.MISTAKE}


def test_what_is_public_again_leaves_and_what_is_hidden_anew_comes_back(client, kind, page, moderator):
    item, _made = hidden(kind, moderator, Reason.INSULT, text="Ah, le vilain chat.")
    restore(actor=moderator, target=item)
    assert bin_page(page).lines == []
    assert "La corbeille est vide" in read(client, page)
    last = hide(actor=moderator, target=item, reason=Reason.OFF_TOPIC)
    assert [(line.decision, line.words is None) for line in bin_page(page).lines] == [(last, False)]


def test_where_an_appeal_stands_is_told(kind, page, moderator):
    second = moderator_of(page)
    item, made = hidden(kind, moderator)
    sent = appeal(actor=item.author, decision=made, text="Non.")
    assert [line.appeal for line in bin_page(page).lines] == ["en attente d’une décision"]
    rule(actor=second, appeal=sent, outcome=AppealOutcome.UPHELD, message="Non.")
    assert [line.appeal for line in bin_page(page).lines] == ["décision confirmée"]
    other, made = hidden(kind, moderator)
    rule(
        actor=second,
        appeal=appeal(actor=other.author, decision=made, text="Non."),
        outcome=AppealOutcome.REVERSED,
        message="Oui.",
    )
    assert [line.about for line in bin_page(page).lines] == [item.pk]


def test_the_author_is_told_where_their_words_stay_readable(kind, page, moderator):
    for reason, is_told in ((Reason.OFF_TOPIC, True), (Reason.INSULT, False)):
        item, _made = hidden(kind, moderator, reason)
        mail = Mail.objects.get(recipient=item.author.email)
        assert (address(page) in mail.text) == is_told


def test_nothing_is_left_of_what_its_author_took_back(client, kind, page, moderator):
    item, _made = hidden(kind, moderator, text="ZANZIBAR")
    anonymise(author=item.author)
    [line] = bin_page(page).lines
    assert (line.words, "ZANZIBAR" in read(client, page)) == (None, False)
    assert "leur auteur est parti" in line.why_not
    Contribution.objects.filter(pk=item.pk).update(withdrawn_at="2026-01-01T00:00Z")
    assert bin_page(page).lines == []


def test_words_under_what_is_not_public_are_not_shown(kind, page, moderator):
    above = ContributionFactory(kind=kind)
    said = ArgumentFactory(contribution=above, text="ZANZIBAR")
    hide(actor=moderator, target=said, reason=Reason.OFF_TOPIC)
    assert bin_page(page).lines[0].words is not None
    hide(actor=moderator, target=above, reason=Reason.OFF_TOPIC)
    by_kind = {line.decision.argument_id: line.words is None for line in bin_page(page).lines}
    assert by_kind == {said.pk: True, None: False}
    Kind.objects.filter(pk=kind.pk).update(visibility="private")
    assert [line.words for line in bin_page(page).lines] == [None, None]


def test_another_consultation_has_its_own_and_a_draft_has_none_in_public(client, kind, page, moderator):
    hidden(kind, moderator)
    assert bin_page(KindFactory().consultation).lines == []
    page.live = False
    page.save(update_fields=["live"])
    assert client.get(address(page)).status_code == 404


def test_the_page_costs_the_same_whatever_it_holds(kind, page, moderator, django_assert_num_queries):
    QuestionFactory(kind=kind)

    def fill():
        hidden(kind, moderator)
        hidden(kind, moderator, Reason.INSULT)
        said = ArgumentFactory(contribution=ContributionFactory(kind=kind))
        hide(actor=moderator, target=said, reason=Reason.OFF_TOPIC)

    fill()
    with django_assert_num_queries(4):
        bin_page(page)
    for _number in range(3):
        fill()
    with django_assert_num_queries(4):
        bin_page(page)


def test_it_comes_by_pages_and_search_engines_are_kept_out(client, kind, page, moderator, monkeypatch):
    monkeypatch.setattr("parvis.moderation.open_bin.PAGE_SIZE", 2)
    items = [hidden(kind, moderator)[0] for _number in range(3)]
    first = bin_page(page)
    rest = bin_page(page, before=first.next)
    assert [line.about for line in (*first.lines, *rest.lines)] == [item.pk for item in reversed(items)]
    answer = client.get(address(page))
    assert (answer["X-Robots-Tag"], f"?before={first.next}" in answer.content.decode()) == ("noindex", True)
    assert client.get(address(page, "?before=%00x")).status_code == 200


def test_the_register_leads_to_it_and_what_no_decision_hides_is_not_in_it(client, kind, page):
    ContributionFactory(kind=kind, state=State.HIDDEN)
    hidden_contribution(kind=kind)
    assert len(bin_page(page).lines) == 1
    assert f'href="{address(page)}"' in client.get(f"/consultations/{page.slug}/moderation/").content.decode()
    assert Argument.objects.count() == 0
