"""Examinations in public: on the page of a contribution, in the list of a consultation, as a table."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.enums import ExaminationAct, ExaminationState
from parvis.restitution.examination_queries import PAGE
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db
INSIDE = ("On peut le faire (cost).", "Deux bancs, pas dix.", "Le maire y tient.")


def listing(consultation, end=""):
    return f"/consultations/{consultation.slug}/examinations{end or '/'}"


@pytest.fixture
def text(kind):
    return ContributionFactory(kind=kind, title="Un banc devant l’école", author__language="fr")


def test_before_the_verdict_one_reads_by_whom_and_until_when_and_nothing_of_what_was_found(
    client, consultation, text
):
    held = ExaminationFactory(contribution=text, analysed=True, late=True)
    held.steps.create(act=ExaminationAct.ANALYSED, text="Le maire y tient.", author=held.analyst)
    for address in (f"/contributions/{text.pk}/", listing(consultation), listing(consultation, ".csv")):
        page = client.get(address).content.decode()
        assert "Le service de la voirie" in page
        for inside in (*INSIDE, str(held.analyst)):
            assert inside not in page
    assert "en retard de 10\xa0jours" in client.get(f"/contributions/{text.pk}/").content.decode()


def test_once_decided_the_criteria_and_what_was_recommended_are_below_the_answer(client, consultation, text):
    held = ExaminationFactory(contribution=text, decided=True)
    held.steps.create(act=ExaminationAct.ANALYSED, text="Le maire y tient.", author=held.analyst)
    for address in (f"/contributions/{text.pk}/", listing(consultation)):
        page = client.get(address).content.decode()
        for said in (*INSIDE[:2], "environ 4\xa0200 euros", "Faisabilité", "favorable"):
            assert said in page.replace("\u202f", "\xa0")
        assert INSIDE[2] not in page
    page = client.get(f"/contributions/{text.pk}/").content.decode()
    assert page.index('id="answer"') < page.index('id="examination"') < page.index("<h1>")


def test_a_verdict_that_departs_from_what_was_recommended_says_so(client, text):
    held = ExaminationFactory(contribution=text, decided=True)
    address = f"/contributions/{text.pk}/"
    assert "s’en écarte" not in client.get(address).content.decode()
    held.recommendation = "kept"
    held.save(update_fields=["recommendation"])
    assert "s’en écarte" in client.get(address).content.decode()


def test_its_author_alone_reads_what_is_asked_of_them(client, consultation, text):
    held = ExaminationFactory(
        contribution=text, state=ExaminationState.REVISION, revision_asked_at=timezone.now()
    )
    held.steps.create(act=ExaminationAct.REVISION_ASKED, text="Dites où.", author=held.analyst)
    address = f"/contributions/{text.pk}/"
    page = client.get(address).content.decode()
    assert "attend que son auteur le révise" in page
    assert "Dites où." not in page
    client.force_login(text.author)
    page = client.get(address).content.decode()
    assert "Dites où." in page
    assert f"/contributions/{text.pk}/revise/" in page
    text.revised_at = timezone.now() + timedelta(seconds=5)
    text.save(update_fields=["revised_at"])
    page = client.get(address).content.decode()
    assert "Dites où." not in page
    assert "en cours d’examen" in page


@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
def test_what_is_no_longer_public_is_nowhere(client, consultation, text, state):
    ExaminationFactory(contribution=text, decided=True)
    text.state = state
    text.save(update_fields=["state"])
    for address in (f"/contributions/{text.pk}/", listing(consultation), listing(consultation, ".csv")):
        page = client.get(address).content.decode()
        assert "Le service de la voirie" not in page
        assert INSIDE[0] not in page


def test_what_was_stopped_leaves_the_public_pages(client, consultation, text):
    ExaminationFactory(contribution=text, state=ExaminationState.STOPPED)
    assert "voirie" not in client.get(f"/contributions/{text.pk}/").content.decode()
    assert client.get(listing(consultation)).context["view"].total == 0


def test_the_list_is_filtered_by_standing_with_counts_those_under_way_first(client, consultation, kind):
    decided = ExaminationFactory(contribution=ContributionFactory(kind=kind), decided=True)
    later = ExaminationFactory(contribution=ContributionFactory(kind=kind))
    late = ExaminationFactory(contribution=ContributionFactory(kind=kind), late=True)

    def rows(end=""):
        return [row.examination for row in client.get(listing(consultation, end)).context["view"].rows]

    view = client.get(listing(consultation)).context["view"]
    assert [tab.count for tab in view.tabs] == [3, 2, 1]
    assert rows() == [late, later, decided]
    assert rows("/?show=under_way") == [late, later]
    assert rows("/?show=partly") == [decided]
    assert rows("/?show=abc&page=abc") == rows()
    assert rows("/?show=kept") == []


def test_without_any_it_says_what_will_be_there(client, consultation):
    page = client.get(listing(consultation)).content.decode()
    assert "Aucune contribution n’est encore examinée" in page
    assert "examinations.csv" not in page


def test_it_goes_by_pages_and_keeps_what_is_asked(client, consultation, kind):
    for text in ContributionFactory.create_batch(PAGE + 1, kind=kind):
        ExaminationFactory(contribution=text, analyst=None)
    first = client.get(listing(consultation, "/?show=under_way")).context["view"]
    last = client.get(first.next_url).context["view"]
    assert (len(first.rows), len(last.rows), first.previous_url) == (PAGE, 1, "")
    assert last.previous_url == listing(consultation, "/?show=under_way&page=1")


def test_the_table_has_a_line_for_each_guarded_from_formulas(client, consultation, text):
    held = ExaminationFactory(contribution=text, decided=True, service="=1+1")
    response = client.get(listing(consultation, ".csv"))
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["service"], row["state"], row["verdict"]) == ("'=1+1", "decided", "partly")
    assert (row["cost"], row["cost_euros"], row["summary"]) == ("favourable", "4200", held.summary)


def test_the_pages_cost_the_same_whatever_they_hold(client, consultation, kind, text, cost):
    ExaminationFactory(contribution=text, decided=True)
    before = cost(client, listing(consultation)), cost(client, f"/contributions/{text.pk}/")
    for other in ContributionFactory.create_batch(3, kind=kind):
        ExaminationFactory(contribution=other, decided=True)
    ExaminationFactory(contribution=text)
    after = cost(client, listing(consultation)), cost(client, f"/contributions/{text.pk}/")
    assert after[0] == before[0]
    assert after[1] <= before[1]


def test_the_follow_up_page_leads_there_once_there_are_some(client, consultation, text):
    address = f"/consultations/{consultation.slug}/follow-up/"
    assert listing(consultation) not in client.get(address).content.decode()
    ExaminationFactory(contribution=text)
    assert listing(consultation) in client.get(address).content.decode()


def test_what_became_of_what_i_said_tells_who_examines_it_and_what_is_asked_of_me(client, text):
    held = ExaminationFactory(contribution=text)
    client.force_login(text.author)
    page = client.get(reverse("front:became")).content.decode()
    assert "Examen par Le service de la voirie" in page
    assert "Une révision vous est demandée" not in page
    held.state, held.revision_asked_at = ExaminationState.REVISION, timezone.now()
    held.save(update_fields=["state", "revision_asked_at"])
    page = client.get(reverse("front:became")).content.decode()
    assert f"/contributions/{text.pk}/#examination" in page
