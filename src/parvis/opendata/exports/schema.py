"""What type each column of a table has, and the description of all tables that programs read.

`datapackage.json` follows the Frictionless Data Package specification (specs.frictionlessdata.io), version 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from parvis.consultations.models import ConsultationPage
from parvis.merkle.canonical import Value
from parvis.opendata.exports.dictionary import FILES
from parvis.opendata.exports.vocabulary import File

Plain = dict[str, Any]
LICENCES = {
    "licence ouverte": ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    "odbl": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "cc0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "cc by-sa": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc by": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
}
"""Open licences by the words with which their name begins, with their SPDX name and their address."""
WHOLE = {
    "id", "contribution", "parent", "identity_level", "responds_to", "arguments", "support", "for",
    "mixed", "against", "agree", "pass", "disagree", "points", "ranked", "graded", "preferred",
    "imported_votes", "merged_into", "supports", "imported_supports", "new_to", "changed_minds",
    "argument", "votes", "capacity", "present", "report_present", "minutes", "number", "days_late",
    "milestones", "milestones_done", "updates", "size", "pool", "panels", "panel", "replaced",
    "accepted", "analysis", "texts", "topic", "subtopic", "near_duplicates", "found", "people", "year",
    "answered", "took_part", "ballot", "item", "choice", "level", "count", "imported", "ungrouped",
    "groups", "group_people", "statement", "neither", "voted", "weighted_people", "coding", "coded_text",
}  # fmt: skip
DECIMAL = {
    "longitude", "latitude", "stability", "likeness", "share", "share_low", "share_high", "population",
    "value", "low", "high", "weight", "silhouette", "consensus", "bridging", "divisive", "effective_size",
    "design_effect", "weighted_share", "rounded_to",
}  # fmt: skip
MOMENTS = {
    "created_at", "revised_at", "received_at", "decided_at", "put_back_at", "appealed_at",
    "appeal_decided_at", "starts_at", "ends_at", "prepared_at", "seed_at", "drawn_at", "published_at",
}  # fmt: skip
DAYS = {"first_due_on", "due_on", "last_news_on", "published_on", "asked_on", "decided_on"}
FLAGS = {"is_late", "organisation_verified", "guest", "is_local", "validated", "added"}
OF_ONE_FILE = {
    ("topics.csv", "contributions"): "integer",
    ("topics.csv", "seed"): "integer",
    ("codings.csv", "code"): "integer",
    ("codings.csv", "machine"): "integer",
    ("opinion-groups.csv", "seed"): "integer",
}
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "py": "text/x-python",
    "zip": "application/zip",
}


def type_of(file: str, column: str) -> str:
    """`integer`, `number`, `boolean`, `datetime`, `date` or `string`."""
    if (file, column) in OF_ONE_FILE:
        return OF_ONE_FILE[file, column]
    found = {"integer": WHOLE, "number": DECIMAL, "boolean": FLAGS, "datetime": MOMENTS, "date": DAYS}
    return next((name for name, columns in found.items() if column in columns), "string")


def media_type(name: str) -> str:
    return MEDIA.get(name.rpartition(".")[2], "application/octet-stream")


def licence() -> tuple[str, str, str]:
    """The licence of the data: its name as the site says it, its SPDX name and its address, if known."""
    said = settings.PARVIS_DATA_LICENCE
    known = next((found for words, found in LICENCES.items() if said.lower().startswith(words)), ("", ""))
    return said, *known


def data_package(consultation: ConsultationPage, files: Mapping[str, Value]) -> bytes:
    """`datapackage.json`, in English: every table with its columns, and every other file by its name.

    `files`: as the manifest, the length and the SHA-256 of each.
    """
    with translation.override("en"):
        described = {file.name: file for file in FILES}
        resources = [_resource(name, files[name], described.get(name)) for name in sorted(files)]
    package: Plain = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", consultation.slug.lower()),
        "title": consultation.title,
        "description": consultation.summary,
        "homepage": consultation.full_url,
        "contributors": [{"title": consultation.organiser, "role": "publisher"}],
        "resources": resources,
    }
    if licences := _licences():
        package["licenses"] = licences
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _licences() -> list[Plain]:
    said, name, path = licence()
    if not said:
        return []
    return [
        {
            "name": name or re.sub(r"[^A-Za-z0-9._-]", "-", said),
            "title": said,
            **({"path": path} if path else {}),
        }
    ]


def _resource(name: str, held: Value, file: File | None) -> Plain:
    facts = held if isinstance(held, dict) else {}
    found: Plain = {
        "name": re.sub(r"[^a-z0-9._-]", "-", name.lower()),
        "path": name,
        "mediatype": media_type(name),
        "format": name.rpartition(".")[2],
        "bytes": facts["bytes"],
        "hash": f"sha256:{facts['sha256']}",
    }
    if file is not None:
        found["description"] = str(file.words)
    if file is None or not name.endswith(".csv"):
        return {**found, "type": "file"}
    fields = [_field(name, column, str(words)) for column, words in file.columns.items()]
    return {
        **found,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(file: str, column: str, words: str) -> Plain:
    kind = type_of(file, column)
    field: Plain = {"name": column, "type": kind, "description": words}
    if kind == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return field
