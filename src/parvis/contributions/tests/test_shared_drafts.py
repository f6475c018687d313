"""Drafts of organisations: several hands, no text lost, one of them sends."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.limits import RATES, Act, Rate, Scope
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.keep_draft import forget_old_drafts
from parvis.contributions.domain.keep_shared import keep_shared
from parvis.contributions.models import Contribution
from parvis.contributions.shared import SharedDraft, SharedSave
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import member_of, verified


@pytest.fixture
def canal(action: PhaseAction, person: Participant) -> Organisation:
    return verified(person, name="Les Amis du canal")


@pytest.fixture
def other(canal: Organisation) -> Participant:
    return member_of(canal, ParticipantFactory(public_name="Orme 4")).participant


def keep(
    canal: Organisation, action: PhaseAction, actor: Participant, text: str, based_on: int
) -> SharedSave:
    return keep_shared(
        actor=actor, organisation=canal, action=action, typed=f"text={text}", based_on=based_on
    )


def test_a_save_over_a_newer_one_loses_neither(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant
) -> None:
    first = keep(canal, action, person, "un", 0)
    theirs, mine = keep(canal, action, other, "deux", 1), keep(canal, action, person, "trois", 1)
    assert [one.is_beside for one in (first, theirs, mine)] == [False, False, True]
    assert keep(canal, action, person, "trois", 3) == mine
    merged = keep(canal, action, person, "quatre", 3)
    assert not merged.is_beside
    assert list(SharedSave.objects.order_by("number").values_list("typed", flat=True)) == [
        "text=un", "text=deux", "text=trois", "text=quatre",
    ]  # fmt: skip
    assert SharedDraft.objects.get().saved_by == person


def test_only_its_representatives_and_only_what_is_of_nobody_alone(
    canal: Organisation, action: PhaseAction, person: Participant
) -> None:
    with pytest.raises(Refused):
        keep(canal, action, ParticipantFactory(), "un", 0)
    with pytest.raises(Refused):
        keep(canal, action, person, "u" * 400_001, 0)
    QuestionFactory(kind=action.kind, is_personal=True, purpose="Savoir qui répond.")
    with pytest.raises(Refused):
        keep(canal, action, person, "un", 0)
    assert not SharedDraft.objects.exists()


def test_it_is_forgotten_with_time_and_names_nobody_who_left(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant
) -> None:
    save = keep(canal, action, other, "un", 0)
    anonymise(author=other)
    save.refresh_from_db()
    assert (save.saved_by, save.typed, save.draft.saved_by) == (None, "text=un", None)
    SharedDraft.objects.update(saved_at="2020-01-01T00:00Z")
    forget_old_drafts()
    assert not SharedSave.objects.exists()


def test_two_go_on_with_one_text_and_one_publishes_it(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant
) -> None:
    mine, theirs, stranger = Client(), Client(), Client()
    for client, somebody in ((mine, person), (theirs, other), (stranger, ParticipantFactory())):
        client.force_login(somebody)
    QuestionFactory(kind=action.kind, code="where", label="Où")
    page = reverse("contributions:shared", args=[canal.pk, action.pk])
    assert stranger.get(page).status_code == stranger.post(page, {}).status_code == 404
    assert page in mine.get(reverse("contributions:submit", args=[action.pk])).content.decode()
    typed = {"title": "Un banc", "text": "Devant l'école.", "step": "keep"}
    mine.post(page, {**typed, "based_on": "0"})
    found = theirs.get(page)
    assert found.context["form"]["title"].value() == "Un banc"
    assert person.public_name in found.content.decode()
    assert page in theirs.get(reverse("front:mine")).content.decode()
    theirs.post(page, {**typed, "title": "Un banc de bois", "based_on": "1"})
    here = {"title": "Un banc de pierre", "q_where": "Au port", "based_on": "1"}
    late = mine.post(page, {**typed, **here}, follow=True)
    told = late.content.decode()
    assert "Orme 4" in told
    assert "<del>bois</del>" in told
    assert "<dt>Où</dt><dd><ins>Au port</ins></dd>" in told
    send = reverse("contributions:send_shared", args=[canal.pk, action.pk])
    whole = {**typed, "title": "Un banc de bois et de pierre", "signed_by": str(canal.pk)}
    form = mine.get(page).context["form"]
    whole |= {"key": form["key"].value(), "opened": form["opened"].value()}
    assert mine.post(send, {**whole, "text": "", "based_on": "3"}).status_code == 302
    shown = mine.post(send, {**whole, "based_on": "4", "step": "preview"})
    assert shown.status_code == 200
    submit = reverse("contributions:submit", args=[action.pk])
    assert f'action="{submit}"' in shown.content.decode()
    whole["shared"] = shown.context["form"]["shared"].value()
    assert mine.post(submit, {**whole, "step": "publish"}).status_code == 302
    row = Contribution.objects.get()
    assert (row.title, row.organisation, row.author) == (whole["title"], canal, person)
    assert SharedDraft.objects.get().sent == row
    assert page not in theirs.get(reverse("front:mine")).content.decode()
    assert theirs.get(f"{page}?save=2").context["form"]["title"].value() == "Un banc de bois"
    assert theirs.get(f"{page}?save=99").status_code == 404


def test_nobody_is_told_of_their_own_saves(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant
) -> None:
    first = keep(canal, action, person, "un", 0)
    second = keep(canal, action, person, "deux", 1)
    assert keep(canal, action, person, "deux", 1) == second
    assert not keep(canal, action, person, "trois", 1).is_beside
    assert keep(canal, action, other, "quatre", 2).is_beside
    assert keep(canal, action, other, "quatre", 2).number == 4
    assert (first.number, SharedSave.objects.count()) == (1, 4)


def test_the_newest_save_of_another_is_compared_and_the_others_are_linked(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant, client: Client
) -> None:
    client.force_login(person)
    page = reverse("contributions:shared", args=[canal.pk, action.pk])
    keep(canal, action, person, "zéro", 0)
    keep(canal, action, other, "un", 1)
    keep(canal, action, person, "moi", 1)
    counted = []
    for missed in (1, 3):
        while SharedSave.objects.filter(saved_by=other).count() < missed:
            last = SharedSave.objects.latest("number").number
            keep(canal, action, other, f"autre {last}", last)
            keep(canal, action, person, f"moi {last}", 1)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page).context["meanwhile"]
        counted.append(len(queries))
        assert (len(shown.others), shown.save.saved_by) == (missed - 1, other)
    assert counted[0] == counted[1]
    assert [(one[1], one[2]) for one in shown.differences] == [("autre 5", "moi 5")]


def test_whoever_read_what_differs_may_send_as_it_is(
    canal: Organisation, action: PhaseAction, person: Participant, other: Participant, client: Client
) -> None:
    client.force_login(person)
    page = reverse("contributions:shared", args=[canal.pk, action.pk])
    send = reverse("contributions:send_shared", args=[canal.pk, action.pk])
    typed = {"title": "Un banc", "text": "Devant l'école.", "key": str(uuid4())}
    keep(canal, action, other, "un", 0)
    assert client.post(send, {**typed, "based_on": "0"}).url == f"{page}?checked=1"
    assert client.get(page).context["meanwhile"].save.saved_by == other
    assert client.post(send, {**typed, "based_on": "2"}).status_code == 200


def test_saves_are_counted_and_what_is_refused_stays_on_the_page(
    canal: Organisation, action: PhaseAction, person: Participant, client: Client, monkeypatch
) -> None:
    client.force_login(person)
    page = reverse("contributions:shared", args=[canal.pk, action.pk])
    monkeypatch.setitem(RATES, Act.DRAFT, {Scope.PERSON: Rate(1, 1)})
    typed = {"title": "Un banc", "text": "Ici.", "based_on": "0"}
    assert client.post(page, typed).status_code == 302
    refused = client.post(page, {**typed, "title": "Deux bancs", "based_on": "1"})
    assert (refused.status_code, refused.context["form"]["title"].value()) == (422, "Deux bancs")
    assert 'name="based_on" value="1"' in refused.content.decode()
    assert "data-parvis-autosave=" in refused.content.decode()
    assert SharedSave.objects.count() == 1
