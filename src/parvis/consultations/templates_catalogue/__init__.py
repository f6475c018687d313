"""Ready-made consultations: what each template opens, and when. Names become the organiser's at creation."""

from parvis.consultations.templates_catalogue.budget import BUDGET
from parvis.consultations.templates_catalogue.environment import ENVIRONMENT
from parvis.consultations.templates_catalogue.groups import PANEL, SMALL_GROUP
from parvis.consultations.templates_catalogue.ideas import FIVE_PHASES, IDEA_BOX, PETITION
from parvis.consultations.templates_catalogue.plans import (
    ActionPlan,
    KindPlan,
    PhasePlan,
    QuestionPlan,
    Template,
)
from parvis.consultations.templates_catalogue.survey import SURVEY
from parvis.consultations.templates_catalogue.text import AMENDMENT, ARTICLES, PASSAGE

CATALOGUE = {
    template.code: template
    for template in (
        FIVE_PHASES,
        IDEA_BOX,
        SURVEY,
        ARTICLES,
        BUDGET,
        PETITION,
        SMALL_GROUP,
        PANEL,
        ENVIRONMENT,
    )
}
"""By code, in the order in which the desk shows them."""

__all__ = [
    "AMENDMENT",
    "ARTICLES",
    "BUDGET",
    "CATALOGUE",
    "ENVIRONMENT",
    "FIVE_PHASES",
    "IDEA_BOX",
    "PANEL",
    "PASSAGE",
    "PETITION",
    "SMALL_GROUP",
    "SURVEY",
    "ActionPlan",
    "KindPlan",
    "PhasePlan",
    "QuestionPlan",
    "Template",
]
