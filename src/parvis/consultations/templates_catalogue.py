"""Ready-made consultations: what each template opens, and when. Names become the organiser's at creation."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import BallotMethod, KindRole, QuestionType, Source, Verb
from parvis.consultations.options import NO_OPTIONS, BallotOptions


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """A question that the form of a kind asks after its words."""

    code: str
    type: QuestionType
    label: Promise
    help_text: Promise
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class KindPlan:
    """A kind of contribution; `responds_to` is the code of another kind of the same template."""

    code: str
    name: Promise
    plural_name: Promise
    call: Promise
    help_text: Promise
    responds_to: str = ""
    role: KindRole = KindRole.PLAIN
    text_limit: int = 5000
    questions: tuple[QuestionPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What a phase opens on one kind; only a vote has a method and options."""

    verb: Verb
    kind: str
    method: BallotMethod | None = None
    options: BallotOptions = NO_OPTIONS


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase of `days` days that follows the one before; `source_phase` is the place of an earlier phase."""

    title: Promise
    summary: Promise
    days: int
    actions: tuple[ActionPlan, ...] = ()
    source: Source = Source.NOTHING
    source_phase: int | None = None
    source_count: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A whole consultation; `themes` are suggestions that the organiser completes."""

    code: str
    name: Promise
    description: Promise
    kinds: tuple[KindPlan, ...]
    phases: tuple[PhasePlan, ...]
    themes: tuple[Promise, ...] = ()

    @property
    def days(self) -> int:
        return sum(phase.days for phase in self.phases)


SYNTHESIS = PhasePlan(
    title=_("Synthesis and answer"),
    summary=_("The organiser publishes what came out, and says what is kept, what is not, and why."),
    days=30,
)
OTHER = _("Another subject")

FIVE_PHASES = Template(
    code="five-phases",
    name=_("From pain points to solutions"),
    description=_(
        "People say what does not work, choose what matters most, propose solutions to it and vote on them."
    ),
    kinds=(
        KindPlan(
            code="pain-point",
            name=_("pain point"),
            plural_name=_("pain points"),
            call=_("Tell what does not work"),
            help_text=_(
                "Describe one situation that you live or see: where, when, and what makes it difficult."
            ),
        ),
        KindPlan(
            code="solution",
            name=_("solution"),
            plural_name=_("solutions"),
            call=_("Propose a solution"),
            help_text=_("Say which pain point it answers, what would be done, and by whom if you know it."),
            responds_to="pain-point",
        ),
    ),
    phases=(
        PhasePlan(
            title=_("What does not work"),
            summary=_("Everybody tells the difficulties that they meet."),
            days=21,
            actions=(ActionPlan(Verb.DEPOSIT, "pain-point"),),
        ),
        PhasePlan(
            title=_("What matters most"),
            summary=_("Everybody supports the pain points to be dealt with first, and argues."),
            days=14,
            actions=(
                ActionPlan(Verb.VOTE, "pain-point", BallotMethod.SUPPORT),
                ActionPlan(Verb.ARGUE, "pain-point"),
            ),
            source=Source.EVERYTHING,
            source_phase=0,
        ),
        PhasePlan(
            title=_("Solutions"),
            summary=_("Everybody proposes solutions to the pain points that were chosen, and argues."),
            days=21,
            actions=(ActionPlan(Verb.DEPOSIT, "solution"), ActionPlan(Verb.ARGUE, "solution")),
            source=Source.BEST,
            source_phase=1,
            source_count=10,
        ),
        PhasePlan(
            title=_("Vote on the solutions"),
            summary=_("Everybody says of each solution whether they are for, mixed or against."),
            days=14,
            actions=(
                ActionPlan(Verb.VOTE, "solution", BallotMethod.FOR_MIXED_AGAINST),
                ActionPlan(Verb.ARGUE, "solution"),
            ),
            source=Source.EVERYTHING,
            source_phase=2,
        ),
        SYNTHESIS,
    ),
    themes=(OTHER,),
)

