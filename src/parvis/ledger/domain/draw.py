"""The order of the leaves of one round: votes change places among themselves.

The place of a vote must not tell who voted just after having spoken. A vote that refers to another of the
same round stays after it, and one that another act refers to stays where it is, with all those of its chain.
"""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from parvis.ledger.domain.waiting import Waiting


def draw_order(rows: Sequence[Waiting], *, random: Random) -> list[Waiting]:
    """The same rows; votes are in places of votes, drawn at random, and all other acts in their own."""
    chains = _chains(rows)
    held = {chains[row.reference] for row in rows if not row.is_vote and row.reference in chains}
    free = [place for place, row in enumerate(rows) if row.is_vote and chains[row.entry] not in held]
    drawn = list(free)
    random.shuffle(drawn)
    slots: dict[str, list[int]] = defaultdict(list)
    for place, slot in zip(free, drawn, strict=True):
        slots[chains[rows[place].entry]].append(slot)
    for chain in slots.values():
        chain.sort(reverse=True)
    ordered = list(rows)
    for place in free:
        ordered[slots[chains[rows[place].entry]].pop()] = rows[place]
    return ordered


def _chains(rows: Sequence[Waiting]) -> dict[str, str]:
    """The first vote of the chain of each vote, both by their entries."""
    chains: dict[str, str] = {}
    for row in rows:
        if row.is_vote:
            chains[row.entry] = chains.get(row.reference or "", row.entry)
    return chains
