"""The register of moderation, for people: what was decided, when and why, and what appeals changed."""

from datetime import datetime

from django.utils.timezone import localtime

from parvis.ballots.models import SetAside
from parvis.consultations.models import ConsultationPage
from parvis.consultations.pseudonyms import pseudonym
from parvis.ledger.domain.append import space_of
from parvis.moderation.models import Decision, Screening
from parvis.moderation.register import THEME, decisions_in, with_states
from parvis.moderation.waiting_texts import ENTERED
from parvis.opendata.exports.rows import CHUNK
from parvis.opendata.exports.tables import Rows
from parvis.ui.spreadsheet import Cell

REGISTER_COLUMNS: list[Cell] = [
    "act", "reason", "contribution", "argument", "votes", "decided_at", "put_back_at", "moderator",
    "theme", "appealed_at", "appeal_outcome", "appeal_decided_at", "appeal_decided_by",
]  # fmt: skip
NOTHING: list[Cell] = ["", "", "", ""]


def register_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a decision, oldest first; texts that were read first; votes set aside.

    A refusal that hides a contribution from its first second is there once, as a decision.
    """
    yield REGISTER_COLUMNS
    space = space_of(consultation.pk)
    decisions = with_states(decisions_in(consultation).annotate(theme_name=THEME))
    for decision in decisions.order_by("pk").iterator(chunk_size=CHUNK):
        yield [
            decision.act,
            decision.reason,
            decision.contribution_id,
            decision.argument_id,
            None,
            _moment(decision.created_at),
            "",
            pseudonym(decision.moderator_id, space),
            decision.theme_name or "",
            *_appeal(decision, space),
        ]
    rows = Screening.objects.filter(text__consultation=consultation).exclude(ENTERED)
    screenings = rows.select_related("text__theme")
    for read in screenings.order_by("pk").iterator(chunk_size=CHUNK):
        yield [
            read.act,
            read.reason,
            read.text.contribution_id,
            None,
            None,
            _moment(read.created_at),
            "",
            pseudonym(read.moderator_id, space),
            read.text.theme.name if read.text.theme else "",
            *NOTHING,
        ]
    for act in SetAside.objects.filter(consultation=consultation).order_by("pk"):
        yield [
            "set_aside",
            act.reason,
            None,
            None,
            act.figures.get("votes", 0),
            _moment(act.created_at),
            _moment(act.put_back_at),
            pseudonym(act.moderator_id, space),
            "",
            *NOTHING,
        ]


def _appeal(decision: Decision, space: str) -> list[Cell]:
    """When it was sent; how, when and by whom it was decided, if it was."""
    if (appeal := decision.appealed) is None:
        return NOTHING
    if (ruling := appeal.ruled) is None:
        return [_moment(appeal.created_at), "withdrawn" if appeal.is_void else "", "", ""]
    return [
        _moment(appeal.created_at),
        ruling.outcome,
        _moment(ruling.created_at),
        pseudonym(ruling.reviewer_id, space),
    ]


def _moment(at: datetime | None) -> str:
    return localtime(at).isoformat(timespec="seconds") if at else ""
