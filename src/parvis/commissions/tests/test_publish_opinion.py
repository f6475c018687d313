"""Opinions of a commission: published for good, replaced for a reason, with what they take up."""

from dataclasses import replace
from datetime import date

import pytest

from parvis.accounts.errors import Refused
from parvis.commissions.domain.publish_opinion import OpinionDraft, publish_opinion, replace_opinion
from parvis.commissions.enums import Office, Outcome
from parvis.commissions.leaves import digest, words_of
from parvis.commissions.models import Opinion
from parvis.commissions.tests.factories import CommissionFactory, HandOverFactory, officer_of
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
DRAFT = OpinionDraft("Plus de bus", "Un bus toutes les vingt minutes.", date(2026, 11, 20), (12, 3, 1))


@pytest.fixture
def commission():
    return CommissionFactory()


def test_it_is_published_with_what_it_takes_up(commission) -> None:
    here, elsewhere = HandOverFactory(commission=commission), HandOverFactory()
    made = publish_opinion(
        actor=officer_of(commission), commission=commission, draft=DRAFT, takes=[here, elsewhere]
    )
    here.refresh_from_db()
    elsewhere.refresh_from_db()

    assert (here.outcome, here.opinion, elsewhere.outcome) == (Outcome.TAKEN_UP, made, Outcome.WAITS)
    first, second = Pending.objects.order_by("pk").values_list("kind", "public")
    assert first == (
        "opinion.published",
        {
            "commission": commission.pk,
            "opinion": made.pk,
            "version": 1,
            "sha256": digest(words_of(made.last)),
        },
    )
    assert (second[0], second[1]["opinion"]) == ("contribution.settled", made.pk)


def test_another_version_replaces_it_for_a_reason(commission) -> None:
    chair = officer_of(commission)
    made = publish_opinion(actor=chair, commission=commission, draft=DRAFT)
    other = replace(DRAFT, text="Un bus toutes les dix minutes.", votes=None)
    with pytest.raises(Refused, match="Dites pourquoi"):
        replace_opinion(actor=chair, opinion=made, draft=other, reason="")
    replace_opinion(actor=chair, opinion=made, draft=other, reason="Erreur de plume.")

    versions = Opinion.objects.get().versions.values_list("number", "text", "votes_for", "reason")
    assert list(versions) == [
        (2, "Un bus toutes les dix minutes.", None, "Erreur de plume."),
        (1, "Un bus toutes les vingt minutes.", 12, ""),
    ]
    assert [row.public["version"] for row in Pending.objects.order_by("pk")] == [1, 2]


def test_it_says_something(commission) -> None:
    with pytest.raises(Refused, match="un titre et un texte"):
        publish_opinion(actor=officer_of(commission), commission=commission, draft=replace(DRAFT, text=" "))
    assert Opinion.objects.count() == 0


def test_a_plain_member_publishes_nothing(commission) -> None:
    with pytest.raises(Refused, match="agissent pour une commission"):
        publish_opinion(actor=officer_of(commission, Office.MEMBER), commission=commission, draft=DRAFT)
    assert Opinion.objects.count() == 0
