"""What a device says of itself: sentences that its script chooses among, in the language of its page."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentences() -> str:
    """As JSON. A pair: for one answer, and for several, whose number is written in place of `%(n)s`."""
    return json.dumps({**said_alone(), **_counted()})


def said_alone() -> dict[str, str]:
    return {
        "preparing": _("Preparing this device to work without network…"),
        "ready": _("Ready to work without network."),
        "alone": _("No network. Go on: answers are kept on this device, sealed."),
        "bare": _("This browser cannot keep answers: each one needs the network."),
        "gone": _("The link of this device was replaced. Open the new one here: what waits leaves by it."),
        "early": _("The phase has not started yet: answers are taken from its first day on."),
        "over": _("The phase is over: no new answer is taken. What waits is still sent."),
        "closed": _("This device is closed: no new answer is taken. What waits is still sent."),
        "needed": _("An answer is needed."),
    }


def _counted() -> dict[str, list[str]]:
    return {
        "offline": _both(
            lambda n: ngettext(
                "No network: %(n)s answer waits on this device, sealed.",
                "No network: %(n)s answers wait on this device, sealed.",
                n,
            )
        ),
        "waiting": _both(
            lambda n: ngettext(
                "%(n)s answer waits on this device, sealed.", "%(n)s answers wait on this device, sealed.", n
            )
        ),
        "sending": _both(lambda n: ngettext("Sending %(n)s answer…", "Sending %(n)s answers…", n)),
        "sent": _both(lambda n: ngettext("All sent: %(n)s answer.", "All sent: %(n)s answers.", n)),
        "sent_already": _both(
            lambda n: ngettext("%(n)s answer already sent.", "%(n)s answers already sent.", n)
        ),
        "stays": _both(
            lambda n: ngettext(
                "%(n)s answer cannot be opened. It stays here: tell whoever prepared the device.",
                "%(n)s answers cannot be opened. They stay here: tell whoever prepared the device.",
                n,
            )
        ),
    }


def _both(say: Callable[[int], str]) -> list[str]:
    return [say(1), say(2)]
