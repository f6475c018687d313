"""The template of the procedure of the Environmental Code, articles L123-19-1 and L123-19-2.

21 whole days (15 for an individual decision), the opening day excluded; four days before the decision; then
the synthesis, the decision and its reasons, public for three months at least.
"""

from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import LegalProfile, QuestionType, Verb
from parvis.consultations.templates_catalogue.plans import (
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
)

ENVIRONMENT = Template(
    code="environment",
    name=_("Environmental procedure"),
    description=_(
        "People read the draft and its presentation note, and give their opinion. Then come the synthesis,"
        " the decision and its reasons, within the delays of the Environmental Code."
    ),
    serves=_("Follow the law for a public decision that has an effect on the environment."),
    kinds=(
        KindPlan(
            code="opinion",
            name=_("opinion"),
            plural_name=_("opinions"),
            call=_("Give your opinion"),
            help_text=_("What you think of the draft, what you would change in it, and why."),
            questions=(
                QuestionPlan(
                    code="part",
                    type=QuestionType.SHORT_TEXT,
                    label=_("Which part of the draft it is about"),
                    help_text=_("An article, a page, a map; leave it empty for the whole draft."),
                ),
            ),
        ),
    ),
    phases=(
        PhasePlan(
            title=_("Participation of the public"),
            summary=_("Everybody gives their opinion on the draft, and comments on those of others."),
            days=22,
            actions=(ActionPlan(Verb.DEPOSIT, "opinion"), ActionPlan(Verb.COMMENT, "opinion")),
            is_legal=True,
        ),
        PhasePlan(
            title=_("Reading of the opinions"),
            summary=_(
                "Four days at least, during which nothing is decided: opinions are read and summed up."
            ),
            days=4,
        ),
        PhasePlan(
            title=_("Synthesis, decision and reasons"),
            summary=_(
                "The synthesis of the opinions, the decision and, apart, its reasons are published,"
                " and stay so"
                " for three months at least."
            ),
            days=92,
        ),
    ),
    profile=LegalProfile.ENVIRONMENT,
    hints=(
        ("title", _("Example: what do you think of the draft order on hunting dates?")),
        (
            "presentation",
            _("In short: the context and the aims of the draft, which the note says at length."),
        ),
        ("open_points", _("Example: dates, places, species; everything in the draft may still change.")),
        (
            "use_of_contributions",
            _(
                "Example: opinions are summed up in public, with what was taken into account and"
                " what was not."
            ),
        ),
    ),
    prepares=(
        _(
            "The draft of the act and its presentation note, as files: their place is ready among"
            " the resources."
        ),
        _("Afterwards: the synthesis, then the decision with its reasons, from “Rules kept”."),
    ),
)
