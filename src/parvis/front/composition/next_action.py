"""The one thing that a page offers first: the next useful act for this person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.models import Contribution
from parvis.restitution.models import SynthesisPage

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
) -> Offers:
    """What the newest phase opens comes first, voting first for whoever deposited; then what is out."""
    slug = consultation.slug
    read = Offer(_("Read the contributions"), reverse("front:contributions", args=[slug]))
    acts = [offer_of(action, slug) for action in in_order(opened, _has_deposited(actor, opened))]
    outcome = [Offer(_("Read the synthesis"), reverse("front:synthesis", args=[slug]))] if synthesis else []
    if has_results and not opened:
        outcome.append(Offer(_("See the results"), reverse("front:result", args=[slug])))
    ranked = [*acts, *outcome, read]
    return Offers(ranked[0], tuple(ranked[1:]))


def in_order(opened: Sequence[PhaseAction], deposited: frozenset[int]) -> list[PhaseAction]:
    """Newest phase first; in a phase: depositing, then voting; the other way round once one has deposited.

    Arguing happens on a contribution's own page: it is offered only when nothing else is.
    """
    acts = [action for action in opened if action.verb != Verb.ARGUE]
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
    address = f"{reverse('front:contributions', args=[slug])}?kind={action.kind.code}&phase={action.phase_id}"
    values = {"kinds": action.kind.plural_name.lower()}
    if action.verb == Verb.VOTE:
        return Offer(_("Vote on the %(kinds)s") % values, address, "vote")
    return Offer(_("Argue about the %(kinds)s") % values, address, "messages-square")
