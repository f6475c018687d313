"""Commit the public body to something, in public, by a day; then tell what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append
from parvis.restitution import commitment_leaves as leaves
from parvis.restitution.commitments import Commitment, CommitmentLink, CommitmentUpdate, Milestone
from parvis.restitution.enums import CommitmentState
from parvis.restitution.permissions import can
from parvis.restitution.queries import syntheses_for
from parvis.ui import words

MOST_LINKS = 100
"""Contributions that one commitment answers: beyond, the synthesis says it better."""
MOST_MILESTONES = 12
"""Steps of one commitment: as many as a reader takes in, and the picture holds."""


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """What an organiser typed. `contributions`: numbers of the texts that it answers."""

    title: str
    text: str
    owner: str
    due_on: date
    in_charge: Participant | None = None
    answers_synthesis: bool = False
    contributions: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class UpdateDraft:
    """News to tell. `due_on`: the new day, when it moves; `contributions`: texts that it answers as well."""

    state: CommitmentState
    text: str
    reason: str = ""
    due_on: date | None = None
    evidence: str = ""
    evidence_link: str = ""
    contributions: Sequence[int] = ()


@transaction.atomic
def commit(*, actor: Participant, consultation: ConsultationPage, draft: CommitmentDraft) -> Commitment:
    """Publish it under the next number of the consultation. Raises `Refused`; digests tell it."""
    page: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    _check(actor, page)
    if not page.live:
        raise Refused(_("Publish the consultation first: a commitment is read by everybody."))
    if draft.due_on < timezone.localdate():
        raise Refused(_("Choose a day to come: nobody promises for a day that has passed."))
    if draft.answers_synthesis and page.pk not in syntheses_for([page]):
        raise Refused(_("No synthesis is published yet: untick it, or publish the synthesis first."))
    _check_person(page, draft.in_charge)
    made_before = Commitment.objects.filter(consultation=page)
    if known := made_before.filter(title=draft.title.strip()).first():
        raise Refused(
            _("Commitment no. %(number)s says this already: tell its news there, or choose other words.")
            % {"number": known.number}
        )
    last = made_before.aggregate(last=Max("number"))["last"] or 0
    made = Commitment.objects.create(
        consultation=page,
        number=last + 1,
        title=draft.title.strip(),
        text=draft.text.strip(),
        owner=draft.owner.strip(),
        in_charge=draft.in_charge,
        first_due_on=draft.due_on,
        due_on=draft.due_on,
        answers_synthesis=draft.answers_synthesis,
        author=actor,
    )
    _link(made, draft.contributions, update=None)
    append(leaves.committed(made))
    return made


@transaction.atomic
def update(*, actor: Participant, commitment: Commitment, draft: UpdateDraft) -> CommitmentUpdate:
    """Tell news, which may change its state or its day. Nothing is rewritten. Raises `Refused`."""
    held = _hold(actor, commitment)
    moved = draft.due_on if draft.due_on != held.due_on else None
    _check_news(held, draft, moved)
    made = _tell(held, actor, draft, moved)
    _link(held, draft.contributions, update=made)
    append(leaves.updated(made))
    return made


@transaction.atomic
def add_milestone(*, actor: Participant, commitment: Commitment, title: str, due_on: date) -> Milestone:
    """Plan a step. Raises `Refused`."""
    held = _hold(actor, commitment)
    said = title.strip()
    if not held.is_open:
        raise Refused(_("This commitment is over. To take it up again, tell news of it first."))
    if due_on > held.due_on:
        raise Refused(
            _("This step would come after %(day)s, the day that was promised: move that day first.")
            % {"day": words.day(held.due_on)}
        )
    titles = list(held.milestones.values_list("title", flat=True))
    if said in titles:
        raise Refused(_("A step has this name already: choose another one."))
    if len(titles) >= MOST_MILESTONES:
        raise Refused(_("A commitment has %(count)s steps at most.") % {"count": MOST_MILESTONES})
    made = Milestone.objects.create(commitment=held, title=said, due_on=due_on, author=actor)
    append(leaves.planned(made))
    return made


@transaction.atomic
def finish_milestone(
    *, actor: Participant, milestone: Milestone, done_on: date, evidence: str, evidence_link: str
) -> CommitmentUpdate:
    """Say that a step is done, with its evidence: it is news of the commitment. Raises `Refused`."""
    held = _hold(actor, milestone.commitment)
    step = held.milestones.get(pk=milestone.pk)
    if step.done_on is not None:
        raise Refused(_("This step is done already: tell what is new as news of the commitment."))
    if not held.is_open:
        raise Refused(_("This commitment is over. To take it up again, tell news of it first."))
    if done_on > timezone.localdate():
        raise Refused(_("Choose a day that has come: a step is said done once it is."))
    if not (evidence.strip() or evidence_link):
        raise Refused(_("Show it: give an address, or say in words where it can be seen."))
    step.done_on, step.evidence, step.evidence_link = done_on, evidence.strip(), evidence_link
    step.save(update_fields=["done_on", "evidence", "evidence_link"])
    draft = UpdateDraft(
        CommitmentState.UNDER_WAY, step.title, evidence=step.evidence, evidence_link=evidence_link
    )
    made = _tell(held, actor, draft, None, milestone=step)
    append(leaves.updated(made))
    return made


@transaction.atomic
def put_in_charge(*, actor: Participant, commitment: Commitment, person: Participant | None) -> None:
    """Choose who is reminded; None: those who may answer in the consultation. Raises `Refused`."""
    held = _hold(actor, commitment)
    _check_person(held.consultation, person)
    Commitment.objects.filter(pk=held.pk).update(in_charge=person)
    act = DeskAct.COMMITMENT_CHARGE
    note(actor=actor, consultation=held.consultation, act=act, about=held.title, person=person)


def _check(actor: Participant, consultation: ConsultationPage) -> None:
    if not can(actor, "commit", consultation):
        raise Refused(_("Only an organiser of this consultation may commit to something, and tell its news."))


def _check_person(consultation: ConsultationPage, person: Participant | None) -> None:
    if person is not None and not consultation.team.filter(participant=person).exists():
        raise Refused(_("Whoever is reminded is of the team of the consultation: invite them first."))


def _hold(actor: Participant, commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_related("consultation").select_for_update(of=("self",))
    held = rows.get(pk=commitment.pk)
    _check(actor, held.consultation)
    return held


def _check_news(held: Commitment, draft: UpdateDraft, moved: date | None) -> None:
    said = held.updates.first()
    if said is not None and (said.state, said.text, moved) == (draft.state, draft.text.strip(), None):
        raise Refused(_("This was told already: it is in the history below."))
    if draft.state == CommitmentState.ABANDONED and not draft.reason.strip():
        raise Refused(_("Say why it is abandoned: those who were promised it read the reason."))
    if moved is not None and not draft.reason.strip():
        raise Refused(_("Say why the day moves: the former one stays shown."))
    if moved is not None and moved < timezone.localdate():
        raise Refused(_("Choose a day to come: nobody promises for a day that has passed."))
    if draft.state == CommitmentState.DONE and not (draft.evidence.strip() or draft.evidence_link):
        raise Refused(_("Show that it is done: give an address, or say in words where it can be seen."))
    last = held.milestones.filter(done_on=None).order_by("-due_on").first()
    if moved is not None and last is not None and last.due_on > moved:
        raise Refused(
            _("The step “%(title)s” is planned for %(day)s: choose that day, or a later one.")
            % {"title": last.title, "day": words.day(last.due_on)}
        )


def _tell(
    held: Commitment,
    actor: Participant,
    draft: UpdateDraft,
    moved: date | None,
    milestone: Milestone | None = None,
) -> CommitmentUpdate:
    last = held.updates.aggregate(last=Max("number"))["last"] or 0
    made = CommitmentUpdate.objects.create(
        commitment=held,
        number=last + 1,
        state=draft.state,
        text=draft.text.strip(),
        reason=draft.reason.strip(),
        due_on=moved,
        evidence=draft.evidence.strip(),
        evidence_link=draft.evidence_link,
        milestone=milestone,
        author=actor,
    )
    held.state, held.reason = draft.state, draft.reason.strip()
    held.due_on = moved or held.due_on
    held.save(update_fields=["state", "reason", "due_on"])
    return made


def _link(commitment: Commitment, numbers: Collection[int], *, update: CommitmentUpdate | None) -> None:
    """Public texts of the consultation, those that it answers already left aside. Raises `Refused`."""
    held = set(commitment.links.values_list("contribution_id", flat=True))
    new = [pk for pk in dict.fromkeys(numbers) if pk not in held]
    public = Contribution.objects.filter(consultation=commitment.consultation_id, state=State.PUBLISHED)
    found = set(public.filter(pk__in=new).values_list("pk", flat=True))
    if missing := [f"C-{pk}" for pk in new if pk not in found]:
        raise Refused(
            _("No public contribution of this consultation has this number: %(numbers)s.")
            % {"numbers": ", ".join(missing[:10])}
        )
    if len(held) + len(new) > MOST_LINKS:
        raise Refused(
            _("A commitment answers %(count)s contributions at most: for more, answer the synthesis.")
            % {"count": MOST_LINKS}
        )
    CommitmentLink.objects.bulk_create(
        CommitmentLink(commitment=commitment, contribution_id=pk, update=update) for pk in new
    )
