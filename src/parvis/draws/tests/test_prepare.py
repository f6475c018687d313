"""Preparing a draw: its list is published with the rule of its seed, or why it cannot be is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.draws.domain import prepare_draw as preparing
from parvis.draws.domain.edit_draw import drop_draw
from parvis.draws.domain.fill_pool import empty_pool
from parvis.draws.domain.prepare_draw import begin_preparation, cancel_preparation, prepare_draw
from parvis.draws.enums import Stage
from parvis.draws.letters import receipt_of
from parvis.draws.models import Candidate, Draw
from parvis.draws.queries import report_of
from parvis.draws.replay import canonical, said_of, sha256, wrong
from parvis.draws.tests.factories import RULE, DrawFactory, asked, organiser_of, prepared
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def test_the_list_is_published_with_its_fingerprint_and_nobody_name() -> None:
    draw = prepared(DrawFactory(pool=10))
    listed = draw.published

    assert (draw.stage, draw.attempt, len(listed["panels"]), len(listed["people"])) == (
        Stage.PREPARED, None, 1000, 10,
    )  # fmt: skip
    assert (draw.digest, listed["rule"]["seed"]) == (sha256(canonical(listed)), RULE)
    assert "Personne" not in canonical(report_of(draw)).decode()
    assert wrong(report_of(draw)) == []
    told = Pending.objects.get(kind="draw.prepared").public
    assert (told["sha256"], told["panels"], told["people"]) == (draw.digest, 1000, 10)


def test_each_panel_keeps_the_quotas() -> None:
    draw = prepared(DrawFactory(pool=10))
    sex = dict(draw.candidates.values_list("number", "said__Sexe"))
    assert {sum(sex[number] == "Femme" for number in panel) for panel in draw.published["panels"]} == {2}


def test_each_person_gets_a_number_and_a_receipt_that_the_list_knows() -> None:
    draw = prepared(DrawFactory(pool=10))
    person = draw.candidates.first()
    mail = Mail.objects.get(recipient=person.email)

    assert Mail.objects.count() == 10
    assert receipt_of(person) in mail.text
    told = said_of(report_of(draw), receipt_of(person))
    assert told.startswith(f"{person.name} is number {person.number} ")
    with pytest.raises(ValueError, match="does not know"):
        said_of(report_of(draw), receipt_of(prepared(DrawFactory(pool=10)).candidates.first()))


def test_quotas_that_cannot_be_kept_are_named_and_nothing_is_published() -> None:
    draw = asked(DrawFactory(pool=10))
    draw.candidates.update(said={"Sexe": "Homme", "Âge": "40 ans et plus"})
    prepare_draw(draw=draw)
    draw.refresh_from_db()

    assert (draw.stage, draw.published, draw.trouble["code"]) == (Stage.DRAFT, None, "conflict")
    (bound,) = draw.trouble["bounds"]
    assert (bound["value"], bound["is_least"], bound["asked"], bound["in_pool"]) == ("Femme", True, 2, 0)


def test_a_cancelled_preparation_leaves_no_trace() -> None:
    draw = asked(DrawFactory(pool=10))
    stale = Draw.objects.get(pk=draw.pk)
    cancel_preparation(actor=organiser_of(draw.consultation), draw=draw)
    prepare_draw(draw=stale)
    draw.refresh_from_db()

    assert (draw.stage, draw.published, draw.trouble) == (Stage.DRAFT, None, {})
    assert not Mail.objects.exists()
    assert not draw.candidates.exclude(number=None).exists()


def test_one_begun_again_is_not_published_twice() -> None:
    draw = asked(DrawFactory(pool=10))
    stale = Draw.objects.get(pk=draw.pk)
    cancel_preparation(actor=organiser_of(draw.consultation), draw=draw)
    prepared(draw)
    digest = draw.digest
    prepare_draw(draw=stale)
    draw.refresh_from_db()

    assert (draw.digest, Pending.objects.filter(kind="draw.prepared").count()) == (digest, 1)


def test_whoever_left_meanwhile_is_not_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their account goes while the list is computed."""
    draw = asked(DrawFactory(pool=10))
    real = preparing.list_of

    def slowly(draw: Draw, people: list[Candidate], **given: Any) -> list[list[int]]:
        people[-1].delete()
        return real(draw, people, **given)

    monkeypatch.setattr(preparing, "list_of", slowly)
    prepare_draw(draw=draw)
    draw.refresh_from_db()
    assert (draw.stage, draw.trouble) == (Stage.DRAFT, {"code": "somebody_left"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seed_rule": " "}, "événement public"),
        ({"seed_at": timezone.now() - timedelta(minutes=1)}, "à venir"),
    ],
)
def test_the_rule_of_the_seed_comes_before_the_seed(changes: dict, said: str) -> None:
    with pytest.raises(Refused, match=said):
        asked(DrawFactory(pool=10), **changes)


def test_a_pool_smaller_than_the_panel_is_refused() -> None:
    with pytest.raises(Refused, match="moins de personnes"):
        asked(DrawFactory(pool=3))


def test_what_is_prepared_no_longer_changes() -> None:
    draw = prepared(DrawFactory(pool=10))
    organiser = organiser_of(draw.consultation)
    for act in (empty_pool, drop_draw, cancel_preparation):
        with pytest.raises(Refused):
            act(actor=organiser, draw=draw)
    assert draw.candidates.count() == 10


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.ANIMATOR, None])
def test_only_an_organiser_prepares(role: Role | None) -> None:
    draw = DrawFactory(pool=10)
    member = TeamMemberFactory(consultation=draw.consultation, role=role).participant if role else None
    with pytest.raises(Refused, match="organisateur"):
        begin_preparation(
            actor=member or ParticipantFactory(),
            draw=draw,
            seed_rule=RULE,
            seed_at=timezone.now() + timedelta(days=1),
        )
