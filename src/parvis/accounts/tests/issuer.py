"""An OpenID Connect issuer for tests: it answers over HTTP, signs real tokens, and lies when told to."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.test import Client
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT, SECRET = "parvis-client", "parvis-secret-of-thirty-two-bytes-or-more"
KEYS = {"RS256": rsa.generate_private_key(65537, 2048), "ES256": ec.generate_private_key(ec.SECP256R1())}


def public_key(algorithm: str, kid: str) -> dict[str, Any]:
    reader = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm}[algorithm]
    written = reader.to_jwk(KEYS[algorithm].public_key(), as_dict=True)
    return {**written, "kid": kid, "alg": algorithm, "use": "sig"}


@dataclass
class Issuer:
    """What it says, and what it was asked. `sign` makes the identity token from its claims."""

    address: str
    name: str = ""
    sub: str = "sub-of-awa"
    acr: str = "eidas1"
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public_key("ES256", "one")])
    changes: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def about(self) -> dict[str, Any]:
        said = {
            "issuer": self.name or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/session/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        return said | self.lies

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        said = {
            "iss": self.name or self.address,
            "sub": self.sub,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            "acr": self.acr,
        }
        return {name: value for name, value in (said | self.changes).items() if value is not None}

    def token(self, asked: dict[str, str]) -> str:
        claims = self.claims(asked)
        if self.sign:
            return self.sign(claims)
        return jwt.encode(claims, KEYS["ES256"], "ES256", headers={"kid": "one"})

    def answer(self, location: str) -> str:
        """What the browser is sent back with, once its owner was recognised; the code is good once."""
        asked = dict(parse_qsl(urlsplit(location).query))
        code = f"code-{len(self.codes)}-{len(self.heard)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def change(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Change a code for a token, as RFC 6749 and RFC 7636 demand."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = asked is not None and (
            (form.get("client_id"), form.get("client_secret"), form.get("redirect_uri"), challenge)
            == (CLIENT, SECRET, asked["redirect_uri"], asked["code_challenge"])
        )
        if not is_right:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "never-used", "token_type": "Bearer", "id_token": self.token(asked)}


class Answers(BaseHTTPRequestHandler):
    issuer: Issuer

    def do_GET(self) -> None:
        self.issuer.heard.append(self.path)
        said = {"/.well-known/openid-configuration": self.issuer.about(), "/jwks": {"keys": self.issuer.keys}}
        self.say(200, said[self.path]) if self.path in said else self.say(404, {})

    def do_POST(self) -> None:
        self.issuer.heard.append(self.path)
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.say(*self.issuer.change({name: values[0] for name, values in form.items()}))

    def say(self, status: int, said: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_arguments: object) -> None:
        return


@contextmanager
def open_issuer() -> Iterator[Issuer]:
    """An issuer that answers on this machine, for as long as the block lasts."""
    handler = type("Handler", (Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.issuer = Issuer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield handler.issuer
    finally:
        server.shutdown()
        server.server_close()


def trust(settings: Any, issuer: Issuer, code: str = "franceconnect") -> None:
    """Name the issuer in the settings of the installation, under one of the two codes."""
    settings.PARVIS_OUTBOUND_INSIDE = ["127.0.0.1"]
    prefix = {"franceconnect": "PARVIS_FRANCECONNECT", "oidc": "PARVIS_OIDC"}[code]
    setattr(settings, f"{prefix}_ISSUER", issuer.name or issuer.address)
    setattr(settings, f"{prefix}_ID", CLIENT)
    setattr(settings, f"{prefix}_SECRET", SECRET)
    settings.PARVIS_OIDC_NAME = "Université X"


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def go(client: Client, issuer: Issuer, code: str = "franceconnect", back: str = "") -> Any:
    """A browser goes to the provider, is recognised, signed out there, and comes back: the last answer."""
    away = client.get(f"/account/identity/{code}/", {"next": back} if back else {})
    answer = client.get(path_of(issuer.answer(away["Location"])))
    while answer.status_code == 302 and "/session/end" in answer["Location"]:
        ended = dict(parse_qsl(urlsplit(answer["Location"]).query))
        answer = client.get(path_of(f"{ended['post_logout_redirect_uri']}?state={ended['state']}"))
    return answer


def recognised(client: Client, issuer: Issuer, code: str = "franceconnect", back: str = "") -> Any:
    """The same, on to the page of this site that goes on."""
    answer = go(client, issuer, code, back)
    assert answer["Location"].endswith("/account/identity/"), answer["Location"]
    return client.get(answer["Location"])
