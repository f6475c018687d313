"""Blind codings for tests: a sample of a run, coded by people who choose as they are told."""

from __future__ import annotations

from collections.abc import Callable

from parvis.accounts.models import Participant
from parvis.understanding.coding_queries import coder_of
from parvis.understanding.domain.code_text import begin_coding, code_text, finish_coding
from parvis.understanding.domain.end_coding import end_coding
from parvis.understanding.domain.open_coding import open_coding
from parvis.understanding.models import Analysis, CodedText, Coding
from parvis.understanding.tests.runs import analyst_of

Chooses = Callable[[CodedText], int]


def opened(analysis: Analysis, size: int = 12, **given: object) -> Coding:
    actor = analyst_of(analysis.consultation)
    return open_coding(actor=actor, analysis=analysis, size=size, **given)


def as_machine(text: CodedText) -> int:
    return text.machine


def coded_by(coding: Coding, chooses: Chooses = as_machine, *, finishes: bool = True) -> Participant:
    """Somebody of the team who codes every text."""
    person = analyst_of(coding.analysis.consultation)
    begin_coding(actor=person, coding=coding)
    for text in coding.texts.order_by("place"):
        code_text(actor=person, coding=coding, place=text.place, code=chooses(text))
    if finishes:
        finish_coding(actor=person, coding=coding)
    return person


def compared(analysis: Analysis, *others: Chooses, size: int = 12) -> Coding:
    """A coding that has ended: one person chooses as the machine, others as they are told."""
    coding = opened(analysis, size)
    for chooses in (as_machine, *others):
        person = coded_by(coding, chooses)
    assert coder_of(coding, person) is not None
    end_coding(actor=person, coding=coding)
    coding.refresh_from_db()
    return coding
