"""What is erased by the clock, after how long, and when it last was: each rule runs every night."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

from parvis.accounts import tasks as accounts
from parvis.accounts.domain import inactive, link_identity
from parvis.accounts.guard import FORGOTTEN
from parvis.jobs import forgetting
from parvis.jobs import tasks as jobs
from parvis.jobs.models import Forgetting


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


def rules() -> list[Rule]:
    """What jobs erase by the clock, in the order in which people meet it."""
    return [
        Rule("codes", gettext("Sign-in codes"), in_words(accounts.KEPT)),
        Rule("sessions", gettext("Sessions that are over"), in_words(accounts.KEPT)),
        Rule("limits", gettext("Limits of use, as keyed hashes"), gettext("as soon as they are over")),
        Rule("footprints", gettext("Networks and browsers, as keyed hashes"), in_words(FORGOTTEN)),
        Rule(
            "identities",
            gettext("Identities that were unlinked"),
            in_words(link_identity.KEPT),
        ),
        Rule("mails", gettext("Traces of mails sent"), in_words(jobs.KEPT)),
        Rule("letters", gettext("Who got which letter of an organiser"), in_words(forgetting.LETTERS)),
        Rule("unconfirmed", gettext("Addresses that nobody confirmed"), in_words(inactive.UNCONFIRMED)),
        Rule(
            "inactive-told",
            gettext("Notices to those who no longer come"),
            gettext("%(time)s before the account is erased") % {"time": in_words(inactive.NOTICE)},
        ),
        Rule("sheets", gettext("Spreadsheets brought and not imported"), in_words(forgetting.UNUSED)),
        Rule("api-tokens", gettext("Tokens of the API, once expired"), in_words(forgetting.API_TOKENS)),
        Rule("drafts", gettext("Forms begun and not sent"), in_words(forgetting.DRAFTS)),
        *_away(),
        Rule(
            "attachments",
            gettext("Files joined to a form and not sent"),
            gettext("%(time)s; in a form begun by somebody signed in, %(drafts)s after it was last kept")
            % {"time": in_words(2 * forgetting.UNUSED), "drafts": in_words(forgetting.DRAFTS)},
        ),
        Rule(
            "guests",
            gettext("Texts of guests that were refused, or that nobody read; changes that were refused"),
            gettext("%(refused)s after the refusal, %(unread)s unread")
            % {"refused": in_words(forgetting.GUESTS), "unread": in_words(forgetting.UNREAD)},
        ),
        _reporters(),
        Rule(
            "looks",
            gettext("Texts open before moderators"),
            gettext("some minutes after they went elsewhere"),
        ),
        *_invitations(),
        _evaluations(),
        Rule(
            "self-descriptions",
            gettext("What people said of themselves, to know who took part"),
            gettext("%(time)s after the close") % {"time": in_words(forgetting.SELF_DESCRIPTIONS)},
        ),
        _trials(),
        Rule("inactive", gettext("Accounts that nobody uses"), in_words(inactive.KEPT)),
    ]


def _away() -> list[Rule]:
    """Of what happens away from the site: in a room, on paper, by e-mail."""
    times = {"time": in_words(forgetting.REGISTRATIONS), "asked": in_words(forgetting.REGISTRATIONS_ASKED)}
    return [
        Rule(
            "registrations",
            gettext("Who registered for an event"),
            gettext("%(time)s after the event; not confirmed, %(asked)s") % times,
        ),
        Rule("rooms", gettext("Devices of a live room that was left open"), in_words(forgetting.ROOMS)),
        Rule(
            "names-of-corrections",
            gettext("Names of those who proposed corrections of minutes"),
            in_words(forgetting.CORRECTION_NAMES),
        ),
        Rule(
            "mails_received",
            gettext("Texts received by e-mail and not confirmed"),
            in_words(forgetting.MAILS_RECEIVED),
        ),
        Rule("typings", gettext("Sheets of paper typed once"), in_words(forgetting.TYPINGS)),
        Rule(
            "field_entries",
            gettext("Answers collected on site, which the form refused and nobody settled"),
            in_words(forgetting.FIELD_ENTRIES),
        ),
        Rule("scans", gettext("Pictures of sheets of paper"), in_words(forgetting.SCANS)),
        _drawn(),
    ]


def _invitations() -> list[Rule]:
    return [
        Rule(
            "instances",
            gettext("Consultations asked for by another site, once refused"),
            in_words(forgetting.REFUSED_INSTANCES),
        ),
        Rule("team-invitations", gettext("Invitations to a team"), in_words(forgetting.INVITATIONS)),
        Rule(
            "organisation-invitations",
            gettext("Invitations to act for an organisation, not accepted"),
            in_words(forgetting.INVITATIONS),
        ),
        Rule(
            "coauthor-invitations",
            gettext("Invitations to sign a text, not accepted"),
            in_words(forgetting.INVITATIONS),
        ),
    ]


def _reporters() -> Rule:
    times = {"decided": in_words(forgetting.GUESTS), "waiting": in_words(forgetting.UNREAD)}
    return Rule(
        "reporters",
        gettext("Addresses left with a report, without an account"),
        gettext("%(decided)s after the decision, %(waiting)s without one") % times,
    )


def _drawn() -> Rule:
    times = {"time": in_words(forgetting.DRAWN_NAMES), "unclosed": in_words(forgetting.UNCLOSED_NAMES)}
    return Rule(
        "drawn-names",
        gettext("Names and addresses of those among whom a panel was drawn"),
        gettext("%(time)s after the draw is closed, %(unclosed)s where it never is") % times,
    )


def _trials() -> Rule:
    after = gettext("%(time)s after the trial") % {"time": in_words(forgetting.TRIALS)}
    return Rule("trials", gettext("What people who tried a draft remarked"), after)


def _evaluations() -> Rule:
    times = {"time": in_words(forgetting.EVALUATIONS), "words": in_words(forgetting.EVALUATION_WORDS)}
    return Rule(
        "evaluations",
        gettext("Who said how consultations went, and their words for the team"),
        gettext("%(time)s after the close, %(words)s for the words") % times,
    )


def applied() -> list[Applied]:
    """Each rule with its last application; one query."""
    last = {row.rule: row for row in Forgetting.objects.all()}
    return [
        Applied(rule, last[rule.name].ran_at if rule.name in last else None, _rows(last.get(rule.name)))
        for rule in rules()
    ]


def _rows(told: Forgetting | None) -> int:
    return told.rows if told else 0
