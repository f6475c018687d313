"""The template of a participatory budget."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from parvis.consultations.asking import NumberSettings, PlaceSettings, Settings
from parvis.consultations.enums import BallotMethod, Figure, QuestionType, Shape, Source, Verb
from parvis.consultations.options import BallotOptions
from parvis.consultations.templates_catalogue.plans import (
    OTHER,
    SYNTHESIS,
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
)


def _point() -> Settings:
    return PlaceSettings(shape=Shape.POINT)


def _amount() -> Settings:
    return NumberSettings(minimum=Decimal(0))


BUDGET = Template(
    code="budget",
    name=_("Participatory budget"),
    description=_(
        "People propose projects on a map, the team checks that they can be done and what they cost, people"
        " spend the budget by their votes, then the projects are carried out."
    ),
    serves=_("Let people decide how a sum of money is spent."),
    kinds=(
        KindPlan(
            code="project",
            name=_("project"),
            plural_name=_("projects"),
            call=_("Propose a project"),
            help_text=_(
                "One project: what would be built, bought or done, and what it would bring to people."
            ),
            questions=(
                QuestionPlan(
                    code="place",
                    type=QuestionType.PLACE,
                    label=_("Where would it be?"),
                    help_text=_("One point; for a project all over the territory, the town hall."),
                    is_required=True,
                    settings=_point,
                ),
                QuestionPlan(
                    code="cost",
                    type=QuestionType.NUMBER,
                    label=_("What would it cost, as far as you know?"),
                    help_text=_(
                        "In the currency of the budget, without cents. You may leave it empty: the team works"
                        " out the cost of every project."
                    ),
                    settings=_amount,
                ),
                QuestionPlan(
                    code="public",
                    type=QuestionType.LONG_TEXT,
                    label=_("Who would use it?"),
                    help_text=_("A street, a school, everybody: who, and how often."),
                ),
            ),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Projects"),
            summary=_("Everybody proposes projects, and comments on those of others."),
            days=42,
            actions=(ActionPlan(Verb.DEPOSIT, "project"), ActionPlan(Verb.COMMENT, "project")),
        ),
        PhasePlan(
            title=_("Can it be done?"),
            summary=_(
                "The team checks each project: is it within our powers, can it be done, what does it cost. It"
                " answers each one, in public. Everybody may comment."
            ),
            days=45,
            actions=(ActionPlan(Verb.COMMENT, "project"),),
            source=Source.EVERYTHING,
            source_phase=0,
        ),
        PhasePlan(
            title=_("Vote on the projects"),
            summary=_("Everybody spends the budget on the projects that can be done."),
            days=23,
            actions=(
                ActionPlan(
                    Verb.VOTE,
                    "project",
                    BallotMethod.BUDGET,
                    BallotOptions(hides_counts=True),
                    figure=Figure.AMOUNT,
                ),
                ActionPlan(Verb.COMMENT, "project"),
            ),
            source=Source.CHOSEN,
            source_phase=1,
        ),
        SYNTHESIS,
        PhasePlan(
            title=_("The projects are carried out"),
            summary=_(
                "The organiser tells how far each chosen project has come, and what it cost in the end."
            ),
            days=365,
        ),
    ),
    themes=(OTHER,),
    hints=(
        ("title", _("Example: which projects shall we carry out in our neighbourhoods this year?")),
        (
            "open_points",
            _("Example: any project of investment within the powers of the town, on ground that is public."),
        ),
        (
            "use_of_contributions",
            _(
                "Example: projects are taken in the order of the votes until the budget is spent;"
                " each one that"
                " cannot be done gets its reason."
            ),
        ),
    ),
    prepares=(
        _("Who checks the projects, and in how much time: each one gets a public answer."),
        _("After the check: take over the projects that can be done to the vote, and write what each costs."),
    ),
)
