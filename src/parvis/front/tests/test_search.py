"""Searching everything public, and the list of consultations by state."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.enums import KindRole, Role, Visibility
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.search import Piece, pieces
from parvis.contributions.tests.factories import ContributionFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.minutes.tests.factories import MinutesFactory, published
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory

pytestmark = pytest.mark.django_db
SEARCH = "/search/"
ROLES = ("visitor", "author", "participant", "administrator", *Role.values)


def found(client: Client, **asked: str) -> dict[str, list[str]]:
    """The titles of each part of the results."""
    view = client.get(SEARCH, asked).context["view"]
    return {part.section.value: [result.title for result in part.results] for part in view.parts}


def filters(client: Client, address: str = SEARCH, **asked: str) -> dict[str, dict[str, int | None]]:
    view = client.get(address, asked).context["view"]
    return {group.name: {link.label: link.count for link in group.links} for group in view.groups}


@pytest.fixture
def everything() -> dict[str, str]:
    """One thing of each sort that speaks of a footbridge; their titles."""
    consultation = ConsultationFactory(title="Où poser la passerelle ?")
    contribution = ContributionFactory(
        kind__consultation=consultation, title="Une passerelle au moulin", text="Les piétons y gagnent."
    )
    AnswerFactory(contribution=contribution, text="La passerelle sera posée au moulin.")
    synthesis = SynthesisFactory(consultation=consultation, summary="Une passerelle au printemps.")
    article = ArticleFactory(title="L’histoire des passerelles")
    news = NewsFactory(parent=consultation, html="<p>Le chantier de la <b>passerelle</b> commence.</p>")
    resource = ResourceFactory(parent=consultation, publisher="Les Amis de la passerelle")
    return {
        "consultations": consultation.title,
        "contributions": contribution.title,
        "answers": f"Réponse à\u00a0: {contribution.title}",
        "synthesis": synthesis.title,
        "article": article.title,
        "news": news.title,
        "resource": resource.title,
    }


def test_one_box_finds_everything_that_is_public(client: Client, everything: dict[str, str]) -> None:
    assert {name: set(titles) for name, titles in found(client, q="passerelles").items()} == {
        "consultations": {everything["consultations"]},
        "contributions": {everything["contributions"]},
        "answers": {everything["answers"], everything["synthesis"]},
        "pages": {everything["article"], everything["news"], everything["resource"]},
    }


def test_a_part_is_read_alone_with_its_count(client: Client, everything: dict[str, str]) -> None:
    view = client.get(SEARCH, {"q": "passerelle", "in": "answers"}).context["view"]
    assert [(tab.count, tab.current) for tab in view.tabs] == [
        (7, False),
        (1, False),
        (1, False),
        (2, True),
        (3, False),
    ]
    assert {result.title for part in view.parts for result in part.results} == {
        everything["answers"],
        everything["synthesis"],
    }


@pytest.mark.parametrize(
    "words", ["DÉPLACER vélo", "velos deplacer", "déplacement a velo", '"deplacer a velo"', "vélo -voiture"]
)
def test_words_are_found_in_any_order_whatever_accents_and_plurals(client: Client, words: str) -> None:
    ContributionFactory(title="Se déplacer à vélo")
    ContributionFactory(title="Se déplacer en voiture")
    assert found(client, q=words) == {"contributions": ["Se déplacer à vélo"]}


def test_what_is_found_is_marked_and_everything_else_escaped(client: Client) -> None:
    ContributionFactory(title="<i>Sans</i> rapport", text="Plus de motos & moins de vélos : a < b, partout.")
    page = client.get(SEARCH, {"q": "vélo moto"}).content.decode()
    assert "<mark>motos</mark> &amp; moins de <mark>vélos</mark> : a &lt; b, partout" in page
    assert "&lt;i&gt;Sans&lt;/i&gt; rapport" in page


def test_rich_text_reads_as_text(client: Client) -> None:
    NewsFactory(summary="", html="<p>Un grand <b>pont</b> &amp; l&#x27;île</p>")
    page = client.get(SEARCH, {"q": "pont"}).content.decode()
    assert "<mark>pont</mark> &amp; l&#x27;île" in page


def test_marks_that_somebody_typed_mark_nothing() -> None:
    assert pieces("a \x02b\x03 c") == [Piece("a "), Piece("b", is_found=True), Piece(" c")]
    assert pieces("\x03a \x02b") == [Piece("a b")]


def actor(role: str, contribution: Contribution, draft: object) -> Client:
    client = Client()
    match role:
        case "author":
            client.force_login(contribution.author)
        case "participant":
            client.force_login(ParticipantFactory())
        case "administrator":
            client.force_login(StaffFactory(is_superuser=True))
        case Role():
            person = StaffFactory()
            for consultation in (contribution.consultation, draft):
                TeamMemberFactory(consultation=consultation, participant=person, role=role)
            client.force_login(person)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_nobody_finds_what_is_not_public(role: str) -> None:
    shown = ContributionFactory(title="Zanzibar public")
    place = {"kind": shown.kind, "author": shown.author, "title": "Zanzibar secret"}
    hidden = ContributionFactory(**place, state=State.HIDDEN)
    ContributionFactory(**place, state=State.WITHDRAWN)
    private = KindFactory(consultation=shown.consultation, visibility=Visibility.PRIVATE)
    ContributionFactory(**{**place, "kind": private}, state=PRIVATE)
    passage = KindFactory(consultation=shown.consultation, role=KindRole.PASSAGE)
    ContributionFactory(**{**place, "kind": passage})
    AnswerFactory(contribution=hidden, text="Zanzibar secret")
    replaced = AnswerFactory(contribution=shown, text="Zanzibar replaced")
    AnswerFactory(contribution=replaced.contribution, text="Autre chose")
    draft = ConsultationFactory(title="Zanzibar draft", live=False)
    AnswerFactory(
        contribution=ContributionFactory(kind__consultation=draft, title="Zanzibar draft"), text="Zanzibar"
    )
    SynthesisFactory(consultation=draft, title="Zanzibar draft")
    SynthesisFactory(consultation=shown.consultation, title="Zanzibar draft", live=False)
    NewsFactory(parent=draft, title="Zanzibar draft")
    ArticleFactory(title="Zanzibar draft", live=False)

    assert found(actor(Role(role) if role in Role.values else role, shown, draft), q="zanzibar") == {
        "contributions": ["Zanzibar public"]
    }


def test_a_text_merged_into_another_leads_to_it(client: Client) -> None:
    kept = ContributionFactory(title="Un pont")
    ContributionFactory(kind=kept.kind, title="Une passerelle", merged_into=kept)
    assert found(client, q="passerelle") == {"contributions": ["Un pont"]}


def test_filters_say_how_many_they_keep_and_keep_them(client: Client) -> None:
    here = PhaseActionFactory().phase.consultation
    over = PhaseActionFactory(phase=PhaseFactory(past=True)).phase.consultation
    themes = [ThemeFactory(consultation=each, name="Vélo") for each in (here, over)]
    ideas = [KindFactory(consultation=each, code="idea", plural_name="idées") for each in (here, over)]
    pain = KindFactory(consultation=here, code="pain", plural_name="irritants")
    ContributionFactory(kind=ideas[0], theme=themes[0], title="Passerelle A")
    ContributionFactory(kind=ideas[1], theme=themes[1], title="Passerelle B")
    ContributionFactory(kind=pain, title="Passerelle C")

    assert filters(client, q="passerelle") == {
        "state": {"Tout": None, "Ouverte": 2, "Close": 1},
        "kind": {"Tout": None, "Idées": 2, "Irritants": 1},
        "consultation": {"Tout": None, here.title: 2, over.title: 1},
    }
    assert set(found(client, q="passerelle", theme="Vélo")["contributions"]) == {
        "Passerelle A",
        "Passerelle B",
    }
    assert found(client, q="passerelle", theme="Vélo", state="closed") == {"contributions": ["Passerelle B"]}
    assert found(client, q="passerelle", kind="pain") == {"contributions": ["Passerelle C"]}
    assert found(client, q="passerelle", consultation=over.slug) == {"contributions": ["Passerelle B"]}
    assert found(client, q="passerelle", kind="pain", state="closed") == {}


def test_filters_alone_show_everything_under_them(client: Client) -> None:
    theme = ThemeFactory(name="Vélo")
    ContributionFactory(kind__consultation=theme.consultation, theme=theme, title="Des arceaux")
    assert found(client, theme="Vélo") == {
        "consultations": [theme.consultation.title],
        "contributions": ["Des arceaux"],
    }


def test_a_title_counts_more_than_a_text(client: Client) -> None:
    ContributionFactory(title="Un pont", text="Rien d'autre.")
    ContributionFactory(title="Autre chose", text="Vers le pont.")
    assert found(client, q="pont")["contributions"] == ["Un pont", "Autre chose"]


def test_pages_of_one_part_follow_one_another(client: Client) -> None:
    kind = KindFactory()
    ContributionFactory.create_batch(23, kind=kind, text="La passerelle.")
    first = client.get(SEARCH, {"q": "passerelle", "in": "contributions"}).context["view"]
    second = client.get(first.next_url).context["view"]
    titles = [result.title for view in (first, second) for result in view.parts[0].results]
    assert (len(titles), len(set(titles)), first.previous_url, second.next_url) == (23, 23, "", "")


def test_more_than_what_is_counted_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.contributions.finding.MOST", 2)
    rows = ContributionFactory.create_batch(3, kind=KindFactory(), text="La passerelle.")
    page = client.get(SEARCH, {"q": "passerelle"})
    assert "plus de 1\u202f000 résultats" in page.content.decode()
    assert [result.title for result in page.context["view"].parts[0].results] == [
        rows[2].title,
        rows[1].title,
    ]


@pytest.mark.parametrize("words", ["le la de", "-passerelle", "-un -une", "zeppelin or -passerelle"])
def test_words_that_nothing_must_hold_are_not_looked_for(client: Client, words: str) -> None:
    ContributionFactory(title="Un pont")
    page = client.get(SEARCH, {"q": words})
    assert "Ajoutez un mot à chercher" in page.content.decode()
    assert page.context["view"].parts == []


def test_nothing_found_says_how_to_go_on(client: Client) -> None:
    page = client.get(SEARCH, {"q": "zeppelin", "kind": "idea"}).content.decode()
    assert "Aucun résultat" in page
    assert 'href="/search/?q=zeppelin"' in page


def test_an_empty_search_invites(client: Client, everything: dict[str, str]) -> None:
    view = client.get("/en/search/")
    assert (view.context["view"].parts, "See every consultation" in view.content.decode()) == ([], True)


@pytest.mark.parametrize(
    "words",
    [
        "a" * 200_000,
        "a -" * 60_000,
        "- " * 60_000,
        "or or or",
        '"' * 2000,
        "& | ! ( ) : * <->",
        "\x00",
        "a\x00b",
        "\u202eabc\u2066",
        "le la les",
        "%s %(x)s {}",
        "'; DROP TABLE x; --",
        "e" + "\u0301" * 5000,
        "-passerelle",
    ],
    ids=range(14),
)
def test_any_words_are_harmless(client: Client, everything: dict[str, str], words: str) -> None:
    assert client.get(SEARCH, {"q": words}).status_code == 200
    assert client.get(reverse("front:consultations"), {"q": words}).status_code == 200


@pytest.mark.parametrize("name", ["in", "state", "theme", "kind", "consultation", "page"])
@pytest.mark.parametrize("value", ["x" * 5000, "\x00", "-1", "²", "9" * 400, "' OR 1=1"])
def test_any_filter_is_harmless(client: Client, name: str, value: str) -> None:
    assert client.get(SEARCH, {"q": "pont", name: value}).status_code == 200
    assert client.get(reverse("front:consultations"), {name: value}).status_code == 200


def test_unseen_characters_do_not_reach_the_page(client: Client) -> None:
    assert "\u202e" not in client.get(SEARCH, {"q": "abc\u202edef"}).content.decode()


@pytest.mark.parametrize(
    "asked", ["q=passerelle", "q=passerelle&in=contributions", "state=open", "q=passerelle&theme=A&kind=idea"]
)
def test_the_cost_does_not_depend_on_how_much_is_found(client: Client, cost: object, asked: str) -> None:
    def add() -> None:
        consultation = PhaseActionFactory().phase.consultation
        theme = ThemeFactory(consultation=consultation, name="A")
        kind = KindFactory(consultation=consultation, code="idea")
        row = ContributionFactory(kind=kind, theme=theme, title="Passerelle")
        AnswerFactory(contribution=row, text="La passerelle.")
        SynthesisFactory(consultation=consultation, title="Passerelle")
        for page in (ArticleFactory, NewsFactory, ResourceFactory):
            page(parent=consultation, title="Passerelle")

    add()
    before = cost(client, f"{SEARCH}?{asked}")
    add()
    add()
    assert cost(client, f"{SEARCH}?{asked}") == before


def listed(client: Client, **asked: str) -> dict[str, list[str]]:
    view = client.get(reverse("front:consultations"), asked).context["view"]
    parts = {name: getattr(view, name) for name in ("open", "soon", "awaiting", "answered")}
    return {name: [one.consultation.title for one in held] for name, held in parts.items() if held}


def test_the_list_of_consultations_is_sorted_and_narrowed_by_state(client: Client) -> None:
    states = {"open": {}, "soon": {"future": True}, "closed": {"past": True}}
    titles = {}
    for state, trait in states.items():
        titles[state] = PhaseActionFactory(phase=PhaseFactory(**trait)).phase.consultation.title
    over = PhaseActionFactory(phase=PhaseFactory(past=True)).phase.consultation
    SynthesisFactory(consultation=over)
    running = PhaseActionFactory().phase.consultation
    AnswerFactory(contribution=ContributionFactory(kind__consultation=running))

    assert listed(client) == {
        "open": [titles["open"], running.title],
        "soon": [titles["soon"]],
        "awaiting": [titles["closed"]],
        "answered": [over.title],
    }
    assert listed(client, state="soon") == {"soon": [titles["soon"]]}
    assert listed(client, state="closed") == {"awaiting": [titles["closed"]], "answered": [over.title]}
    assert listed(client, state="answered") == {"open": [running.title], "answered": [over.title]}
    assert filters(client, reverse("front:consultations"))["state"] == {
        "Tout": None,
        "Ouverte": 2,
        "Bientôt ouverte": 1,
        "Close": 2,
        "Avec des réponses": 2,
    }


def test_the_list_is_narrowed_by_theme_and_words_together(client: Client) -> None:
    bikes, other = ConsultationFactory(title="À vélo"), ConsultationFactory(title="Le vélo à l’école")
    for consultation in (bikes, other):
        ThemeFactory(consultation=consultation, name="Se déplacer")
    ThemeFactory(consultation=other, name="L’école")

    assert listed(client, theme="L’école") == {"soon": [other.title]}
    assert listed(client, theme="Se déplacer", q="ecole") == {"soon": [other.title]}
    assert filters(client, reverse("front:consultations"), q="velo")["theme"] == {
        "Tout": None,
        "Se déplacer": 2,
        "L’école": 1,
    }


def test_the_list_costs_the_same_whatever_it_holds(client: Client, cost: object) -> None:
    address = f"{reverse('front:consultations')}?theme=A"
    ThemeFactory(name="A")
    before = cost(client, address)
    for _ in range(2):
        ThemeFactory(name="A")
    assert cost(client, address) == before


def test_every_page_leads_to_the_search(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/search/"' in page
    assert 'action="/search/"' in page


def test_what_is_to_come_is_found_and_what_is_over_by_its_minutes(client: Client) -> None:
    consultation = ConsultationFactory(title="Le moulin")
    coming = EventFactory(consultation=consultation, title="Visite de la passerelle")
    cancelled = EventFactory(consultation=consultation, agenda="La passerelle", called_off=True)
    EventFactory(consultation=consultation, title="Une passerelle en projet", state="draft")
    EventFactory(consultation__live=False, title="La passerelle cachée")
    told, _unpublished = (
        MinutesFactory(event__consultation=consultation, words=["La passerelle plaît.", "Oui."])
        for _each in "ab"
    )
    assert set(found(client, q="passerelle")["events"]) == {coming.title, cancelled.title}
    published(told)

    shown = client.get(SEARCH, {"q": "passerelle", "in": "events"}).context["view"].parts[0].results
    assert {(result.title, result.url) for result in shown} == {
        (coming.title, reverse("front:event", args=[coming.pk])),
        (cancelled.title, reverse("front:event", args=[cancelled.pk])),
        (told.event.title, reverse("front:minutes", args=[told.pk])),
    }
    assert {result.tags for result in shown} == {(), ("Annulé",)}
    [minutes] = [result for result in shown if result.url.startswith("/minutes/")]
    assert [piece.text for piece in minutes.pieces if piece.is_found] == ["passerelle"]
    assert "Value(" not in "".join(piece.text for piece in minutes.pieces)
    told.passages.update(text="Autre chose.", shown_text="Autre chose.")
    assert told.event.title not in found(client, q="passerelle")["events"]


def test_events_are_under_no_theme(client: Client) -> None:
    theme = ThemeFactory(name="Eau")
    EventFactory(consultation=theme.consultation, title="La passerelle")
    assert "events" in found(client, q="passerelle", consultation=theme.consultation.slug)
    assert "events" not in found(client, q="passerelle", theme="Eau")
