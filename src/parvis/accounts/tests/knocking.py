"""The sign-in form, as somebody sends it who took the time to type an address."""

import time

from parvis.accounts import door


def typed(email, *, seconds=10, load=0.0, **more):
    """What is posted `seconds` after the form was shown, without a script."""
    shown = door.make_door(load=load, now=time.time() - seconds)
    return {"email": email, "ticket": shown.ticket, "work": "", **more}
