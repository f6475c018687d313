"""What the database holds on who has a place in commissions, at events, in draws, on maps; on programs."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.accounts.models import Participant
from parvis.front.composition.my_data_reading import Part, Rows, plain, read
from parvis.gatherings.models import Registration
from parvis.gatherings.seats import mailbox

REGISTRATION = (
    "event__title", "event__starts_at", "standing", "name", "email", "need", "language", "code",
    "asked_at", "confirmed_at", "reminded_at", "arrived_at",
)  # fmt: skip


def _registrations(person: Participant) -> Rows:
    """Those made signed in, and those made with the same address before or beside."""
    mine = Q(participant=person)
    if person.email:
        mine |= Q(mailbox=mailbox(person.email))
    for row in Registration.objects.filter(mine).order_by("pk").values(*REGISTRATION).iterator():
        yield {name: plain(value) for name, value in row.items()}


AWAY: dict[tuple[str, str], Part] = {
    ("understanding.OpinionPlace", "participant"): Part(
        "opinion-places",
        _("Where I stand on maps of opinions"),
        read(
            "understanding.OpinionPlace", "participant",
            "analysis__consultation__title", "analysis_id", "group", "x", "y",
        ),
    ),
    ("opendata.ApiToken", "participant"): Part(
        "tokens",
        _("My tokens of the API"),
        read("opendata.ApiToken", "participant", "name", "scopes", "created_at", "expires_at", "used_on"),
    ),
    ("commissions.CommissionMember", "participant"): Part(
        "commissions",
        _("My places in commissions"),
        read(
            "commissions.CommissionMember", "participant",
            "commission__name", "commission__consultation__title", "office", "since", "until", "is_public",
            "agreed_at",
        ),
    ),
    ("gatherings.Registration", "participant"): Part(
        "registrations",
        _("Events for which I registered"),
        _registrations,
    ),
    ("gatherings.Event", "proposer"): Part(
        "events-proposed",
        _("Events that I proposed"),
        read(
            "gatherings.Event", "proposer",
            "consultation__title", "title", "summary", "starts_at", "ends_at", "place", "address", "access",
            "agenda", "speakers", "state", "reason", "report__people", "report__text", "report__state",
        ),
    ),
    ("draws.Candidate", "participant"): Part(
        "draws",
        _("Panels for which I may be drawn"),
        read(
            "draws.Candidate", "participant",
            "draw__title", "draw__consultation__title", "name", "email", "address", "said", "number", "salt",
            "came_at",
        ),
    ),
}  # fmt: skip
