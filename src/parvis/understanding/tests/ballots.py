"""Ballots of statements for tests of groups of opinion: two camps of known people, and what each thinks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import ToldTally, Vote
from parvis.ballots.tests.factories import BallotFactory, close, item_of
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.understanding.domain.ask_opinions import ask_opinions
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.models import Analysis
from parvis.understanding.tests.runs import analyst_of

STATEMENTS = 12
SHARED = 2
"""Statements, the first ones, that both camps agree with."""


def camps(people: int, *, small: int | None = None, noise: float = 0.08, seed: int = 4) -> np.ndarray:
    """(people, 12) votes: one camp agrees with even statements, the other with odd ones.

    `small`: how many are in the second camp, the last people; half by default.
    """
    random = np.random.default_rng(seed)
    second = np.arange(people) >= people - (people // 2 if small is None else small)
    even = np.arange(STATEMENTS) % 2 == 0
    answers = np.where(even[None, :] ^ second[:, None], 1, -1)
    answers[:, :SHARED] = 1
    drawn = random.random(answers.shape)
    answers = np.where(drawn < noise, -answers, answers)
    return np.where(drawn > 0.95, 0, answers)


def cast(ballot: PhaseAction, voters: Sequence[Participant], answers: np.ndarray) -> list[Contribution]:
    """One statement a column, one voter a row; a vote of 9 was not cast."""
    items = [item_of(ballot, title=f"Statement {column}", text="") for column in range(answers.shape[1])]
    Vote.objects.bulk_create(
        Vote(ballot=ballot, contribution=item, voter=voter, choice=int(choice))
        for voter, row in zip(voters, answers, strict=True)
        for item, choice in zip(items, row, strict=True)
        if choice != 9
    )
    return items


def end(ballot: PhaseAction) -> PhaseAction:
    """It is over, and the log was told its totals."""
    close(ballot)
    ToldTally.objects.create(ballot=ballot, final_digest="ab" * 32, final_at=timezone.now())
    return ballot


def divided(people: int = 60, **given: object) -> PhaseAction:
    """A ballot that is over, with two camps."""
    ballot = BallotFactory(statements=True)
    cast(ballot, ParticipantFactory.create_batch(people), camps(people, **given))
    return end(ballot)


def grouped(ballot: PhaseAction, **given: object) -> Analysis:
    """A run on it, done."""
    place = ballot.phase.consultation
    asked = ask_opinions(actor=analyst_of(place), consultation=place, ballot=ballot, **given)
    run_analysis(analysis=asked)
    rows = Analysis.objects.select_related("consultation", "ballot__phase", "ballot__kind", "grouping")
    return rows.get(pk=asked.pk)


def published(ballot: PhaseAction) -> Analysis:
    made = grouped(ballot)
    publish_analysis(actor=analyst_of(made.consultation), analysis=made)
    made.refresh_from_db()
    return made
