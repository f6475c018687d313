"""Templates for few people, who work in depth: they come with an invitation code."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.enums import BallotMethod, Source, Verb
from parvis.consultations.templates_catalogue.plans import (
    SYNTHESIS,
    ActionPlan,
    KindPlan,
    PhasePlan,
    Template,
)
from parvis.consultations.templates_catalogue.text import AMENDMENT

INVITED = IdentityLevel.INVITED
CODES = _("The invitation codes, one for each person: they are made in “Say who takes part”.")

SMALL_GROUP = Template(
    code="small-group",
    name=_("Co-construction in a small group"),
    description=_(
        "A group of ten to fifty people shares what it sees, writes proposals together, then decides."
    ),
    serves=_("Write together with people whom you invite; everybody else reads."),
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
        replace(
            AMENDMENT,
            help_text=_(
                "Change the words of the proposal as you would have them: what you change will be marked."
            ),
            responds_to="proposal",
        ),
    ),
    phases=(
        PhasePlan(
            title=_("What we see"),
            summary=_("The group gathers what is known."),
            days=7,
            actions=(
                ActionPlan(Verb.DEPOSIT, "observation", level=INVITED),
                ActionPlan(Verb.COMMENT, "observation", level=INVITED),
            ),
        ),
        PhasePlan(
            title=_("What we propose"),
            summary=_("The group writes proposals, and improves them by its arguments and its amendments."),
            days=14,
            actions=(
                ActionPlan(Verb.DEPOSIT, "proposal", level=INVITED),
                ActionPlan(Verb.ARGUE, "proposal", level=INVITED),
                ActionPlan(Verb.DEPOSIT, "amendment", level=INVITED),
                ActionPlan(Verb.VOTE, "amendment", BallotMethod.FOR_MIXED_AGAINST, level=INVITED),
            ),
            source=Source.EVERYTHING,
            source_phase=0,
        ),
        PhasePlan(
            title=_("What we decide"),
            summary=_("The group votes on each proposal: for, mixed or against."),
            days=7,
            actions=(ActionPlan(Verb.VOTE, "proposal", BallotMethod.FOR_MIXED_AGAINST, level=INVITED),),
            source=Source.EVERYTHING,
            source_phase=1,
        ),
        SYNTHESIS,
    ),
    hints=(
        ("title", _("Example: which rules shall we give ourselves for the shared garden?")),
        ("open_points", _("Example: opening hours, plots, what is done with the harvest.")),
        (
            "use_of_contributions",
            _("Example: the proposals that the group adopts are applied as they are written, for one year."),
        ),
    ),
    prepares=(CODES,),
)

PANEL = Template(
    code="panel",
    name=_("Panel of citizens drawn by lot"),
    description=_(
        "People drawn by lot ask, write recommendations and vote on them; everybody reads, and comments on"
        " the recommendations."
    ),
    serves=_("Decide on a difficult subject with people who are like the population, and time to learn."),
    kinds=(
        KindPlan(
            code="question",
            name=_("question to the organiser"),
            plural_name=_("questions to the organiser"),
            call=_("Ask a question"),
            help_text=_("What the panel needs to know: who should be heard, which figure is lacking?"),
        ),
        KindPlan(
            code="recommendation",
            name=_("recommendation"),
            plural_name=_("recommendations"),
            call=_("Write a recommendation"),
            help_text=_("What you recommend, to whom, by when, and what would show that it was done."),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Learn and ask"),
            summary=_(
                "The panel reads, hears people who disagree, and asks; the organiser answers in public."
            ),
            days=21,
            actions=(ActionPlan(Verb.ASK, "question", level=INVITED),),
        ),
        PhasePlan(
            title=_("Deliberate"),
            summary=_("The panel writes recommendations and argues; everybody may comment on them."),
            days=28,
            actions=(
                ActionPlan(Verb.DEPOSIT, "recommendation", level=INVITED),
                ActionPlan(Verb.ARGUE, "recommendation", level=INVITED),
                ActionPlan(Verb.COMMENT, "recommendation"),
                ActionPlan(Verb.ASK, "question", level=INVITED),
            ),
        ),
        PhasePlan(
            title=_("The panel votes"),
            summary=_("The panel says of each recommendation how good it is; everybody may still comment."),
            days=7,
            actions=(
                ActionPlan(Verb.VOTE, "recommendation", BallotMethod.MAJORITY_JUDGMENT, level=INVITED),
                ActionPlan(Verb.COMMENT, "recommendation"),
            ),
            source=Source.EVERYTHING,
            source_phase=1,
        ),
        SYNTHESIS,
    ),
    hints=(
        ("title", _("Example: how shall our town share out water when it lacks?")),
        ("open_points", _("Example: who is served first, prices, works; not the source itself.")),
        (
            "use_of_contributions",
            _(
                "Example: the council answers each recommendation within three months, says which ones it"
                " follows, and why not the others."
            ),
        ),
    ),
    prepares=(
        _("The draw, made outside of this site: say in the presentation how it was made, and by whom."),
        CODES,
    ),
)
