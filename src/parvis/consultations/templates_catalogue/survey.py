"""The template of a questionnaire: one answer for each person, which the team alone reads."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.consultations.asking import ChoiceSettings, Option, ScaleSettings, Settings
from parvis.consultations.enums import QuestionType, Verb, Visibility
from parvis.consultations.templates_catalogue.plans import (
    SYNTHESIS,
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
)


def _ties() -> Settings:
    return ChoiceSettings(
        options=(
            Option("lives", gettext("I live here")),
            Option("works", gettext("I work or study here")),
            Option("comes", gettext("I come here now and then")),
        ),
        has_other=True,
    )


def _satisfied() -> Settings:
    return ScaleSettings(low_label=gettext("not at all"), high_label=gettext("fully"))


def _matters() -> Settings:
    return ChoiceSettings(
        options=(
            Option("price", gettext("what it costs")),
            Option("time", gettext("the time that it takes")),
            Option("near", gettext("that it is near home")),
            Option("care", gettext("how one is received")),
        ),
        has_other=True,
        most=2,
    )


SURVEY = Template(
    code="survey",
    name=_("Survey"),
    description=_(
        "A questionnaire that each person answers once. Answers are for the team alone; everybody sees the"
        " totals."
    ),
    serves=_("Know what people live or think, when answers should not influence each other."),
    kinds=(
        KindPlan(
            code="answer",
            name=_("answer"),
            plural_name=_("answers"),
            call=_("Answer the questions"),
            help_text=_("Your answers are for the team alone: only totals are published."),
            is_titled=False,
            has_text=False,
            visibility=Visibility.PRIVATE,
            one_per_person=True,
            questions=(
                QuestionPlan(
                    code="ties",
                    type=QuestionType.SINGLE,
                    label=_("What ties you to this place?"),
                    settings=_ties,
                ),
                QuestionPlan(
                    code="satisfied",
                    type=QuestionType.SCALE,
                    label=_("Does what exists today suit you?"),
                    is_required=True,
                    settings=_satisfied,
                ),
                QuestionPlan(
                    code="matters",
                    type=QuestionType.MULTIPLE,
                    label=_("What matters most to you?"),
                    help_text=_("Two answers at most."),
                    settings=_matters,
                ),
                QuestionPlan(
                    code="change",
                    type=QuestionType.LONG_TEXT,
                    label=_("What should change first, and why?"),
                    help_text=_("In your own words. Do not name anybody."),
                ),
            ),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Questionnaire"),
            summary=_("Everybody answers once, and may change their answers until the close."),
            days=30,
            actions=(ActionPlan(Verb.DEPOSIT, "answer"),),
        ),
        SYNTHESIS,
    ),
    hints=(
        ("title", _("Example: how do you use the library, and what do you miss there?")),
        ("open_points", _("Example: opening hours, the collection, the rooms.")),
        (
            "use_of_contributions",
            _(
                "Example: the team reads every answer; totals are public at the close, and the new"
                " opening hours"
                " are decided from them."
            ),
        ),
    ),
    prepares=(_("The questions: four of them are an example, to be changed in “What the form asks”."),),
)
