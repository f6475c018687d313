"""Co-authors are named wherever the author is: merged texts, amendments; and they are told of merges."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain import coauthor
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.moderation.domain.gather import gather, part

pytestmark = pytest.mark.django_db


def cosign(text: Contribution, name: str) -> Participant:
    invitation = coauthor.invite(actor=text.author, contribution=text)
    friend = ParticipantFactory(public_name=name, email=f"{name[:4].lower()}@example.org")
    coauthor.accept(actor=friend, invitation=invitation)
    return friend


def shown(text: Contribution) -> str:
    return Client().get(reverse("front:contribution", args=[text.pk])).content.decode()


def test_merged_a_text_names_all_who_sign_it_and_they_are_written_to(phase, kind) -> None:
    one, other = (
        ContributionFactory(phase=phase, kind=kind, title=title, author__public_name=name)
        for title, name in (("Un banc", "Tilleul 1"), ("Une assise", "Hêtre 2"))
    )
    cosign(one, "Orme 4")
    cosign(other, "Saule 5")
    actor = TeamMemberFactory(consultation=one.consultation).participant
    merge = gather(actor=actor, kept=one, others=[other.pk], reason="La même idée.")
    page = shown(one)
    assert "Tilleul 1, Orme 4, Hêtre 2, Saule 5" in page
    assert "avec Saule 5" in page
    people = {one.author.email, other.author.email, "orme@example.org", "saul@example.org"}
    assert set(Mail.objects.values_list("recipient", flat=True)) == people
    Mail.objects.all().delete()
    part(actor=actor, merge=merge, reason="Pas la même.")
    assert set(Mail.objects.values_list("recipient", flat=True)) == people


def test_an_amendment_names_them_where_it_is_compared(phase, kind) -> None:
    passage = ContributionFactory(phase=phase, kind=kind)
    kind_of_amendment = kind.consultation.kinds.create(
        code="amendment", name="amendement", plural_name="amendements", role="amendment", responds_to=kind
    )
    text = ContributionFactory(phase=phase, kind=kind_of_amendment, responds_to=passage)
    cosign(text, "Orme 4")
    page = Client().get(reverse("front:compared", args=[passage.pk])).content.decode()
    assert "avec Orme 4" in page
