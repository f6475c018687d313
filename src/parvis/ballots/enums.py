"""Words of the ballots floor."""

from enum import IntEnum


class Choice(IntEnum):
    """What one answer adds to the balance of an item; each method uses some of them."""

    FOR = 1
    SUPPORT = 1
    AGREE = 1
    MIXED = 0
    PASS = 0
    AGAINST = -1
    DISAGREE = -1
