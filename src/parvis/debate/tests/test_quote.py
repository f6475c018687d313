"""Comments on some words of a passage."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import KindRole
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate import leaves
from parvis.debate.domain.argue import comment
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    phase = PhaseFactory()
    kind = KindFactory(consultation=phase.consultation, role=KindRole.PASSAGE)
    PhaseActionFactory(phase=phase, kind=kind, comment=True)
    return ContributionFactory(kind=kind, phase=phase, text="Des bancs sont posés\nà l’ombre.\n\nEn mai.")


def said(item, quoted):
    person = ParticipantFactory()
    return comment(actor=person, contribution=item, text="Combien ?", quoted=quoted, idempotency_key=uuid4())


@pytest.mark.parametrize("quoted", ["posés à l’ombre", " posés\n à  l’ombre ", "ombre. En mai"])
def test_words_of_the_text_are_kept_with_the_comment_and_told(item, quoted):
    made = said(item, quoted)
    assert made.quoted == " ".join(quoted.split())
    assert leaves.payload(made)["quoted"] == made.quoted


def test_a_comment_on_the_whole_text_is_told_as_before(item):
    assert "quoted" not in leaves.payload(said(item, " "))


@pytest.mark.parametrize("quoted", ["des chaises", "Des bancs" * 100])
def test_words_that_the_text_does_not_say_are_refused(item, quoted):
    with pytest.raises(Refused):
        said(item, quoted)
    assert not Argument.objects.exists()


def test_the_form_takes_the_words_of_the_address_and_the_page_shows_them(client, item):
    url = reverse("debate:comment", args=[item.pk])
    form = client.get(f"{url}?quoted=posés à l’ombre").context["form"]
    assert form["quoted"].value() == "posés à l’ombre"
    client.force_login(ParticipantFactory())
    wrong = client.post(url, {"quoted": "des chaises", "text": "Combien ?"})
    assert (wrong.status_code, wrong.context["form"]["text"].value()) == (422, "Combien ?")
    client.post(url, {"quoted": "posés à l’ombre", "text": "Combien ?"})
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert "<p>posés à l’ombre</p></blockquote>" in page


def test_what_is_no_passage_is_commented_as_a_whole(client, item):
    kind = item.kind
    kind.role = KindRole.PLAIN
    kind.save(update_fields=["role"])
    assert "quoted" not in client.get(reverse("debate:comment", args=[item.pk])).context["form"].fields


def test_only_a_comment_quotes(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        ArgumentFactory(contribution=item, quoted="posés")
