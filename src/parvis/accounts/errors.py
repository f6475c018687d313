"""The one way in which a domain function says no."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act that rules forbid; `message` is translated, says why and how to go on, and is shown as it is."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


class TooMuch(Refused):
    """An act that comes too soon after many others; `wait`, in seconds, is how long to wait at most."""

    def __init__(self, message: str | Promise, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
