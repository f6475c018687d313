"""What became of what I said: everything of mine in one place, for me alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.tests.factories import KindFactory, PhaseFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.following.models import Milestone
from parvis.front.composition.became import MOST_EACH, PAGE_SIZE
from parvis.moderation.tests.factories import hidden_contribution
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/me/became/"


@pytest.fixture
def me(client):
    person = ParticipantFactory()
    client.force_login(person)
    return person


def test_a_visitor_is_led_to_sign_in_and_no_cache_keeps_it(client):
    assert client.get(ADDRESS).url == f"/account/login/?next={ADDRESS}"
    client.force_login(ParticipantFactory())
    page = client.get(ADDRESS)
    assert "no-store" in page["Cache-Control"]
    assert "Vous n’avez pas encore participé" in page.content.decode()


def test_each_text_says_what_became_of_it(client, me):
    kind = KindFactory()
    PhaseFactory(consultation=kind.consultation, title="Vos idées")
    item = ContributionFactory(kind=kind, author=me, title="Un banc")
    AnswerFactory(contribution=item, text="Deux bancs en mai.")
    ballot = BallotFactory(support=True, ballot_threshold=1, phase__consultation=kind.consultation, kind=kind)
    Milestone.objects.create(ballot=ballot, contribution=item)
    SynthesisFactory(consultation=kind.consultation, body=f"<p>Voir C-{item.pk} et C-{item.pk + 1}.</p>")
    hidden_contribution(kind=kind, author=me, title="Des mots de trop")
    kept = ContributionFactory(kind=kind, title="Le texte commun")
    merged = ContributionFactory(kind=kind, author=me, title="Une variante")
    Contribution.objects.filter(pk=merged.pk).update(merged_into=kept)
    mine = ArgumentFactory(author=me, contribution=kept, text="Une bonne raison.")
    ReplyFactory(parent=mine)
    cast(actor=me, ballot=ballot, contribution=kept, choice=1)

    page = " ".join(client.get(ADDRESS).content.decode().split())

    for words in (
        f"Récépissé C-{item.pk}", "Deux bancs en mai.",
            "a réuni les soutiens requis", "cité dans la synthèse",
        "Regroupé avec d’autres", "Le texte commun", "Une bonne raison.", "1 réponse",
        "Vous avez ici 1 vote qui compte.", "Masqué le ", "La synthèse est publiée",
    ):  # fmt: skip
        assert words in page, words


def test_nothing_of_somebody_else_is_there(client, me):
    ContributionFactory(title="Le leur")
    assert "Le leur" not in client.get(ADDRESS).content.decode()


def test_the_last_consultations_first_page_after_page(client, me):
    made = [ContributionFactory(author=me).consultation_id for _one in range(PAGE_SIZE + 2)]
    first = client.get(ADDRESS)
    second = client.get(first.context["next_url"])
    seen = [part.consultation.pk for page in (first, second) for part in page.context["view"].parts]
    assert seen == sorted(made, reverse=True)
    assert (second.context["first_url"], second.context["next_url"]) == (ADDRESS, "")


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "'"])
def test_a_cursor_that_cannot_be_read_shows_the_first_page(client, me, after):
    ContributionFactory(author=me)
    assert len(client.get(f"{ADDRESS}?after={after}").context["view"].parts) == 1


def test_three_cost_as_many_queries_as_one_and_lists_are_bounded(client, me):
    costs = []
    for count in (1, 3, 3):
        for _one in range(count):
            item = ContributionFactory(author=me)
            PhaseFactory(consultation=item.consultation, starts_at=timezone.now())
            AnswerFactory(contribution=item)
            ArgumentFactory(author=me, contribution=item)
            SynthesisFactory(consultation=item.consultation)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2]
    ContributionFactory.create_batch(MOST_EACH + 2, author=me, kind=item.kind)
    assert len(client.get(ADDRESS).context["view"].parts[0].wrote) == MOST_EACH
