"""Descriptions of what a site publishes, as portals of open data harvest them: DCAT-AP, in JSON-LD.

See https://semiceu.github.io/DCAT-AP/ (version 3); `dct:license` is there when the site says its licence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from parvis.consultations.models import ConsultationPage
from parvis.opendata.exports.schema import licence, media_type
from parvis.opendata.models import Archive

Node = dict[str, Any]
CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
FILE_TYPES = {
    "zip": "ZIP",
    "csv": "CSV",
    "jsonl": "JSON",
    "json": "JSON",
    "parquet": "PARQUET",
    "xlsx": "XLSX",
}


def dataset(consultation: ConsultationPage, archive: Archive, files: Iterable[tuple[str, int]]) -> Node:
    """One consultation: its archive, and each table and file of rows in it, by its address and its length."""
    return {"@context": CONTEXT, **_dataset(consultation, archive, files)}


def catalogue(held: Iterable[tuple[ConsultationPage, Archive]]) -> Node:
    """Every consultation with an archive."""
    address = absolute(reverse("opendata:catalogue"))
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": [_text(f"Consultations – {_host()}", "fr"), _text(f"Consultations – {_host()}", "en")],
        "dct:description": [
            _text("Les consultations publiques de ce site, avec leurs données ouvertes.", "fr"),
            _text("The public consultations of this site, with their open data.", "en"),
        ],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _host()},
        "foaf:homepage": {"@id": settings.PARVIS_ADDRESS},
        "dcat:dataset": [_dataset(page, archive, ()) for page, archive in held],
    }


def absolute(path: str) -> str:
    return f"{settings.PARVIS_ADDRESS}{path}"


def _host() -> str:
    return settings.PARVIS_ADDRESS.partition("://")[2]


def _dataset(page: ConsultationPage, archive: Archive, files: Iterable[tuple[str, int]]) -> Node:
    landing = absolute(reverse("opendata:open_data", args=[page.slug]))
    whole = _distribution(
        absolute(reverse("opendata:archive", args=[page.slug])), landing, "zip", archive.bytes, page.title
    )
    digest = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@value": archive.sha256, "@type": "xsd:hexBinary"},
    }
    found: Node = {
        "@id": f"{landing}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _text(page.title, "fr"),
        "dct:description": _text(page.summary or page.title, "fr"),
        "dct:identifier": landing,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": page.organiser},
        "dct:modified": _moment(archive.made_at.isoformat(timespec="seconds")),
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dct:language": [{"@id": f"{AUTHORITY}/language/FRA"}],
        "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/DAILY"},
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/GOVE"},
        "dcat:keyword": [_text("consultation publique", "fr"), _text("public consultation", "en")],
        "dcat:landingPage": {"@id": landing},
        "dcat:distribution": [
            {**whole, "spdx:checksum": digest},
            *(
                _distribution(
                    absolute(reverse("opendata:file", args=[page.slug, name])),
                    landing,
                    name.rpartition(".")[2],
                    size,
                    name,
                )
                for name, size in files
            ),
        ],
    }
    if page.first_published_at:
        found["dct:issued"] = _moment(page.first_published_at.isoformat(timespec="seconds"))
    return found


def _distribution(address: str, landing: str, form: str, size: int, title: str) -> Node:
    said, _name, path = licence()
    found: Node = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _text(title, "fr"),
        "dcat:accessURL": {"@id": landing},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type(f'a.{form}')}"},
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{FILE_TYPES[form]}"},
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
    }
    if path:
        found["dct:license"] = {"@id": path}
    elif said:
        found["dct:license"] = {"@type": "dct:LicenseDocument", "dct:title": said}
    return found


def _text(words: str, language: str) -> Node:
    return {"@value": words, "@language": language}


def _moment(said: str) -> Node:
    return {"@value": said, "@type": "xsd:dateTime"}
