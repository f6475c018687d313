"""The rules of a consultation in the log: each time that they change in public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations import leaves
from parvis.consultations.domain.edit_phase import change_phase, draft_of
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Rules
from parvis.consultations.queries import consultations_to_check
from parvis.consultations.tasks import tell_all_rules
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, dict]]:
    return list(Pending.objects.order_by("pk").values_list("kind", "public"))


def test_the_first_version_is_published_and_the_same_rules_again_are_not_told():
    page = ConsultationFactory()
    first = tell_rules(consultation=page)
    assert (first.version, tell_rules(consultation=page)) == (1, None)
    assert told() == [("rules.published", {"version": 1, "sha256": first.digest})]
    assert leaves.digest(Rules.objects.get().text) == first.digest


def test_a_draft_concerns_nobody_and_what_left_the_site_is_still_a_promise():
    draft = ConsultationFactory(live=False)
    assert tell_rules(consultation=draft) is None
    gone = ConsultationFactory(live=False, first_published_at=timezone.now())
    assert tell_rules(consultation=gone).version == 1


def test_the_job_tells_what_the_editor_published():
    page, draft = ConsultationFactory(), ConsultationFactory(live=False)
    tell_all_rules()
    assert (list(consultations_to_check()), Rules.objects.count()) == ([], 1)
    ConsultationPage.objects.filter(pk=page.pk).update(organiser="Autre", last_published_at=timezone.now())
    tell_all_rules()
    assert [kind for kind, _public in told()] == ["rules.published", "rules.changed"]
    assert not draft.rules.exists()


def test_an_open_phase_given_time_says_how_much():
    phase = PhaseFactory()
    organiser = TeamMemberFactory(consultation=phase.consultation).participant
    draft, former = draft_of(phase), phase.ends_at
    later = former + timedelta(days=2)
    change_phase(actor=organiser, phase=phase, draft=replaced(draft, later))
    assert told()[-2:] == [
        ("extension", {"phase": phase.pk, "from": int(former.timestamp()), "to": int(later.timestamp())}),
        ("rules.changed", {"version": 2, "sha256": Rules.objects.last().digest}),
    ]


def test_a_phase_to_come_is_moved_without_being_prolonged():
    phase = PhaseFactory(future=True)
    organiser = TeamMemberFactory(consultation=phase.consultation).participant
    change_phase(
        actor=organiser, phase=phase, draft=replaced(draft_of(phase), phase.ends_at + timedelta(days=2))
    )
    assert [kind for kind, _public in told()] == ["rules.published", "rules.changed"]


def test_the_text_of_the_rules_names_nobody():
    page = ConsultationFactory()
    member = ParticipantFactory(public_name="Awa Traoré")
    TeamMemberFactory(consultation=page, participant=member, role=Role.MODERATOR)
    text = Rules.objects.last().text
    assert text["team"] == {"moderator": 1}
    assert "Awa" not in str(text)


def replaced(draft, ends_at):
    return type(draft)(
        **{name: getattr(draft, name) for name in draft.__dataclass_fields__} | {"ends_at": ends_at}
    )
