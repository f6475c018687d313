"""A finding is worded by a language model from its public sources; a person takes what stood of it."""

import json
from typing import Any

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.jobs import language_model
from parvis.restitution.domain.draft_synthesis import ask_draft
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.word_finding import (
    accept_wording,
    ask_wording,
    leave_wording,
    run_wording,
)
from parvis.restitution.domain.write_synthesis import change_finding
from parvis.restitution.models import PublishedSynthesis
from parvis.restitution.sections import Finding
from parvis.restitution.synthesis_queries import draft_of
from parvis.restitution.tasks import draft_syntheses, word_findings
from parvis.restitution.tests.synthesis_data import Square, member, square
from parvis.restitution.wordings import Wording
from parvis.testing.receiver import Receiver, says

pytestmark = pytest.mark.django_db
QUOTE = "un banc numéro 0 devant l’école"
GOOD = "Des bancs sont demandés devant l’école [1]. Tout le monde est d’accord. Il en faut 9 [2]."


@pytest.fixture
def place() -> Square:
    return square()


@pytest.fixture
def model(small_model: Receiver) -> Receiver:
    says(small_model, GOOD)
    return small_model


def cited(place: Square, *numbers: int) -> Finding:
    return place.finding(contributions=[place.texts[n].pk for n in numbers])


def worded(place: Square, finding: Finding) -> Wording:
    ask_wording(actor=place.organiser, finding=finding)
    word_findings()
    return Wording.objects.get(finding=finding)


def test_it_is_asked_with_public_sources_and_no_name(place: Square, model: Receiver) -> None:
    finding = cited(place, 1, 2, 3)
    finding.sources.all().delete()
    finding = place.finding(contributions=[place.texts[0].pk], quote=QUOTE)
    for n in (1, 2, 3):
        finding.sources.create(contribution=place.texts[n])
    Contribution.objects.filter(pk=place.texts[1].pk).update(state=State.HIDDEN)
    Contribution.objects.filter(pk=place.texts[2].pk).update(text="Écrivez-moi : ana@example.org")

    worded(place, finding)

    [heard] = model.heard
    assert heard.path == "/told/chat/completions"
    assert heard.headers["authorization"] == "Bearer the key"
    sent = json.loads(heard.body)
    told = {name: sent[name] for name in ("model", "temperature", "seed", "max_tokens", "stream")}
    assert told == {"model": "small-model", "temperature": 0, "seed": 1, "max_tokens": 800, "stream": False}
    given = json.loads(sent["messages"][1]["content"])
    assert given["finding"] == "Les bancs manquent."
    assert given["sources"] == [
        {"number": 1, "words": QUOTE},
        {"number": 2, "words": "Banc 3\nIl faut un banc numéro 3 devant l’école."},
    ]
    names = [text.author.public_name for text in place.texts if text.author and text.author.public_name]
    assert [name for name in names if name in heard.body.decode()] == []


def test_only_the_sentences_that_rest_on_sources_stand(place: Square, model: Receiver) -> None:
    finding = cited(place, 0, 1)
    found = worded(place, finding)
    assert (found.state, found.given, found.model) == ("done", 3, "small-model")
    assert found.sentences == [
        {"text": "Des bancs sont demandés devant l’école.", "sources": [place.texts[0].pk]}
    ]
    finding.refresh_from_db()
    assert finding.text == "<p>Les bancs manquent.</p>"


def test_a_job_that_runs_again_asks_nothing_again(place: Square, model: Receiver) -> None:
    found = worded(place, cited(place, 0))
    word_findings()
    run_wording(wording=found)
    assert len(model.heard) == 1


def test_what_a_stopped_server_left_is_tried_three_times(place: Square, model: Receiver) -> None:
    found = ask_wording(actor=place.organiser, finding=cited(place, 0))
    Wording.objects.update(state="running", tries=3)
    word_findings()
    found.refresh_from_db()
    assert (found.state, found.trouble, model.heard) == ("failed", "stopped", [])


def test_taken_it_is_marked_until_somebody_writes_other_words(place: Square, model: Receiver) -> None:
    finding = cited(place, 0)
    worded(place, finding)
    accept_wording(actor=place.organiser, finding=finding)
    row = Finding.objects.select_related("draft", "section").get(pk=finding.pk)
    pk = place.texts[0].pk
    assert row.text == f"<p>Des bancs sont demandés devant l’école. (C-{pk})</p>"
    assert (row.draft.method, row.draft.engine_version, Wording.objects.count()) == (
        "model",
        "small-model",
        0,
    )
    publish_synthesis(actor=place.organiser, synthesis=place.synthesis)
    [frozen] = PublishedSynthesis.objects.get().words["sections"][0]["findings"]
    assert frozen["drafted"] == {"method": "model", "version": "small-model", "seed": 1, "accepted": True}

    change_finding(actor=place.organiser, finding=row, text="Des bancs manquent.", section=row.section)
    row.refresh_from_db()
    assert row.draft_id is None


