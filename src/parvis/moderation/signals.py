"""What is strange in a consultation, by SQL: crowds of one domain, network, browser, mind or hour.

None of it proves anything. A school votes from one network, a town's staff from one domain, and people who
organise themselves within the rules are what a consultation is for: each finding is for a person to judge.
The thresholds are those of docs/howto/face-abuse.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from parvis.accounts.canonical import COMMON, is_below
from parvis.ballots.criteria import ALIKE
from parvis.consultations.models import ConsultationPage
from parvis.moderation.enums import CaseKind

WINDOW, USUAL, RECENT = timedelta(hours=24), timedelta(days=7), timedelta(hours=1)
NEW_DOMAIN = timedelta(days=7)
PEOPLE = {
    CaseKind.DOMAIN: 20,
    CaseKind.NETWORK: 20,
    CaseKind.BROWSER: 10,
    CaseKind.PASTED: 20,
    CaseKind.ALIKE: 20,
}
ALIKE_ITEMS = 8
SURGE_ACTS, SURGE_TIMES = 50, 5
SHOWN = 10
"""A domain or a network is named to organisers from this number of people on."""
LEVELS = 4

# Live acts made on line, with the identity level at the time. Whoever looks for a crowd looks at people, not
# at what they think: no choice is read here.
ACTS = """
acts AS (
    SELECT vote.voter_id AS person, 'vote' AS act, vote.contribution_id AS item, vote.identity_level AS level,
        vote.created_at AS at
    FROM ballots_vote vote JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
    JOIN consultations_phase phase ON phase.id = ballot.phase_id
    WHERE phase.consultation_id = %(consultation)s AND vote.is_live AND vote.set_aside_id IS NULL
        AND vote.origin = 'web' AND vote.created_at > statement_timestamp() - %(window)s
    UNION ALL
    SELECT author_id, 'contribution', id, identity_level, created_at FROM contributions_contribution
    WHERE consultation_id = %(consultation)s AND origin = 'web' AND author_id IS NOT NULL
        AND created_at > statement_timestamp() - %(window)s
    UNION ALL
    SELECT said.author_id, 'argument', said.contribution_id, said.identity_level, said.created_at
    FROM debate_argument said JOIN contributions_contribution item ON item.id = said.contribution_id
    WHERE item.consultation_id = %(consultation)s AND said.origin = 'web' AND said.author_id IS NOT NULL
        AND said.created_at > statement_timestamp() - %(window)s
)
"""
FIGURES = """
    count(DISTINCT person) AS people,
    count(*) FILTER (WHERE act = 'vote') AS votes,
    count(*) FILTER (WHERE act = 'contribution') AS contributions,
    count(*) FILTER (WHERE act = 'argument') AS arguments,
    count(*) FILTER (WHERE level = 0) AS level_0, count(*) FILTER (WHERE level = 1) AS level_1,
    count(*) FILTER (WHERE level = 2) AS level_2, count(*) FILTER (WHERE level = 3) AS level_3,
    min(at) AS first_at, max(at) AS last_at
"""
NAMES = {
    CaseKind.DOMAIN: "SELECT id, split_part(email, '@', 2) AS name FROM accounts_participant WHERE id IN",
    CaseKind.NETWORK: (
        "SELECT DISTINCT participant_id AS id, network AS name FROM accounts_footprint"
        " WHERE participant_id IN"
    ),
    CaseKind.BROWSER: (
        "SELECT DISTINCT participant_id AS id, network || '/' || browser AS name FROM accounts_footprint"
        " WHERE network <> '' AND participant_id IN"
    ),
}
CROWDS = {
    kind: f"WITH {ACTS} SELECT name, {FIGURES}"  # noqa: S608 - made of constants, as are the others
    f" FROM acts JOIN ({names} (SELECT person FROM acts)) AS named ON named.id = person"
    " WHERE name <> '' GROUP BY name HAVING count(DISTINCT person) >= %(least)s"
    " ORDER BY people DESC, name LIMIT 50"
    for kind, names in NAMES.items()
}
ARRIVAL = """
SELECT min(created_at) FROM accounts_participant WHERE email LIKE '%%@' || %(domain)s
"""
# An item is compared with the share of all votes that it had before: when the evening news talk about the
# consultation, everything rises, and nothing surges.
SURGES = f"""
WITH {ACTS}, votes AS (
    SELECT item, count(*) FILTER (WHERE at > statement_timestamp() - %(recent)s) AS now,
        count(*) FILTER (WHERE at <= statement_timestamp() - %(recent)s) AS before
    FROM acts WHERE act = 'vote' GROUP BY item
), whole AS (SELECT sum(now) AS now, sum(before) AS before, count(*) AS items FROM votes)
SELECT 'contribution:' || item, {FIGURES}
FROM acts JOIN votes USING (item), whole
WHERE act = 'vote' AND at > statement_timestamp() - %(recent)s AND votes.now >= %(least)s
    AND votes.now >= %(times)s * whole.now * (votes.before + 1) / (whole.before + whole.items)
