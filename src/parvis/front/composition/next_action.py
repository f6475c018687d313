"""The one thing that a page offers first: the next useful act for this person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.ballots.methods import method_of
from parvis.consultations.enums import KindRole, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.models import Contribution
from parvis.restitution.models import SynthesisPage
from parvis.texts.models import Document

Actor = Participant | AnonymousUser


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb on a button, and where it leads."""

    label: str
    url: str
    icon: str = ""
    deposits: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """The primary act, and what else one may do; never two primary ones."""

    primary: Offer | None
    others: tuple[Offer, ...] = ()

    @property
    def every(self) -> tuple[Offer, ...]:
        return (self.primary, *self.others) if self.primary else self.others


def offers(
    *,
    actor: Actor,
    consultation: ConsultationPage,
    opened: Sequence[PhaseAction],
    synthesis: SynthesisPage | None,
    has_results: bool,
    texts: Sequence[Document] = (),
) -> Offers:
    """What the newest phase opens comes first, voting first for whoever deposited; then what is out.

    Before all, the `texts` put to consultation: one votes on a passage, or amends it, from there. Where
    answers are for the team alone, there is nothing to read.
    """
    slug = consultation.slug
    read = [Offer(_("Read the contributions"), reverse("front:contributions", args=[slug]))]
    if opened and all(action.kind.is_private for action in opened):
        read = []
    reading = [_reading(text, slug, alone=len(texts) == 1) for text in texts]
    kept = [action for action in opened if _is_offered(action, has_texts=bool(texts))]
    acts = [offer_of(action, slug) for action in in_order(kept, _has_deposited(actor, kept))]
    if any(action.verb == Verb.ASK for action in opened):
        acts.append(Offer(_("Questions to the organiser"), reverse("front:questions", args=[slug])))
    outcome = [Offer(_("Read the synthesis"), reverse("front:synthesis", args=[slug]))] if synthesis else []
    if has_results and not opened:
        outcome.append(Offer(_("See the results"), reverse("front:result", args=[slug])))
    ranked = [*reading, *acts, *outcome, *read] if opened else [*outcome, *reading, *read]
    return Offers(ranked[0], tuple(ranked[1:]))


def _is_offered(action: PhaseAction, *, has_texts: bool) -> bool:
    """Passages have their page; one amends from the page of what one amends."""
    if action.verb == Verb.DEPOSIT and action.kind.is_amendment:
        return False
    return not has_texts or action.kind.role == KindRole.PLAIN


def _reading(text: Document, slug: str, *, alone: bool) -> Offer:
    label = _("Read the text") if alone else _("Read “%(text)s”") % {"text": Truncator(text.title).chars(60)}
    return Offer(label, reverse("front:text", args=[slug, text.slug]), "book-open-text")


def in_order(opened: Sequence[PhaseAction], deposited: frozenset[int]) -> list[PhaseAction]:
    """Newest phase first; in a phase: depositing, then voting; the other way round once one has deposited.

    Arguing and commenting happen on a contribution's own page: they are offered only when nothing else is.
    Questions to the organiser have their page, where one supports them too.
    """
    asked = {action.kind_id for action in opened if action.verb == Verb.ASK}
    opened = [action for action in opened if action.kind_id not in asked]
    acts = [action for action in opened if action.verb in (Verb.DEPOSIT, Verb.VOTE)]
    rank = {Verb.DEPOSIT: 0, Verb.VOTE: 1}
    newest = [action.phase_id for action in opened]
    return sorted(
        acts or opened[:1],
        key=lambda action: (
            newest.index(action.phase_id),
            -rank.get(Verb(action.verb), 0)
            if action.phase_id in deposited
            else rank.get(Verb(action.verb), 0),
            action.pk,
        ),
    )


def _has_deposited(actor: Actor, opened: Sequence[PhaseAction]) -> frozenset[int]:
    """The phases among those under way in which the person has already deposited something."""
    if not actor.is_authenticated or not opened:
        return frozenset()
    phases = {action.phase_id for action in opened if action.verb == Verb.DEPOSIT}
    own = Contribution.objects.published().filter(author_id=actor.pk, phase__in=phases)
    return frozenset(pk for pk in own.values_list("phase", flat=True) if pk is not None)


def offer_of(action: PhaseAction, slug: str) -> Offer:
    if action.verb == Verb.DEPOSIT:
        return Offer(
            action.kind.call, reverse("contributions:submit", args=[action.pk]), "pencil-line", deposits=True
        )
    if action.verb == Verb.ASK:
        return Offer(action.kind.call, reverse("contributions:submit", args=[action.pk]), "pencil-line")
    address = f"{reverse('front:contributions', args=[slug])}?kind={action.kind.code}&phase={action.phase_id}"
    values = {"kinds": action.kind.plural_name.lower()}
    if action.verb == Verb.VOTE:
        if method_of(action.ballot_method).page != "item":
            address = reverse("ballots:ballot", args=[action.pk])
        return Offer(_("Vote on the %(kinds)s") % values, address, "vote")
    if action.verb == Verb.COMMENT:
        return Offer(_("Comment on the %(kinds)s") % values, address, "messages-square")
    return Offer(_("Argue about the %(kinds)s") % values, address, "messages-square")
