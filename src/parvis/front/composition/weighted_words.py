"""Why the result of a ballot is not weighted, and how to go on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parvis.analysis.quality.who_took_part import ENOUGH_PEOPLE
from parvis.panel.enums import Trait
from parvis.panel.queries import WAIT
from parvis.panel.weighing import HEAVIEST
from parvis.panel.weighted import Weighted
from parvis.ui import words


def lack_of(missing: str, result: Weighted) -> str:
    """In the words of the reader: what lacks, then what may be done."""
    values = {
        "people": words.number(result.people),
        "voters": words.people(result.voters),
        "needed": words.number(ENOUGH_PEOPLE),
        "question": Trait(result.about).label if result.about else "",
        "times": words.number(HEAVIEST),
        "days": words.number(WAIT.days),
    }
    return _words(missing) % values


def _words(missing: str) -> str:
    found = {
        "early": _(
            "Not weighted yet: it is done once, %(days)s days after the vote or at the close of the"
            " consultation, so that voters have time to say who they are."
        ),
        "method": _(
            "Not weighted: the result of this method is not a share of people, and weights mean nothing"
            " there."
        ),
        "named": _(
            "Not weighted: who voted what is public in this vote, and weighted shares would help to guess"
            " what voters said of themselves."
        ),
        "few_asked": _(
            "Not weighted: fewer than %(needed)s people said who they are in this consultation. Whoever takes"
            " part may still say it on its page, as long as it is open."
        ),
        "no_reference": _(
            "Not weighted: there is no population to compare with. The organiser may give its figures, until"
            " answers are erased."
        ),
        "few_people": _(
            "Not weighted: %(people)s of %(voters)s who voted answered all the questions on themselves, and"
            " %(needed)s are needed."
        ),
        "few_demographics": _(
            "Not weighted: half of the %(voters)s who voted would have to say who they are."
        ),
    }
    return {**found, **_of_raking()}.get(missing, _("Not weighted."))


def _of_raking() -> dict[str, str]:
    """Where weights cannot bring voters to the population."""
    return {
        "small_strata": _(
            "Not weighted: almost all who voted gave the same answer to “%(question)s”, and others are too"
            " few to stand for the rest. The organiser may stop asking it, or reach more people next time."
        ),
        "not_converged": _(
            "Not weighted: no weights bring voters to all the populations at once, and the farthest is"
            " “%(question)s”. The organiser may check that the figures are of the same population, or give"
            " them for fewer questions."
        ),
        "heavy_weights": _(
            "Not weighted: some groups are so few among voters that each person would weigh more than"
            " %(times)s times the mean, first by “%(question)s”. The organiser may give a population for"
            " fewer questions, or reach these groups next time."
        ),
    }
