"""Reading texts that were merged: the one that stays, and those for which it stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.gather import gather

pytestmark = pytest.mark.django_db
REASON = "Les deux demandent un banc."


@pytest.fixture
def texts(phase, kind):
    return [
        ContributionFactory(phase=phase, kind=kind, title=title, text=f"{title}, vite.")
        for title in ("Un banc", "Une assise", "Un tabouret")
    ]


def merged(kept, *others, **words):
    actor = TeamMemberFactory(consultation=kept.consultation).participant
    return gather(actor=actor, kept=kept, others=[other.pk for other in others], reason=REASON, **words)


def page_of(client, contribution):
    return client.get(f"/en/contributions/{contribution.pk}/")


def test_a_merged_text_keeps_its_page_its_words_and_says_where_it_is_read(client, texts):
    ArgumentFactory(contribution=texts[1], text="Pour s'y asseoir.")
    merged(texts[0], texts[1], title="De quoi s'asseoir", text="Un banc ou une assise.")
    page = page_of(client, texts[1])
    said = page.content.decode()
    assert page.status_code == 200
    for words in ("<h1>Une assise</h1>", "Une assise, vite.", REASON, "Read them together"):
        assert words in said
    assert reverse("front:contribution", args=[texts[0].pk]) in said
    assert ('id="vote"' in said, 'id="debate"' in said) == (False, False)


def test_the_common_page_shows_every_text_with_its_author_and_every_argument_with_its_source(client, texts):
    ArgumentFactory(contribution=texts[0], text="Il en manque un.")
    ArgumentFactory(contribution=texts[1], text="Pour attendre.", against=True)
    merged(texts[0], texts[1], title="De quoi s'asseoir", text="Un banc ou une assise.")
    said = page_of(client, texts[0]).content.decode()
    assert "<h1>De quoi s&#x27;asseoir</h1>" in said
    for words in (
        "Un banc, vite.",
        "Une assise, vite.",
        "2 texts brought together",
        REASON,
        "Pour attendre.",
    ):
        assert words in said
    for text in texts[:2]:
        assert str(text.author.public_name or "Somebody") in said
    assert f'/contributions/{texts[1].pk}/">Une assise</a>' in said


def test_lists_show_one_line_with_the_common_words(client, texts):
    merged(texts[0], texts[1], title="De quoi s'asseoir", text="Un banc ou une assise.")
    said = client.get(f"/en/consultations/{texts[0].consultation.slug}/contributions/").content.decode()
    assert ("De quoi s&#x27;asseoir" in said, "Several texts brought together" in said) == (True, True)
    assert ("Une assise</a>" in said, "Un tabouret" in said) == (False, True)


def test_this_is_mine_too_leads_to_the_text_that_stands_for_it(client, texts):
    merged(texts[0], texts[1])
    answer = client.get(reverse("front:mine_too", args=[texts[1].pk]))
    assert answer.headers["Location"] == f"{reverse('front:contribution', args=[texts[0].pk])}#vote"


def test_a_vote_sent_from_an_old_page_is_refused_in_words(client, texts):
    ballot = PhaseAction.objects.get(phase=texts[0].phase, verb=Verb.VOTE)
    merged(texts[0], texts[1])
    client.force_login(ParticipantFactory(language="en"))
    answer = client.post(reverse("ballots:cast", args=[ballot.pk, texts[1].pk]), {"choice": "for"})
    assert (answer.status_code, answer.context["control"].chosen) == (422, None)
    assert answer.context["control"].closed_reason


def test_the_cost_of_a_list_does_not_depend_on_the_number_of_merges(client, phase, kind):
    ballot = PhaseAction.objects.get(phase=phase, verb=Verb.VOTE)
    costs = []
    for _ in range(3):
        one, other, third = ContributionFactory.create_batch(3, phase=phase, kind=kind)
        voter = ParticipantFactory()
        for text in (one, other):
            cast(actor=voter, ballot=ballot, contribution=text, choice=1)
        merged(one, other, third, title="Le tout", text="Le tout, ensemble.")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("front:contributions", args=[phase.consultation.slug]))
        costs.append(len(queries))
    assert costs[0] == costs[2]
    with CaptureQueriesContext(connection) as queries:
        page_of(client, Contribution.objects.get(pk=one.pk))
    small = len(queries)
    merged(*ContributionFactory.create_batch(5, phase=phase, kind=kind))
    with CaptureQueriesContext(connection) as queries:
        page_of(client, Contribution.objects.exclude(gathering=None).latest("pk"))
    assert len(queries) == small
