"""Corpora whose topics are known, because they were put there."""

import numpy as np


def listed(words: str) -> list[str]:
    """Words of a line."""
    return words.split()


SUBJECTS = {
    "école": listed("professeurs élèves classes cantine collège lycée rentrée devoirs maternelle bac"),
    "transport": listed("bus tramway vélo trottoir parking train gare piste circulation métro"),
    "santé": listed("médecin hôpital soins urgences pharmacie infirmier maternité vaccin dentiste malade"),
    "impôt": listed("taxe fiscalité revenu niches trésor barème contribuable isf tva douane"),
}
SHARED = listed("ville maire projet avenir budget moyens habitants besoin place idée")
THEMES = {
    ("école", "santé"): listed("enfance jeunesse famille parents garde loisirs aide naissance fratrie jeu"),
    ("transport", "impôt"): listed("argent entreprise commerce prix salaire vente achat stock banque loyer"),
}


def nested(size: int = 600, seed: int = 0) -> tuple[list[str], list[int], list[str]]:
    """Texts half about one of two themes, half about a subject within it; theme and subject of each."""
    rng = np.random.default_rng(seed)
    texts, theme, subject = [], [], []
    for _ in range(size):
        place = int(rng.integers(2))
        pair = list(THEMES)[place]
        one = str(rng.choice(pair))
        texts.append(" ".join([*rng.choice(SUBJECTS[one], 7), *rng.choice(THEMES[pair], 7)]))
        theme.append(place)
        subject.append(one)
    return texts, theme, subject


def planted(size: int = 400, seed: int = 0, words: int = 12) -> tuple[list[str], np.ndarray]:
    """Texts about one of four subjects, three words in four of it, and the subject of each."""
    rng = np.random.default_rng(seed)
    lists = list(SUBJECTS.values())
    subject = rng.integers(len(lists), size=size)
    texts = [
        " ".join(rng.choice(lists[one]) if rng.random() < 0.75 else rng.choice(SHARED) for _ in range(words))
        for one in subject
    ]
    return texts, subject


def directions(size: int = 300, groups: int = 3, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of length 1 around `groups` directions at right angles, and the group of each."""
    rng = np.random.default_rng(seed)
    group = np.sort(rng.integers(groups, size=size))
    vectors = np.eye(20)[group] + rng.normal(0, 0.1, (size, 20))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32), group
