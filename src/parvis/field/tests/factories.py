"""Devices for tests: of a deposit under way, held by a moderator, with a link."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import factory
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from factory.django import DjangoModelFactory

from parvis.accounts.secret_links import hash_link
from parvis.field.enums import Use
from parvis.field.models import FieldKit
from parvis.field.sealing import SUITE, info_of, public_key
from parvis.paper.enums import Channel
from parvis.paper.models import new_code
from parvis.paper.tests.factories import BatchFactory, member_of

NOW = "2026-01-15T10:00:00.000Z"


class KitFactory(DjangoModelFactory):
    """`token` is its link; `kiosk=True`: left with the public."""

    class Meta:
        model = FieldKit
        skip_postgeneration_save = True

    class Params:
        token = factory.Sequence(lambda n: f"link-{n}")
        kiosk = factory.Trait(use=Use.KIOSK)

    batch = factory.SubFactory(BatchFactory, channel=Channel.FIELD)
    name = "Tablette du marché"
    held_by = factory.LazyAttribute(lambda kit: member_of(kit.batch))
    token_hash = factory.LazyAttribute(lambda kit: hash_link(kit.token))


def sealed_for(kit: int, key: str, code: str, written: str, typed: str) -> str:
    point = base64.b64decode(public_key(kit))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    info = info_of(kit, uuid.UUID(key), code, written)
    return base64.b64encode(SUITE.encrypt(typed.encode(), public, info)).decode()


def item(kit: FieldKit, *, written: str = "", **said: str) -> dict[str, str]:
    """One answer, as a device would send it."""
    key, code = str(uuid.uuid4()), new_code()
    typed = urlencode({"title": "Un banc", "text": "Devant l’école.", **said})
    sealed = sealed_for(kit.pk, key, code, written, typed)
    return {"key": key, "code": code, "written_at": written, "sealed": sealed}


def send(token: str, told: Any) -> dict[str, Any]:
    answer = Client().post(f"/en/field/{token}/send/", json.dumps(told), content_type="application/json")
    found: dict[str, Any] = answer.json()
    return {"status": answer.status_code, **found}


def outcomes(token: str, *items: dict[str, str]) -> list[str]:
    return [one["outcome"] for one in send(token, list(items))["answers"]]
