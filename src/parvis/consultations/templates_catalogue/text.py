"""The template of a text put to consultation, and the kinds that any imported text needs."""

from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import BallotMethod, KindRole, QuestionType, Verb
from parvis.consultations.templates_catalogue.plans import (
    SYNTHESIS,
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
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
    serves=_("Have a draft improved word by word, before it is adopted."),
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
    hints=(
        ("title", _("Example: what would you change in the draft regulation of the markets?")),
        ("open_points", _("Example: every article but the fees, which the law sets.")),
        (
            "use_of_contributions",
            _(
                "Example: the drafters answer each amendment that gathers more for than against, and"
                " publish the"
                " text as it becomes."
            ),
        ),
    ),
    prepares=(_("The text itself, in DOCX, ODT, HTML or Markdown: it is imported from the desk, then cut."),),
)
