"""How a consultation went, in public: before, while one answers, after; and the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.enums import Degree, EvaluationQuestion
from parvis.conduct.models import Evaluation
from parvis.conduct.tests.factories import EvaluationFactory, closed_consultation
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.domain.publish import publish
from parvis.following.enums import PublicationKind
from parvis.following.models import Publication
from parvis.jobs.forgetting import EVALUATIONS
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.ui import words

pytestmark = pytest.mark.django_db
FEW = "Pas encore assez de réponses"
ASKED = "Dire comment cela s’est passé"


@pytest.fixture
def closed() -> ConsultationPage:
    return closed_consultation()


@pytest.fixture
def author(closed):
    return Contribution.objects.get(consultation=closed).author


def address(place: ConsultationPage, name: str = "evaluation") -> str:
    return reverse(f"front:{name}", args=[place.slug])


def page(client, place: ConsultationPage) -> str:
    response = client.get(address(place))
    assert response.status_code == 200
    return response.content.decode()


def test_while_it_is_open_the_page_says_when_people_are_asked(client, closed):
    ends_at = timezone.now() + timedelta(days=3)
    Phase.objects.update(ends_at=ends_at)
    read = page(client, closed)
    assert "La consultation ferme le" in read
    assert (FEW in read, ASKED in read) == (False, False)
    Phase.objects.update(ends_at=None)
    assert "une fois la consultation close" in page(client, closed)


def test_with_few_answers_no_figure_is_shown(client, closed):
    EvaluationFactory.create_batch(4, consultation=closed)
    read = page(client, closed)
    assert FEW in read
    assert "chart-evaluation" not in read
    assert client.get(address(closed, "evaluation_csv")).status_code == 404


def test_from_five_answers_on_a_sentence_a_picture_and_a_table_say_what_came_out(client, closed):
    EvaluationFactory.create_batch(4, consultation=closed, aim=Degree.ENTIRELY, trust=None)
    EvaluationFactory(consultation=closed, views=Degree.NOT_AT_ALL, words="Personne ne lira ceci.")
    read = page(client, closed)
    assert "5 personnes ont répondu." in read
    assert "que l’on répond le plus souvent oui" in read
    assert "Des points de vue différents ont-ils été entendus ?" in read
    assert f"que l’on répond le moins souvent oui\u00a0: {words.share(80)}." in read
    assert "Moins de cinq personnes" in read
    assert "Personne ne lira ceci." not in read
    response = client.get(address(closed, "evaluation_csv"))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == 'question,"oui, tout à fait",plutôt oui,ni oui ni non,plutôt non,pas du tout,réponses'
    assert lines[1] == "Le but de la consultation était-il clair ?,4,1,0,0,0,5"
    assert len(lines) == 1 + len(EvaluationQuestion) - 1


def test_a_tie_has_no_winner(client, closed):
    EvaluationFactory.create_batch(5, consultation=closed)
    read = page(client, closed)
    assert "Autant de oui à chaque question" in read
    assert "le moins souvent oui" not in read

    EvaluationFactory(consultation=closed, aim=Degree.BETWEEN, trust=Degree.RATHER_NOT)
    named = "Le but de la consultation était-il clair\u00a0?", "Avez-vous confiance dans ce qui sera fait"
    assert "«\u00a0{}\u00a0» et «\u00a0{}".format(*named) in page(client, closed)


def test_the_rate_is_told_where_people_are_counted(client, closed):
    item = Contribution.objects.get()
    for _one in range(9):
        ContributionFactory(kind=item.kind, phase=item.phase)
    take_snapshot(consultation=closed)
    EvaluationFactory.create_batch(5, consultation=closed)
    assert "5 personnes ont répondu, sur 10 qui ont participé (50" in page(client, closed)


def test_the_cost_of_the_page_does_not_depend_on_the_answers(client, closed, cost):
    costs = []
    for number in (1, 8):
        EvaluationFactory.create_batch(number, consultation=closed)
        costs.append(cost(client, address(closed)))
    assert costs[0] == costs[1]


def test_a_visitor_is_led_to_sign_in_with_what_they_typed(client, closed, author):
    assert ASKED in page(client, closed)
    form = address(closed, "evaluate")
    response = client.post(form, {"aim": "5", "words": "Un peu court."})
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")
    client.force_login(author)
    assert "Un peu court." in client.get(form).content.decode()


def test_whoever_took_part_answers_then_changes_their_answer(client, closed, author):
    client.force_login(author)
    form = address(closed, "evaluate")
    assert client.get(form).status_code == 200
    response = client.post(form, {"aim": "5", "views": "2", "words": "Un peu court."}, follow=True)
    assert response.redirect_chain == [(address(closed), 302)]
    assert "Merci : votre réponse est enregistrée." in response.content.decode()
    row = Evaluation.objects.get()
    assert (row.participant, row.aim, row.views, row.trust) == (author, 5, 2, None)

    assert "Changer ma réponse" in page(client, closed)
    assert "Un peu court." in client.get(form).content.decode()
    client.post(form, {"aim": "4"})
    assert (Evaluation.objects.get().aim, Evaluation.objects.get().words) == (4, "")


def test_an_empty_or_forged_answer_is_given_back_with_what_was_typed(client, closed, author):
    client.force_login(author)
    for typed in ({}, {"aim": "9", "words": "Un peu court."}, {"words": "x" * 2001}):
        response = client.post(address(closed, "evaluate"), typed)
        assert response.status_code == 422
        assert typed.get("words", "") in response.content.decode()
    assert not Evaluation.objects.exists()


def test_whoever_did_not_take_part_is_told_why_they_are_not_asked(client, closed):
    for person in (ParticipantFactory(), TeamMemberFactory(consultation=closed).participant):
        client.force_login(person)
        assert ASKED not in page(client, closed)
        response = client.post(address(closed, "evaluate"), {"aim": "5"}, follow=True)
        assert response.redirect_chain == [(address(closed), 302)]
        assert "disent comment" in response.content.decode() or "de dire comment" in response.content.decode()
    assert not Evaluation.objects.exists()


def test_once_it_closed_the_results_remain(client, closed, author):
    EvaluationFactory.create_batch(5, consultation=closed)
    Phase.objects.update(ends_at=timezone.now() - EVALUATIONS - timedelta(hours=1))
    client.force_login(author)
    read = page(client, closed)
    assert "Cette évaluation s’est terminée le" in read
    assert ("chart-evaluation" in read, ASKED in read) == (True, False)
    client.post(address(closed, "evaluate"), {"aim": "1"})
    assert Evaluation.objects.count() == 5


def test_my_space_asks_whoever_took_part_until_they_answered(client, closed, author):
    client.force_login(author)
    asked = "C’est terminé : dites comment cela s’est passé"
    assert asked in client.get(reverse("front:became")).content.decode()
    EvaluationFactory(consultation=closed, participant=author)
    assert asked not in client.get(reverse("front:became")).content.decode()


def test_the_pages_of_the_consultation_lead_to_it_once_it_is_over(client, closed):
    for name in ("consultation", "result", "rules"):
        assert f'href="{address(closed)}"' in client.get(address(closed, name)).content.decode()
    Phase.objects.update(ends_at=timezone.now() + timedelta(days=3))
    for name in ("consultation", "result"):
        assert f'href="{address(closed)}"' not in client.get(address(closed, name)).content.decode()


def test_the_page_of_rules_says_how_many_were_told(client, closed):
    assert "Qui a été averti" not in client.get(address(closed, "rules")).content.decode()
    publish(consultation=closed, kind=PublicationKind.DECISION, title="Au pont")
    Publication.objects.update(sent=41, failed=7)
    read = client.get(address(closed, "rules")).content.decode()
    assert "Qui a été averti" in read
    assert ('<td class="number">41</td>' in read, '<td class="number">7</td>' in read) == (True, True)
