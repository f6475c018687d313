"""What a public body commits itself to, and what it tells of it: public, dated, never rewritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import DeskAct, Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending
from parvis.restitution.commitment_queries import silent_in
from parvis.restitution.domain import commit as committing
from parvis.restitution.domain.commit import MOST_MILESTONES, CommitmentDraft, UpdateDraft
from parvis.restitution.enums import CommitmentState
from parvis.restitution.models import Commitment, CommitmentUpdate
from parvis.restitution.tests.factories import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MilestoneFactory,
    SynthesisFactory,
)

pytestmark = pytest.mark.django_db
UNDER_WAY, DONE, ABANDONED = CommitmentState.UNDER_WAY, CommitmentState.DONE, CommitmentState.ABANDONED


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def text():
    return ContributionFactory(title="Un banc devant l’école")


@pytest.fixture
def organiser(text):
    return TeamMemberFactory(consultation=text.consultation, role=Role.ORGANISER).participant


@pytest.fixture
def held(text):
    return CommitmentFactory(consultation=text.consultation)


def promise(actor, consultation, **given) -> Commitment:
    values = {"title": "Dix bancs", "text": "Au parc.", "owner": "La voirie", "due_on": day(90), **given}
    return committing.commit(actor=actor, consultation=consultation, draft=CommitmentDraft(**values))


def tell(actor, held, state=UNDER_WAY, text="Les bancs sont commandés.", **given) -> CommitmentUpdate:
    return committing.update(actor=actor, commitment=held, draft=UpdateDraft(state, text, **given))


def test_a_commitment_has_the_next_number_what_it_answers_and_its_leaf(text, organiser, held):
    made = promise(organiser, text.consultation, contributions=[text.pk, text.pk], in_charge=organiser)
    assert (held.number, made.number, made.state) == (1, 2, CommitmentState.PLANNED)
    assert (made.first_due_on, made.due_on) == (day(90), day(90))
    assert [link.contribution for link in made.links.all()] == [text]
    leaf = Pending.objects.get(entry=made.entry)
    assert (leaf.kind, leaf.public) == (
        "commitment.published",
        {"number": 2, "due_on": day(90).isoformat()},
    )


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR, Role.ANIMATOR])
def test_only_who_may_answer_commits_and_tells_news(text, held, role):
    somebody = TeamMemberFactory(consultation=text.consultation, role=role).participant
    step = MilestoneFactory(commitment=held)
    for act in (
        lambda: promise(somebody, text.consultation),
        lambda: tell(somebody, held),
        lambda: committing.add_milestone(actor=somebody, commitment=held, title="Un", due_on=day(1)),
        lambda: committing.finish_milestone(
            actor=somebody, milestone=step, done_on=day(0), evidence="Vu.", evidence_link=""
        ),
        lambda: committing.put_in_charge(actor=somebody, commitment=held, person=None),
    ):
        with pytest.raises(Refused):
            act()


def test_nobody_promises_for_a_day_that_has_passed_nor_in_a_draft_nor_twice(text, organiser):
    page = text.consultation
    with pytest.raises(Refused, match="jour à venir"):
        promise(organiser, page, due_on=day(-1))
    promise(organiser, page)
    with pytest.raises(Refused, match="n°\xa01 le dit déjà"):
        promise(organiser, page)
    draft = ConsultationFactory(live=False)
    author = TeamMemberFactory(consultation=draft, role=Role.ORGANISER).participant
    with pytest.raises(Refused, match="Publiez d’abord"):
        promise(author, draft)


def test_what_it_answers_is_public_and_of_the_consultation(text, organiser):
    hidden = ContributionFactory(kind=text.kind, state=State.HIDDEN)
    other = ContributionFactory()
    with pytest.raises(Refused, match=f"C-{hidden.pk}, C-{other.pk}"):
        promise(organiser, text.consultation, contributions=[text.pk, hidden.pk, other.pk])
    assert not Commitment.objects.exists()


def test_it_answers_a_synthesis_once_there_is_one(text, organiser):
    with pytest.raises(Refused, match="synthèse"):
        promise(organiser, text.consultation, answers_synthesis=True)
    SynthesisFactory(consultation=text.consultation)
    assert promise(organiser, text.consultation, answers_synthesis=True).answers_synthesis


def test_who_is_reminded_is_of_the_team_and_the_journal_says_that_it_changed(text, organiser, held):
    with pytest.raises(Refused, match="équipe"):
        promise(organiser, text.consultation, in_charge=ParticipantFactory())
    committing.put_in_charge(actor=organiser, commitment=held, person=organiser)
    held.refresh_from_db()
    assert held.in_charge == organiser
    assert PageLogEntry.objects.filter(action=DeskAct.COMMITMENT_CHARGE.action).count() == 1


def test_news_change_its_state_and_stay_in_order(text, organiser, held):
    tell(organiser, held)
    other = ContributionFactory(kind=text.kind)
    last = tell(organiser, held, DONE, "C’est fait.", evidence="On s’y assoit.", contributions=[other.pk])
    held.refresh_from_db()
    assert (held.state, [row.number for row in held.updates.all()]) == (DONE, [2, 1])
    assert [link.update for link in held.links.all()] == [last]
    leaf = Pending.objects.get(entry=last.entry)
    assert (leaf.kind, leaf.reference) == ("commitment.updated", held.entry)


def test_the_same_news_are_told_once(organiser, held):
    tell(organiser, held)
    with pytest.raises(Refused, match="déjà"):
        tell(organiser, held)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": ABANDONED}, "abandonné"),
        ({"state": DONE}, "Montrez"),
        ({"due_on": day(200)}, "pourquoi la date change"),
        ({"due_on": day(-1), "reason": "Grève."}, "jour à venir"),
        ({"due_on": day(10), "reason": "Plus tôt."}, "L’étape"),
    ],
)
def test_what_changes_says_why_and_shows_it(organiser, held, given, said):
    MilestoneFactory(commitment=held, due_on=day(30))
    with pytest.raises(Refused, match=said):
        tell(organiser, held, **given)


def test_a_day_that_moves_keeps_the_first_one(organiser, held):
    first = held.due_on
    tell(organiser, held, due_on=day(200), reason="Le marché a été infructueux.")
    held.refresh_from_db()
    assert (held.first_due_on, held.due_on) == (first, day(200))


def test_a_step_is_planned_then_done_with_its_evidence_which_is_news(organiser, held):
    step = committing.add_milestone(actor=organiser, commitment=held, title=" Le marché ", due_on=day(20))
    done = {"actor": organiser, "milestone": step, "done_on": day(0)}
    with pytest.raises(Refused, match="Montrez-le"):
        committing.finish_milestone(**done, evidence=" ", evidence_link="")
    news = committing.finish_milestone(**done, evidence="", evidence_link="https://ville.example/acte")
    step.refresh_from_db()
    held.refresh_from_db()
    assert (step.title, step.done_on, held.state) == ("Le marché", day(0), UNDER_WAY)
    assert (news.milestone, news.evidence_link) == (step, "https://ville.example/acte")
    with pytest.raises(Refused, match="déjà"):
        committing.finish_milestone(**done, evidence="Vu.", evidence_link="")


def test_a_step_comes_before_the_day_has_its_own_name_and_there_are_not_too_many(organiser, held):
    add = {"actor": organiser, "commitment": held}
    with pytest.raises(Refused, match="déplacez d’abord"):
        committing.add_milestone(**add, title="Trop tard", due_on=held.due_on + timedelta(days=1))
    MilestoneFactory.create_batch(MOST_MILESTONES - 1, commitment=held)
    committing.add_milestone(**add, title="Le marché", due_on=day(1))
    with pytest.raises(Refused, match="ce nom"):
        committing.add_milestone(**add, title="Le marché", due_on=day(1))
    with pytest.raises(Refused, match="12"):
        committing.add_milestone(**add, title="De trop", due_on=day(1))


def test_what_is_over_has_no_new_step(text, organiser):
    over = CommitmentFactory(consultation=text.consultation, done=True)
    with pytest.raises(Refused, match="terminé"):
        committing.add_milestone(actor=organiser, commitment=over, title="Encore", due_on=day(1))


def test_the_database_holds_it_too(held):
    step = MilestoneFactory(commitment=held)
    news = CommitmentUpdateFactory(commitment=held)
    wrong = (
        lambda: CommitmentFactory(consultation=held.consultation, number=held.number),
        lambda: CommitmentFactory(consultation=held.consultation, number=9, title=held.title),
        lambda: Commitment.objects.filter(pk=held.pk).update(state=ABANDONED),
        lambda: type(step).objects.filter(pk=step.pk).update(done_on=day(0)),
        lambda: type(step).objects.filter(pk=step.pk).update(evidence="Vu."),
        lambda: CommitmentUpdateFactory(commitment=held, number=news.number),
        lambda: CommitmentUpdateFactory(commitment=held, state=ABANDONED),
        lambda: CommitmentUpdateFactory(commitment=held, state=DONE),
        lambda: CommitmentUpdateFactory(commitment=held, due_on=day(3)),
    )
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_news_are_never_changed(held):
    news = CommitmentUpdateFactory(commitment=held)
    for act in (
        lambda: CommitmentUpdate.objects.filter(pk=news.pk).update(text="Autre chose."),
        lambda: CommitmentUpdate.objects.filter(pk=news.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            act()


def test_a_late_one_is_silent_until_news_are_told_after_its_day(text):
    late = CommitmentFactory(consultation=text.consultation, late=True)
    CommitmentUpdateFactory(commitment=late, created_at=timezone.now() - timedelta(days=20))
    CommitmentFactory(consultation=text.consultation)
    assert silent_in(text.consultation, today=day(0)) == 1
    CommitmentUpdateFactory(commitment=late)
    assert silent_in(text.consultation, today=day(0)) == 0
