"""Words that say nothing alone, by language: a module each, named by its ISO 639-1 code.

`WORDS` are function words: they tell languages apart, and are left out of the words that make a topic.
`EMPTY` are the words of an answer without content ("no", "nothing", "n/a"), `AROUND` those that may come
with them ("I have ... to add"): see `contentless`. Words are as tokens have them: in lower case, cut at
apostrophes.
"""

from collections.abc import Mapping
from importlib import import_module

from parvis.analysis.accents import bare

SNOWBALL: Mapping[str, str] = {
    "fr": "french",
    "en": "english",
    "de": "german",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "ca": "catalan",
    "eu": "basque",
    "da": "danish",
    "sv": "swedish",
    "no": "norwegian",
    "fi": "finnish",
    "pl": "polish",
    "cs": "czech",
    "hu": "hungarian",
    "ro": "romanian",
    "tr": "turkish",
    "id": "indonesian",
    "ga": "irish",
    "ru": "russian",
    "el": "greek",
    "ar": "arabic",
    "fa": "persian",
    "hi": "hindi",
}
"""The languages we know, and the name of their stemmer; those met most often come first."""


def _read(name: str) -> Mapping[str, frozenset[str]]:
    """One list of every module, each word as it is spelt, and without its accents as people type it."""
    texts = {code: getattr(import_module(f"{__name__}.{code}"), name) for code in SNOWBALL}
    words = {code: frozenset(text.split()) for code, text in texts.items()}
    return {code: found | {bare(word) for word in found} for code, found in words.items()}


STOPWORDS = _read("WORDS")
EMPTY = _read("EMPTY")
AROUND = _read("AROUND")
