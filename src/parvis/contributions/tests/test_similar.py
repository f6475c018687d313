"""While somebody types, what others already said close to it."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts import limits
from parvis.accounts.limits import Act, Rate, Scope
from parvis.accounts.models import Participant
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory
from parvis.contributions.domain.learn_words import learn_words, relearn_words
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, Word
from parvis.contributions.neighbours import closest, expression, slips, sought
from parvis.contributions.similar import CANDIDATES, similar_to
from parvis.contributions.tests.factories import ContributionFactory
from parvis.contributions.tests.test_submit_page import fill

MANY = """
INSERT INTO contributions_contribution (consultation_id, kind_id, title, text, origin, identity_level, state,
  shuffle_key, argument_count, idempotency_key, is_late)
SELECT consultation_id, kind_id, 'Titre ' || n, 'Texte ' || n, origin, identity_level, state, n, 0,
  gen_random_uuid(), false
FROM contributions_contribution, generate_series(1, 2000) n WHERE id = %s
"""
TITLES = (
    "Des pistes cyclables séparées des voitures",
    "Planter des arbres dans les cours d’école",
    "Ouvrir la médiathèque le dimanche",
    "Un banc devant l’école des Tilleuls",
)


@pytest.fixture
def written(action: PhaseAction) -> list[Contribution]:
    rows = [
        ContributionFactory.create(kind=action.kind, phase=action.phase, title=title, text="Voici pourquoi.")
        for title in TITLES
    ]
    learn_words()
    return rows


def found(action: PhaseAction, words: str) -> list[str]:
    return [row.title for row in similar_to(kind=action.kind, words=words)]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("PISTES CYCLABLES SEPAREES DES VOITURES", 0),
        ("voitures séparées des pistes cyclables", 0),
        ("des pistes ciclables sépraées", 0),
        ("arbres dans la cour de l’école", 1),
        ("mediathèqe ouvert dimanche", 2),
        ("un bnac devant l’école", 3),
    ],
)
@pytest.mark.usefixtures("written")
def test_slips_order_accents_and_case_are_nothing(action: PhaseAction, typed: str, place: int) -> None:
    assert found(action, typed)[:1] == [TITLES[place]]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    "typed", ["", "   ", "de la", "!!!", "\x00", "a'b\\c & | <-> :*", "La cantine est trop chère"]
)
def test_nothing_close_is_nothing_shown(action: PhaseAction, typed: str) -> None:
    assert found(action, typed) == []


def test_only_what_is_published_in_this_kind(action: PhaseAction) -> None:
    other = KindFactory.create(consultation=action.phase.consultation)
    given: list[dict[str, Any]] = [
        {"kind": action.kind, "state": State.HIDDEN},
        {"kind": action.kind, "state": State.WITHDRAWN},
        {"kind": other},
        {},
    ]
    for each in given:
        ContributionFactory.create(title=TITLES[0], text=str(each), **each)
    learn_words()

    assert found(action, TITLES[0]) == []


def test_five_at_most_and_identical_texts_once(action: PhaseAction) -> None:
    for text in ("Même texte.", "Même texte.", *map(str, range(6))):
        ContributionFactory.create(kind=action.kind, title=TITLES[2], text=text)

    rows = similar_to(kind=action.kind, words=TITLES[2])

    assert [row.text for row in rows] == ["Même texte.", "0", "1", "2", "3"]


def test_a_kind_without_title_is_compared_by_its_first_words(action: PhaseAction) -> None:
    action.kind.is_titled = False
    action.kind.save()
    row = ContributionFactory.create(
        kind=action.kind, title="", text="Le marché couvert doit rester ouvert le soir."
    )
    learn_words()

    assert similar_to(kind=action.kind, words="Que le marché couvert reste ouvert le soir") == [row]


def test_as_many_queries_for_one_text_as_for_many(action: PhaseAction) -> None:
    ContributionFactory.create(kind=action.kind, title=TITLES[0])
    with CaptureQueriesContext(connection) as one:
        similar_to(kind=action.kind, words=TITLES[0])
    for number in range(3):
        ContributionFactory.create(kind=action.kind, title=f"{TITLES[0]} {number}")

    with CaptureQueriesContext(connection) as many:
        assert len(similar_to(kind=action.kind, words=TITLES[0])) == 4

    assert (len(one), len(many)) == (4, 4)


def test_candidates_come_from_an_index_in_a_large_consultation(written: list[Contribution]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY, [written[0].pk])
        cursor.execute("ANALYZE contributions_contribution")
        kind = written[0].kind_id
        cursor.execute(
            f"EXPLAIN {CANDIDATES} %(asked)s::tsquery", {"kind": kind, "asked": f"'kind:{kind}' & 'pist'"}
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "contribution_compared" in plan


def test_words_are_learnt_as_titles_come_and_forgotten_with_them(action: PhaseAction) -> None:
    first = ContributionFactory.create(kind=action.kind, title="Ouvrir la médiathèque")
    assert (learn_words(batch=1), learn_words(batch=1)) == (2, 0)
    ContributionFactory.create(kind=action.kind, title="Chauffer la médiathèque")
    assert learn_words(batch=1) == 2
    ContributionFactory.create(kind=action.kind, title="awa@example.org 06 12 34 56 78 example.org/awa")
    assert learn_words(batch=1) == 0
    assert dict(Word.objects.values_list("word", "titles")) == {"ouvr": 1, "mediathequ": 2, "chauff": 1}

    first.state = State.HIDDEN
    first.save(update_fields=["state"])
    relearn_words(batch=1)
    assert dict(Word.objects.values_list("word", "titles")) == {"mediathequ": 1, "chauff": 1}


def test_a_slip_is_one_letter() -> None:
    assert slips("banc") == ["anc", "bac", "ban", "banc", "bnc"]
    assert slips("bus") == ["bus"]


def test_a_word_in_use_is_only_taken_for_rarer_ones() -> None:
    known = {"piste": 100, "pistes": 9, "poste": 50}
    [words] = sought(["piste"], known)
    assert (words.words, words.texts) == (("piste", "pistes"), 109)


def test_common_words_are_looked_for_together_and_rare_ones_alone() -> None:
    words = sought(["rare", "commun", "plus"], {"rare": 3, "commun": 1_000, "plus": 4_000})
    assert expression(words, 500_000) == "(('rare') | ('commun' & 'plus'))"
    assert expression(words[1:], 20_000) == "'commun' & 'plus'"
    assert closest(words) == "'rare' & 'commun' & 'plus'"


def test_of_a_sentence_one_word_may_be_another() -> None:
    words = sought(["a", "b", "c", "d"], {})
    assert closest(words) == ("('a' & (('b' & (('c' & ('d') | 'd')) | 'c' & 'd')) | 'b' & 'c' & 'd')")


def test_words_are_quoted_for_the_database() -> None:
    assert closest(sought(["l'eau\\"], {})) == "'l''eau\\\\'"


def test_the_part_that_is_swapped_is_that_of_the_page_and_of_the_preview(
    client: Client, action: PhaseAction, written: list[Contribution], person: Participant
) -> None:
    address = reverse("contributions:similar", args=[action.pk])
    asked = {"title": "pistes ciclables separees"}

    part = client.get(address, asked, headers={"HX-Request": "true"}).content.decode().strip()
    page = client.get(address, asked).content.decode()
    preview = client.post(
        reverse("contributions:submit", args=[action.pk]), fill(client, action, step="preview", **asked)
    ).content.decode()

    assert reverse("front:mine_too", args=[written[0].pk]) in part
    assert TITLES[0] in unescape(part)
    assert part in page
    assert part in preview


def test_looking_is_limited_as_reading_is(
    client: Client, action: PhaseAction, written: list[Contribution], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.RATES[Act.LOOK], Scope.NETWORK, Rate(2, 1))
    address = reverse("contributions:similar", args=[action.pk])

    pages = [client.get(address, {"title": TITLES[0]}) for _ in range(3)]

    assert [page.status_code for page in pages] == [200, 200, 429]
    shown = reverse("front:mine_too", args=[written[0].pk])
    assert [shown in page.content.decode() for page in pages] == [True, True, False]


def test_what_one_may_not_see_is_not_looked_into(
    client: Client, written: list[Contribution], action: PhaseAction
) -> None:
    action.phase.consultation.live = False
    action.phase.consultation.save()

    assert (
        client.get(reverse("contributions:similar", args=[action.pk]), {"title": TITLES[0]}).status_code
        == 404
    )
    assert client.get(reverse("front:mine_too", args=[written[0].pk])).status_code == 404


@pytest.mark.parametrize("is_voted", [True, False])
def test_mine_too_leads_to_the_vote_or_to_following(
    client: Client, action: PhaseAction, is_voted: bool
) -> None:
    row = ContributionFactory.create(kind=action.kind, phase=action.phase)
    if is_voted:
        PhaseActionFactory.create(phase=action.phase, kind=action.kind, vote=True)

    answer = client.get(reverse("front:mine_too", args=[row.pk]))

    follow = reverse("following:follow", args=["consultation", action.phase.consultation_id])
    vote = f"{reverse('front:contribution', args=[row.pk])}#vote"
    assert answer.headers["Location"] == (vote if is_voted else follow)
