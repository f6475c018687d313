"""Reading a list of contributions."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import VoteFactory
from parvis.consultations.enums import Verb
from parvis.consultations.tests.factories import ThemeFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.tests.factories import hidden_contribution
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(consultation):
    return reverse("front:contributions", args=[consultation.slug])


def write(phase, kind, **fields) -> Contribution:
    return ContributionFactory(phase=phase, kind=kind, **fields)


def listed(response):
    return [entry.contribution.pk for entry in response.context["view"].entries]


def test_everything_published_shows_with_its_vote_and_its_answer(client, url, phase, kind):
    contribution = write(phase, kind, title="Un banc au soleil")
    AnswerFactory(contribution=contribution)
    response = client.get(url)
    entry = response.context["view"].entries[0]
    assert (entry.contribution.pk, entry.answer_label) == (
        contribution.pk,
        "réponse : retenue".replace(" :", "\u00a0:"),
    )
    assert entry.control.url == reverse(
        "ballots:cast", args=[phase.actions.get(verb=Verb.VOTE).pk, contribution.pk]
    )
    assert "Un banc au soleil" in response.content.decode()


def test_the_random_order_is_kept_by_a_cookie(client, url, phase, kind):
    for _ in range(8):
        write(phase, kind)
    first = client.get(url)
    assert first.cookies["order"].value.isdigit()
    assert listed(client.get(url)) == listed(first)
    assert "order" not in client.get(url).cookies


@pytest.mark.parametrize("value", ["abc", "-1", "9" * 40, ""])
def test_a_damaged_cookie_is_replaced(client, url, value):
    client.cookies["order"] = value
    assert client.get(url).cookies["order"].value.isdigit()


def test_other_orders_leave_no_cookie(client, url):
    assert not client.get(url, {"order": "recent"}).cookies


def test_every_contribution_is_met_once_from_page_to_page(client, url, phase, kind):
    written = {write(phase, kind).pk for _ in range(45)}
    met, following = [], url
    while following:
        response = client.get(following)
        met += listed(response)
        following = response.context["view"].next_url
    assert (len(met), set(met)) == (45, written)


def test_filters_narrow_and_stay_in_the_next_page(client, url, phase, kind, consultation):
    theme = ThemeFactory(consultation=consultation)
    filed = [write(phase, kind, theme=theme).pk for _ in range(21)]
    write(phase, kind)
    response = client.get(url, {"theme": theme.pk, "order": "recent"})
    assert listed(response) == sorted(filed, reverse=True)[:20]
    assert f"theme={theme.pk}" in response.context["view"].next_url
    assert listed(client.get(response.context["view"].next_url)) == [min(filed)]


def test_search_in_french(client, url, phase, kind):
    found = write(phase, kind, title="Des pistes protégées")
    write(phase, kind, title="Un kiosque")
    assert listed(client.get(url, {"q": "piste protegee"})) == [found.pk]


@pytest.mark.parametrize(
    "query",
    ["theme=0", "theme=abc", "kind=nope", "phase=999999999999999999999", "after=%00", "q=%00", "order=votes"],
)
def test_an_address_that_makes_no_sense_shows_the_list(client, url, phase, kind, query):
    contribution = write(phase, kind)
    assert listed(client.get(f"{url}?{query}")) == [contribution.pk]


def test_hidden_and_withdrawn_texts_never_show(client, url, phase, kind):
    hidden_contribution(phase=phase, kind=kind, title="INSULTE", text="INSULTE")
    gone = write(phase, kind, title="REGRET", text="REGRET", state=State.WITHDRAWN)
    write(phase, kind, title="Une réponse", responds_to=gone)
    for query in ("", "?q=insulte", "?q=regret", "?order=recent", "?order=argued"):
        page = client.get(url + query).content.decode()
        assert page.count("INSULTE") == 0
        assert page.count("REGRET") == 0


def test_an_empty_list_says_what_will_come(client, url):
    assert "Les premières contributions apparaîtront ici" in client.get(url).content.decode()


@pytest.fixture(params=["visitor", "voter"])
def voter(request, client):
    """Somebody who votes; signed in, or not."""
    person = ParticipantFactory()
    if request.param == "voter":
        client.force_login(person)
    return person


def test_the_cost_does_not_depend_on_the_items(client, phase, kind, cost, voter):
    url = reverse("front:contributions", args=[phase.consultation.slug])

    def add():
        contribution = write(phase, kind, responds_to=write(phase, kind))
        VoteFactory(ballot=phase.actions.get(verb=Verb.VOTE), contribution=contribution, voter=voter)
        AnswerFactory(contribution=contribution)

    add()
    before = cost(client, url)
    add()
    add()
    assert cost(client, url) == before


def test_nothing_counts_the_table(client, url, phase, kind, django_assert_max_num_queries):
    write(phase, kind)
    with django_assert_max_num_queries(20) as queries:
        client.get(url)
    assert [query["sql"] for query in queries if "COUNT(*)" in query["sql"]] == []