def test_a_draft_by_extraction_stays_the_draft_and_takes_no_worded_finding(
    place: Square, model: Receiver
) -> None:
    drafted = ask_draft(actor=place.organiser, synthesis=place.synthesis)
    draft_syntheses()
    finding = cited(place, 0)
    worded(place, finding)
    accept_wording(actor=place.organiser, finding=finding)
    assert draft_of(place.synthesis) == drafted
    ask_draft(actor=place.organiser, synthesis=place.synthesis)
    draft_syntheses()
    assert Finding.objects.filter(pk=finding.pk).exists()


def test_it_is_left(place: Square, model: Receiver) -> None:
    finding = cited(place, 0)
    worded(place, finding)
    leave_wording(actor=place.organiser, finding=finding)
    finding.refresh_from_db()
    assert (finding.text, Wording.objects.count()) == ("<p>Les bancs manquent.</p>", 0)
    with pytest.raises(Refused):
        accept_wording(actor=place.organiser, finding=finding)


def hide(place: Square, finding: Finding) -> None:
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)


def rewrite(place: Square, finding: Finding) -> None:
    Contribution.objects.filter(pk=place.texts[0].pk).update(revised_at=timezone.now())


def uncite(place: Square, finding: Finding) -> None:
    finding.sources.all().delete()


def change(place: Square, finding: Finding) -> None:
    change_finding(actor=place.organiser, finding=finding, text="Autre chose.", section=finding.section)


@pytest.mark.parametrize("act", [hide, rewrite, uncite, change])
def test_it_is_not_taken_once_what_it_rests_on_changed(place: Square, model: Receiver, act: Any) -> None:
    finding = cited(place, 0)
    worded(place, finding)
    act(place, finding)
    before = Finding.objects.get(pk=finding.pk).text
    with pytest.raises(Refused):
        accept_wording(actor=place.organiser, finding=finding)
    assert Finding.objects.get(pk=finding.pk).text == before
    word_findings()
    assert Wording.objects.exists() is (act is change)


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (503, b"", "refused"),
        (302, b"", "refused"),
        (200, b"<html>", "unreadable"),
        (200, b'{"choices": []}', "unreadable"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "unreadable"),
        (200, b"[" * 100_000, "unreadable"),
        (200, b'"' + b"a" * 300_000 + b'"', "unreadable"),
        (200, json.dumps({"choices": [{"message": {"content": "Tout va."}}]}).encode(), "nothing_stands"),
    ],
)
def test_what_goes_wrong_is_said(
    place: Square, model: Receiver, status: int, body: bytes, trouble: str
) -> None:
    model.statuses, model.body = [status], body
    found = worded(place, cited(place, 0))
    assert (found.state, found.trouble, found.sentences) == ("failed", trouble, [])


def test_a_model_that_takes_too_long_is_not_waited_for(
    place: Square, model: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_model, "PATIENCE", 0.3)
    model.wait = 1.0
    assert worded(place, cited(place, 0)).trouble == "late"


@pytest.mark.parametrize(
    ("inside", "scheme", "trouble"),
    [([], "https", "forbidden"), (["hooks.example"], "https", "absent"), ([], "http", "forbidden")],
)
def test_an_address_inside_is_asked_where_the_settings_say_so(
    model: Receiver, settings: Any, inside: list[str], scheme: str, trouble: str
) -> None:
    place = square()
    settings.PARVIS_OUTBOUND_INSIDE, settings.PARVIS_MODEL_ADDRESS = inside, f"{scheme}://hooks.example:1/v1"
    assert worded(place, cited(place, 0)).trouble == trouble
    assert model.heard == []


def test_it_is_refused_without_a_model_without_sources_twice_and_to_others(
    place: Square, model: Receiver, settings: Any
) -> None:
    bare = place.finding(topics=[place.topics[0].pk])
    finding = cited(place, 0)
    with pytest.raises(Refused):
        ask_wording(actor=place.organiser, finding=bare)
    with pytest.raises(Refused):
        ask_wording(actor=member(place.consultation, Role.MODERATOR), finding=finding)
    ask_wording(actor=member(place.consultation, Role.ANALYST), finding=finding)
    with pytest.raises(Refused):
        ask_wording(actor=place.organiser, finding=finding)
    settings.PARVIS_MODEL_ADDRESS = ""
    word_findings()
    assert Wording.objects.get().trouble == "off"
    with pytest.raises(Refused):
        ask_wording(actor=place.organiser, finding=finding)
    assert model.heard == []
