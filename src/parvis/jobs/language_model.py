"""A language model at an address that whoever runs the site sets, asked by the one way out: off without it.

What is sent is the caller's to choose, and what comes back is words to check: nothing here believes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from parvis.jobs.outbound import Answer, Forbidden, Unreadable, fetch

PATIENCE = 120.0
"""Seconds for an answer: models are slow."""
MOST_BYTES = 200_000
SEED = 1
"""The same for all requests: a model that heeds it says the same twice."""


class NoAnswer(Exception):
    """Nothing to read came back; `code` says why: forbidden, late, absent, refused, or unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_offered() -> bool:
    """Whether whoever runs the site set an address and the name of a model."""
    return bool(settings.PARVIS_MODEL_ADDRESS and settings.PARVIS_MODEL_NAME)


def host() -> str:
    """Who reads what is sent, as the public pages name it; empty when nothing is."""
    return urlsplit(settings.PARVIS_MODEL_ADDRESS).hostname or "" if is_offered() else ""


def complete(messages: Sequence[Mapping[str, str]], *, most_words: int) -> str:
    """What the model says next, one whole answer (`POST {address}/chat/completions`). Raises `NoAnswer`.

    Of a model that is set to be random nothing is asked: temperature 0 and one seed. `most_words`: in tokens.
    """
    asked = {
        "model": settings.PARVIS_MODEL_NAME,
        "messages": list(messages),
        "temperature": 0,
        "seed": SEED,
        "max_tokens": most_words,
        "stream": False,
    }
    answer = _post(json.dumps(asked, ensure_ascii=False).encode())
    if not answer.is_success:
        raise NoAnswer("refused")
    return _said(answer.body)


def _post(body: bytes) -> Answer:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key := settings.PARVIS_MODEL_KEY:
        headers["Authorization"] = f"Bearer {key}"
    address = f"{settings.PARVIS_MODEL_ADDRESS.rstrip('/')}/chat/completions"
    try:
        return fetch(
            "POST",
            address,
            body=body,
            headers=headers,
            timeout=PATIENCE,
            most_bytes=MOST_BYTES,
            schemes=_schemes(),
        )
    except Forbidden as error:
        raise NoAnswer("forbidden") from error
    except TimeoutError as error:
        raise NoAnswer("late") from error
    except Unreadable as error:
        raise NoAnswer("unreadable") from error
    except (OSError, ValueError) as error:
        raise NoAnswer("absent") from error


def _schemes() -> tuple[str, ...]:
    """HTTPS; HTTP too for a name of one's own network, in PARVIS_OUTBOUND_INSIDE."""
    is_inside = urlsplit(settings.PARVIS_MODEL_ADDRESS).hostname in settings.PARVIS_OUTBOUND_INSIDE
    return ("https", "http") if is_inside else ("https",)


def _said(body: bytes) -> str:
    try:
        told: Any = json.loads(body)
        said = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer("unreadable") from error
    if not isinstance(said, str) or not said.strip():
        raise NoAnswer("unreadable")
    return said
