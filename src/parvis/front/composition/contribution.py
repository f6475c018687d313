"""The page of a contribution: its words, its votes, its arguments, its answer, its history."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from parvis.accounts.enums import Origin
from parvis.ballots.queries import VoteControl
from parvis.commissions.queries import path_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import opened_actions
from parvis.contributions import leaves
from parvis.contributions.domain.receipt import reference
from parvis.contributions.enums import State
from parvis.contributions.merges import Merge
from parvis.contributions.merging import name_of, sources_of, texts_of
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import answers_for, can, is_author, is_coauthor, is_public
from parvis.contributions.queries import in_order
from parvis.contributions.showing import Said, said
from parvis.debate.comments import CommentsPage, comments_page
from parvis.debate.queries import ArgumentsPage, arguments_page
from parvis.field.queries import source_of
from parvis.following.enums import Sort
from parvis.following.queries import Button, button, has_thread
from parvis.front.composition.chain import Elsewhere, Quoted, quoted_by, quoting
from parvis.front.composition.commissions import Stage, stages
from parvis.front.composition.examinations import Examined, examined_on
from parvis.front.composition.listing import Entry, entries_of
from parvis.front.composition.next_action import Actor
from parvis.front.composition.text import url_of
from parvis.ledger.domain.receipt import Receipt, receipt_of
from parvis.minutes.queries import Spoken, spoken_of
from parvis.moderation.aside import said_on
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_contributions
from parvis.restitution.asked import Asked, clock_of
from parvis.restitution.commitment_queries import commitments_on
from parvis.restitution.models import Answer, Commitment
from parvis.restitution.queries import former_answers
from parvis.room.models import Answer as Question
from parvis.room.queries import question_of
from parvis.texts.queries import Place, place_of

RESPONSES = 30


@dataclass(frozen=True, slots=True)
class ContributionView:
    """Everything that the page shows; when `may_read` is False, its words are nowhere on it.

    `is_mine`: the reader sent it; `is_ours`: they answer for it, as its author or for its organisation.
    """

    contribution: Contribution
    may_read: bool
    may_revise: bool
    may_withdraw: bool
    is_mine: bool
    is_ours: bool
    is_repeated: bool
    receipt: Receipt | None
    decision: Decision | None
    control: VoteControl | None
    aside: list[str]
    answer: Answer | None
    former: list[Answer]
    promised: list[Commitment]
    examined: Examined | None
    arguments: ArgumentsPage | None
    comments: CommentsPage | None
    asked: Asked | None
    place: Place | None
    text_url: str
    is_amended: bool
    responses: list[Entry]
    respond: PhaseAction | None
    has_versions: bool
    reference: str
    address: str
    title: str
    said: list[Said]
    personal: list[Said]
    merge: Merge | None
    texts: list[Contribution]
    follow: Button
    thread: bool
    is_cosigned: bool
    may_share: bool
    quoted: Quoted | None
    quoting: list[Elsewhere]
    path: list[Stage]
    spoken: list[Spoken]
    question: Question | None
    source: str

    @property
    def authors(self) -> str:
        """The names of those who sign the texts that this one stands for, its own first."""
        names = (name for text in self.texts for name in (name_of(text), *text.coauthor_names))
        return ", ".join(dict.fromkeys(names))

    @property
    def has_hand(self) -> bool:
        """Whether the reader wrote it, signs it, or acts for the organisation that does."""
        return self.is_mine or self.is_ours or self.is_cosigned

    @property
    def is_merged(self) -> bool:
        """Whether another text stands for this one: its votes and its debate are on that page."""
        return self.contribution.merged_into_id is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of arguments and of comments the reader asks for, and in what order; as typed."""

    arguments: str = ""
    comments: str = ""
    order: str = ""


