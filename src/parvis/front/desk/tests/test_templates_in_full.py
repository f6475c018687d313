"""Each template from its start to its last phase: people do all that it opens, and nothing else."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.best import carry_best
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.set_costs import set_costs
from parvis.ballots.models import Vote
from parvis.conduct.tests.starts import begin, creator, publish_file
from parvis.consultations.enums import WRITING, BallotMethod, KindRole, QuestionType, Source, Verb
from parvis.consultations.models import (
    Admission,
    ConsultationPage,
    InvitationBatch,
    Kind,
    Phase,
    PhaseAction,
)
from parvis.consultations.templates_catalogue import CATALOGUE, Template
from parvis.contributions.domain.carry import carry
from parvis.contributions.domain.submit import submit
from parvis.contributions.models import Contribution
from parvis.contributions.queries import answerable, phases_to_carry, votable
from parvis.debate.domain.argue import argue, comment
from parvis.texts.tests.factories import published

pytestmark = pytest.mark.django_db
CHOICE = {BallotMethod.MAJORITY_JUDGMENT: 4}
COST = 1_000
POINT = {"type": "Point", "coordinates": [4.85, 45.75]}


@dataclass
class Town:
    """A consultation that is open, its organiser, and two people: one was invited by letter."""

    place: ConsultationPage
    organiser: Participant
    anybody: Participant = field(default_factory=ParticipantFactory)
    invited: Participant = field(default_factory=ParticipantFactory)

    def __post_init__(self) -> None:
        batch = InvitationBatch.objects.create(consultation=self.place, name="Letters", size=1)
        Admission.objects.create(batch=batch, participant=self.invited, admitted_on=timezone.localdate())

    def person_for(self, action: PhaseAction) -> Participant:
        return self.invited if action.minimum_level == IdentityLevel.INVITED else self.anybody


def found(template: Template) -> Town:
    organiser = creator()
    place = begin(organiser, template)
    publish_file(place)
    if place.kinds.filter(role=KindRole.PASSAGE).exists():
        published(place)
    place.get_latest_revision().publish()  # rules and rehearsal have tests of their own
    place.refresh_from_db()
    return Town(place, organiser)


def come_to(phase: Phase) -> None:
    """Move the line of time so that this phase began an hour ago, and do what is done when it begins."""
    by = timezone.now() - timedelta(hours=1) - Phase.objects.get(pk=phase.pk).starts_at
    phase.consultation.phases.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by)
    for due in phases_to_carry(Source.EVERYTHING):
        carry(phase=due)
    carry_best()
    if phase.source == Source.CHOSEN:
        chosen = phase.consultation.contributions.values_list("pk", flat=True)
        carry(phase=phase, contribution_ids=list(chosen))


def answers_to(kind: Kind) -> dict[str, object]:
    def answer(question) -> object:
        match question.type:
            case QuestionType.PLACE:
                return {"address": "", "geometry": POINT}
            case QuestionType.NUMBER:
                return "12000"
            case QuestionType.SINGLE:
                return question.asks.options[0].code
            case QuestionType.MULTIPLE:
                return [option.code for option in question.asks.options[: question.asks.most]]
            case QuestionType.SCALE:
                return question.asks.highest
            case _:
                return "Parce que la place est vide."

    return {question.code: answer(question) for question in kind.questions.all()}


def write(action: PhaseAction, person: Participant) -> Contribution:
    asked = action.kind.responds_to
    return submit(
        actor=person,
        action=action,
        title="Un banc à l’ombre",
        text=f"Les parents attendent debout, devant l’école ({action.kind.code}).",
        theme=None,
        responds_to=answerable(action).order_by("pk").first() if asked else None,
        idempotency_key=uuid4(),
        answers=answers_to(action.kind),
    )


def vote(action: PhaseAction, person: Participant, town: Town) -> Vote:
    item = votable(action).order_by("pk").first()
    assert item is not None, "nothing to vote on"
    if action.ballot_method == BallotMethod.BUDGET:
        set_costs(actor=town.organiser, ballot=action, costs={item.pk: COST})
    return cast(actor=person, ballot=action, contribution=item, choice=CHOICE.get(action.ballot_method, 1))


def act(action: PhaseAction, person: Participant, town: Town) -> object:
    """Do what an action opens, as its pages would."""
    if action.verb in WRITING:
        return write(action, person)
    if action.verb == Verb.VOTE:
        return vote(action, person, town)
    item = votable(action).order_by("pk").first()
    assert item is not None, "nothing to talk about"
    if action.verb == Verb.ARGUE:
        return argue(
            actor=person, contribution=item, side="for", text="C’est simple.", idempotency_key=uuid4()
        )
    return comment(actor=person, contribution=item, text="Et le soir ?", idempotency_key=uuid4())


def in_turn(phase: Phase) -> list[PhaseAction]:
    """What is written comes first; the rest bears on it."""
    rows = phase.actions.select_related("phase__consultation", "kind__responds_to")
    return sorted(rows, key=lambda row: (row.verb not in WRITING, row.kind.position, row.pk))


@pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_people_do_all_that_each_phase_opens(template: Template, client) -> None:
    town = found(template)
    for phase in list(town.place.phases.all()):
        come_to(phase)
        for action in in_turn(phase):
            if action.minimum_level == IdentityLevel.INVITED:
                with pytest.raises(Refused):
                    act(action, town.anybody, town)
            assert act(action, town.person_for(action), town).pk
        page = client.get(reverse("front:consultation", args=[town.place.slug]))
        assert (page.status_code, phase.title in page.content.decode()) == (200, True)


@pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_once_a_phase_is_over_what_it_opened_is_closed(template: Template) -> None:
    town = found(template)
    first, *_others = phases = list(town.place.phases.all())
    come_to(first)
    for action in in_turn(first):
        act(action, town.person_for(action), town)
    come_to(phases[-1])
    for action in in_turn(first):
        if action.verb in WRITING or action.verb == Verb.VOTE:
            with pytest.raises(Refused):
                act(action, town.person_for(action), town)


def test_a_budget_is_voted_on_what_the_team_took_over_alone() -> None:
    town = found(CATALOGUE["budget"])
    deposits, _check, ballot = list(town.place.phases.all())[:3]
    come_to(deposits)
    deposit = deposits.actions.select_related("phase__consultation", "kind").get(verb=Verb.DEPOSIT)
    kept, _not_kept = write(deposit, town.anybody), write(deposit, town.invited)
    by = timezone.now() - timedelta(hours=1) - Phase.objects.get(pk=ballot.pk).starts_at
    town.place.phases.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by)

    carry(phase=ballot, contribution_ids=[kept.pk])

    action = ballot.actions.select_related("phase__consultation", "kind").get(verb=Verb.VOTE)
    assert list(votable(action)) == [kept]


def test_a_survey_is_answered_once_and_read_by_the_team_alone(client) -> None:
    town = found(CATALOGUE["survey"])
    phase = town.place.phases.first()
    come_to(phase)
    action = in_turn(phase)[0]
    given = write(action, town.anybody)

    with pytest.raises(Refused):
        write(action, town.anybody)
    assert write(action, town.invited).pk
    client.force_login(town.invited)
    assert client.get(reverse("front:contribution", args=[given.pk])).status_code == 404
    totals = client.get(reverse("front:questionnaire", args=[town.place.slug, action.kind.code]))
    assert totals.status_code == 200


def test_a_petition_shows_its_threshold(client) -> None:
    town = found(CATALOGUE["petition"])
    phase = town.place.phases.first()
    come_to(phase)
    petition = write(in_turn(phase)[0], town.anybody)

    page = client.get(reverse("front:contribution", args=[petition.pk])).content.decode()

    assert "300" in page


def test_one_amends_from_the_page_of_what_one_amends(client) -> None:
    town = found(CATALOGUE["small-group"])
    first, second = list(town.place.phases.all())[:2]
    come_to(first)
    act(in_turn(first)[0], town.invited, town)
    come_to(second)
    proposes, amends = [action for action in in_turn(second) if action.verb == Verb.DEPOSIT]
    proposal = write(proposes, town.invited)
    client.force_login(town.invited)

    place = client.get(reverse("front:consultation", args=[town.place.slug])).content.decode()
    page = client.get(reverse("front:contribution", args=[proposal.pk])).content.decode()

    assert reverse("contributions:submit", args=[proposes.pk]) in place
    assert reverse("contributions:submit", args=[amends.pk]) not in place
    assert f"{reverse('contributions:submit', args=[amends.pk])}?responds_to={proposal.pk}" in page
