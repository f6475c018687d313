"""Count what a consultation gathered; done by a job, so that no page ever counts."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, Sum

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.ballots.models import Tally
from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage, Phase
from parvis.contributions.enums import State
from parvis.contributions.models import PUBLISHED, Contribution
from parvis.debate.models import Argument
from parvis.restitution.figures import Day, Depth, Figures, Heap, Share

# One row for each act that stands, then every split of them in a single pass, and how far each person went.
# An act stands while it is on a public page: with a text that is hidden or withdrawn go the votes and
# arguments it received, and with an argument its replies and supports. A passage of a text put to
# consultation is nobody's act: what people do with it is.
# The level and the channel of a support are its author's: the row of a support does not keep them.
ACTS_SQL = """
WITH shown AS (
  SELECT c.id, author_id, origin, identity_level, phase_id, created_at, k.role = 'passage' AS is_passage
  FROM contributions_contribution c
  JOIN consultations_kind k ON k.id = c.kind_id
  WHERE c.consultation_id = %(consultation)s AND state IN ('published', 'private')
), heard AS (
  SELECT a.id, a.kind, a.author_id, a.origin, a.identity_level, a.phase_id, a.created_at
  FROM debate_argument a
  JOIN shown c ON c.id = a.contribution_id
  LEFT JOIN debate_argument parent ON parent.id = a.parent_id
  LEFT JOIN debate_argument above ON above.id = parent.parent_id
  WHERE a.state = 'published' AND COALESCE(parent.state, 'published') = 'published'
    AND COALESCE(above.state, 'published') = 'published'
), acts AS (
  SELECT author_id AS person, 'contribution' AS act, origin, identity_level AS level, phase_id AS phase,
    created_at
  FROM shown
  WHERE NOT is_passage
  UNION ALL
  SELECT v.voter_id, 'vote', v.origin, v.identity_level, b.phase_id, v.created_at
  FROM ballots_vote v
  JOIN consultations_phaseaction b ON b.id = v.ballot_id
  JOIN consultations_phase p ON p.id = b.phase_id
  JOIN shown c ON c.id = v.contribution_id
  WHERE p.consultation_id = %(consultation)s AND v.is_live AND v.set_aside_id IS NULL
  UNION ALL
  SELECT author_id, kind, origin, identity_level, phase_id, created_at FROM heard
  UNION ALL
  SELECT s.participant_id, 'support', p.origin, p.identity_level, NULL, s.created_at
  FROM debate_argumentsupport s
  JOIN heard a ON a.id = s.argument_id
  JOIN accounts_participant p ON p.id = s.participant_id
  WHERE s.is_live AND s.mark = 'support'
), dated AS (
  SELECT *, (created_at AT TIME ZONE %(zone)s)::date AS day FROM acts
)
SELECT grouping(phase, origin, level, day) AS split, phase, origin, level, day,
  count(DISTINCT person),
  count(*) FILTER (WHERE act = 'contribution'),
  count(*) FILTER (WHERE act = 'vote'),
  count(*) FILTER (WHERE act = 'argument'),
  count(*) FILTER (WHERE act = 'support'),
  count(DISTINCT person) FILTER (WHERE act = 'contribution'),
  count(DISTINCT person) FILTER (WHERE act = 'vote'),
  count(DISTINCT person) FILTER (WHERE act = 'argument')
FROM dated
GROUP BY GROUPING SETS ((), (phase), (origin), (level), (day))
UNION ALL
SELECT %(depth)s, NULL, NULL, NULL, NULL,
  count(*),
  count(*) FILTER (WHERE wrote),
  count(*) FILTER (WHERE first_way <> last_way),
  count(*) FILTER (WHERE first_day <> last_day),
  count(*) FILTER (WHERE first_phase <> last_phase), 0, 0, 0
