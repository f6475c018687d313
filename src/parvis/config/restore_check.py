"""Run on a database that was just restored, as a process of its own: brings it up to date and reads its log.

Prints one line of JSON, last: the size of the log, its root, and whether its leaves give what was signed.
"""

import json
import os
import sys


def examine() -> dict[str, object]:
    """Hash the log again; in a log without a leaf, size 0 and no root."""
    from parvis.ledger import queries
    from parvis.ledger.domain.verify import first_fault
    from parvis.ledger.models import Leaf
    from parvis.merkle.tree import Head

    last = queries.latest()
    if last is None:
        return {"size": 0, "root": Head().root().hex(), "holds": not Leaf.objects.exists()}
    whole = Leaf.objects.count() == last.size and first_fault(queries.daily_checkpoints()) is None
    return {"size": last.size, "root": bytes(last.root).hex(), "holds": whole}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from parvis.config.prepare import prepare

    prepare(demonstration=False)
    sys.stdout.write(f"{json.dumps(examine())}\n")


if __name__ == "__main__":
    main()
