"""The record of processing (GDPR, article 30) and how long things are kept, as the code has them.

Shown on the personal data page, and written to `docs/reference/privacy.md`, which a test holds to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from parvis.accounts import tasks as accounts
from parvis.accounts.domain import inactive
from parvis.accounts.guard import FORGOTTEN
from parvis.jobs import tasks as jobs
from parvis.jobs.models import Forgetting


@dataclass(frozen=True, slots=True)
class Processing:
    """One use of personal data: why, whose, which, on what ground, who gets it, and for how long."""

    name: str | Promise
    purpose: str | Promise
    people: str | Promise
    data: str | Promise
    ground: str | Promise
    recipients: str | Promise
    kept: str | Promise


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is erased by the clock, and after how long."""

    name: str
    what: str
    after: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule, and when it was last applied; nothing yet on a new site."""

    rule: Rule
    ran_at: datetime | None
    rows: int


def in_words(time: timedelta) -> str:
    """In hours under three days, in years when it is whole ones, else in days."""
    days = time.days
    if days < 3:
        hours = int(time.total_seconds()) // 3600
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if days % 365 == 0:
        return ngettext("%(count)s year", "%(count)s years", days // 365) % {"count": days // 365}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


lazy_words = lazy(in_words, str)

TASK, AGREED = _("task in the public interest (6.1.e)"), _("consent (6.1.a)")
SECURITY = _("security of the processing (32) and task in the public interest (6.1.e)")
NOBODY = _("nobody but those who administer the site")
PROCESSING = (
    Processing(
        _("Accounts"),
        _("Let each person take part once, and write to them what concerns them."),
        _("participants, members of teams"),
        _("e-mail address, public name, language, identity level, dates"),
        TASK,
        NOBODY,
        format_lazy(_("until the account is deleted, or unused for {time}"), time=lazy_words(inactive.KEPT)),
    ),
    Processing(
        _("Sign-in"),
        _("Check that an address is that of the person; tell apart and close open sessions."),
        _("participants, members of teams"),
        _("hash of the code, address; network and browser of each open session; second factor of teams"),
        SECURITY,
        NOBODY,
        format_lazy(_("codes {codes}; sessions two weeks at most"), codes=lazy_words(accounts.KEPT)),
    ),
    Processing(
        _("Contributions, arguments and replies"),
        _("Hold a public consultation and give account of it."),
        _("participants"),
        _("texts and their versions, public name, channel, identity level, dates"),
        TASK,
        _("everybody, since it is public"),
        _("as long as the consultation is published; unsigned once the account is deleted"),
    ),
    Processing(
        _("Votes and supports"),
        _("Count each person once; let everybody check the count."),
        _("participants"),
        _("choices, tied to the account; dates"),
        TASK,
        _("everybody, as totals; choices without names where thirty people or more have voted"),
        _("as long as the consultation is published; without a name once the account is deleted"),
    ),
    Processing(
        _("Following a consultation"),
        _("Write when the result and the answer are out."),
        _("participants who asked for it"),
        _("consultation followed, and each agreement given or withdrawn, with its date"),
        AGREED,
        NOBODY,
        _("until withdrawn, or the account is deleted"),
    ),
    Processing(
        _("Moderation"),
        _("Apply the charter, and let people contest a decision."),
        _("authors, people who report, moderators"),
        _("decision, reason, message; report and its reason"),
        TASK,
        _("the team of the consultation; everybody, for the register of decisions, without names"),
        _("as long as the consultation is published"),
    ),
    Processing(
        _("Protection against abuse"),
        _("Limit the number of acts from one place; let a person look into strange votes."),
        _("visitors, participants"),
        _("networks, browsers and addresses as keyed hashes, with a date"),
        SECURITY,
        NOBODY,
        format_lazy(_("limits until they are over; footprints {time}"), time=lazy_words(FORGOTTEN)),
    ),
    Processing(
        _("Mail"),
        _("Send codes, receipts, answers and results."),
        _("participants"),
        _("address, subject and text until sent; then address and date"),
        TASK,
        _("the mail server of the site"),
        lazy_words(jobs.KEPT),
    ),
    Processing(
        _("Public log"),
        _("Prove that nothing was lost, altered or slipped in."),
        _("participants"),
        _("commitments of texts and votes, and a pseudonym for each consultation; no text, no name"),
        TASK,
        _("everybody"),
        _("for ever; what ties them to words or to a person is erased with the account"),
    ),
)


def rules() -> list[Rule]:
    """What jobs erase by the clock, in the order in which people meet it."""
    return [
        Rule("codes", gettext("Sign-in codes"), in_words(accounts.KEPT)),
        Rule("sessions", gettext("Sessions that are over"), in_words(accounts.KEPT)),
        Rule("limits", gettext("Limits of use, as keyed hashes"), gettext("as soon as they are over")),
        Rule("footprints", gettext("Networks and browsers, as keyed hashes"), in_words(FORGOTTEN)),
        Rule("mails", gettext("Traces of mails sent"), in_words(jobs.KEPT)),
        Rule("unconfirmed", gettext("Addresses that nobody confirmed"), in_words(inactive.UNCONFIRMED)),
        Rule(
            "inactive-told",
            gettext("Notices to those who no longer come"),
            gettext("%(time)s before the account is erased") % {"time": in_words(inactive.NOTICE)},
        ),
        Rule("inactive", gettext("Accounts that nobody uses"), in_words(inactive.KEPT)),
    ]


def applied() -> list[Applied]:
    """Each rule with its last application; one query."""
    last = {row.rule: row for row in Forgetting.objects.all()}
    return [
        Applied(rule, last[rule.name].ran_at if rule.name in last else None, _rows(last.get(rule.name)))
        for rule in rules()
    ]


def _rows(told: Forgetting | None) -> int:
    return told.rows if told else 0


def as_markdown() -> str:
    """The tables of the reference page, in English."""
    with override("en"):
        uses = [[str(getattr(one, field.name)) for field in fields(one)] for one in PROCESSING]
        erased = [(rule.what, rule.after, f"`{rule.name}`") for rule in rules()]
    heads = ("processing", "purpose", "people", "data", "ground", "who gets it", "kept")
    return "\n".join(
        [
            *_table(heads, uses),
            "",
            "## What is erased by the clock",
            "",
            *_table(("what", "after", "rule"), erased),
        ]
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]
