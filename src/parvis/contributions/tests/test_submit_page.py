"""Write, look, publish: the page."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory


def address(action: PhaseAction) -> str:
    return reverse("contributions:submit", args=[action.pk])


def hidden(html: str) -> dict[str, str]:
    """What the page carries along: hidden fields, the token of the middleware aside."""
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def fill(client: Client, action: PhaseAction, **given: Any) -> dict[str, Any]:
    page = client.get(address(action)).content.decode()
    return {**hidden(page), "title": "Un banc", "text": "Les parents\n\nattendent <debout>.", **given}


def test_publishing_goes_through_a_preview(
    signed_in: Client, action: PhaseAction, person: Participant
) -> None:
    theme = ThemeFactory.create(consultation=action.phase.consultation)
    typed = fill(signed_in, action, theme=theme.pk, step="preview")

    preview = signed_in.post(address(action), typed)
    html = preview.content.decode()
    assert Contribution.objects.count() == 0
    assert "<p>Les parents</p><p>attendent &lt;debout&gt;.</p>" in html
    assert theme.name in html
    assert person.public_name in html

    answer = signed_in.post(address(action), {**hidden(html), "step": "publish"})
    contribution = Contribution.objects.get()
    assert answer.url == f"{reverse('front:contribution', args=[contribution.pk])}?receipt=1"
    assert (contribution.title, contribution.text) == ("Un banc", "Les parents\n\nattendent <debout>.")
    assert (contribution.author, contribution.theme) == (person, theme)


def test_correcting_gives_the_form_back_with_the_text(signed_in: Client, action: PhaseAction) -> None:
    page = signed_in.post(address(action), fill(signed_in, action, step="correct"))

    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "Les parents\n\nattendent <debout>."
    assert "step" in page.content.decode()
    assert Contribution.objects.count() == 0


def test_sending_twice_publishes_once(signed_in: Client, action: PhaseAction) -> None:
    typed = fill(signed_in, action, step="publish")

    first, second = signed_in.post(address(action), typed), signed_in.post(address(action), typed)

    assert first.url == second.url
    assert Contribution.objects.count() == 1


def test_a_visitor_writes_first_and_signs_in_to_publish(
    client: Client, action: PhaseAction, person: Participant
) -> None:
    typed = fill(client, action, step="publish")

    answer = client.post(address(action), typed)
    assert answer.url.startswith(reverse("account_login"))
    assert Contribution.objects.count() == 0

    # The session outlives sign-in, as the sign-in pages see to it.
    kept = dict(client.session.items())
    client.force_login(person)
    session = client.session
    session.update({name: value for name, value in kept.items() if not name.startswith("_auth")})
    session.save()
    page = client.get(address(action)).content.decode()
    assert "attendent &lt;debout&gt;." in page
    client.post(address(action), {**hidden(page), "step": "publish"})
    assert Contribution.objects.get().author == person


@pytest.mark.parametrize("given", [{"title": ""}, {"title": "  "}, {"text": ""}, {"text": "\u200b"}])
@pytest.mark.parametrize("step", ["preview", "publish"])
def test_what_is_missing_is_said_in_place_and_the_rest_is_kept(
    signed_in: Client, action: PhaseAction, given: dict[str, str], step: str
) -> None:
    page = signed_in.post(address(action), fill(signed_in, action, step=step, **given))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == list(given)
    kept = ({"title": "Un banc", "text": "Les parents\n\nattendent <debout>."}.keys() - given.keys()).pop()
    assert page.context["form"][kept].value() == fill(signed_in, action)[kept]
    assert Contribution.objects.count() == 0


def test_a_theme_is_asked_when_there_are_some(signed_in: Client, action: PhaseAction) -> None:
    ThemeFactory.create(consultation=action.phase.consultation)

    page = signed_in.post(
        address(action), fill(signed_in, action, step="preview", theme=ThemeFactory.create().pk)
    )

    assert list(page.context["form"].errors) == ["theme"]


def test_a_phase_closed_meanwhile_keeps_the_text(signed_in: Client, action: PhaseAction) -> None:
    typed = fill(signed_in, action, step="publish")
    action.phase.ends_at = timezone.now() - timedelta(hours=1)
    action.phase.save()

    page = signed_in.post(address(action), typed)

    assert page.status_code == 422
    assert page.context["form"]["text"].value() == typed["text"]
    assert Contribution.objects.count() == 0


def test_a_form_opened_before_the_end_is_accepted_in_the_minutes_of_grace(
    signed_in: Client, action: PhaseAction
) -> None:
    typed = fill(signed_in, action, step="publish")
    action.phase.ends_at = timezone.now()
    action.phase.save()

    signed_in.post(address(action), typed)

    assert Contribution.objects.get().is_late is True


@pytest.mark.parametrize("forged", ["", "x", None])
def test_grace_is_not_forged(signed_in: Client, action: PhaseAction, forged: str | None) -> None:
    other = PhaseActionFactory.create(phase__starts_at=action.phase.starts_at)
    opened = fill(signed_in, other)["opened"] if forged is None else forged
    typed = fill(signed_in, action, step="publish", opened=opened)
    action.phase.ends_at = timezone.now()
    action.phase.save()

    assert signed_in.post(address(action), typed).status_code == 422
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("moment", ["past", "future"])
def test_a_phase_that_is_not_open_says_so(db: None, client: Client, moment: str) -> None:
    action = PhaseActionFactory.create(phase=PhaseFactory.create(**{moment: True}))

    page = client.get(address(action))

    assert page.status_code == 200
    assert page.templates[0].name == "contributions/closed.html"
    assert action.phase.title in page.content.decode()


def test_what_is_not_a_deposit_or_not_public_does_not_exist(client: Client, action: PhaseAction) -> None:
    action.phase.consultation.live = False
    action.phase.consultation.save()

    for each in (action, PhaseActionFactory.create(vote=True)):
        assert client.get(address(each)).status_code == 404
        assert client.post(address(each), {"text": "x"}).status_code == 404


def test_a_solution_is_offered_what_it_may_respond_to(signed_in: Client, action: PhaseAction) -> None:
    solution = KindFactory.create(consultation=action.phase.consultation, responds_to=action.kind)
    opened = PhaseActionFactory.create(phase=action.phase, kind=solution)
    one, two = ContributionFactory.create_batch(2, kind=action.kind)

    page = signed_in.get(address(opened), {"to": two.pk})
    field = page.context["form"]["responds_to"]
    assert [value for value, _ in field.field.choices] == [
        "",
        *(row.pk for row in sorted([one, two], key=str)),
    ]
    assert f'<option value="{two.pk}" selected>' in page.content.decode()

    signed_in.post(address(opened), fill(signed_in, opened, step="publish", responds_to=two.pk))
    assert Contribution.objects.get(kind=solution).responds_to == two


def test_a_long_list_still_offers_the_text_one_comes_from(signed_in: Client, action: PhaseAction) -> None:
    solution = KindFactory.create(consultation=action.phase.consultation, responds_to=action.kind)
    opened = PhaseActionFactory.create(phase=action.phase, kind=solution)
    ContributionFactory.create_batch(102, kind=action.kind, shuffle_key=1)
    last = ContributionFactory.create(kind=action.kind, shuffle_key=2)

    page = signed_in.get(address(opened), {"to": last.pk})

    assert len(page.context["form"].fields["responds_to"].choices) == 102
    assert f'<option value="{last.pk}" selected>' in page.content.decode()
