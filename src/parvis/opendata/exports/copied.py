"""The two files of rows that are long, composed by the database itself and copied from it as bytes.

The same bytes as `canonical` gives: keys in order, no space. What SQL does not write as Python would (answers
to the questions of a form, text that is not in normal form C) is written again here.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import connection

from parvis.consultations.models import ConsultationPage
from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.leaves import exact_answers
from parvis.ledger.domain.append import space_of
from parvis.merkle.canonical import canonical

Lines = Iterator[bytes]
APART, QUOTE = b"\x01", b"\x02"
ANSWERS = b'{"payload":{"answers":'
SORT_MEMORY = "SET LOCAL work_mem = '64MB'"
# Rows come a few hundred or thousand together: one at a time, reading them would cost more than making them.
# What holds several lines, or the mark between columns, comes quoted; a line of JSON itself has neither mark
# nor quote, nor an end of line inside.
# Salts are random, and published: an order by salt says nothing that the rows do not. Votes whose salts begin
# alike come together; those without a salt come last.
VOTES_SQL = """
COPY (
  SELECT string_agg(
    '{"payload":{"ballot":' || ballot_id || ',"choice":' || choice || ',"item":' || contribution_id
    || ',"level":' || identity_level || coalesce(',"other":' || other_id, '')
    || ',"tracker":' || coalesce('"' || encode(sha256(shares), 'hex') || '"', 'null')
    || '},"salt":' || coalesce('"' || encode(salt, 'hex') || '"', 'null')
    || CASE WHEN set_aside_id IS NULL THEN '}' ELSE ',"set_aside":true}' END,
    E'\\n' ORDER BY salt, drawn)
  FROM (
    SELECT ballot_id, choice, contribution_id, identity_level, other_id, shares, salt, set_aside_id,
      hashint8extended(id, %(seed)s) AS drawn,
      coalesce(get_byte(salt, 0) * 16 + get_byte(salt, 1) / 16,
        4096 + (hashint8extended(id, %(seed)s) & 4095)) AS part
    FROM ballots_vote
    WHERE is_live AND ballot_id = ANY(%(ballots)s) AND (ballot_id, voter_id) NOT IN (
      SELECT ballot, voter FROM unnest(%(apart)s::bigint[], %(voters)s::bigint[]) AS few (ballot, voter)
    )
  ) vote
  GROUP BY part
  ORDER BY part
) TO STDOUT (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ESCAPE E'\\x02')
"""
# Each line in three parts: what comes before the author, who it is, and the rest.
CONTRIBUTIONS_SQL = """
COPY (
  SELECT string_agg('{"payload":{'
    || CASE WHEN c.form_answers = '{}' THEN '' ELSE '"answers":' || c.form_answers::text || ',' END
    || '"at":' || floor(extract(epoch FROM c.created_at))::bigint || ',"author":'
    || E'\\x01' || coalesce('o' || c.organisation_id, c.author_id::text, '-') || E'\\x01'
    || ',"channel":' || to_json(c.origin::text)::text || CASE WHEN c.is_guest THEN ',"guest":true' ELSE '' END
    || ',"id":' || c.id || ',"kind":' || c.kind_id || ',"late":' || c.is_late::text
    || ',"level":' || c.identity_level || coalesce(',"organisation":' || c.organisation_id, '')
    || ',"phase":' || coalesce(c.phase_id::text, 'null')
    || coalesce(',"received":' || floor(extract(epoch FROM c.received_at))::bigint, '')
    || ',"responds_to":' || coalesce(c.responds_to_id::text, 'null')
    || ',"text":' || to_json(c.text)::text || ',"theme":' || coalesce(c.theme_id::text, 'null')
    || ',"title":' || to_json(c.title::text)::text || '},"salt":'
    || CASE WHEN l.seq IS NULL OR c.salt IS NULL THEN 'null' ELSE '"' || encode(c.salt, 'hex') || '"' END
    || ',"seq":' || coalesce(l.seq::text, 'null') || '}', E'\\n' ORDER BY c.id)
  FROM contributions_contribution c LEFT JOIN ledger_leaf l ON l.entry = c.entry
  WHERE c.consultation_id = %(consultation)s AND c.state = 'published'
  GROUP BY c.id / 256
  ORDER BY c.id / 256
) TO STDOUT (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ESCAPE E'\\x02')
"""


def vote_lines(ballots: Mapping[int, Collection[int]]) -> Lines:
    """Live votes of these ballots in an order that says nothing, each under its tracker; many lines at once.

    Those of the voters named beside a ballot are not there: their level would name them.
    """
    apart = [(ballot, voter) for ballot, voters in ballots.items() for voter in voters]
    values = {
        "ballots": list(ballots),
        "apart": [ballot for ballot, _voter in apart],
        "voters": [voter for _ballot, voter in apart],
        "seed": secrets.randbits(62),
    }
    return _copied(VOTES_SQL, values)


def contribution_lines(consultation: ConsultationPage) -> Lines:
    """Published contributions, oldest first, many lines at a time."""
    space = space_of(consultation.pk)
    names: dict[bytes, bytes] = {b"-": b"null", b"": _named("0", space)}  # the key is read before rows are
    for block in _copied(CONTRIBUTIONS_SQL, {"consultation": consultation.pk}):
        parts = block.split(APART)
        for at in range(1, len(parts), 2):
            who = parts[at]
            if who not in names:
                names[who] = _named(who.decode(), space)
            parts[at] = names[who]
        yield _in_form(b"".join(parts))


def _named(who: str, space: str) -> bytes:
    """The pseudonym of a person, or of an organisation, as JSON."""
    is_organisation = who.startswith("o")
    space = f"{space}:organisation" if is_organisation else space
    return f'"{pseudonym(int(who.lstrip("o")), space)}"'.encode()


def _in_form(block: bytes) -> bytes:
    """The lines of a block; one by one only where what SQL wrote may not be what Python would."""
    if ANSWERS not in block and (block.isascii() or unicodedata.is_normalized("NFC", block.decode())):
        return block
    return b"".join(_line_in_form(line) for line in block.splitlines(keepends=True))


def _line_in_form(line: bytes) -> bytes:
    row: dict[str, Any] = json.loads(line)
    if line.startswith(ANSWERS):
        row["payload"] |= exact_answers(row["payload"]["answers"])
    return canonical(row) + b"\n"


def _copied(statement: str, values: Mapping[str, Any]) -> Lines:
    """What each row holds, with the end of its last line."""
    with connection.cursor() as cursor:
        cursor.execute(SORT_MEMORY)
        with cursor.cursor.copy(statement, values) as copy:
            for row in copy:
                block = bytes(row)
                yield block[1:-2] + b"\n" if block.startswith(QUOTE) else block
