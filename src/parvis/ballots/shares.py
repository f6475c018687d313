"""The browser's part of a tracker, as it is posted."""

import re

SHARE = re.compile(r"[0-9a-f]{32}")


def share_of(typed: str) -> bytes:
    """Its 16 bytes; nothing without scripts, or when it is not what they send."""
    return bytes.fromhex(typed) if SHARE.fullmatch(typed) else b""
