"""H25 and H26: the site makes no request inside its network, and nobody writes the headers of its mails."""

import ast
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from parvis.jobs.outbound import Forbidden, Unreadable, fetch, is_public

PACKAGE = Path(__file__).parents[2] / "src" / "parvis"
INSIDE = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.8", "172.16.3.4", "192.168.1.1", "100.64.0.1",  # noqa: S104
    "169.254.169.254", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "2002:7f00:1::",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::808:808"]


class Site(BaseHTTPRequestHandler):
    """What answers in these tests, by path; every request is noted."""

    heard: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        self.heard.append((self.command, self.headers["Host"], self.path))
        acts = {
            "/moved": self.move,
            "/loop": self.loop,
            "/aside": self.aside,
            "/slow": self.drip,
            "/large": self.pour,
        }
        acts.get(self.path, self.greet)()

    def do_PUT(self) -> None:
        self.do_GET()

    def move(self) -> None:
        self.redirect(f"http://elsewhere.example:{self.server.server_address[1]}/")

    def loop(self) -> None:
        self.redirect("/loop")

    def aside(self) -> None:
        self.redirect(f"https://127.0.0.1:{self.server.server_address[1]}/")

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def greet(self) -> None:
        said = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello " + said + (self.headers.get("Authorization") or "").encode())

    def pour(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 5000)

    def drip(self) -> None:
        """A byte of a header at a time, for as long as anybody listens."""
        for _ in range(40):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *_arguments: object) -> None:
        return


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(monkeypatch) -> Iterator[str]:
    """A site on this machine, which the settings allow."""
    monkeypatch.setattr(Site, "heard", [], raising=False)
    with serving() as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def allowed(settings) -> None:
    settings.PARVIS_OUTBOUND_INSIDE = ["127.0.0.1", "good.example"]


@pytest.fixture
def names(monkeypatch) -> dict[str, list[list[str]]]:
    """A domain name system: for each name, its answers one after the other, the last one for ever."""
    known: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **more: object) -> list:
        if host not in known:
            return real(host, port, *rest, **more)
        now = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in now]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


def get(url: str, **more):
    return fetch("GET", url, schemes=("http", "https"), **{"timeout": 2.0, **more})


@pytest.mark.parametrize("address", INSIDE)
def test_h25_no_address_of_this_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_h25_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_h25_a_request_to_this_machine_never_leaves(site: str) -> None:
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"):
        with pytest.raises(Forbidden):
            get(f"http://{host}:{port}/")
    assert Site.heard == []


def test_h25_a_name_that_also_leads_inside_is_refused(site: str, names: dict) -> None:
    names["mixed.example"] = [["93.184.216.34", "127.0.0.1"]]
    with pytest.raises(Forbidden):
        get(f"http://mixed.example:{site.rpartition(':')[2]}/")
    assert Site.heard == []


def test_h25_a_name_that_changes_its_answer_gains_nothing(site: str, names: dict, monkeypatch) -> None:
    """The second answer would lead to this machine: nobody asks for it."""
    names["rebinding.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    reached = []
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, address: reached.append(address))
    with pytest.raises(OSError):
        get(f"http://rebinding.example:{site.rpartition(':')[2]}/")
    assert [address[0] for address in reached] == ["93.184.216.34"]
    assert Site.heard == []


def test_h25_a_redirect_is_judged_like_the_first_address(site: str, allowed: None, names: dict) -> None:
    names["elsewhere.example"] = [["127.0.0.1"]]
    assert get(f"{site}/moved").status == 302
    with pytest.raises(Forbidden):
        get(f"{site}/moved", redirects=3)
    assert [path for _verb, _host, path in Site.heard] == ["/moved", "/moved"]


def test_h25_redirects_end(site: str, allowed: None) -> None:
    assert get(f"{site}/loop", redirects=3).status == 302
    assert len(Site.heard) == 4


def test_h25_a_redirect_does_not_change_how_one_asks(site: str, allowed: None) -> None:
    with pytest.raises(Forbidden):
        fetch("GET", f"{site}/aside", schemes=("http",), redirects=1)


