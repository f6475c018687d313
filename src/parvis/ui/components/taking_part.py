"""What makes a consultation move: phases, time left, votes, arguments."""

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.ui import words
from parvis.ui.data import ArgumentLine, PhaseStep, VoteChoice

register = template.Library()

WITHDRAW = "withdraw"
STATE_WORDS = {"past": _("Finished"), "present": _("Now"), "future": _("To come")}


@register.inclusion_tag("ui/stepper.html")
def stepper(*, steps: Sequence[PhaseStep], label: str = "") -> dict[str, object]:
    rows = [
        {"step": step, "word": STATE_WORDS[step.state], "dates": words.period(step.starts_at, step.ends_at)}
        for step in steps
    ]
    return {"rows": rows, "label": label or _("Phases of the consultation")}


@register.inclusion_tag("ui/countdown.html")
def countdown(
    *, ends_at: datetime, starts_at: datetime | None = None, now: datetime | None = None
) -> dict[str, object]:
    clock = now or timezone.now()
    if starts_at and starts_at > clock:
        return {"date": starts_at, "words": words.time_before(starts_at, now=clock), "over": False}
    return {"date": ends_at, "words": words.time_left(ends_at, now=clock), "over": ends_at <= clock}


@register.inclusion_tag("ui/vote_control.html", takes_context=True)
def vote_control(
    context: Context,
    *,
    id: str,
    action: str,
    choices: Sequence[VoteChoice],
    label: str,
    method: str = "for_mixed_against",
    disabled_reason: str = "",
    live: bool = True,
) -> dict[str, object]:
    return {
        "id": id,
        "action": action,
        "choices": choices,
        "label": label,
        "method": method,
        "disabled_reason": disabled_reason,
        "live": live,
        "withdraw": WITHDRAW if any(choice.chosen for choice in choices) else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/argument_pair.html")
def argument_pair(
    *, best_for: ArgumentLine | None, best_against: ArgumentLine | None, add_url: str = ""
) -> dict[str, object]:
    sides = (
        {
            "side": "for",
            "sign": "+",
            "title": _("Best argument for"),
            "line": best_for,
            "none": _("No argument for yet."),
        },
        {
            "side": "against",
            "sign": "−",
            "title": _("Best argument against"),
            "line": best_against,
            "none": _("No argument against yet."),
        },
    )
    return {"sides": sides, "add_url": add_url}
