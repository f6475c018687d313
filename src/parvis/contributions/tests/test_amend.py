"""An amendment: other words for what it responds to."""

import pytest
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.consultations.enums import KindRole
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory
from parvis.contributions.domain.revise import revise
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db
WORDS = "Des bancs sont posés."


@pytest.fixture
def item():
    phase = PhaseFactory()
    kind = KindFactory(consultation=phase.consultation)
    return ContributionFactory(kind=kind, phase=phase, title="Article 2", text=WORDS)


@pytest.fixture
def action(item):
    kind = KindFactory(
        consultation=item.consultation, responds_to=item.kind, role=KindRole.AMENDMENT, code="amendment"
    )
    return PhaseActionFactory(phase=item.phase, kind=kind)


def form_of(client, action, item):
    url = reverse("contributions:submit", args=[action.pk])
    return client.get(f"{url}?responds_to={item.pk}")


def sent(page, **typed):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | typed


def test_the_form_begins_with_the_words_to_amend(client, action, item):
    page = form_of(client, action, item)
    assert page.context["form"]["text"].value() == WORDS
    assert f"/contributions/{item.pk}/" in page.content.decode()


def test_the_preview_marks_what_changes(client, action, item):
    data = sent(
        form_of(client, action, item), title="De l’ombre", text="Des bancs sont ombragés.", step="preview"
    )
    page = client.post(reverse("contributions:submit", args=[action.pk]), data).content.decode()
    assert "<del>posés</del><ins>ombragés</ins>" in page


def test_an_amendment_that_changes_no_word_is_refused_and_what_was_typed_stays(client, action, item):
    data = sent(form_of(client, action, item), title="Rien", text=f"{WORDS} ", step="preview")
    page = client.post(reverse("contributions:submit", args=[action.pk]), data)
    assert page.status_code == 422
    assert 'value="Rien"' in page.content.decode()
    assert page.context["form"].errors.keys() == {"text"}


def test_the_domain_refuses_it_at_deposit_and_at_revision(deposit, action, item, person):
    with pytest.raises(Refused):
        deposit(action=action, text=WORDS, responds_to=item)
    made = deposit(action=action, text="Des bancs bleus.", responds_to=item)
    with pytest.raises(Refused):
        revise(actor=person, contribution=made, title="x", text=WORDS)


def test_nobody_deposits_a_passage(deposit, item):
    kind = item.kind
    kind.role = KindRole.PASSAGE
    kind.save(update_fields=["role"])
    opened = PhaseActionFactory(phase=item.phase, kind=kind)
    with pytest.raises(Refused):
        deposit(action=opened)


def test_an_address_that_names_no_passage_shows_the_list(client, action, item):
    url = reverse("contributions:submit", args=[action.pk])
    for typed in ("", "x", "9" * 30, str(item.pk + 1000)):
        page = client.get(f"{url}?responds_to={typed}")
        assert (page.status_code, page.context["form"]["text"].value()) == (200, None)
