"""Several hands on one published text: nothing is replaced unread, nobody writes below the level asked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.domain import coauthor
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit
from parvis.organisations.tests.factories import member_of, organisation

CLOSED = "La phase est close"


def opened_by(person: Participant) -> Client:
    client = Client()
    client.force_login(person)
    return client


def cosigned(contribution: Contribution) -> Participant:
    friend = ParticipantFactory.create()
    coauthor.accept(
        actor=friend, invitation=coauthor.invite(actor=contribution.author, contribution=contribution)
    )
    return friend


def typed_on(page, **typed: str) -> dict[str, str]:
    """What a browser sends from this page, with other words."""
    contribution = page.context["contribution"]
    assert f'name="based_on" value="{contribution.entry}"' in page.content.decode()
    words = {"title": contribution.title, "text": contribution.text, "based_on": str(contribution.entry)}
    return words | typed


def test_the_second_of_two_hands_reads_what_changed_before_anything_is_replaced(
    deposit: Deposit, person: Participant
) -> None:
    row = deposit(title="Un banc", text="Avant.")
    QuestionFactory(kind=row.kind, code="where", label="Où")
    friend = cosigned(row)
    mark_reaction(row)
    mine, theirs = opened_by(person), opened_by(friend)
    address = reverse("contributions:revise", args=[row.pk])
    late = typed_on(mine.get(address), title="Un banc vert", q_where="Au port")
    answer = theirs.post(address, typed_on(theirs.get(address), text="Avec un abri.", q_where="Au parc"))
    assert answer.status_code == 302

    shown = mine.post(address, late)

    row.refresh_from_db()
    assert (shown.status_code, row.title, row.text) == (422, "Un banc", "Avec un abri.")
    told = shown.content.decode()
    assert shown.context["form"]["title"].value() == "Un banc vert"
    assert "Un <del>banc</del><ins>banc vert</ins>" in told
    assert shown.context["meanwhile"] == [
        ("Titre", "Un banc", "Un banc vert"), ("Votre texte", "Avec un abri.", "Avant."),
        ("Où", "Au parc", "Au port"),
    ]  # fmt: skip
    again = typed_on(shown, title="Un banc vert", text="Avec un abri.", q_where="Au port")
    assert mine.post(address, again).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.text) == ("Un banc vert", "Avec un abri.")
    assert list(row.versions.order_by("number").values_list("text", flat=True)) == ["Avant.", "Avec un abri."]


def test_sent_twice_it_is_published_once_and_refused_to_nobody(deposit: Deposit, person: Participant) -> None:
    row, client = deposit(), opened_by(person)
    address = reverse("contributions:revise", args=[row.pk])
    typed = typed_on(client.get(address), text="Avec un abri.")
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert row.versions.count() == 1


def test_what_was_typed_before_signing_in_again_is_compared_too(
    deposit: Deposit, person: Participant
) -> None:
    row, client = deposit(title="Un banc"), opened_by(person)
    address = reverse("contributions:revise", args=[row.pk])
    typed = typed_on(client.get(address), title="Un banc vert")
    client.logout()
    assert client.post(address, typed).url.startswith(reverse("account_login"))
    revise(actor=person, contribution=row, title="Un banc bleu", text=row.text)
    client.force_login(person)

    page = client.get(address)

    assert page.context["meanwhile"] == [("Titre", "Un banc bleu", "Un banc vert")]
    row.refresh_from_db()
    assert typed_on(page)["based_on"] == str(row.entry)


@pytest.fixture
def asked(action: PhaseAction) -> PhaseAction:
    """A deposit for people invited by the organiser."""
    action.minimum_level = IdentityLevel.INVITED
    action.save(update_fields=["minimum_level"])
    return action


def invited() -> Participant:
    return ParticipantFactory.create(identity_level=IdentityLevel.INVITED)


def test_who_signs_with_the_author_has_the_level_that_is_asked_for(
    asked: PhaseAction, deposit: Deposit
) -> None:
    row = deposit(actor=invited())
    invitation = coauthor.invite(actor=row.author, contribution=row)
    with pytest.raises(Refused, match="Sur invitation"):
        coauthor.accept(actor=ParticipantFactory.create(), invitation=invitation)
    asked.phase.ends_at = timezone.now() - timedelta(seconds=1)
    asked.phase.save()
    with pytest.raises(Refused, match="Sur invitation"):
        coauthor.accept(actor=ParticipantFactory.create(), invitation=invitation)
    assert coauthor.accept(actor=invited(), invitation=invitation).participant is not None


def test_who_is_not_the_author_revises_at_the_level_that_is_asked_for(
    action: PhaseAction, deposit: Deposit, person: Participant
) -> None:
    own, canal = deposit(), organisation(person)
    friend, member = cosigned(own), member_of(canal).participant
    signed = deposit(organisation=canal)
    action.minimum_level = IdentityLevel.INVITED
    action.save(update_fields=["minimum_level"])
    for actor, row in ((friend, own), (member, signed)):
        with pytest.raises(Refused, match="Sur invitation"):
            revise(actor=actor, contribution=row, title=row.title, text="Avec un abri.")
        page = opened_by(actor).get(reverse("contributions:revise", args=[row.pk])).content.decode()
        assert "La page de la consultation dit comment" in page
        assert "Publier les modifications" not in page
        Participant.objects.filter(pk=actor.pk).update(identity_level=IdentityLevel.INVITED)
        actor.refresh_from_db()
        revise(actor=actor, contribution=row, title=row.title, text="Avec un abri.")
    revise(actor=person, contribution=own, title=own.title, text="Avec deux abris.")


def test_once_the_phase_is_closed_only_who_may_withdraw_reads_that_they_may(
    action: PhaseAction, deposit: Deposit, person: Participant
) -> None:
    row = deposit()
    friend = cosigned(row)
    action.phase.ends_at = timezone.now() - timedelta(seconds=1)
    action.phase.save()
    for actor, may in ((person, True), (friend, False)):
        told = opened_by(actor).get(reverse("contributions:revise", args=[row.pk])).context["why_not"]
        assert (told.startswith(CLOSED), "retirer" in told) == (True, may)
