"""The key with which another site asks for consultations here: read once, at the start."""

from django.core.exceptions import ImproperlyConfigured

LEAST = 32


def read_instances_key(key: str) -> str:
    """The key as it is; empty when nobody may ask. One that could be guessed keeps the site from starting."""
    if key and (len(key) < LEAST or not key.isascii() or not key.isprintable()):
        raise ImproperlyConfigured(
            f"PARVIS_INSTANCES_KEY has {LEAST} characters at least, drawn at random, such as those that "
            "“openssl rand -hex 32” gives."
        )
    return key
