"""Logs as data, without anything personal: no address, code, name or text of anybody.

Nobody writes such a thing into them on purpose; an error may. What a database says of a failure quotes the
row, so none of it is kept; of other errors, the beginning of what they say, without addresses and codes.
"""

import re
import sys
from collections.abc import Iterator
from traceback import format_tb
from typing import Any

import structlog

ADDRESS = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:=]+\.[^\s@<>\"'(),;:=]+")
# A token has digits, and is not written as the name of a function.
LONG = r"\b(?=[A-Za-z_-]*\d)(?![a-z0-9]*_[a-z0-9_]*\b)[A-Za-z0-9_-]{32,}\b"
CODE = re.compile(rf"\b\d{{4}}[ \u00a0]?\d{{4}}\b|{LONG}")
LONGEST = 200
SILENT = ("django.db", "psycopg")


def without_personal(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog: errors told without rows, and every word of the line without addresses."""
    told = event.pop("exc_info", None)
    if told:
        error = told if isinstance(told, BaseException) else (told if told is not True else sys.exc_info())[1]
        if error is not None:
            event["exception"] = "\n".join(_lines(error))
    return {
        key: harmless(value) if isinstance(value, str) and key != "timestamp" else value
        for key, value in event.items()
    }


def harmless(words: str) -> str:
    """Without addresses, codes and tokens."""
    return CODE.sub("[code]", ADDRESS.sub("[address]", words))


def _lines(error: BaseException) -> Iterator[str]:
    """Where it happened and of what kind it is, its causes first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "Then:"
    yield "".join(format_tb(error.__traceback__)).rstrip()
    kind = type(error)
    is_silent = any(base.__module__.startswith(SILENT) for base in kind.__mro__)
    said = "" if is_silent else " ".join(str(error).split())[:LONGEST]
    yield f"{kind.__module__}.{kind.__qualname__}{': ' if said else ''}{said}"


SHARED: list[Any] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_personal,
]


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: one line an event on the standard output, for a person or as JSON for a machine."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in ("procrastinate", "django_tasks", "wagtail")},
    }
