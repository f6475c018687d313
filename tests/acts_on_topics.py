"""Scenes of analyses of texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from parvis.accounts.models import Participant
from parvis.opendata.tests.town import Town
from parvis.understanding.domain.publish_analysis import publish_analysis, take_back_analysis
from parvis.understanding.models import Analysis
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory

Act = Callable[[], Any]


def _done(town: Town, **given: object) -> Analysis:
    made = AnalysisFactory(consultation=town.consultation, **given)
    TopicFactory(analysis=made)
    return made


def publishing(town: Town, actor: Participant | None) -> Act:
    return partial(publish_analysis, actor=actor or town.organiser, analysis=_done(town))


def taking_back(town: Town, actor: Participant | None) -> Act:
    return partial(take_back_analysis, actor=actor or town.organiser, analysis=_done(town, published=True))
