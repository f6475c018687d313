"""What a rehearsal finds, one trial after another, and how each is tried without stopping the next ones."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.conduct.enums import Outcome, Trial
from parvis.conduct.models import Rehearsal

log = logging.getLogger(__name__)

ADVICE: dict[str, Promise] = {
    Trial.PUBLISH: gettext_lazy("Read the rules and the texts again, then rehearse."),
    Trial.SIGN_IN: gettext_lazy("Nobody could take part: give this report to whoever runs the site."),
    Trial.DEPOSIT: gettext_lazy("Look at the form of this kind, and at who may use it, then rehearse."),
    Trial.ASK: gettext_lazy("Look at the form of this kind, and at who may use it, then rehearse."),
    Trial.ARGUE: gettext_lazy("Look at what this phase opens, and to whom, then rehearse."),
    Trial.COMMENT: gettext_lazy("Look at what this phase opens, and to whom, then rehearse."),
    Trial.VOTE: gettext_lazy("Look at the settings of this vote, and at who may use it, then rehearse."),
    Trial.PAGE: gettext_lazy("Give this report to whoever runs the site, with its address and the hour."),
    Trial.MAIL: gettext_lazy("Give this report to whoever runs the site: mails would not leave."),
    Trial.TRANSPORT: gettext_lazy("Correct PARVIS_MAIL_URL, or ask whoever runs the mail server."),
    Trial.RECEIPT: gettext_lazy("Give this report to whoever runs the site, before anybody takes part."),
    Trial.EXPORT: gettext_lazy("Give this report to whoever runs the site, before anybody takes part."),
    Trial.VERIFY: gettext_lazy("Give this report to whoever runs the site, before anybody takes part."),
    Trial.WORKER: gettext_lazy("Start the worker: “parvis serve” runs one. No mail leaves without it."),
    Trial.SIGNATURE: gettext_lazy("Look at the page of the public log, then at the worker that signs it."),
    Trial.RESTORE: gettext_lazy("Restore a backup for trial: “parvis restore --drill”."),
}
"""What to do when a trial fails, or is to be looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a trial gave, when it did not simply pass."""

    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One trial, as it is kept and shown; `ms` is its time in milliseconds."""

    trial: str
    outcome: str
    ms: int
    subject: str = ""
    detail: str = ""

    @property
    def title(self) -> str:
        return str(Trial(self.trial).label)

    @property
    def label(self) -> str:
        return str(Outcome(self.outcome).label)

    @property
    def advice(self) -> str:
        """What to do about it; empty when there is nothing to do."""
        asks = self.outcome in (Outcome.FAILED, Outcome.WARNED)
        return str(ADVICE[self.trial]) if asks else ""


@dataclass(slots=True)
class Report:
    """The steps so far."""

    steps: list[Step] = field(default_factory=list)

    def tries(self, trial: Trial, act: Callable[[], Found | None], *, subject: str = "") -> bool:
        """Try it, undone alone when it fails: whether it did not fail.

        What nobody foresaw is a failure like another, and leaves its trace in the log of the process.
        """
        began = perf_counter()
        try:
            with transaction.atomic():
                found = act() or Found(Outcome.PASSED)
        except Refused as refused:
            found = Found(Outcome.FAILED, str(refused.message))
        except Exception as error:
            found = _unforeseen(trial, error)
        ms = round(1000 * (perf_counter() - began))
        self.steps.append(Step(str(trial), str(found.outcome), ms, subject, found.detail))
        return found.outcome != Outcome.FAILED

    def stops(self, trial: Trial, error: Exception) -> None:
        """Add what ended everything, outside of any trial."""
        found = _unforeseen(trial, error)
        self.steps.append(Step(str(trial), str(found.outcome), 0, detail=found.detail))

    @property
    def passed(self) -> bool:
        return bool(self.steps) and all(step.outcome != Outcome.FAILED for step in self.steps)

    def written(self) -> list[dict[str, str | int]]:
        return [asdict(step) for step in self.steps]


def _unforeseen(trial: Trial, error: Exception) -> Found:
    log.error("a rehearsal failed: %s", trial, exc_info=error)
    return Found(Outcome.FAILED, _("The software failed (%(error)s).") % {"error": type(error).__name__})


def steps_of(rehearsal: Rehearsal) -> list[Step]:
    """The steps as they were kept."""
    return [Step(**step) for step in rehearsal.steps]


def failures(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.outcome == Outcome.FAILED]
