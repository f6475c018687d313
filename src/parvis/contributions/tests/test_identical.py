"""Identical texts are one line in lists: which one stands for the others is held by the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseFactory, ThemeFactory
from parvis.contributions.domain.count_copies import count_copies
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import Order, State
from parvis.contributions.models import Contribution, Lead
from parvis.contributions.queries import copies_of, listing
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.factories import CarriedContributionFactory, ContributionFactory

PASTED = "Gardons notre marché couvert !"
OTHERWISE = (
    "GARDONS  notre marché\ncouvert",
    "gardons notre marche couvert…",
    "« Gardons notre marché couvert »",
)


def pasted(first: Contribution, *texts: str, **given: object) -> list[Contribution]:
    """The same text by others, in the same place."""
    place = {"kind": first.kind, "phase": first.phase, "theme": first.theme, "title": ""}
    return [ContributionFactory.create(**{**place, "text": text, **given}) for text in texts]


@pytest.fixture
def first(db: None) -> Contribution:
    row = ContributionFactory.create(title="", text=PASTED)
    row.refresh_from_db(fields=["fingerprint"])
    return row


def leads() -> list[int]:
    return list(Contribution.objects.leads().order_by("pk").values_list("pk", flat=True))


def shown(first: Contribution) -> list[int]:
    return [row.pk for row in listing(consultation=first.consultation, order=Order.RECENT).items]


def test_case_accents_punctuation_and_spaces_are_nothing(first: Contribution) -> None:
    copies = pasted(first, *OTHERWISE)

    assert shown(first) == [first.pk]
    assert [row.pk for row in copies_of(first).items] == [row.pk for row in copies]


@pytest.mark.parametrize(
    "text", ["Gardons notre marché ouvert !", "Gardons notre marché", "Sauvons le marché"]
)
def test_another_text_has_its_own_line(first: Contribution, text: str) -> None:
    [other] = pasted(first, text)

    assert shown(first) == [other.pk, first.pk]


def test_an_answer_that_changes_alone_has_its_own_line_and_folds_when_it_comes_back(
    first: Contribution,
) -> None:
    [other] = pasted(first, PASTED)
    assert shown(first) == [first.pk]

    Contribution.objects.filter(pk=other.pk).update(form_answers={"when": "soon"})
    assert shown(first) == [other.pk, first.pk]
    Contribution.objects.filter(pk=other.pk).update(form_answers={})
    assert shown(first) == [first.pk]


def test_the_line_passes_to_another_when_the_answers_of_the_first_change(first: Contribution) -> None:
    [other] = pasted(first, PASTED)

    first.form_answers = {"when": "soon"}
    first.save(update_fields=["form_answers"])

    assert leads() == [first.pk, other.pk]


def test_another_place_has_its_own_line(first: Contribution) -> None:
    theme = ThemeFactory.create(consultation=first.consultation)
    phase = PhaseFactory.create(consultation=first.consultation)
    elsewhere = [
        *pasted(first, PASTED, theme=theme),
        *pasted(first, PASTED, phase=phase),
        *pasted(first, PASTED, responds_to=ContributionFactory.create(kind=first.kind)),
        ContributionFactory.create(title="", text=PASTED),
    ]

    assert [row.is_lead for row in Contribution.objects.filter(pk__in=[row.pk for row in elsewhere])] == [
        True
    ] * 4


def test_texts_of_nothing_but_signs_are_never_folded(first: Contribution) -> None:
    signs = pasted(first, "!!!", "???", "…")

    assert shown(first) == [*(row.pk for row in reversed(signs)), first.pk]


def test_the_count_is_kept_by_a_job_and_written_once(first: Contribution) -> None:
    pasted(first, *OTHERWISE)
    first.refresh_from_db()
    assert first.copies == 0

    assert (count_copies(), count_copies()) == (1, 0)
    first.refresh_from_db()
    assert first.copies == 3


@pytest.mark.parametrize("gone", [State.WITHDRAWN, State.HIDDEN])
def test_another_takes_the_place_of_one_that_goes(first: Contribution, gone: State) -> None:
    copies = pasted(first, *OTHERWISE)
    count_copies()

    first.state = gone
    first.save(update_fields=["state"])
    assert (leads(), shown(first)) == ([copies[0].pk], [copies[0].pk])
    assert Contribution.objects.get(pk=copies[0].pk).copies == 2
    assert count_copies() == 1
    assert list(Contribution.objects.order_by("pk").values_list("copies", flat=True)) == [0, 2, 0, 0]

    first.state = State.PUBLISHED
    first.save(update_fields=["state"])
    assert leads() == [copies[0].pk]
    assert [row.pk for row in copies_of(first).items] == [first.pk, copies[1].pk, copies[2].pk]


def test_one_that_is_revised_leaves_its_line_to_another(first: Contribution) -> None:
    [copy] = pasted(first, PASTED)

    first.text = "Autre chose."
    first.save()
    assert leads() == [first.pk, copy.pk]

    copy.text = "Autre chose"
    copy.save()
    assert leads() == [first.pk]
    assert Lead.objects.count() == 1


def test_the_last_one_to_go_leaves_nothing(first: Contribution) -> None:
    first.delete()

    assert (leads(), Lead.objects.count()) == ([], 0)


def test_nobody_makes_two_lines_by_hand(first: Contribution) -> None:
    [copy] = pasted(first, PASTED)

    Contribution.objects.filter(pk=copy.pk).update(is_lead=True)
    assert leads() == [first.pk]

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_contribution DISABLE TRIGGER contributions_fold_changed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=copy.pk).update(is_lead=True)


def test_a_text_chosen_for_a_phase_is_shown_though_another_stands_for_it(first: Contribution) -> None:
    [copy] = pasted(first, PASTED)
    former = PhaseFactory.create(consultation=first.consultation)
    phase = PhaseFactory.create(consultation=first.consultation, source="chosen", source_phase=former)
    CarriedContributionFactory.create(phase=phase, contribution=copy)

    page = listing(consultation=first.consultation, phase=phase, order=Order.RECENT)

    assert [row.pk for row in page.items] == [copy.pk]


def test_pages_of_copies_follow_one_another(first: Contribution) -> None:
    copies = pasted(first, *[PASTED] * 5)

    one = copies_of(first, size=3)
    two = copies_of(first, size=3, after=one.next)

    assert [row.pk for row in [*one.items, *two.items]] == [row.pk for row in copies]
    assert two.next == ""


def at_once(*acts: Callable[[], object]) -> None:
    """Each act in a thread and a connection of its own, all starting together."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_deposits_of_one_text_at_once_make_one_line(action: PhaseAction, deposit: Deposit) -> None:
    people = ParticipantFactory.create_batch(6)

    at_once(*(lambda person=person: deposit(actor=person) for person in people))

    assert Contribution.objects.count() == 6
    assert len(leads()) == 1


@pytest.mark.django_db(transaction=True)
def test_texts_that_come_and_go_at_once_leave_one_line(action: PhaseAction, deposit: Deposit) -> None:
    """Five times the one shown goes while others come, and while its heir goes too."""
    authors: list[Participant] = ParticipantFactory.create_batch(12)
    here = [deposit(actor=author) for author in authors[:6]]

    for turn in range(3):
        leaving = here[turn * 2 : turn * 2 + 2]
        coming = authors[6 + turn * 2 : 8 + turn * 2]
        at_once(
            *(lambda row=row: withdraw(actor=row.author, contribution=row) for row in leaving),
            *(lambda person=person: deposit(actor=person) for person in coming),
        )
        assert len(leads()) == 1

    assert Contribution.objects.published().count() == 6


def test_the_list_costs_the_same_with_copies(first: Contribution, client: Client) -> None:
    address = reverse("front:contributions", args=[first.consultation.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as alone:
        client.get(address)
    pasted(first, *[PASTED] * 3)
    count_copies()

    with CaptureQueriesContext(connection) as folded:
        client.get(address)

    assert len(folded) == len(alone)
