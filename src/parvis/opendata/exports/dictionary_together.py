"""What the tables of events and of drawn panels hold."""

from django.utils.translation import gettext_lazy as _

from parvis.opendata.exports.vocabulary import MOMENT, NUMBER, TITLE, File

TOGETHER = (
    File(
        "events.csv",
        _("Every event that was announced, one a row; who came is counted, and nobody is named."),
        {
            "id": NUMBER,
            "title": TITLE,
            "summary": _("what it is about, as announced"),
            "state": _("published or cancelled"),
            "reason": _("why it was cancelled"),
            "commission": _("name of the commission that called it"),
            "is_local": _("1 for a local initiative, proposed by a participant, else 0"),
            "format": _("on_site, online or hybrid"),
            "starts_at": MOMENT,
            "ends_at": MOMENT,
            "place": _("name of the place"),
            "address": _("address of the place"),
            "longitude": _("longitude of the place, in degrees"),
            "latitude": _("latitude of the place, in degrees"),
            "access": _("what the place has for disabled people: step_free, toilets, loop, signed…"),
            "agenda": _("agenda, as announced"),
            "capacity": _("how many places there were; empty when their number was not limited"),
            "present": _("how many people came, as counted at the door; empty before the event is over"),
            "report": _("how a local initiative went, as whoever proposed it tells it"),
            "report_present": _("how many people came to it, as they say"),
            "minutes": _("how many versions of its minutes were published: one file each, in minutes/"),
        },
    ),
    File(
        "draws.csv",
        _("Every panel that was drawn by lot, one a row."),
        {
            "id": NUMBER,
            "title": TITLE,
            "size": _("how many people sit in the panel"),
            "pool": _("among how many people it was drawn"),
            "panels": _("how many panels the list had, each as likely as another"),
            "list_sha256": _("fingerprint of the list of panels, published before the seed was known"),
            "prepared_at": _("date and time when that list was published (ISO 8601)"),
            "seed_rule": _("where the seed comes from, as announced with the list"),
            "seed_at": _("date and time from which the seed is known (ISO 8601)"),
            "seed": _("the seed"),
            "panel": _("number of the panel that the list and the seed give"),
            "drawn_at": MOMENT,
            "replaced": _("how many people were replaced since"),
            "accepted": _("how many people of the panel accepted to sit"),
        },
    ),
)
