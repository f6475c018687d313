"""What came, what waits and what is late, for everything that somebody organises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.enums import Moment
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.queries import Actor, consultations_of, database_now
from parvis.contributions.models import Contribution
from parvis.field.queries import kept_among
from parvis.following.announcing import Suggestion, animated_by, planned_in, suggestions
from parvis.following.letters import Letter
from parvis.front.composition.panel import missing_among
from parvis.front.desk.day import Came, came_in
from parvis.moderation import appeals, waiting_texts
from parvis.moderation.cases import waiting_for
from parvis.moderation.queue import unread_for
from parvis.moderation.waiting_texts import Waiting
from parvis.opendata.webhook_queries import troubled_among
from parvis.restitution import examination_queries as examinations
from parvis.restitution.asked import late_in, waiting_since
from parvis.restitution.commitment_queries import late_commitments_in
from parvis.restitution.queries import DatedFigures, figures_for, syntheses_for
from parvis.ui import words

MOST = 20
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One consultation today: where it stands, what came, what calls for an act, what comes soon.

    `proposals`: phases that end soon and of which nobody has written, for whoever may.
    """

    consultation: ConsultationPage
    standing: str
    recent: int
    figures: DatedFigures | None
    came: list[Came]
    waiting: tuple[str, ...]
    late: tuple[str, ...]
    soon: tuple[str, ...]
    proposals: list[Suggestion]


def today(actor: Actor) -> list[Line]:
    """The newest consultations of a desk, in a constant number of queries."""
    pages = list(consultations_of(actor)[:MOST])
    if not pages:
        return []
    now = database_now()
    phases = _phases(pages)
    recent = _recent(pages)
    figures = figures_for(pages)
    syntheses = syntheses_for(pages)
    ids = [page.pk for page in pages]
    missing = missing_among(ids)
    cases = waiting_for(actor, ids)
    appealed = appeals.waiting_for(actor, ids)
    guests = waiting_texts.waiting_for(actor, ids)
    unread = unread_for(actor, ids)
    collected = kept_among(actor, ids)
    questions = waiting_since(ids)
    examined = examinations.waiting_for(actor, ids)
    late = _late_among(actor, ids, now)
    came = came_in(ids, figures)
    planned = planned_in(ids)
    proposals = proposals_for(actor, pages, phases, now=now)
    return [
        Line(
            consultation=page,
            standing=standing(page, phases[page.pk], now),
            recent=recent.get(page.pk, 0),
            figures=figures.get(page.pk),
            waiting=(
                *_strange(cases.get(page.pk, 0)),
                *_appealed(appealed.get(page.pk, 0)),
                *_guests(guests.get(page.pk)),
                *_unread(unread.get(page.pk)),
                *_collected(collected.get(page.pk, 0)),
                *_examined(examined.get(page.pk, 0)),
                *_asked(questions.get(page.pk)),
                *_waiting(page, phases[page.pk], figures.get(page.pk), page.pk in syntheses, now),
                *missing.get(page.pk, ()),
            ),
            came=came.get(page.pk, []),
            late=(
                *_late(page, phases[page.pk], page.pk in syntheses, now),
                *late[page.pk],
            ),
            soon=(*_ending(page, phases[page.pk], now), *_leaving(planned.get(page.pk, []))),
            proposals=proposals.get(page.pk, []),
        )
        for page in pages
    ]