def test_a_secret_is_not_sent_to_where_a_site_moved(site: str, allowed: None, settings, names: dict) -> None:
    settings.PARVIS_OUTBOUND_INSIDE += ["elsewhere.example"]
    names["elsewhere.example"] = [["127.0.0.1"]]
    secret = {"Authorization": "secret"}
    assert get(f"{site}/", headers=secret).body == b"hello secret"
    assert get(f"{site}/moved", headers=secret, redirects=1).body == b"hello "


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "file:///etc/passwd", "gopher://example.org/", "ftp://example.org/",
        "//example.org",
        "https:///etc", "https://user:secret@example.org/", "javascript:alert(1)", "data:text/plain,x", "",
    ],
)  # fmt: skip
def test_h25_only_https_is_asked(url: str) -> None:
    with pytest.raises(Forbidden):
        fetch("GET", url)


def test_h25_a_slow_site_is_left_in_time(site: str, allowed: None) -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        get(f"{site}/slow", timeout=0.4)
    assert time.monotonic() - started < 1.5


def test_h25_a_large_answer_is_dropped(site: str, allowed: None) -> None:
    assert len(get(f"{site}/large").body) == 5000
    with pytest.raises(Unreadable):
        get(f"{site}/large", most_bytes=4999)


@pytest.mark.parametrize("bad", ["a\r\nX-Other: 1", "a\nb"])
def test_nothing_is_added_to_a_request(site: str, allowed: None, bad: str) -> None:
    with pytest.raises(ValueError):
        get(f"{site}/", headers={"X-Name": bad})
    with pytest.raises((ValueError, OSError)):
        fetch("GET\r\nX-Other: 1", f"{site}/", schemes=("http",))
    assert Site.heard == []


def test_what_is_sent_arrives(site: str, allowed: None) -> None:
    answer = fetch("PUT", f"{site}/a?b=c", body=b"words", schemes=("http",))
    assert (answer.status, answer.is_success, answer.body) == (200, True, b"hello words")
    assert Site.heard == [("PUT", site.removeprefix("http://"), "/a?b=c")]


def test_h25_the_certificate_is_that_of_the_name(tmp_path, monkeypatch, allowed: None, names: dict) -> None:
    """The connection is made to the judged address, and the name is still checked."""
    names["good.example"] = names["other.example"] = [["127.0.0.1"]]
    monkeypatch.setattr(Site, "heard", [], raising=False)
    context = certified("good.example", tmp_path)
    with serving(context) as server:
        port = server.server_address[1]
        with pytest.raises(ssl.SSLError):
            fetch("GET", f"https://good.example:{port}/")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert fetch("GET", f"https://good.example:{port}/").body == b"hello "
        with pytest.raises(ssl.SSLError):
            fetch("GET", f"https://127.0.0.1:{port}/")
    assert Site.heard == [("GET", f"good.example:{port}", "/")]


def certified(name: str, folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate of its own for `name`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, now, now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = builder.sign(key, hashes.SHA256())
    encoding, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "certificate.pem").write_bytes(made.public_bytes(encoding))
    (folder / "key.pem").write_bytes(key.private_bytes(encoding, private, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


# The site asks itself whether it is up, before it says so; the monitor of the log runs elsewhere, by itself.
# So does the look at a site from elsewhere, which has no part of the site.
MAY_SPEAK = {
    "jobs/outbound.py", "config/commands/serve.py", "config/commands/probe.py", "merkle/monitor.py"
}  # fmt: skip
SPEAKING = {
    "urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib"
}  # fmt: skip


def test_h25_nothing_else_speaks_to_other_sites() -> None:
    """A request made by any other way would not be judged."""
    speakers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and "testing" not in path.parts and imports(path) & SPEAKING
    }
    assert speakers <= MAY_SPEAK


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_h25_wagtail_asks_no_other_site_for_what_a_text_embeds(settings) -> None:
    assert settings.WAGTAILEMBEDS_FINDERS == []
    assert ipaddress.ip_address("169.254.169.254").is_link_local
