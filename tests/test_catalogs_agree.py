"""Catalogs of all floors become one: a text that two of them translate has the same French in both."""

from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

FLOORS = Path(__file__).parent.parent / "src" / "parvis"


def test_no_floor_changes_the_words_of_another():
    found = defaultdict(dict)
    for path in sorted(FLOORS.glob("*/locale/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as stream:
            catalog = read_po(stream, locale="fr")
        for message in catalog:
            source = message.id if isinstance(message.id, str) else message.id[0]
            french = message.string if isinstance(message.string, str) else message.string[0]
            if source:
                found[message.context, source][path.relative_to(FLOORS).parts[0]] = french
    assert len(found) > 500
    conflicts = {text: floors for text, floors in found.items() if len(set(floors.values())) > 1}
    assert conflicts == {}