def _late_among(actor: Actor, ids: Sequence[int], now: datetime) -> defaultdict[int, list[str]]:
    """What is late, or in trouble, by consultation; a query for each sort."""
    day = timezone.localdate(now)
    sorts = (
        (late_in(ids, now=now), _unanswered),
        (late_commitments_in(ids, today=day), _unkept),
        (examinations.late_in(ids, today=day), _overdue),
        (troubled_among(actor, ids), _untold),
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for counts, words_of in sorts:
        for pk, count in counts.items():
            found[pk] += words_of(count)
    return found


def _phases(pages: Iterable[ConsultationPage]) -> dict[int, list[Phase]]:
    found: dict[int, list[Phase]] = {page.pk: [] for page in pages}
    for phase in Phase.objects.filter(consultation__in=found):
        found[phase.consultation_id].append(phase)
    return found


def proposals_for(
    actor: Actor, pages: Iterable[ConsultationPage], phases: Mapping[int, list[Phase]], *, now: datetime
) -> dict[int, list[Suggestion]]:
    """What the desk proposes to whoever animates each; three queries, one where nothing ends soon."""
    found: dict[int, list[Suggestion]] = {}
    live = animated_by(actor, [page.pk for page in pages if page.live])
    for one in suggestions([phase for pk in live for phase in phases[pk]], now=now):
        found.setdefault(one.phase.consultation_id, []).append(one)
    return found


def _recent(pages: Iterable[ConsultationPage]) -> dict[int, int]:
    rows = Contribution.objects.published().filter(
        consultation__in=[page.pk for page in pages], created_at__gt=Now() - WEEK
    )
    return dict(rows.values_list("consultation").annotate(Count("pk")).order_by())


def standing(page: ConsultationPage, phases: list[Phase], now: datetime) -> str:
    """Where a consultation stands, in one sentence."""
    if not page.live:
        return _("Draft: only its team sees it.")
    current = [phase for phase in phases if phase.moment(now) == Moment.PRESENT]
    if current:
        phase = current[-1]
        if phase.ends_at is None:
            return _("Now: %(phase)s.") % {"phase": phase.title}
        return _("Now: %(phase)s, %(left)s.") % {
            "phase": phase.title,
            "left": words.time_left(phase.ends_at, now=now),
        }
    coming = [phase for phase in phases if phase.moment(now) == Moment.FUTURE]
    if coming:
        return _("Next: %(phase)s, on %(day)s.") % {
            "phase": coming[0].title,
            "day": words.day(coming[0].starts_at),
        }
    return _("Every phase is over.")


def _strange(cases: int) -> list[str]:
    """Reports, and what figures show to be strange."""
    if not cases:
        return []
    said = ngettext("%(count)s case is to be looked at.", "%(count)s cases are to be looked at.", cases)
    return [said % {"count": words.number(cases)}]


def _collected(kept: int) -> list[str]:
    """Answers of devices on site, which the form refused."""
    if not kept:
        return []
    said = ngettext(
        "%(count)s answer of a device is to be looked at.",
        "%(count)s answers of devices are to be looked at.",
        kept,
    )
    return [said % {"count": words.number(kept)}]


def _appealed(waiting: int) -> list[str]:
    """Appeals, which another moderator than the first decides."""
    if not waiting:
        return []
    said = ngettext("%(count)s appeal is to be decided.", "%(count)s appeals are to be decided.", waiting)
    return [said % {"count": words.number(waiting)}]


def _guests(waiting: Waiting | None) -> list[str]:
    """Texts which nobody else reads until a moderator has."""
    if waiting is None:
        return []
    said = ngettext(
        "%(count)s text is to be read before it appears, since %(day)s.",
        "%(count)s texts are to be read before they appear, the oldest since %(day)s.",
        waiting.count,
    )
    return [said % {"count": words.number(waiting.count), "day": words.day(waiting.since)}]


def _unread(waiting: Waiting | None) -> list[str]:
    """Texts that are public, and that no moderator has read."""
    if waiting is None:
        return []
    said = ngettext(
        "%(count)s published text has not been read by the team, since %(day)s.",
        "%(count)s published texts have not been read by the team, the oldest since %(day)s.",
        waiting.count,
    )
    return [said % {"count": words.number(waiting.count), "day": words.day(waiting.since)}]


def _asked(waiting: tuple[int, datetime] | None) -> list[str]:
    """Questions to the organiser, and how old the oldest is."""
    if waiting is None:
        return []
    count, oldest = waiting
    said = ngettext(
        "%(count)s question waits for an answer, since %(day)s.",
        "%(count)s questions wait for an answer, the oldest since %(day)s.",
        count,
    )
    return [said % {"count": words.number(count), "day": words.day(oldest)}]


def _unanswered(late: int) -> list[str]:
    """Questions beyond the delay that was promised."""
    if not late:
        return []
    said = ngettext(
        "%(count)s question is beyond the promised delay.",
        "%(count)s questions are beyond the promised delay.",
        late,
    )
    return [said % {"count": words.number(late)}]


def _unkept(late: int) -> list[str]:
    """Commitments whose day has passed."""
    if not late:
        return []
    said = ngettext("%(count)s commitment is late.", "%(count)s commitments are late.", late)
    return [said % {"count": words.number(late)}]


def _untold(hooks: int) -> list[str]:
    """Other programs to which messages do not arrive."""
    if not hooks:
        return []
    said = ngettext(
        "Messages to %(count)s webhook do not arrive.",
        "Messages to %(count)s webhooks do not arrive.",
        hooks,
    )
    return [said % {"count": words.number(hooks)}]


def _examined(waiting: int) -> list[str]:
    """Examinations in which the next act is of whoever looks."""
    if not waiting:
        return []
    said = ngettext("%(count)s examination waits for you.", "%(count)s examinations wait for you.", waiting)
    return [said % {"count": words.number(waiting)}]


def _overdue(late: int) -> list[str]:
    """Examinations beyond the day that was said of their verdict."""
    if not late:
        return []
    said = ngettext(
        "The verdict of %(count)s examination is late.",
        "The verdicts of %(count)s examinations are late.",
        late,
    )
    return [said % {"count": words.number(late)}]


def _ending(page: ConsultationPage, phases: list[Phase], now: datetime) -> list[str]:
    """Phases under way that end within a week."""
    if not page.live:
        return []
    return [
        _("“%(phase)s” ends on %(moment)s.") % {"phase": phase.title, "moment": words.moment(phase.ends_at)}
        for phase in phases
        if phase.ends_at is not None and phase.moment(now) == Moment.PRESENT and phase.ends_at <= now + WEEK
    ]


def _leaving(letters: list[Letter]) -> list[str]:
    """Letters that are planned, or on their way."""
    return [
        _("The letter “%(subject)s” leaves on %(moment)s.")
        % {"subject": str(letter), "moment": words.moment(letter.send_at)}
        for letter in letters
        if letter.send_at is not None
    ]


def _waiting(
    page: ConsultationPage,
    phases: list[Phase],
    dated: DatedFigures | None,
    has_synthesis: bool,
    now: datetime,
) -> list[str]:
    found = []
    if page.live and page.has_unpublished_changes:
        found.append(_("Changes of its texts wait to be published."))
    if dated is not None and (count := dated.figures.contributions - dated.figures.answered) > 0:
        found.append(
            ngettext(
                "%(count)s contribution has no answer.", "%(count)s contributions have no answer.", count
            )
            % {"count": words.number(count)}
        )
    if page.live and _is_over(phases, now) and not has_synthesis:
        found.append(_("Its synthesis is to be written."))
    return found


def _late(page: ConsultationPage, phases: list[Phase], has_synthesis: bool, now: datetime) -> list[str]:
    found = []
    if not page.live and any(phase.moment(now) == Moment.PRESENT for phase in phases):
        found.append(_("Its first phase has started, and nobody sees it: publish it or change its dates."))
    due: date | None = page.answer_due
    if due is not None and due < timezone.localdate() and not has_synthesis:
        found.append(_("An answer was promised for %(day)s.") % {"day": words.day(due)})
    return found


def _is_over(phases: list[Phase], now: datetime) -> bool:
    return bool(phases) and all(phase.moment(now) == Moment.PAST for phase in phases)
