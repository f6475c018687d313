"""Whether the home page answers: over the loopback where the site is served beside, else at its address."""

from __future__ import annotations

from django.conf import settings

from parvis.jobs.outbound import Forbidden, ask_beside, fetch

PATIENCE = 15.0
BROKEN = 500


def home_answers() -> bool | None:
    """None where there is nowhere to ask: no web server beside, and an address that is not public.

    A name that leads inside the network is not asked, unless `PARVIS_OUTBOUND_INSIDE` names it.
    """
    try:
        if settings.PARVIS_BESIDE:
            return ask_beside("/", timeout=PATIENCE) < BROKEN
        if settings.PARVIS_ADDRESS.startswith("https://"):
            return fetch("GET", f"{settings.PARVIS_ADDRESS}/", timeout=PATIENCE).status < BROKEN
    except Forbidden:
        return None
    except OSError:
        return False
    return None
