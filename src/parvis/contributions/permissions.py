"""Who may do what with a contribution. One predicate for pages, lists, exports and tests."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import WRITING
from parvis.consultations.guests import closed_to_guests
from parvis.contributions.enums import PRIVATE, State
from parvis.organisations import permissions as organisations

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage, PhaseAction
    from parvis.contributions.attachments import Attachment, Sender
    from parvis.contributions.models import Contribution
    from parvis.contributions.waiting import WaitingText
    from parvis.organisations.models import Organisation

Action = Literal["see", "read", "revise", "withdraw", "share", "cosign", "moderate", "merge"]
Actor = Participant | AnonymousUser
UNHIDDEN = frozenset({State.PUBLISHED, PRIVATE})
KEPT = UNHIDDEN | {State.HIDDEN}
"""What its author has not taken back."""


def can(actor: Actor, action: Action | str, contribution: Contribution) -> bool:
    """Tell whether `actor` may do `action` on `contribution`.

    - see: its page exists for them, if only as the trace of a withdrawn or hidden text; that of a private one
      exists for its author and for the team alone;
    - read: its title, text and versions are shown to them;
    - withdraw: they answer for it, and it is not withdrawn yet, hidden or not;
    - revise: the same, or they sign it with its author, unless it is hidden or its form asks what somebody is
      (the domain checks the phase, and of who is not its author the identity level);
    - share (invite co-authors): its author, of a public text that people sign;
    - cosign (accept to): whoever is signed in, of such a text, and was invited (the domain checks it, and the
      identity level);
    - moderate: the team of its consultation;
    - merge (with others, or split from them): the organisers of its consultation.
    """
    match action:
        case "see":
            if not is_public(contribution) and contribution.kind.is_private:
                return Reader(actor, contribution.consultation).may_read(contribution)
            return consultations.can(actor, "see", contribution.consultation)
        case "read":
            return Reader(actor, contribution.consultation).may_read(contribution)
        case "withdraw" | "revise":
            stands = contribution.state in (KEPT if action == "withdraw" else UNHIDDEN)
            return stands and (answers_for if action == "withdraw" else _may_change)(actor, contribution)
        case "share" | "cosign":
            may = is_author(actor, contribution) if action == "share" else actor.is_authenticated
            return may and takes_coauthors(contribution)
        case "moderate" | "merge":
            wanted: Literal["moderate", "edit"] = "moderate" if action == "moderate" else "edit"
            return consultations.can(actor, wanted, contribution.consultation)
    raise ValueError(action)


def takes_guests(action: PhaseAction) -> bool:
    """Tell whether somebody without an address may deposit there; a moderator reads before anybody else.

    The organiser allowed it, and the kind is still one that a guest may write.
    """
    kind = action.kind
    if not action.allows_guests or action.verb not in WRITING:
        return False
    return not closed_to_guests(kind)


def reads_first(action: PhaseAction) -> bool:
    """Tell whether what is written there is read by a moderator before it appears; guests' always is."""
    return action.read_within is not None and not action.kind.is_private


def may_read_waiting(actor: Actor, text: WaitingText) -> bool:
    """Whoever answers for it, and the team that reads what is hidden; of a guest, that team alone."""
    if text.author_id is not None and answers_for(actor, text):
        return True
    return consultations.can(actor, "read_hidden", text.consultation)


def may_take_back(actor: Actor, text: WaitingText) -> bool:
    """Its author, or whoever acts for the organisation in whose name it was sent, as long as it has words."""
    return text.author_id is not None and text.has_words and answers_for(actor, text)


def can_read_file(sender: Sender, actor: Actor, file: Attachment) -> bool:
    """A joined file is read with the answer that tells of it; before that, by its sender alone.

    Those who read what waits read the files that came with it.
    """
    if file.contribution is not None:
        return can(actor, "read", file.contribution)
    if file.held_for is not None and may_read_waiting(actor, file.held_for):
        return True
    if file.owner_id is not None:
        return sender.person is not None and sender.person.pk == file.owner_id
    return sender.browser is not None and sender.browser == file.browser


class Written(Protocol):
    """What somebody wrote, and may withdraw or see hidden: a contribution, an argument."""

    @property
    def author_id(self) -> int | None: ...

    @property
    def state(self) -> str: ...

    @property
    def organisation(self) -> Organisation | None: ...


class Reader:
    """The policy "read" for any number of texts of one consultation: the actor's place is asked once."""

    def __init__(self, actor: Actor, consultation: ConsultationPage) -> None:
        self.actor = actor
        self.consultation = consultation

    def may_read(self, written: Written) -> bool:
        if not self._sees:
            return False
        if is_public(written) or self._answers_for(written):
            return True
        if written.state == PRIVATE:
            return self._reads_private
        return written.state == State.HIDDEN and self._reads_hidden

    def _answers_for(self, written: Written) -> bool:
        """`answers_for`, what the actor represents being asked once."""
        organisation = _taking_part(written)
        return (
            is_author(self.actor, written) if organisation is None else organisation.pk in self._represented
        )

    @cached_property
    def _represented(self) -> frozenset[int]:
        return organisations.represented_by(self.actor)

    @cached_property
    def _sees(self) -> bool:
        return consultations.can(self.actor, "see", self.consultation)

    @cached_property
    def _reads_private(self) -> bool:
        return consultations.can(self.actor, "read_private", self.consultation)

    @cached_property
    def _reads_hidden(self) -> bool:
        return consultations.can(self.actor, "read_hidden", self.consultation)


def is_public(written: Written) -> bool:
    return written.state == State.PUBLISHED


def is_author(actor: Actor, written: Written) -> bool:
    return actor.is_authenticated and written.author_id == actor.pk


def answers_for(actor: Actor, written: Written) -> bool:
    """Whose text it is: its author's or, signed by an organisation that takes part, its representatives'."""
    organisation = _taking_part(written)
    if organisation is None:
        return is_author(actor, written)
    return organisations.can(actor, "represent", organisation)


def _taking_part(written: Written) -> Organisation | None:
    """The organisation that signs it, as long as it takes part."""
    return written.organisation if written.organisation is not None and written.organisation.is_live else None


def hands_of(contribution: Contribution) -> frozenset[int]:
    """Its author, those who sign it with them, and those who act for the organisation that signs it, whether
    or not it still takes part; two queries at most, none when both are prefetched.
    """
    people = {contribution.author_id, *(one.participant_id for one in contribution.coauthors.all())}
    if contribution.organisation is not None:
        people.update(one.participant_id for one in contribution.organisation.representatives.all())
    return frozenset(pk for pk in people if pk is not None)


def takes_coauthors(contribution: Contribution) -> bool:
    """A published text of somebody: not an organisation's, a guest's, nor what each person answers once."""
    kind = contribution.kind
    is_somebody_s = contribution.author_id is not None and contribution.organisation_id is None
    return is_public(contribution) and is_somebody_s and not (kind.one_per_person or kind.is_passage)


def is_coauthor(actor: Actor, contribution: Contribution) -> bool:
    """Whether they sign it with its author, having accepted."""
    return actor.is_authenticated and contribution.coauthors.filter(participant_id=actor.pk).exists()


def _may_change(actor: Actor, contribution: Contribution) -> bool:
    """Where the form asks what somebody is, whoever answered alone opens it again."""
    if is_author(actor, contribution):
        return answers_for(actor, contribution)
    if not (answers_for(actor, contribution) or is_coauthor(actor, contribution)):
        return False
    return not contribution.kind.questions.filter(is_personal=True).exists()
