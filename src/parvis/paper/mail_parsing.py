"""A mail that came from outside: what somebody wrote in it, and nothing of what their program added.

Nothing is trusted: neither size, nor charset, nor structure. No file is opened, no picture is loaded.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from parvis.contributions.texts import clean_line, clean_text

MOST_BYTES = 1024 * 1024
MOST_PARTS = 60
LONGEST_TEXT = 50_000
LONGEST_SUBJECT = 250
BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.\-@]|$)", re.I)
ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
PREFIX = re.compile(r"^\s*(?:(?:re|tr|fwd?|aw|sv)\s*:\s*)+", re.I)
DATED = r"(?=.*(?:\d{1,2}\s?[:h.]\s?\d{2}|@))"
"""An hour or an address, which programs write above what they quote; “Le maire a écrit :” has none."""
QUOTES = re.compile(
    r"^(?:>.*"
    r"|\s*-{2,}\s*(?:original message|message d['’]origine|forwarded message|message transféré).*"
    r"|_{10,}\s*"
    rf"|{DATED}(?:on|le)\b.{{3,200}}\b(?:wrote|a écrit)\s*:\s*)$",
    re.I,
)
BEGIN_OF_QUOTE = re.compile(rf"^{DATED}(?:on|le)\b.{{3,200}}$", re.I)
END_OF_QUOTE = re.compile(r"\b(?:wrote|a écrit)\s*:\s*$", re.I)
DEVICE = re.compile(r"^(?:sent from my |envoyé de mon |envoyé depuis |obtenez outlook|get outlook)", re.I)
BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"})
UNREAD = frozenset({"script", "style", "head", "title", "template"})


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is empty when nobody can be answered; `digest` is that of the same mail brought twice."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    is_automatic: bool
    files: int
    language: str
    digest: str


class Unreadable(Exception):
    """No mail, or one larger than any text."""


def read_mail(data: bytes) -> Mail:
    """Raises `Unreadable`."""
    if not data.strip() or len(data) > MOST_BYTES:
        raise Unreadable
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        text, files = _words(message)
        return Mail(
            sender=_address(_header(message, "From")),
            recipients=_recipients(message),
            subject=clean_line(PREFIX.sub("", _header(message, "Subject")))[:LONGEST_SUBJECT],
            text=clean_text(own_words(text))[:LONGEST_TEXT],
            is_automatic=_is_automatic(message),
            files=files,
            language=_header(message, "Content-Language")[:2].lower(),
            digest=hashlib.sha256(data).hexdigest(),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, IndexError) as error:
        raise Unreadable from error


def own_words(text: str) -> str:
    """Without the signature, the words of a telephone, and what is quoted at the end.

    What is quoted between answers stays out too; when nothing else is left, the whole is kept.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if line in {"-- ", "--"}:
            break
        after = lines[place + 1] if place + 1 < len(lines) else ""
        is_cut = BEGIN_OF_QUOTE.match(line) and END_OF_QUOTE.search(after)
        if QUOTES.match(line) or is_cut:
            if line.startswith(">"):
                continue
            break
        if DEVICE.match(line.strip()):
            continue
        kept.append(line)
    found = "\n".join(kept).strip()
    return found or text.strip()


class _Reader(HTMLParser):
    """The text of a page, its blocks on lines of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - theirs
        if tag in UNREAD:
            self.unread += 1
        if tag in BLOCKS:
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD and self.unread:
            self.unread -= 1
        if tag in BLOCKS - {"br", "hr"}:
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """What one reads of HTML: no tag, no address of a link, nothing that runs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))


def _address(header: str) -> str:
    address = parseaddr(header)[1]
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _recipients(message: EmailMessage) -> tuple[str, ...]:
    headers = [str(value) for name in ENVELOPE for value in message.get_all(name, [])]
    return tuple(dict.fromkeys(address.lower() for _name, address in getaddresses(headers) if address))


def _is_automatic(message: EmailMessage) -> bool:
    """RFC 3834, and what programs wrote before it."""
    if _header(message, "Auto-Submitted").strip().lower() not in {"", "no"}:
        return True
    if _header(message, "Precedence").strip().lower() in BULK:
        return True
    if any(name in message for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond")):
        return True
    if _header(message, "Return-Path").strip() == "<>" or message.get_content_type() == "multipart/report":
        return True
    return bool(MACHINES.match(parseaddr(_header(message, "From"))[1]))


def _words(message: EmailMessage) -> tuple[str, int]:
    """The first text, plain if there is one, and how many files come with it."""
    texts: dict[str, str] = {}
    files = 0
    for place, part in enumerate(message.walk()):
        if place > MOST_PARTS:
            raise ValueError("too many parts")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            files += 1
        elif kind in {"text/plain", "text/html"} and kind not in texts:
            texts[kind] = _decoded(part)
    if texts.get("text/plain", "").strip():
        return texts["text/plain"], files
    return plain(texts.get("text/html", "")), files


def _decoded(part: EmailMessage) -> str:
    held = part.get_payload(decode=True)
    data = held if isinstance(held, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"), errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")
