"""The register of moderation, for people: what was decided, when and why, never on whom."""

from django.utils.timezone import localtime

from parvis.ballots.models import SetAside
from parvis.consultations.models import ConsultationPage
from parvis.consultations.pseudonyms import pseudonym
from parvis.ledger.domain.append import space_of
from parvis.opendata.exports.rows import CHUNK, decisions_in
from parvis.opendata.exports.tables import Rows
from parvis.ui.spreadsheet import Cell

REGISTER_COLUMNS: list[Cell] = [
    "act", "reason", "contribution", "argument", "votes", "decided_at", "put_back_at", "moderator",
]  # fmt: skip


def register_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a decision, oldest first; then one for each time that votes were set aside."""
    yield REGISTER_COLUMNS
    space = space_of(consultation.pk)
    for decision in decisions_in(consultation).order_by("pk").iterator(chunk_size=CHUNK):
        yield [
            decision.act,
            decision.reason,
            decision.contribution_id,
            decision.argument_id,
            None,
            localtime(decision.created_at).isoformat(timespec="seconds"),
            "",
            pseudonym(decision.moderator_id, space),
        ]
    for act in SetAside.objects.filter(consultation=consultation).order_by("pk"):
        back = act.put_back_at
        yield [
            "set_aside",
            act.reason,
            None,
            None,
            act.figures.get("votes", 0),
            localtime(act.created_at).isoformat(timespec="seconds"),
            localtime(back).isoformat(timespec="seconds") if back else "",
            pseudonym(act.moderator_id, space),
        ]
