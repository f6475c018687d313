"""Templates where people propose, and the most supported comes first."""

from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import BallotMethod, Figure, QuestionType, Source, Verb
from parvis.consultations.templates_catalogue.plans import (
    OTHER,
    SYNTHESIS,
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
)

FIVE_PHASES = Template(
    code="five-phases",
    name=_("From pain points to solutions"),
    description=_(
        "People say what does not work, choose what matters most, propose solutions to it and vote on them."
    ),
    serves=_("Understand a problem with those who live it, before choosing what to do."),
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
    hints=(
        ("title", _("Example: what makes it hard to get to school without a car, and what would help?")),
        ("open_points", _("Example: timetables, crossings, parking near schools.")),
        (
            "use_of_contributions",
            _(
                "Example: the ten pain points that gather most go on to the next phase; the council"
                " answers each"
                " solution that was voted on."
            ),
        ),
    ),
)

IDEA_BOX = Template(
    code="idea-box",
    name=_("Idea box"),
    description=_(
        "One open period: people propose ideas, support those of others and argue. Then comes the answer."
    ),
    serves=_("Reach many people, on a subject where everything is still open."),
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
    hints=(
        ("title", _("Example: what would you like to find on the station square?")),
        ("open_points", _("Example: what is planted, where one sits, what events take place there.")),
        (
            "use_of_contributions",
            _(
                "Example: the team reads every idea; the council answers the most supported ones,"
                " and a draw of"
                " the others."
            ),
        ),
    ),
)

PETITION = Template(
    code="petition",
    name=_("Petitions with a threshold"),
    description=_(
        "People write petitions and sign those of others. Each one that gathers enough people is examined"
        " and answered."
    ),
    serves=_("Let subjects come from the people, and promise when they are taken up."),
    kinds=(
        KindPlan(
            code="petition",
            name=_("petition"),
            plural_name=_("petitions"),
            call=_("Write a petition"),
            help_text=_(
                "One request: what you ask for, why, and what it would change. People sign it as it is."
            ),
            questions=(
                QuestionPlan(
                    code="addressee",
                    type=QuestionType.SHORT_TEXT,
                    label=_("Who can decide on it"),
                    help_text=_("If you know it: the council, a school, a transport company…"),
                ),
            ),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Petitions and signatures"),
            summary=_(
                "Everybody writes petitions, supports them and argues. The threshold is shown on each."
            ),
            days=92,
            actions=(
                ActionPlan(Verb.DEPOSIT, "petition"),
                ActionPlan(Verb.VOTE, "petition", BallotMethod.SUPPORT, figure=Figure.THRESHOLD),
                ActionPlan(Verb.ARGUE, "petition"),
            ),
        ),
        PhasePlan(
            title=_("Examination and answer"),
            summary=_(
                "Each petition that reached the threshold is examined: the organiser says what is done of it,"
                " and why."
            ),
            days=60,
        ),
    ),
    themes=(OTHER,),
    hints=(
        ("title", _("Example: what do you want the council to discuss?")),
        ("open_points", _("Example: whatever the council may decide; say what is not within its powers.")),
        (
            "use_of_contributions",
            _(
                "Example: a petition that reaches the threshold is put on the agenda of the council, and its"
                " author is heard."
            ),
        ),
    ),
)
