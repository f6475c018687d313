"""Writes `docs/reference/rules.md` from the rules themselves: `python tools/rules_table.py`."""

import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rules.md"
HEAD = """# Rules of good consultation

What the law and the field ask of a consultation, and what the software does of it. Written by
`tools/rules_table.py` from `src/parvis/conduct/rules/`. A rule that *prevents* keeps a consultation from
being published (before it opens) or decided (afterwards); one that *warns* is shown as not kept, in public,
on `/consultations/…/rules/`. What is *declared* is so under a name and a date. Nothing here is legal advice.

| rule | what it asks | when | who checks | if it is not kept | where it comes from |
| --- | --- | --- | --- | --- | --- |
"""
FOOT = """
C06 prevents under the least duration of the law (15 days in place of a committee or for an individual
decision, 21 for a regulation with an effect on the environment: whole days, the opening day excluded), and
warns under 21 days elsewhere. C22 prevents while it is a draft, and warns afterwards. C24, C32, C34 and
C36 read what a job finds every hour, when it looks at each act; until it has, they are not due. C25 looks at
the rules that the public log holds: what changed since the opening, and why. C35 looks at
the last 72 hours in which something is open, and waits until then; it does not apply without a closing date,
nor to what closed before anybody looked whether the site was there. C45 is due a day after the close, and
does not apply under 50 people: that too few answered for it to be measured is said in public and keeps it.
"""


def page() -> str:
    """The page as the rules are now."""
    from django.utils import translation

    from parvis.conduct.facts import Facts
    from parvis.conduct.rules.book import RULES
    from parvis.consultations.models import ConsultationPage

    with translation.override("en"):
        nobody = Facts(page=ConsultationPage(content_type_id=1), now=None, step=0)  # type: ignore[arg-type]
        rows = [
            f"| {rule.code} | {rule.title} | {rule.chapter.label} | {rule.mode.label} "
            f"| {rule.effect(nobody).label} | {rule.source} |\n"
            for rule in RULES
        ]
    return HEAD + "".join(rows) + FOOT


if __name__ == "__main__":
    from parvis.config.commands.setup import set_up_django

    set_up_django()
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
