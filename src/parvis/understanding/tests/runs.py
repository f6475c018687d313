"""Analyses for tests: a consultation with two dozens of texts on each of three subjects, and runs on them."""

from __future__ import annotations

import numpy as np

from parvis.accounts.models import Participant
from parvis.analysis.text.tests.planted import SHARED, SUBJECTS
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.domain.ask_analysis import ask_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.models import Analysis, Topic

EACH = 24
NAMES = ("école", "transport", "santé")
CAMPAIGN = "Nous demandons une piste cyclable continue le long du canal entre la gare et le marché couvert."
COPIES = 4


def texts() -> list[str]:
    """Three subjects in turn, most words of each its own; always the same."""
    rng = np.random.default_rng(5)
    made = []
    for place in range(EACH * len(NAMES)):
        own = SUBJECTS[NAMES[place % len(NAMES)]]
        made.append(
            " ".join(rng.choice(own) if rng.random() < 0.8 else rng.choice(SHARED) for _ in range(14))
        )
    return made


def town(**given: object) -> ConsultationPage:
    """A consultation with these texts, and a campaign; each by somebody else."""
    place = ConsultationFactory(**given)
    kind = KindFactory(consultation=place, code="idea")
    for one in [*texts(), *[CAMPAIGN] * COPIES]:
        ContributionFactory(kind=kind, title="", text=one)
    return place


def analyst_of(place: ConsultationPage, language: str = "fr") -> Participant:
    """Somebody of its team who runs analyses."""
    made = TeamMemberFactory(consultation=place, role=Role.ANALYST, participant__language=language)
    return made.participant


def ran(place: ConsultationPage, *, seed: int = 0, topics: int = 3, **scope: object) -> Analysis:
    """A run of the engine, done."""
    asked = ask_analysis(actor=analyst_of(place), consultation=place, topics=topics, seed=seed, **scope)
    run_analysis(analysis=asked)
    return Analysis.objects.select_related("consultation", "phase", "question").get(pk=asked.pk)


def topic_of(analysis: Analysis, contribution: Contribution) -> Topic:
    return Topic.objects.get(members__contribution=contribution, members__analysis=analysis)
