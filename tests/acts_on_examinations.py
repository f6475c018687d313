"""Scenes of acts on the examination of contributions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from parvis.accounts.models import Participant
from parvis.opendata.tests.town import Town
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.give_verdict import Verdict, decide
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.tests.factories import ExaminationFactory

Act = Callable[[], Any]
INSIDE = "stays between those who examine: the log is told of the verdict, and of nothing before"


def deciding(town: Town, actor: Participant | None) -> Act:
    text = town.write("Un banc au parc")
    held = ExaminationFactory(contribution=text, analysed=True)
    draft = AnswerDraft(AnswerStatus.KEPT, "Dix bancs sont posés.", "La voirie")
    verdict = Verdict(draft, str(text.entry))
    return partial(decide, actor=actor or town.organiser, examination=held, verdict=verdict)