FROM (
  SELECT bool_or(act NOT IN ('vote', 'support')) AS wrote, min(act) AS first_way, max(act) AS last_way,
    min(day) AS first_day, max(day) AS last_day, min(phase) AS first_phase, max(phase) AS last_phase
  FROM dated
  WHERE person IS NOT NULL
  GROUP BY person
) each
"""
# The bit mask that PostgreSQL's grouping() gives: a bit is 0 for the column that splits.
WHOLE, BY_PHASE, BY_ORIGIN, BY_LEVEL, BY_DAY = 0b1111, 0b0111, 0b1011, 0b1101, 0b1110
# No split of acts: one line of people, by what each of them did.
DEPTH = -1

Row = tuple[Any, ...]


def count_figures(*, consultation: ConsultationPage) -> Figures:
    """Count people and acts: only what is on a public page counts, and live votes on it."""
    rows = _acts(consultation)
    whole = next(row for row in rows if row[0] == WHOLE)
    people, contributions, votes, arguments, supports, contributors, voters, arguers = whole[5:]
    return Figures(
        people=people,
        contributions=contributions,
        votes=votes,
        arguments=arguments,
        supports=supports,
        contributors=contributors,
        voters=voters,
        arguers=arguers,
        depth=next(Depth(*row[5:10]) for row in rows if row[0] == DEPTH),
        by_phase=_by_phase(consultation, rows),
        by_origin=_shares(rows, BY_ORIGIN, 2, lambda code: str(Origin(code).label)),
        by_level=_shares(rows, BY_LEVEL, 3, lambda code: str(IdentityLevel(code).label)),
        by_day=_by_day(rows),
        by_kind=_heaps(consultation, "kind", "kind__plural_name", "kind__position"),
        by_theme=_heaps(consultation, "theme", "theme__name", "theme__position"),
        **_totals(consultation),
    )


def _acts(consultation: ConsultationPage) -> list[Row]:
    values = {"consultation": consultation.pk, "zone": settings.TIME_ZONE, "depth": DEPTH}
    with connection.cursor() as cursor:
        cursor.execute(ACTS_SQL, values)
        rows: list[Row] = cursor.fetchall()
    return rows


def _shares(rows: Iterable[Row], split: int, column: int, label: Callable[[Any], str]) -> tuple[Share, ...]:
    found = [row for row in rows if row[0] == split and row[column] is not None]
    shares = [Share(str(row[column]), label(row[column]), *row[5:10]) for row in found]
    return tuple(sorted(shares, key=lambda share: (-share.people, share.code)))


def _by_phase(consultation: ConsultationPage, rows: Iterable[Row]) -> tuple[Share, ...]:
    """Every phase in its order, those where nothing happened included."""
    done = {row[1]: row[5:10] for row in rows if row[0] == BY_PHASE}
    phases = Phase.objects.filter(consultation=consultation)
    return tuple(Share(str(phase.pk), phase.title, *done.get(phase.pk, (0, 0, 0, 0, 0))) for phase in phases)


def _by_day(rows: Iterable[Row]) -> tuple[Day, ...]:
    """Every day from the first act to the last, empty ones included."""
    done: dict[date, Row] = {row[4]: row[5:10] for row in rows if row[0] == BY_DAY}
    if not done:
        return ()
    first, last = min(done), max(done)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(Day(day, *done.get(day, (0, 0, 0, 0, 0))) for day in days)


def _heaps(consultation: ConsultationPage, code: str, label: str, position: str) -> tuple[Heap, ...]:
    rows = Contribution.objects.published().filter(consultation=consultation).exclude(**{code: None})
    rows = rows.exclude(kind__role=KindRole.PASSAGE)
    counted = rows.values_list(code, label, position).annotate(n=Count("pk")).order_by(position, code)
    return tuple(Heap(str(key), name, n) for key, name, _position, n in counted)


def _totals(consultation: ConsultationPage) -> dict[str, int]:
    states = Contribution.objects.filter(consultation=consultation).aggregate(
        hidden=Count("pk", filter=Q(state=State.HIDDEN)),
        withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
        answered=Count("pk", filter=PUBLISHED & Q(answers__isnull=False), distinct=True),
        guests=Count("pk", filter=PUBLISHED & Q(is_guest=True), distinct=True),
        organisations=Count("pk", filter=PUBLISHED & Q(organisation__isnull=False), distinct=True),
    )
    shown = Contribution.objects.published().filter(consultation=consultation)
    tallies = Tally.objects.filter(contribution__in=shown)
    arguments = Argument.objects.filter(contribution__in=shown, state=State.PUBLISHED)
    return {
        **states,
        "imported_votes": tallies.aggregate(n=Sum("imported_count", default=0))["n"],
        "imported_supports": arguments.aggregate(n=Sum("imported_support_count", default=0))["n"],
    }
