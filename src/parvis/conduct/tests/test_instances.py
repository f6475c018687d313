"""Consultations asked for by another site: the deployment API of the State's portal, and what is decided."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.conduct.domain.decide_instance import accept_instance, refuse_instance
from parvis.conduct.domain.request_instance import forget_instances
from parvis.conduct.instance_forms import READY
from parvis.conduct.models import Instance
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
KEY = "k" * 40
ADDRESS = "/api/deployment/instances"
WISH = {
    "requestIdentifier": "5d0c",
    "name": "Quelle école demain ?",
    "slug": "quelle-ecole",
    "adminName": "Awa Diop",
    "adminEmail": "awa@ministere.example",
    "adminOrganizationName": "Ministère",
}


@pytest.fixture(autouse=True)
def known_key(settings) -> None:
    settings.PARVIS_INSTANCES_KEY = KEY


@pytest.fixture
def operator():
    return StaffFactory(is_superuser=True)


def send(key: str = KEY, **changes):
    body = {name: value for name, value in {**WISH, **changes}.items() if value is not None}
    return Client(headers={"X-Api-Key": key}).post(ADDRESS, body, content_type="application/json")


def read(address: str = ADDRESS, key: str = KEY, **asked):
    return Client(headers={"X-Api-Key": key}).get(address, asked)


def asked_for(**changes) -> Instance:
    assert send(**changes).status_code == 202
    return Instance.objects.get(slug=changes.get("slug", WISH["slug"]))


def test_what_is_asked_for_waits_under_the_words_of_the_specification() -> None:
    answer = send()
    told = answer.json()
    row = Instance.objects.get()

    assert (answer.status_code, answer["Cache-Control"]) == (202, "private, no-store")
    assert answer["Location"].endswith(f"{ADDRESS}/{row.pk}")
    assert {name: told[name] for name in WISH if name != "slug"} == {
        name: value for name, value in WISH.items() if name != "slug"
    }
    assert told["status"] == "requested"
    assert told["url"].endswith("/consultations/quelle-ecole/")
    assert set(told) == {
        "url", "name", "adminName", "adminEmail", "requestIdentifier", "status", "adminOrganizationName",
        "createdAt", "updatedAt", "metadata",
    }  # fmt: skip
    assert read(f"{ADDRESS}/{row.pk}").json() == told


def test_they_are_listed_and_found_by_their_address() -> None:
    send()
    send(requestIdentifier="6a", slug="autre-sujet", name="Autre sujet")

    assert [one["name"] for one in read().json()["items"]] == ["Autre sujet", "Quelle école demain ?"]
    assert [one["name"] for one in read(slug="quelle-ecole").json()["items"]] == ["Quelle école demain ?"]
    assert read(slug="ailleurs").json() == {"items": []}
    assert read(f"{ADDRESS}/{uuid4()}").status_code == 404


@pytest.mark.parametrize("key", ["", "k" * 39, "K" * 40, "é" * 40])
def test_without_the_key_nothing_is_told_nor_kept(key) -> None:
    row = asked_for()
    answers = [read(key=key), read(f"{ADDRESS}/{row.pk}", key=key), send(key=key, slug="autre-sujet")]

    assert [answer.status_code for answer in answers] == [401] * 3
    assert {answer.json()["code"] for answer in answers} == {901}
    assert Instance.objects.count() == 1


def test_a_session_is_no_key(client, operator) -> None:
    client.force_login(operator)

    assert client.get(ADDRESS).status_code == 401
    assert client.post(ADDRESS, WISH, content_type="application/json").status_code == 401


def test_it_is_nowhere_unless_the_settings_have_a_key(settings) -> None:
    row = asked_for()
    settings.PARVIS_INSTANCES_KEY = ""
    answers = [
        read(),
        read(key=""),
        read(f"{ADDRESS}/{row.pk}"),
        send(slug="autre"),
        read("/api/deployment/openapi.json"),
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, read("/api/deployment/nothing").content)
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"requestIdentifier": None}, {"name": None}, {"slug": None}, {"adminName": None}, {"adminName": ""},
        {"adminEmail": None}, {"adminEmail": "nobody"}, {"adminEmail": "a@b\r\nBcc: c@d.example"},
        {"name": "No"}, {"name": "x" * 201}, {"name": ["x"]}, {"slug": "Maj"}, {"slug": "a b"},
        {"slug": "-ab"}, {"slug": "../x"}, {"slug": "x" * 51}, {"slug": 12},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_not_kept(wrong) -> None:
    answer = send(**wrong)

    assert (answer.status_code, answer.json()["code"], Instance.objects.count()) == (400, 100, 0)
    assert answer.json()["message"]


def test_what_the_specification_lets_one_add_is_not_kept() -> None:
    assert send(adminPhone="0102030405", metadata={"a": 1}).status_code == 202
    assert "0102030405" not in str(list(Instance.objects.values()))


def test_what_no_text_can_hold_is_taken_out() -> None:
    assert asked_for(name="Quelle\0 école ?").name == "Quelle école ?"


def test_an_address_is_given_once() -> None:
    ConsultationFactory(slug="deja-la")
    send()
    answers = [
        send(requestIdentifier="other"),
        send(slug="ailleurs"),
        send(requestIdentifier="b", slug="deja-la"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(400, 101)] * 3
    assert Instance.objects.count() == 1


def test_after_a_refusal_the_same_address_is_asked_for_again(operator) -> None:
    row = asked_for()
    refuse_instance(actor=operator, instance=row, reason="Pas de notre ressort.")
    told = read(f"{ADDRESS}/{row.pk}").json()
    assert (told["status"], told["metadata"]["reason"]) == ("failure", "Pas de notre ressort.")

    answer = send(requestIdentifier="again", name="Une autre question")
    row.refresh_from_db()
    assert answer["Location"].endswith(f"{ADDRESS}/{row.pk}")
    assert (row.identifier, row.name, row.state, row.reason) == (
        "again",
        "Une autre question",
        "requested",
        "",
    )


def test_accepted_it_is_a_draft_at_its_address_and_its_organiser_is_invited(operator) -> None:
    row = asked_for()
    starts_on = timezone.localdate() + timedelta(days=30)
    made = accept_instance(actor=operator, instance=row, template=READY["idea-box"], starts_on=starts_on)

    page = ConsultationPage.objects.get(pk=made.pk)
    assert (page.slug, page.live, page.title, page.organiser) == (
        "quelle-ecole", False, WISH["name"], "Ministère",
    )  # fmt: skip
    assert page.url_path.endswith("/quelle-ecole/")
    assert page.get_latest_revision_as_object().slug == "quelle-ecole"
    assert [(one.email, one.role) for one in page.team_invitations.all()] == [
        ("awa@ministere.example", Role.ORGANISER)
    ]
    assert Mail.objects.get().recipient == "awa@ministere.example"
    told = read(f"{ADDRESS}/{row.pk}").json()
    assert (told["status"], told["metadata"]["desk"][-len(f"/{page.pk}/") :]) == ("running", f"/{page.pk}/")
    with pytest.raises(Refused):
        refuse_instance(actor=operator, instance=row, reason="Trop tard.")


def test_a_consultation_that_is_gone_is_told_terminated(operator) -> None:
    row = asked_for()
    made = accept_instance(
        actor=operator, instance=row, template=READY["idea-box"], starts_on=timezone.localdate()
    )
    Instance.objects.filter(pk=row.pk).update(consultation=None)
    assert made.pk

    assert read(f"{ADDRESS}/{row.pk}").json()["status"] == "terminated"


def test_whoever_administers_the_site_decides_and_nobody_else(operator) -> None:
    row = asked_for()
    for actor in (ParticipantFactory(), StaffFactory()):
        with pytest.raises(Refused):
            accept_instance(
                actor=actor, instance=row, template=READY["idea-box"], starts_on=timezone.localdate()
            )
        with pytest.raises(Refused):
            refuse_instance(actor=actor, instance=row, reason="Non.")
    with pytest.raises(Refused):
        refuse_instance(actor=operator, instance=row, reason="  ")
    row.refresh_from_db()
    assert row.state == "requested"


def test_there_is_an_end_to_how_many_wait_and_how_many_are_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("parvis.conduct.domain.request_instance.MOST", 2)
    for number in range(3):
        answer = send(requestIdentifier=f"{number}", slug=f"sujet-{number}")
    assert (answer.status_code, Instance.objects.count()) == (400, 2)

    monkeypatch.setitem(limits.RATES[limits.Act.PROGRAM], limits.Scope.PERSON, limits.Rate(1, 1))
    answers = [send(requestIdentifier="z", slug="sujet-z") for _time in range(3)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_who_was_to_organise_what_was_refused_is_forgotten(operator) -> None:
    kept, gone = asked_for(), asked_for(requestIdentifier="b", slug="autre")
    refuse_instance(actor=operator, instance=gone, reason="Non.")
    assert forget_instances() == 0
    Instance.objects.update(updated_at=timezone.now() - timedelta(days=31))

    assert forget_instances() == 1
    assert list(Instance.objects.all()) == [kept]
