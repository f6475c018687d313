"""The list of consultations, with those held elsewhere, narrowed by scale and by where one takes part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.consultations.enums import Scale, Way
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory, PhaseFactory
from parvis.portal.tests.factories import ElsewhereFactory

pytestmark = pytest.mark.django_db
LIST = "/consultations/"


def days(count):
    return timezone.localdate() + timedelta(days=count)


def view(client, **asked):
    return client.get(LIST, asked).context["view"]


def elsewhere(client, **asked):
    return [one.page.title for one in view(client, **asked).elsewhere]


def chips(shown, name):
    group = next((group for group in shown.groups if group.name == name), None)
    return [(link.label, link.count) for link in group.links[1:]] if group else []


def test_those_held_elsewhere_are_linked_straight_to_where_they_are(client):
    one = ElsewhereFactory(people=1200, contributions=1, results="https://participer.example.org/bilan")
    ElsewhereFactory(live=False)

    page = client.get(LIST).content.decode()

    assert f'href="{one.address}"' in page
    assert 'href="https://participer.example.org/bilan"' in page
    assert "(participer.example.org)" in page
    assert "1\u00a0200 personnes" in page
    assert "1 contribution<" in page
    assert elsewhere(client) == [one.title]


def test_their_state_follows_their_days_and_open_ones_come_first(client):
    answered = ElsewhereFactory(title="Answered", results="https://a.example.org/", closes_on=days(9))
    closed = ElsewhereFactory(title="Closed", closes_on=days(-1))
    coming = ElsewhereFactory(title="Coming", opens_on=days(1))
    last = ElsewhereFactory(title="Last day", opens_on=days(-1), closes_on=days(0))
    always = ElsewhereFactory(title="Always")

    assert elsewhere(client)[:2] in ([last.title, always.title], [always.title, last.title])
    assert elsewhere(client)[2:] == [coming.title, closed.title, answered.title]
    assert elsewhere(client, state="answered") == [answered.title]
    assert elsewhere(client, state="soon") == [coming.title]


def test_both_are_narrowed_by_scale_and_way(client):
    here = ConsultationFactory(scale=Scale.LOCAL, way=Way.BOTH)
    unsaid = ConsultationFactory()
    there = ElsewhereFactory(scale=Scale.LOCAL, way=Way.ROOM)
    other = ElsewhereFactory(scale=Scale.NATIONAL, way=Way.ROOM)

    shown = view(client, scale="local")

    assert [one.consultation for one in shown.found] == [here]
    assert elsewhere(client, scale="local") == [there.title]
    assert set(elsewhere(client, way="room")) == {there.title, other.title}
    assert chips(shown, "scale") == [("Locale", 2), ("Nationale", 1)]
    assert chips(shown, "way") == [("Sur place", 1), ("En ligne et sur place", 1)]
    assert {one.consultation for one in view(client, scale="nonsense").found} == {here, unsaid}
    assert view(client, scale="local", way="online").asked.filters == 2


def test_words_find_them_by_stem_theme_and_organiser(client):
    ElsewhereFactory(title="Quels trains du quotidien ?", organiser="Région", theme="Déplacements")
    ElsewhereFactory(title="Les rives de la rivière", organiser="Syndicat")
    for words in ("train", "region", "deplacement"):
        assert elsewhere(client, q=words) == ["Quels trains du quotidien ?"]
    assert elsewhere(client, q="musée") == []
    assert "«\u00a0musée\u00a0»" in client.get(LIST, {"q": "musée"}).content.decode()


def test_a_theme_is_shared_by_both(client):
    ElsewhereFactory(theme="À vélo")
    assert chips(view(client, theme="À vélo"), "theme") == [("À vélo", 1)]
    assert elsewhere(client, theme="Autre") == []


def test_filters_are_kept_by_the_search_box_and_by_each_other(client):
    ElsewhereFactory(scale=Scale.LOCAL, way=Way.ROOM)
    shown = view(client, scale="local", q="x")
    assert shown.hidden == {"scale": "local"}
    assert shown.whole == f"{LIST}?q=x"


def test_it_costs_the_same_with_one_or_three(client, cost):
    ElsewhereFactory()
    PhaseActionFactory(phase=PhaseFactory())
    one = cost(client, LIST)
    ElsewhereFactory.create_batch(2)
    assert cost(client, LIST) == one


def test_what_does_not_fit_on_the_page_is_counted(client, monkeypatch):
    monkeypatch.setattr("parvis.front.composition.elsewhere.MOST", 1)
    ElsewhereFactory.create_batch(3)
    shown = view(client)
    assert (len(shown.elsewhere), shown.more) == (1, 2)
    assert "2 de plus" in client.get(LIST).content.decode()


def test_the_folder_and_its_pages_lead_to_the_list(client):
    one = ElsewhereFactory()
    assert client.get(one.url).url == LIST
    assert client.get(one.get_parent().url).url == LIST
