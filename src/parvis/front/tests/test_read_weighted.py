"""The results of a vote, raw or weighted, as everybody reads them."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.front.composition.weighted_words import lack_of
from parvis.panel.domain.weigh_results import weigh_due
from parvis.panel.models import Survey, WeightedResult
from parvis.panel.tests.voting import TWO_HUNDRED, WOMAN, voted
from parvis.panel.weighted import Weighted

pytestmark = pytest.mark.django_db
RAW = "Raw: the official result"


@pytest.fixture
def ballot():
    made = voted()
    weigh_due()
    return made


def read(client, ballot, *, weighted=True, language="en"):
    path = reverse("front:result", args=[ballot.phase.consultation.slug])
    start = "" if language == "fr" else f"/{language}"
    query = {"results": "weighted"} if weighted else {}
    return unescape(client.get(f"{start}{path}", query).content.decode())


def test_the_raw_result_is_shown_first_with_a_switch(client, ballot):
    page = read(client, ballot, weighted=False)
    assert "?results=weighted#ranking" in page
    assert ("chart-ballot-" in page, "Weighted, " in page) == (True, False)
    anything = client.get(reverse("front:result", args=[ballot.phase.consultation.slug]), {"results": "<b>"})
    assert [link.current for link in anything.context["view"].switch] == [True, False]


def test_the_weighted_result_stands_beside_the_raw_one_with_its_base_and_caveat(client, ballot):
    page = read(client, ballot)
    assert "moves most: for, 58% before and 48% after" in page
    assert "Of 200 people who voted, 200 said who they are and are weighted: they are worth 150" in page
    assert "Sex (Recensement d’essai, 2024)" in page
    assert "they are no sample of the population" in page
    assert "58% / 48%" in page
    assert "39% to 57%" in page
    assert "design effect 1.33" in page
    assert 'href="/en/algorithms/#weighted"' in page


def test_it_is_said_in_french_too(client, ballot):
    page = read(client, ballot, language="fr")
    assert "Brut : le résultat officiel" in page.replace("\u00a0", " ")
    assert "ne sont pas un échantillon" in page


def test_a_text_that_was_hidden_since_is_not_named(client, ballot):
    Contribution.objects.update(title="Un secret")
    assert "Un secret" in read(client, ballot)
    Contribution.objects.update(state=State.HIDDEN)
    assert "Un secret" not in read(client, ballot)


def test_nobody_is_offered_it_where_people_are_not_asked(client, ballot):
    Survey.objects.all().delete()
    page = read(client, ballot)
    assert ("results=weighted#ranking" in page, "chart-ballot-" in page) == (False, True)


def test_before_it_is_made_it_is_said_when(client):
    assert "Not weighted yet" in read(client, voted())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "missing",
    [
        "early", "method", "named", "few_asked", "no_reference", "few_people", "few_demographics",
        "small_strata", "not_converged", "heavy_weights",
    ],
)  # fmt: skip
def test_why_there_is_none_is_said_in_a_sentence_of_its_own(client, language, missing):
    with translation.override(language):
        said = lack_of(missing, Weighted(voters=90, people=20, missing=missing, about="sex"))
        other = lack_of("something new", Weighted())
    assert said.startswith(other.removesuffix("."))
    assert (said != other, "%(" in said) == (True, False)


def test_populations_that_cannot_be_reached_say_how_to_go_on(client, ballot):
    none = Weighted(voters=90, people=80, missing="not_converged", about="sex")
    WeightedResult.objects.update(figures=none.to_json(), is_measured=False)
    page = read(client, ballot)
    assert "the farthest is “Sex”. The organiser may check that the figures" in page


def test_items_of_few_people_or_that_would_tell_keep_their_raw_share(client):
    sheets = [(told, [*choices, None]) for told, choices in TWO_HUNDRED]
    sheets[:12] = [(WOMAN, [1, 1])] * 12
    ballot = voted(sheets, items=2)
    weigh_due()
    page = read(client, ballot)
    assert "Not weighted: 30 people who said who they are would have to vote on it." in page


def test_it_costs_two_queries_more_whatever_the_number_of_items(client, django_assert_num_queries):
    counts = []
    for items in (1, 3):
        sheets = [(told, choices * items) for told, choices in TWO_HUNDRED]
        ballot = voted(sheets, items=items)
        weigh_due()
        read(client, ballot)
        for weighted in (False, True):
            counts.append(queries_of(client, ballot, weighted=weighted))
    assert counts[1] - counts[0] <= 2
    assert counts[1] == counts[3]


def queries_of(client, ballot, *, weighted):
    with CaptureQueriesContext(connection) as found:
        read(client, ballot, weighted=weighted)
    return len(found)
