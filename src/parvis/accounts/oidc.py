"""Ask an OpenID Connect provider who somebody is: authorisation code, PKCE, an identity token, checked.

Only the scope `openid` is asked, and of the answer only `sub` is read. No token is kept. Everything asked of
the provider leaves by `jobs/outbound.py`. Sources: OpenID Connect Core 1.0 (3.1), RFC 7636 (PKCE), RFC 9207
(`iss` in the answer), RFC 8725 (algorithms).
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.core.cache import cache

from parvis.accounts.providers import ACR, Provider
from parvis.jobs.outbound import Answer, Forbidden, fetch

KEPT_SECONDS = 3600
"""How long what a provider says of itself, and its keys, are believed without asking again."""
AGAIN_SECONDS = 60
"""An unknown key is looked for again, at most this often: nobody makes the site ask for ever."""
PATIENCE, MOST_BYTES, LEEWAY = 6.0, 200_000, 30
# Signed by a private key of the provider: never `none`, never a secret that could be its public key.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLAIMS = ("iss", "sub", "aud", "exp", "iat", "nonce")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Untrusted(Exception):
    """An answer that is not believed. Its words are for the log: they name nobody."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What ties an answer to the browser that asked: kept in its session, good once."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who the provider says it is, and the token by which its session is ended."""

    sub: str
    id_token: str


def new_flow() -> Flow:
    return Flow(*(secrets.token_urlsafe(32) for _part in range(3)))


def ask(provider: Provider, flow: Flow, *, back: str) -> str:
    """Where the browser goes to be recognised. Raises Untrusted when the provider cannot be asked."""
    challenge = hashlib.sha256(flow.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        asked["acr_values"] = provider.acr
    return _with(_about(provider)["authorization_endpoint"], asked)


def read(provider: Provider, flow: Flow, answer: Mapping[str, str], *, back: str) -> Recognised:
    """Check the answer that the browser brought, change its code for a token, read it. Raises Untrusted."""
    if not hmac.compare_digest(answer.get("state", "").encode(), flow.state.encode()):
        raise Untrusted("state is not the one of this browser")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise Untrusted("answer of another issuer")
    if not answer.get("code"):
        raise Untrusted("no code")
    token = _token(provider, flow, answer["code"], back)
    return Recognised(_sub(provider, flow, token), token)


def end_session(provider: Provider, token: str, *, state: str, back: str) -> str:
    """Where the browser goes to be signed out of the provider, which leads it `back`; empty if it cannot."""
    address = _about(provider).get("end_session_endpoint", "")
    if not provider.ends_session or not address:
        return ""
    return _with(address, {"id_token_hint": token, "state": state, "post_logout_redirect_uri": back})


def _sub(provider: Provider, flow: Flow, token: str) -> str:
    """Whom the token names, once everything that makes it ours holds."""
    try:
        claims = jwt.decode(
            token,
            key=_key(provider, token),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": list(CLAIMS)},
        )
    except jwt.PyJWTError as error:
        raise Untrusted(f"token refused: {type(error).__name__}") from error
    if not hmac.compare_digest(str(claims["nonce"]).encode(), flow.nonce.encode()):
        raise Untrusted("nonce is not the one of this browser")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Untrusted("token for another party")
    if provider.acr and claims.get("acr") not in ACR[ACR.index(provider.acr) :]:
        raise Untrusted("assurance too low")
    if not claims["sub"]:
        raise Untrusted("token that names nobody")
    return str(claims["sub"])


def _key(provider: Provider, token: str) -> jwt.PyJWK:
    """The key of the provider that the token names, asked for again when it is new."""
    kid = jwt.get_unverified_header(token).get("kid")
    for fresh in (False, True):
        for key in _keys(provider, fresh=fresh):
            if key.key_id == kid or kid is None:
                return key
    raise Untrusted("unknown key")


def _keys(provider: Provider, *, fresh: bool) -> list[jwt.PyJWK]:
    """The provider's keys that may sign. An unreadable one is as good as none."""
    if fresh and not cache.add(f"oidc-asked-{provider.code}", True, AGAIN_SECONDS):
        return []
    address = _about(provider)["jwks_uri"]
    found = _json(provider, "keys", address, fresh=fresh).get("keys")
    if not isinstance(found, list):
        raise Untrusted("no keys")
    return [key for written in found if (key := _read_key(written))]


def _read_key(written: object) -> jwt.PyJWK | None:
    if not isinstance(written, dict) or written.get("use", "sig") != "sig" or written.get("kty") == "oct":
        return None
    try:
        return jwt.PyJWK.from_dict(written)
    except jwt.PyJWTError:
        return None


def _token(provider: Provider, flow: Flow, code: str, back: str) -> str:
    """Change the code, good once, for the identity token."""
    about = _about(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": flow.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    methods = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_post" in methods:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    else:
        pair = f"{provider.client_id}:{provider.client_secret}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    answer = _fetch(provider, "POST", about["token_endpoint"], body=urlencode(form).encode(), headers=headers)
    token = _parsed(answer).get("id_token")
    if not isinstance(token, str):
        raise Untrusted("no identity token")
    return token


def _about(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself, believed only when it speaks in its own name (mix-up)."""
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    about = _json(provider, "about", address)
    if about.get("issuer") != provider.issuer:
        raise Untrusted("configuration of another issuer")
    if any(urlsplit(str(about.get(name))).scheme not in provider.schemes for name in ENDPOINTS):
        raise Untrusted("configuration without safe addresses")
    return about


def _json(provider: Provider, name: str, address: str, *, fresh: bool = False) -> dict[str, Any]:
    """A document of the provider, asked for once an hour."""
    key = f"oidc-{name}-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    known = None if fresh else cache.get(key)
    if known is None:
        known = _parsed(_fetch(provider, "GET", address))
        cache.set(key, known, KEPT_SECONDS)
    return dict(known)


def _fetch(
    provider: Provider,
    method: str,
    address: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    try:
        return fetch(
            method,
            address,
            body=body,
            headers=headers,
            timeout=PATIENCE,
            most_bytes=MOST_BYTES,
            schemes=provider.schemes,
        )
    except (Forbidden, OSError) as error:
        raise Untrusted(f"cannot be asked: {type(error).__name__}") from error


def _parsed(answer: Answer) -> dict[str, Any]:
    if not answer.is_success:
        raise Untrusted(f"answered {answer.status}")
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise Untrusted("answer that is no JSON") from error
    if not isinstance(found, dict):
        raise Untrusted("answer that is no object")
    return found


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