GROUP BY item ORDER BY count(*) DESC LIMIT 20
"""  # noqa: S608 - made of constants
# Deposits have no such share: the last hour is compared with the usual hour of the week before.
FLOODS = f"""
WITH {ACTS}, pace AS (
    SELECT count(*) FILTER (WHERE at <= statement_timestamp() - %(recent)s) / greatest(1, extract(
        epoch FROM statement_timestamp() - %(recent)s - min(at)) / 3600) AS usual
    FROM acts WHERE act = 'contribution'
)
SELECT 'deposits', {FIGURES} FROM acts, pace
WHERE act = 'contribution' AND at > statement_timestamp() - %(recent)s
GROUP BY pace.usual HAVING count(*) >= %(least)s AND count(*) >= %(times)s * greatest(pace.usual, 1)
"""  # noqa: S608 - made of constants
# The same words, whatever the capitals, the spaces and the punctuation; the first of them names the case.
PASTES = f"""
WITH {ACTS}
SELECT 'contribution:' || min(item), {FIGURES}
FROM acts JOIN contributions_contribution written ON written.id = item AND written.state = 'published'
WHERE act = 'contribution'
GROUP BY md5(contributions_folded(written.title || ' ' || written.text))
HAVING count(DISTINCT person) >= %(least)s ORDER BY people DESC LIMIT 20
"""  # noqa: S608 - made of constants
FLOCKS = f"""
SELECT answers, ballot_id, count(*), max(items), min(first_at), max(last_at) FROM ({ALIKE}) AS alike
WHERE items >= %(items)s GROUP BY ballot_id, answers HAVING count(*) >= %(least)s ORDER BY 3 DESC LIMIT 20
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, slots=True)
class Finding:
    """Something strange: its subject, and figures. Levels are acts by identity level at the time."""

    kind: CaseKind
    subject: str
    people: int
    figures: dict[str, int]
    levels: dict[int, int]
    first_at: datetime
    last_at: datetime

    @property
    def texts(self) -> int:
        return self.figures["contributions"] + self.figures["arguments"]

    @property
    def evidence(self) -> dict[str, Any]:
        """As a case keeps it; `size` is what it is compared by."""
        return {
            "size": sum(self.levels.values()) or self.people,
            "figures": {"people": self.people, **self.figures},
            "levels": {str(level): count for level, count in self.levels.items()},
            "first": self.first_at.isoformat(),
            "last": self.last_at.isoformat(),
        }


def findings(consultation: ConsultationPage) -> Iterator[Finding]:
    """Everything strange in the last day, or hour; the number of queries depends on new domains alone."""
    for kind in NAMES:
        for crowd in crowds(consultation, kind, least=PEOPLE[kind]):
            if kind != CaseKind.DOMAIN or is_new(crowd.subject):
                yield crowd
    surge = {"recent": RECENT, "least": SURGE_ACTS, "times": SURGE_TIMES, "window": USUAL}
    for statement in (SURGES, FLOODS):
        yield from _read(consultation, statement, CaseKind.SURGE, **surge)
    yield from _read(consultation, PASTES, CaseKind.PASTED, least=PEOPLE[CaseKind.PASTED], window=USUAL)
    yield from flocks(consultation)


def crowds(consultation: ConsultationPage, kind: CaseKind, *, least: int) -> list[Finding]:
    """The names under which at least so many people took part in the last day, the largest first."""
    return _read(consultation, CROWDS[kind], kind, least=least, window=WINDOW)


def trending(consultation: ConsultationPage) -> dict[str, list[Finding]]:
    """What organisers see before anything is strange: domains and networks of enough people."""
    return {
        str(kind): crowds(consultation, kind, least=SHOWN)[:10]
        for kind in (CaseKind.DOMAIN, CaseKind.NETWORK)
    }


def is_new(domain: str) -> bool:
    """A domain that nobody knew last week; those that everybody uses never are."""
    if domain in COMMON or any(is_below(domain, known) for known in settings.PARVIS_KNOWN_DOMAINS):
        return False
    [[arrival]] = _fetch(
        f"SELECT ({ARRIVAL}) > statement_timestamp() - %(new)s", domain=domain, new=NEW_DOMAIN
    )
    return bool(arrival)


def flocks(consultation: ConsultationPage) -> list[Finding]:
    """People who gave the same answers to at least `ALIKE_ITEMS` items of one ballot."""
    values = {"consultation": consultation.pk, "items": ALIKE_ITEMS, "least": PEOPLE[CaseKind.ALIKE]}
    return [
        Finding(CaseKind.ALIKE, answers, people, {"ballot": ballot, "items": items}, {}, first_at, last_at)
        for answers, ballot, people, items, first_at, last_at in _fetch(FLOCKS, **values)
    ]


def _read(consultation: ConsultationPage, statement: str, kind: CaseKind, **values: Any) -> list[Finding]:
    return [
        Finding(
            kind=kind,
            subject=row[0],
            people=row[1],
            figures={"votes": row[2], "contributions": row[3], "arguments": row[4]},
            levels={level: row[5 + level] for level in range(LEVELS) if row[5 + level]},
            first_at=row[9],
            last_at=row[10],
        )
        for row in _fetch(statement, consultation=consultation.pk, **values)
    ]


def _fetch(statement: str, **values: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
