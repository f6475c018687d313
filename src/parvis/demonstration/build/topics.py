"""The topics of the main consultation, found by the engine in the texts of the demonstration."""

from __future__ import annotations

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.understanding.domain.ask_analysis import ask_analysis
from parvis.understanding.domain.run_analysis import run_analysis


def make_topics(*, page: ConsultationPage, organiser: Participant) -> None:
    """Asked for and computed (some seconds), and left at the desk.

    Some dozens of lively texts make fragile topics: whoever tries the site reads them, corrects them, and
    decides to publish, as an analyst would.
    """
    asked = ask_analysis(actor=organiser, consultation=page)
    run_analysis(analysis=asked)
