"""Small corpora whose topics are known by hand."""

from collections.abc import Sequence

import numpy as np

from parvis.analysis.synthesis import Argument, Corpus
from parvis.analysis.text.duplicates import Campaign
from parvis.analysis.text.results import Topic, Topics

BUSES = (
    "Les bus de nuit doivent circuler le vendredi et le samedi jusqu'à deux heures du matin.",
    "Il faut des bus de nuit plus fréquents entre la gare et les quartiers du nord.",
    "Je demande des bus de nuit gratuits pour les personnes de moins de vingt-cinq ans.",
    "Supprimer les bus de nuit serait une erreur, car personne ne rentre à pied de la gare.",
)
TREES = (
    "La ville devrait planter des arbres sur toutes les places pour garder un peu de fraîcheur.",
    "Planter des arbres dans les cours des écoles permet de rester dehors en été.",
    "Nous proposons de planter mille arbres fruitiers le long des pistes cyclables.",
)
NOTHING = ("RAS", "")


def corpus(texts: Sequence[str] = (*BUSES, *TREES, *NOTHING), **columns: object) -> Corpus:
    return Corpus(ids=[f"c{row}" for row in range(len(texts))], texts=texts, **columns)


def topics(
    labels: Sequence[int] = (0, 0, 0, 0, 1, 1, 1, -1, -1),
    subtopics: Sequence[int] | None = None,
    groups: Sequence[int] | None = None,
    campaigns: tuple[Campaign, ...] = (),
    language: str = "fr",
) -> Topics:
    """Topics 0..k-1 with these labels; subtopics are numbered after them, each with the topic of its rows."""
    label = np.array(labels, np.int32)
    sub = np.full(len(label), -1, np.int32) if subtopics is None else np.array(subtopics, np.int32)
    numbers = [(number, None) for number in range(label.max(initial=-1) + 1)]
    numbers += [(int(number), int(label[sub == number][0])) for number in np.unique(sub[sub >= 0])]
    return Topics(
        topic=label,
        subtopic=sub,
        affinity=np.where(label < 0, 0, np.linspace(0.9, 0.5, len(label))).astype(np.float32),
        contentless=label < 0,
        group=np.full(len(label), -1, np.int32) if groups is None else np.array(groups, np.int32),
        language=np.full(len(label), language),
        topics=tuple(_topic(number, parent, label if parent is None else sub) for number, parent in numbers),
        campaigns=campaigns,
        levels=(),
        stability=0.8,
        seed=0,
    )


def _topic(number: int, parent: int | None, label: np.ndarray) -> Topic:
    rows = np.flatnonzero(label == number)
    return Topic(number, parent, len(rows), ("bus", "arbres"), tuple(rows[:2].tolist()), 0.7)


ARGUMENTS = (
    Argument("a1", 0, 1, "Les bus de nuit permettent à chacun de rentrer chez soi sans danger.", supports=5),
    Argument("a2", 0, -1, "Les bus de nuit coûtent très cher pour quelques voyageurs seulement.", supports=9),
    Argument(
        "a3", 1, -1, "Le bruit des bus de nuit réveille les habitants du centre de la ville.", supports=2
    ),
)
VOTES = np.array(
    [[20, 1, 2], [3, 2, 30], [12, 0, 9], [1, 0, 1], [40, 0, 0], [5, 0, 5], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
)
