"""Another site for tests, over HTTPS, on this machine: it keeps what it is sent, and answers as told."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hooks.example"


@dataclass(frozen=True, slots=True)
class Heard:
    """One request. Names of headers are in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`statuses` are given one after the other, the last one for ever, with `headers` and `body`, after
    `wait` seconds."""

    address: str
    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0.0
    heard: list[Heard] = field(default_factory=list)


class _Answers(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        told = self.receiver
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told.heard.append(Heard(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        time.sleep(told.wait)
        self.send_response(told.statuses.pop(0) if len(told.statuses) > 1 else told.statuses[0])
        for name, value in told.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told.body)

    def log_message(self, *_arguments: object) -> None:
        return


@contextmanager
def receiving(folder: Path) -> Iterator[Receiver]:
    """A site that answers under `NAME`, with a certificate of its own, kept in `folder`."""
    handler = type("Handler", (_Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = _certified(folder).wrap_socket(server.socket, server_side=True)
    handler.receiver = Receiver(f"https://{NAME}:{server.server_address[1]}/told")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield handler.receiver  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """It is found under its name, trusted, and allowed by the settings."""
    with receiving(tmp_path) as made:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        settings.PARVIS_OUTBOUND_INSIDE = [NAME]
        real = socket.getaddrinfo

        def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
            return real("127.0.0.1" if host == NAME else host, port, *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        yield made


@pytest.fixture
def small_model(receiver: Receiver, settings: Any) -> Receiver:
    """It speaks as a language model does, and is the one of the site; what it says is given by `says`."""
    settings.PARVIS_MODEL_ADDRESS = receiver.address
    settings.PARVIS_MODEL_KEY = "the key"
    settings.PARVIS_MODEL_NAME = "small-model"
    receiver.statuses = [200]
    return receiver


def says(model: Receiver, words: str) -> None:
    model.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


def _certified(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, now, now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    made = builder.sign(key, hashes.SHA256())
    encoding, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "certificate.pem").write_bytes(made.public_bytes(encoding))
    (folder / "key.pem").write_bytes(key.private_bytes(encoding, private, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
