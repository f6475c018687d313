"""What is typed in the draft of an organisation by who may no longer write there is not lost."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.domain.keep_draft import keep_draft
from parvis.contributions.models import Contribution, Draft
from parvis.contributions.shared import SharedDraft, SharedSave
from parvis.organisations.domain import part
from parvis.organisations.domain.verify import refuse
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import member_of, organisation

KEPT = {"title": "Un banc", "text": "Ici.", "based_on": "0", "step": "keep"}


def typed(**more: str) -> dict[str, str]:
    words = {"title": "Un banc vert", "text": "Devant l'école.", "based_on": "1", "key": str(uuid4())}
    return {**words, "opened": "", "shared": "", **more}


@pytest.fixture
def canal(action: PhaseAction, person: Participant) -> Organisation:
    return organisation(person, name="Les Amis du canal")


@pytest.fixture
def here(client: Client, person: Participant) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def page(canal: Organisation, action: PhaseAction) -> str:
    return reverse("contributions:shared", args=[canal.pk, action.pk])


@pytest.fixture
def send(canal: Organisation, action: PhaseAction) -> str:
    return reverse("contributions:send_shared", args=[canal.pk, action.pk])


def test_the_session_ended_what_was_typed_comes_back_over_the_save_it_followed(
    here: Client, page: str, send: str, person: Participant, canal: Organisation
) -> None:
    here.post(page, KEPT)
    other = Client()
    other.force_login(member_of(canal).participant)
    for address in (page, send):
        here.logout()
        assert here.post(address, typed()).url.startswith(f"{reverse('account_login')}?next=")
        other.post(page, {**KEPT, "title": f"Un autre banc ({address})", "based_on": "1"})
        here.force_login(person)
        shown = here.get(page)
        assert shown.context["form"]["title"].value() == "Un banc vert"
        assert 'name="based_on" value="1"' in shown.content.decode()
    assert here.post(page, typed()).status_code == 302
    assert SharedSave.objects.latest("number").is_beside


def test_who_acts_for_it_no_longer_has_their_words_in_a_form_of_their_own(
    action: PhaseAction, canal: Organisation, page: str, send: str, client: Client
) -> None:
    member = member_of(canal)
    client.force_login(member.participant)
    client.post(page, KEPT)
    keep_draft(actor=member.participant, action=action, typed="title=Mon+banc")
    part.remove(actor=canal.declared_by, representative=member)
    for address in (page, send):
        given = client.post(address, typed(step="keep"))
        assert (given.status_code, given.context["form"]["title"].value()) == (422, "Un banc vert")
        submit = reverse("contributions:submit", args=[action.pk])
        assert f'action="{submit}"' in given.content.decode()
        assert "Vous n’agissez pas, ou plus" in given.content.decode()
    client.logout()
    client.post(page, typed())
    client.force_login(member.participant)
    held = client.get(page)
    assert (held.status_code, held.context["form"]["title"].value()) == (422, "Un banc vert")
    assert (client.get(page).status_code, client.post(page, {}).status_code) == (404, 404)
    carried = dict(held.context["form"].carried())
    assert client.post(submit, {**carried, "step": "publish"}).status_code == 302
    row = Contribution.objects.get()
    assert (row.organisation, Draft.objects.get().typed) == (None, "title=Mon+banc")
    assert (SharedSave.objects.count(), SharedDraft.objects.get().sent) == (1, None)


def test_of_an_organisation_that_the_site_refused_too(
    action: PhaseAction, canal: Organisation, page: str, here: Client
) -> None:
    refuse(actor=StaffFactory(is_superuser=True), organisation=canal, words="Ce n'est pas elle.")
    given = here.post(page, typed())
    assert (given.status_code, given.context["form"]["text"].value()) == (422, "Devant l'école.")


def test_nobody_reads_there_whether_an_organisation_exists(action: PhaseAction, page: str) -> None:
    stranger = Client()
    stranger.force_login(ParticipantFactory())
    nowhere = reverse("contributions:shared", args=[987_654, action.pk])
    answers = [stranger.post(address, typed()) for address in (page, nowhere)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert stranger.get(page).status_code == stranger.get(nowhere).status_code == 404
    assert not SharedDraft.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"is_personal": True, "purpose": "Savoir qui répond."},
        {"type": QuestionType.PHOTO, "settings": {"count": 1}},
    ],
)
def test_a_question_for_each_person_alone_leaves_the_draft_that_was_begun(
    asked: dict[str, object], action: PhaseAction, here: Client, page: str, send: str
) -> None:
    here.post(page, KEPT)
    alone = QuestionFactory(kind=action.kind, code="alone", label="À vous seul", **asked)
    assert page in here.get(reverse("front:mine")).content.decode()
    shown = here.get(page)
    told = shown.content.decode()
    assert shown.context["form"]["title"].value() == "Un banc"
    assert alone.label not in told
    assert f'formaction="{send}"' not in told
    submit = reverse("contributions:submit", args=[action.pk])
    assert f'formaction="{submit}"' in told
    assert here.post(page, typed(q_alone="Ce qui ne se garde pas")).status_code == 302
    assert here.post(send, typed(based_on="2", text="Au port.")).url == f"{page}?checked=1"
    save = SharedSave.objects.latest("number")
    assert (save.number, "alone" in save.typed, "port" in save.typed) == (3, False, True)

    own = here.post(submit, typed(step="correct", shared=str(save.pk), text="Au port."))

    assert (own.status_code, own.context["form"]["text"].value()) == (200, "Au port.")
    assert alone.label in own.content.decode()
    signed_by = str(save.draft.organisation_id)
    here.post(submit, typed(step="publish", shared=str(save.pk), signed_by=signed_by))
    assert SharedDraft.objects.get().sent == Contribution.objects.get()
    assert not Draft.objects.exists()


def test_no_draft_begins_there_any_longer_and_its_first_words_are_given_back(
    action: PhaseAction, here: Client, page: str
) -> None:
    QuestionFactory(kind=action.kind, is_personal=True, purpose="Savoir qui répond.")
    assert here.get(page).status_code == 404
    given = here.post(page, typed())
    assert (given.status_code, given.context["form"]["title"].value()) == (422, "Un banc vert")
    assert "ne s’écrit pas à plusieurs" in given.content.decode()
    assert not SharedDraft.objects.exists()
