"""The part of an address that a title gives, told apart from those that exist."""

from collections.abc import Iterable

from django.utils.text import slugify


def stem_of(title: str, length: int, otherwise: str) -> str:
    """At most `length` characters; `otherwise` where the title has no letter that an address can hold."""
    return slugify(title)[:length].strip("-") or otherwise


def free_slug(stem: str, taken: Iterable[str]) -> str:
    """The stem, or the stem and the first number from 2 that makes a slug not taken."""
    others = set(taken)
    slug, number = stem, 2
    while slug in others:
        slug, number = f"{stem}-{number}", number + 1
    return slug
