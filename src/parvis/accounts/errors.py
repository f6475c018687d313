"""The one way in which a domain function says no."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act that rules forbid; `message` is translated, says why and how to go on, and is shown as it is."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message
