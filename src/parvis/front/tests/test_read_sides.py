"""A proposal between its two sides."""

import pytest
from django.urls import reverse

from parvis.ballots.models import Tally
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory

pytestmark = pytest.mark.django_db


def shown(client, item):
    return client.get(reverse("front:sides", args=[item.pk])).content.decode()


def test_the_best_of_each_side_stand_side_by_side_with_their_sources(client, phase, kind):
    item = ContributionFactory(phase=phase, kind=kind, title="Un banc", text="Devant l’école.")
    for votes in range(7):
        said = ArgumentFactory(contribution=item, support_count=votes, text=f"Raison {votes}.")
    ArgumentFactory(contribution=item, against=True, text="Trop cher.", source="https://www.insee.fr/a")
    ArgumentFactory(contribution=item, state=State.HIDDEN, text="Insulte.")
    ReplyFactory(parent=said, text="Une nuance.")
    page = shown(client, item)
    kept = [f"Raison {votes}." in page for votes in range(7)]
    assert kept == [False, False, True, True, True, True, True]
    assert page.index("Raison 6.") < page.index("Raison 5.") < page.index("Trop cher.")
    assert "et 2 autres arguments" in page
    assert 'rel="nofollow ugc noopener">insee.fr</a>' in page
    assert [words in page for words in ("Devant l’école.", "Insulte.", "Une nuance.")] == [True, False, False]


def test_the_counts_of_the_vote_are_there_when_everybody_may_see_them(client, phase, kind):
    item = ContributionFactory(phase=phase, kind=kind)
    ballot = phase.actions.get(verb="vote")
    Tally.objects.create(ballot=ballot, contribution=item, choice=1, count=1234)
    assert "1\u202f234" in shown(client, item) or "1\xa0234" in shown(client, item)
    ballot.ballot_hides_counts = True
    ballot.save(update_fields=["ballot_hides_counts"])
    assert "Ce que l’on a répondu" not in shown(client, item)


def test_a_side_that_says_nothing_says_so(client, kind):
    item = ContributionFactory(kind=kind)
    assert shown(client, item).count("Personne n’a encore rien dit.") == 2


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_a_text_that_is_no_longer_public_has_no_such_page(client, kind, state):
    item = ContributionFactory(kind=kind, state=state)
    assert client.get(reverse("front:sides", args=[item.pk])).status_code == 404


def test_the_page_of_the_contribution_leads_to_it(client, phase, kind):
    item = ContributionFactory(phase=phase, kind=kind)
    ArgumentFactory(contribution=item)
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert reverse("front:sides", args=[item.pk]) in page
