"""Every rule, in order, and what is found of them in one consultation."""

from __future__ import annotations

from parvis.conduct.enums import Chapter, Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Line, Rule
from parvis.conduct.rules.end import END
from parvis.conduct.rules.evaluated import EVALUATED
from parvis.conduct.rules.frame import FRAME
from parvis.conduct.rules.held import HELD
from parvis.conduct.rules.outages import OUTAGES
from parvis.conduct.rules.rehearsed import REHEARSED
from parvis.conduct.rules.run import RUN
from parvis.conduct.rules.start import START
from parvis.conduct.rules.who import WHO

WRITTEN = (*FRAME, *START, *REHEARSED, *RUN, *HELD, *END, *EVALUATED, *OUTAGES, *WHO)
RULES: tuple[Rule, ...] = tuple(sorted(WRITTEN, key=lambda rule: rule.code))
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def judge(facts: Facts, *, step: Step | None = None) -> list[Line]:
    """Judge every rule as at `step`; by default, the one where the consultation is."""
    return [rule.judge(facts, step=facts.step if step is None else step) for rule in RULES]


def blocking(facts: Facts, *, step: Step, chapter: Chapter) -> list[Line]:
    """Of the rules of a chapter, those that prevent the consultation from being at that step."""
    return [line for line in judge(facts, step=step) if line.is_blocking and line.rule.chapter == chapter]
