"""Widgets: framed by any site, the same for everybody, of public things alone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from parvis.ballots.domain.fold import fold
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, items_of
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.result import took_part
from parvis.front.composition.widgets import NAMES
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.figures import Figures

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def address(consultation, name: str) -> str:
    return reverse("front:widget", args=[consultation.slug, name])


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("name", NAMES)
def test_any_site_may_frame_it_and_it_may_do_nothing_there(client, consultation, name):
    answer = client.get(address(consultation, name))
    page = answer.content.decode()

    assert (answer.status_code, answer.cookies) == (200, {})
    assert policy(answer)["frame-ancestors"] == ["*"]
    assert policy(answer)["script-src"] == policy(answer)["form-action"] == ["'none'"]
    assert policy(answer)["style-src"] == ["'self'"]
    assert "X-Frame-Options" not in answer.headers
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert re.findall(r"<(?:script|form|input|iframe)\b", page) == []
    links = re.findall(r"<a\b[^>]*>", page)
    assert links
    assert [link for link in links if 'target="_top"' not in link or 'rel="noopener"' not in link] == []


@pytest.mark.parametrize("name", NAMES)
def test_who_is_signed_in_is_never_looked_at(client, consultation, name):
    before = client.get(address(consultation, name))
    client.force_login(TeamMemberFactory(consultation=consultation).participant)
    with CaptureQueriesContext(connection) as queries:
        after = client.get(address(consultation, name))
    assert after.content == before.content
    assert after["Cache-Control"] == before["Cache-Control"]
    assert [query["sql"] for query in queries if "django_session" in query["sql"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_has_no_widget_for_its_own_team_either(client, name):
    draft = ConsultationFactory(live=False)
    client.force_login(TeamMemberFactory(consultation=draft).participant)
    assert client.get(address(draft, name)).status_code == 404
    nothing = client.get(reverse("front:widget", args=["nothing", name]))
    assert nothing.status_code == 404


def test_taking_part_says_what_is_asked_and_leads_to_it(client, consultation, kind, phase):
    ContributionFactory(kind=kind, phase=phase)
    take_snapshot(consultation=consultation)
    phase.ends_at = timezone.now() + timedelta(days=12, hours=1)
    phase.save()
    page = client.get(address(consultation, "participate")).content.decode()

    assert consultation.title in page
    assert consultation.organiser in page
    assert "12 jours" in page
    assert "1 personne a participé" in page
    assert f'href="{SITE}/consultations/{consultation.slug}/"' in page
    assert ">Participer<" in page


def test_once_closed_it_no_longer_asks_to_take_part(client):
    phase = PhaseFactory(past=True)
    PhaseActionFactory(phase=phase, kind=KindFactory(consultation=phase.consultation))
    page = client.get(address(phase.consultation, "participate")).content.decode()
    assert ">Voir la consultation<" in page
    assert "la réponse est attendue" in page


def test_following_is_asked_on_the_site_itself(client, consultation):
    page = client.get(address(consultation, "follow")).content.decode()
    assert f'href="{SITE}/follow/consultation/{consultation.pk}/"' in page


def test_results_have_their_figures_one_chart_and_its_table(client):
    ballot = BallotFactory(phase__past=True)
    first, second = items_of(ballot, 2)
    for item in (first, first, second):
        VoteFactory(ballot=ballot, contribution=item)
    counted(ballot)
    consultation = ballot.phase.consultation
    page = client.get(address(consultation, "results")).content.decode()

    assert "ni un sondage ni un référendum" in page
    assert page.count("<figure") == 1
    assert escape(str(first)) in page
    assert "<table>" in page
    assert f'href="{SITE}/consultations/{consultation.slug}/results/"' in page


@pytest.mark.parametrize("hides", [True, False])
def test_while_a_vote_is_open_nothing_says_who_leads(client, hides):
    ballot = BallotFactory(ballot_hides_counts=hides)
    first, _second = items_of(ballot, 2)
    VoteFactory(ballot=ballot, contribution=first)
    counted(ballot)
    answer = client.get(address(ballot.phase.consultation, "results"))
    outcome = answer.context["view"].outcome

    assert escape(str(first)) not in answer.content.decode()
    assert outcome.is_ranking is False
    assert any(number.noun.startswith("vote") for number in outcome.numbers) is not hides


@pytest.mark.parametrize("hides", [True, False])
def test_every_public_page_hides_the_total_of_votes_as_widgets_do(client, hides):
    ballot = BallotFactory(ballot_hides_counts=hides)
    first, _second = items_of(ballot, 2)
    VoteFactory(ballot=ballot, contribution=first)
    counted(ballot)
    consultation = ballot.phase.consultation

    def view(name: str):
        return client.get(reverse(f"front:{name}", args=[consultation.slug])).context["view"]

    results = view("result")
    said = [view("follow_up").took_part, view("kit").press, results.sentences[0]]
    assert ["1 vote" in one for one in said] == [not hides] * 3
    assert all("3 personnes" in one for one in said)
    shown = [results.dated, view("consultation").figures]
    assert [one.figures.votes for one in shown] == [0 if hides else 1] * 2
    for name in ("result", "consultation"):
        page = client.get(reverse(f"front:{name}", args=[consultation.slug])).content.decode()
        assert ("une fois le scrutin clos" in page) is hides
    days = client.get(reverse("restitution:figures_csv", args=[consultation.slug, "days"]))
    assert days.content.decode().splitlines()[1].split(",")[1:4] == ["3", "2", "0" if hides else "1"]


def test_votes_imported_as_a_total_are_in_every_public_total():
    assert "42 votes" in took_part(Figures(people=1, votes=2, imported_votes=40))
    assert not Figures(imported_votes=40).is_empty


def counted(ballot) -> None:
    fold()
    take_snapshot(consultation=ballot.phase.consultation)


def test_before_the_first_count_it_says_so(client, consultation):
    page = client.get(address(consultation, "results")).content.decode()
    assert "Les chiffres ne sont pas encore comptés" in page


@pytest.mark.parametrize(("asked", "shown"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><b>', "")])
def test_it_is_light_or_dark_as_its_address_says(client, consultation, asked, shown):
    answer = client.get(address(consultation, "participate"), {"theme": asked})
    assert answer.context["theme"] == shown
    assert (f'data-theme="{shown}"' in answer.content.decode()) is bool(shown)
    assert '"><b>' not in answer.content.decode()


def test_it_speaks_the_language_of_its_address(client, consultation):
    with translation.override("en"):
        english = address(consultation, "participate")
    assert english.startswith("/en/widgets/")
    page = client.get(english, headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="en"' in page
    assert f'href="{SITE}/en/consultations/{consultation.slug}/"' in page


def test_no_other_page_may_be_framed(client, consultation):
    for name in ("front:consultation", "front:kit", "front:widgets", "front:result"):
        answer = client.get(reverse(name, args=[consultation.slug]))
        assert (answer["X-Frame-Options"], policy(answer)["frame-ancestors"]) == ("DENY", ["'none'"])
    missing = client.get(address(consultation, "other"))
    assert (missing.status_code, missing["X-Frame-Options"]) == (404, "DENY")


def test_the_showcase_gives_the_words_to_copy(client):
    consultation = ConsultationFactory(title='La "place" <b>')
    shown = client.get(
        reverse("front:widgets", args=[consultation.slug]), {"language": "en", "theme": "dark"}
    )
    first = shown.context["view"].pieces[0]

    assert policy(shown)["frame-src"] == ["'self'"]
    assert first.src == f"/en/widgets/{consultation.slug}/participate/?theme=dark"
    assert f'src="{SITE}/en/widgets/{consultation.slug}/participate/?theme=dark"' in first.code
    assert 'title="Take part: La &quot;place&quot; &lt;b&gt;"' in first.code
    assert 'loading="lazy"' in first.code
    assert 'sandbox="allow-same-origin allow-top-navigation-by-user-activation"' in first.code
    assert first.link.startswith(f'<a href="{SITE}/en/consultations/{consultation.slug}/">')
    assert "&lt;iframe src=&quot;" in shown.content.decode()
    assert "<iframe src=" not in re.sub(r"<iframe class=.*?</iframe>", "", shown.content.decode())


def test_choices_that_do_not_exist_are_those_of_the_reader(client, consultation):
    shown = client.get(
        reverse("front:widgets", args=[consultation.slug]), {"language": "xx", "theme": "pink"}
    )
    assert shown.context["view"].pieces[0].src == f"/widgets/{consultation.slug}/participate/"


@pytest.mark.parametrize("name", NAMES)
def test_it_costs_the_same_whatever_came(client, kind, phase, cost, name):
    consultation = phase.consultation
    ContributionFactory(kind=kind, phase=phase)
    take_snapshot(consultation=consultation)
    one = cost(client, address(consultation, name))
    ContributionFactory.create_batch(2, kind=kind, phase=phase)
    take_snapshot(consultation=consultation)
    assert cost(client, address(consultation, name)) == one
