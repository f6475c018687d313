"""What the reader gets: sentences, or JSON."""

import json
from collections.abc import Iterator

from parvis.merkle.verifier.check import Result
from parvis.merkle.verifier.findings import Fact
from parvis.merkle.verifier.texts import say

MOST_SHOWN = 100
OF_WITHHELD = ("hidden", "few", "together", "open", "private", "revised")
OF_ERASED = ("withdrawn", "erased")
OF_TOTALS = {"totals_differ", "totals_too_large", "totals_differ_from_leaves", "total_twice", "final_differs"}
FORMAT_OF_REPORT = "parvis-verify/1"


def write_text(result: Result, lang: str) -> str:
    """The report in sentences."""
    return "\n".join(_lines(result, lang)) + "\n"


def write_json(result: Result, lang: str) -> str:
    """The report for a machine, on one line."""
    findings, manifest, latest = result.findings, result.manifest, result.latest
    record = {
        "format": FORMAT_OF_REPORT,
        "sound": result.sound,
        "complete": result.complete,
        "space": manifest and manifest.space,
        "origin": latest and latest.head.origin,
        "size": latest and latest.head.size,
        "root": latest and latest.head.root.hex(),
        "key": result.key and result.key.vkey,
        "key_given": result.key_given,
        "counts": {
            name: result.outcome[name] for name in ("verified", *OF_WITHHELD, *OF_ERASED, "unexplained")
        },
        "older_rows": result.older_rows,
        "unproved_rows": result.unproved_rows,
        "ballots": result.ballots,
        "votes": result.votes,
        "aside_votes": result.aside_votes,
        "imported_votes": result.imported_votes,
        "consistent_checkpoints": result.consistent,
        "remarks": [{"code": code, **facts} for code, facts in findings.remarks],
        "anomalies_in_all": findings.wrong,
        "anomalies": [
            {
                "code": one.code,
                "seq": one.seq,
                **one.facts,
                "text": _sentence(one.code, one.seq, one.facts, lang),
            }
            for one in findings.anomalies
        ],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _lines(result: Result, lang: str) -> Iterator[str]:
    if result.manifest and result.latest and result.complete:
        yield from _heading(result, lang)
        yield from _counts(result, lang)
        yield from _checks(result, lang)
    for code, facts in result.findings.remarks:
        yield say(code, lang, **facts)
    yield from _anomalies(result, lang)
    yield say(_verdict(result), lang, n=result.unproved)


def _heading(result: Result, lang: str) -> Iterator[str]:
    manifest = result.manifest
    if manifest:
        facts = {"title": manifest.title, "space": manifest.space, "origin": manifest.origin}
        yield say("export", lang, leaves=result.leaves, **facts)
    if result.key and "key_unexpected" not in result.findings.counts:
        yield say("key_given" if result.key_given else "key_found", lang, key=result.key.vkey)


def _counts(result: Result, lang: str) -> Iterator[str]:
    found = result.outcome
    yield say(
        "rows",
        lang,
        verified=found["verified"],
        withheld=sum(found[name] for name in OF_WITHHELD),
        erased=sum(found[name] for name in OF_ERASED),
        unexplained=found["unexplained"],
    )
    for name in (*OF_WITHHELD, *OF_ERASED):
        if found[name]:
            yield "  - " + say(name, lang, n=found[name])
    if result.older_rows:
        yield "  - " + say("older", lang, n=result.older_rows)
    if result.unproved_rows:
        yield "  - " + say("unproved", lang, n=result.unproved_rows)


def _checks(result: Result, lang: str) -> Iterator[str]:
    if result.findings.counts.keys() & OF_TOTALS:
        yield say("totals_do_not_match", lang)
    else:
        yield say("totals_match", lang, ballots=result.ballots, votes=result.votes)
    for code, votes in (("aside", result.aside_votes), ("imported", result.imported_votes)):
        if votes:
            yield "  - " + say(code, lang, n=votes)
    if result.consistent:
        yield say("consistent", lang, n=result.consistent)


def _anomalies(result: Result, lang: str) -> Iterator[str]:
    findings = result.findings
    if findings.wrong:
        yield say("anomalies", lang, n=findings.wrong)
    for one in findings.anomalies[:MOST_SHOWN]:
        yield "  ! " + _sentence(one.code, one.seq, one.facts, lang)
    if findings.wrong > MOST_SHOWN:
        yield "  " + say("and_more", lang, n=findings.wrong - MOST_SHOWN)


def _verdict(result: Result) -> str:
    if not result.complete:
        return "not_read"
    if not result.sound:
        return "not_sound"
    if not result.key_given:
        return "sound_by_its_key"
    return "sound_but" if result.unproved else "sound"


def _sentence(code: str, seq: int | None, facts: dict[str, Fact], lang: str) -> str:
    return say(code, lang, **facts) if seq is None else say(code, lang, seq=seq, **facts)
