"""The draft of an organisation is sent: what it marks, and what of each person it leaves alone."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.keep_draft import keep_draft
from parvis.contributions.domain.keep_shared import keep_shared
from parvis.contributions.models import Contribution, Draft
from parvis.contributions.shared import SharedDraft, SharedSave
from parvis.contributions.tests.conftest import Deposit
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import member_of, verified

WORDS = {"title": "Un banc", "text": "Devant l'école."}


@pytest.fixture
def canal(action: PhaseAction, person: Participant) -> Organisation:
    return verified(person, name="Les Amis du canal")


@pytest.fixture
def save(canal: Organisation, action: PhaseAction, person: Participant) -> SharedSave:
    return keep_shared(
        actor=person, organisation=canal, action=action, typed="title=Un+banc&text=Ici.", based_on=0
    )


@pytest.fixture
def here(client: Client, person: Participant) -> Client:
    client.force_login(person)
    return client


def previewed(here: Client, save: SharedSave, **typed: str) -> dict[str, str]:
    """What the page before publication sends, once the draft was shown there."""
    send = reverse("contributions:send_shared", args=[save.draft.organisation_id, save.draft.action_id])
    sent = {**WORDS, "key": str(uuid4()), "based_on": str(save.number), **typed}
    page = here.post(send, {**sent, "step": "preview"})
    assert page.status_code == 200
    carried = dict(page.context["form"].carried())
    assert f'name="shared" value="{carried["shared"]}"' in page.content.decode()
    return {**carried, "signed_by": str(save.draft.organisation_id), "step": "publish"}


def publish(here: Client, action: PhaseAction, typed: dict[str, str]) -> str:
    answer = here.post(reverse("contributions:submit", args=[action.pk]), typed)
    assert answer.status_code == 302
    return str(answer.url)


def test_it_marks_the_draft_and_leaves_one_s_own(
    here: Client, save: SharedSave, action: PhaseAction, person: Participant
) -> None:
    keep_draft(actor=person, action=action, typed="title=Mon+banc+à+moi")

    url = publish(here, action, previewed(here, save))

    draft, row = SharedDraft.objects.get(), Contribution.objects.get()
    assert (draft.sent, draft.sent_number) == (row, 2)
    assert Draft.objects.get().typed == "title=Mon+banc+à+moi"
    shown = here.get(url).content.decode()
    own = f"contribution-{row.phase_id}-{row.kind_id}"
    assert f'data-parvis-autosave-clear="shared-{row.organisation_id}-{row.phase_id}-{row.kind_id}"' in shown
    assert f'data-parvis-autosave-clear="{own}"' not in shown


def test_one_s_own_text_takes_one_s_own_draft_with_it(
    here: Client, save: SharedSave, action: PhaseAction, person: Participant
) -> None:
    keep_draft(actor=person, action=action, typed="title=Mon+banc")
    signed_by = str(save.draft.organisation_id)
    publish(here, action, {**WORDS, "key": str(uuid4()), "signed_by": signed_by, "step": "publish"})
    assert not Draft.objects.exists()
    assert SharedDraft.objects.get().sent is None


def test_another_text_of_the_organisation_and_another_organisation_leave_it_alone(
    save: SharedSave, canal: Organisation, deposit: Deposit, person: Participant
) -> None:
    other = verified(person, name="Le Cercle")
    deposit(organisation=canal)
    deposit(organisation=other, shared_save=save.pk)
    deposit(shared_save=save.pk)
    deposit(organisation=canal, shared_save=save.pk + 1)
    assert SharedDraft.objects.get().sent is None
    sent = deposit(organisation=canal, shared_save=save.pk)
    assert SharedDraft.objects.get().sent == sent


def test_what_is_refused_marks_nothing(save: SharedSave, canal: Organisation, deposit: Deposit) -> None:
    with pytest.raises(Refused):
        deposit(organisation=canal, shared_save=save.pk, title="")
    with pytest.raises(Refused):
        deposit(organisation=canal, shared_save=save.pk, actor=ParticipantFactory())
    assert SharedDraft.objects.get().sent is None


def test_what_another_kept_after_what_was_sent_still_waits(
    here: Client, save: SharedSave, canal: Organisation, action: PhaseAction
) -> None:
    other = member_of(canal).participant
    typed, mine = previewed(here, save), reverse("front:mine")
    page = reverse("contributions:shared", args=[canal.pk, action.pk])
    keep_shared(actor=other, organisation=canal, action=action, typed="text=Mieux.", based_on=2)

    publish(here, action, typed)

    assert page in here.get(mine).content.decode()
    SharedDraft.objects.update(sent_number=3)
    assert page not in here.get(mine).content.decode()


def test_signed_in_again_before_publishing_it_is_still_the_draft_that_is_sent(
    here: Client, save: SharedSave, action: PhaseAction, person: Participant
) -> None:
    typed = previewed(here, save)
    here.logout()
    assert publish(here, action, typed).startswith(reverse("account_login"))
    here.force_login(person)
    again = here.get(reverse("contributions:submit", args=[action.pk])).context["form"]
    publish(here, action, {**dict(again.carried()), "signed_by": typed["signed_by"], "step": "publish"})
    assert SharedDraft.objects.get().sent == Contribution.objects.get()


def test_refused_at_the_last_moment_it_stays_apart_from_one_s_own_draft(
    here: Client, save: SharedSave, action: PhaseAction, person: Participant
) -> None:
    keep_draft(actor=person, action=action, typed="title=Mon+banc")
    typed, submit = previewed(here, save), reverse("contributions:submit", args=[action.pk])
    page = here.post(submit, {**typed, "title": ""})
    assert page.status_code == 422
    assert "data-parvis-autosave=" not in page.content.decode()
    assert here.post(submit, {**typed, "step": "preview"}).status_code == 200
    publish(here, action, typed)
    assert SharedDraft.objects.get().sent == Contribution.objects.get()
    assert Draft.objects.get().typed == "title=Mon+banc"