def compose(*, contribution: Contribution, actor: Actor, wanted: Wanted = Wanted()) -> ContributionView:
    """Read each floor once; a constant number of queries, whatever hangs on the contribution."""
    may_read = can(actor, "read", contribution)
    responses = responses_to(contribution, actor)
    place = place_of(contribution) if contribution.kind.is_passage else None
    entry = entries_of(actor, contribution.consultation, [contribution])[0]
    merge = merge_shown(contribution) if may_read else None
    return ContributionView(
        contribution=contribution,
        may_read=may_read,
        may_revise=can(actor, "revise", contribution),
        may_withdraw=can(actor, "withdraw", contribution),
        is_mine=is_author(actor, contribution),
        is_ours=answers_for(actor, contribution),
        is_repeated=contribution.copies > 0 or not contribution.is_lead,
        receipt=receipt_for(contribution, actor),
        decision=hidden_contributions([contribution.pk]).get(contribution.pk),
        control=entry.control,
        aside=said_on([contribution.pk]).get(contribution.pk, []),
        answer=entry.answer,
        former=former_answers(entry.answer) if entry.answer else [],
        promised=commitments_on([contribution.pk])[contribution.pk] if may_read else [],
        examined=examined_on(contribution, actor) if is_public(contribution) else None,
        arguments=debate_on(contribution, actor, wanted),
        comments=comments_on(contribution, actor, wanted),
        asked=clock_of(contribution) if may_read else None,
        place=place,
        text_url=url_of(place.passage, contribution.consultation) if place else "",
        is_amended=any(entry.contribution.kind.is_amendment for entry in responses),
        responses=responses,
        respond=respond_action(contribution),
        has_versions=may_read and contribution.versions.filter(is_public=True).exists(),
        reference=reference(contribution),
        address=f"{settings.PARVIS_ADDRESS}{reverse('front:contribution', args=[contribution.pk])}",
        title=str(contribution) if may_read else "",
        said=said_in(contribution) if may_read else [],
        personal=personal_in(contribution) if is_author(actor, contribution) else [],
        merge=merge,
        texts=texts_of(merge) if merge and contribution.gathering_id else [],
        follow=button(actor, Sort.CONTRIBUTION, contribution.pk),
        thread=contribution.organisation is None and has_thread(contribution.author),
        is_cosigned=bool(contribution.coauthor_names) and is_coauthor(actor, contribution),
        may_share=can(actor, "share", contribution) or _has_invited(contribution, actor),
        quoted=quoted_by(contribution) if may_read else None,
        quoting=quoting(contribution) if may_read else [],
        path=stages(path_of(contribution)) if may_read else [],
        spoken=spoken_of(contribution=contribution) if may_read else [],
        question=question_of(contribution) if may_read and contribution.origin == Origin.EVENT else None,
        source=_source(contribution),
    )


def _source(contribution: Contribution) -> str:
    """By which way it came, where it was not by the pages of the site."""
    if contribution.origin == Origin.API:
        return gettext("Sent by a program of its author (API).")
    return source_of(contribution) if contribution.origin in (Origin.PAPER, Origin.FIELD) else ""


def _has_invited(contribution: Contribution, actor: Actor) -> bool:
    """Whether its author still waits for answers, which they may take back whatever became of the text."""
    return is_author(actor, contribution) and contribution.coauthors.invited().exists()


def merge_shown(contribution: Contribution) -> Merge | None:
    """The merge that it stands for, or that another stands for."""
    if contribution.merged_into is not None:
        return contribution.merged_into.gathering
    return contribution.gathering


def said_in(contribution: Contribution) -> list[Said]:
    """Its answers to the form, in words."""
    return said(list(contribution.kind.questions.all()), contribution.form_answers)


def personal_in(contribution: Contribution) -> list[Said]:
    """What its author said of themselves: for them, and for an organiser."""
    rows = contribution.personal_answers.select_related("question").order_by("question__position")
    return [one for row in rows for one in said([row.question], {row.question.code: row.value})]


def receipt_for(contribution: Contribution, actor: Actor) -> Receipt | None:
    """What the log holds of these words, for their author alone; none for a text older than the log."""
    if not is_author(actor, contribution) or contribution.entry is None:
        return None
    return receipt_of(contribution.entry, contribution.salt, leaves.payload(contribution))


def debate_on(contribution: Contribution, actor: Actor, wanted: Wanted) -> ArgumentsPage | None:
    """The debate, unless the contribution is gone or merged, or nothing was or can be said about it."""
    if contribution.state != State.PUBLISHED or contribution.merged_into_id is not None:
        return None
    page = arguments_page(actor=actor, contribution=contribution, after=wanted.arguments)
    return None if page.is_first and page.is_empty and page.closed_reason else page


def comments_on(contribution: Contribution, actor: Actor, wanted: Wanted) -> CommentsPage | None:
    """Its comments, on the same conditions."""
    if contribution.state != State.PUBLISHED or contribution.merged_into_id is not None:
        return None
    page = comments_page(actor=actor, contribution=contribution, order=wanted.order, after=wanted.comments)
    return None if page.is_empty and page.closed_reason else page


def responses_to(contribution: Contribution, actor: Actor) -> list[Entry]:
    """Published responses, to merged texts too, in the order of the ring: the first has no privilege."""
    texts = [contribution.pk, *sources_of(contribution)]
    rows = Contribution.objects.listed().filter(responds_to__in=texts).order_by("shuffle_key", "pk")
    ids = list(rows.values_list("pk", flat=True)[:RESPONSES])
    return entries_of(actor, contribution.consultation, in_order(ids))


def respond_action(contribution: Contribution) -> PhaseAction | None:
    """The deposit under way whose kind responds to this one, if any."""
    opened = opened_actions(contribution.consultation)
    fitting = (
        action
        for action in opened
        if action.verb == Verb.DEPOSIT and action.kind.responds_to_id == contribution.kind_id
    )
    return next(fitting, None)