IDEA_BOX = Template(
    code="idea-box",
    name=_("Idea box"),
    description=_(
        "One open period: people propose ideas, support those of others and argue. Then comes the answer."
    ),
    kinds=(
        KindPlan(
            code="idea",
            name=_("idea"),
            plural_name=_("ideas"),
            call=_("Propose an idea"),
            help_text=_("One idea at a time: what would be done, for whom, and what it would change."),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Ideas"),
            summary=_("Everybody proposes, supports and argues."),
            days=42,
            actions=(
                ActionPlan(Verb.DEPOSIT, "idea"),
                ActionPlan(Verb.VOTE, "idea", BallotMethod.SUPPORT),
                ActionPlan(Verb.ARGUE, "idea"),
            ),
        ),
        SYNTHESIS,
    ),
    themes=(OTHER,),
)

SMALL_GROUP = Template(
    code="small-group",
    name=_("Co-construction in a small group"),
    description=_(
        "A group of ten to fifty people shares what it sees, writes proposals together, then decides."
    ),
    kinds=(
        KindPlan(
            code="observation",
            name=_("observation"),
            plural_name=_("observations"),
            call=_("Share an observation"),
            help_text=_("A fact, a figure, something lived: what should the group know before proposing?"),
        ),
        KindPlan(
            code="proposal",
            name=_("proposal"),
            plural_name=_("proposals"),
            call=_("Write a proposal"),
            help_text=_(
                "Write it so that the group may adopt it as it is; say which observation it answers."
            ),
            responds_to="observation",
        ),
    ),
    phases=(
        PhasePlan(
            title=_("What we see"),
            summary=_("The group gathers what is known."),
            days=7,
            actions=(ActionPlan(Verb.DEPOSIT, "observation"), ActionPlan(Verb.COMMENT, "observation")),
        ),
        PhasePlan(
            title=_("What we propose"),
            summary=_("The group writes proposals and improves them by its arguments."),
            days=14,
            actions=(ActionPlan(Verb.DEPOSIT, "proposal"), ActionPlan(Verb.ARGUE, "proposal")),
            source=Source.EVERYTHING,
            source_phase=0,
        ),
        PhasePlan(
            title=_("What we decide"),
            summary=_("The group votes on each proposal: for, mixed or against."),
            days=7,
            actions=(ActionPlan(Verb.VOTE, "proposal", BallotMethod.FOR_MIXED_AGAINST),),
            source=Source.EVERYTHING,
            source_phase=1,
        ),
        SYNTHESIS,
    ),
)

PASSAGE = KindPlan(
    code="passage",
    name=_("passage"),
    plural_name=_("passages"),
    call=_("Read the text"),
    help_text=_("The passages come from the text that the organiser imports."),
    role=KindRole.PASSAGE,
)
AMENDMENT = KindPlan(
    code="amendment",
    name=_("amendment"),
    plural_name=_("amendments"),
    call=_("Propose an amendment"),
    help_text=_("Change the words of the passage as you would have them: what you change will be marked."),
    responds_to="passage",
    role=KindRole.AMENDMENT,
    text_limit=20_000,
    questions=(
        QuestionPlan(
            code="reason",
            type=QuestionType.LONG_TEXT,
            label=_("Why"),
            help_text=_("What your amendment would change, and for whom."),
            is_required=True,
        ),
    ),
)

ARTICLES = Template(
    code="articles",
    name=_("A text, article by article"),
    description=_(
        "A bill, a plan or a charter that you import: people vote and comment on each passage, and propose "
        "amendments. Then comes the answer."
    ),
    kinds=(PASSAGE, AMENDMENT),
    phases=(
        PhasePlan(
            title=_("Read and amend"),
            summary=_("Everybody votes and comments on each passage, and proposes amendments."),
            days=42,
            actions=(
                ActionPlan(Verb.VOTE, "passage", BallotMethod.FOR_MIXED_AGAINST),
                ActionPlan(Verb.ARGUE, "passage"),
                ActionPlan(Verb.COMMENT, "passage"),
                ActionPlan(Verb.DEPOSIT, "amendment"),
                ActionPlan(Verb.VOTE, "amendment", BallotMethod.FOR_MIXED_AGAINST),
                ActionPlan(Verb.ARGUE, "amendment"),
                ActionPlan(Verb.COMMENT, "amendment"),
            ),
        ),
        SYNTHESIS,
    ),
)

CATALOGUE = {template.code: template for template in (FIVE_PHASES, IDEA_BOX, SMALL_GROUP, ARTICLES)}
