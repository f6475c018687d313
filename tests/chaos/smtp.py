"""A mail server that takes what it is given and tells how often; it can be slow, or down."""

import socketserver
import threading
import time
from collections import Counter


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a client that sends one message needs."""

    server: "MailServer"

    def handle(self) -> None:
        if self.server.is_down:
            self.server.refused += 1
            return
        self.server.begun += 1
        time.sleep(self.server.slowness)
        self._say("220 ready")
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            self._say("221 bye" if word == b"QUIT" else "250 taken")

    def _take(self) -> None:
        name = ""
        for line in iter(self.rfile.readline, b".\r\n"):
            if not line:
                return
            if line.lower().startswith(b"message-id:"):
                name = line.decode().partition(":")[2].strip()
        self.server.taken[name] += 1
        time.sleep(self.server.slowness)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`taken` counts messages by their Message-ID, `begun` the talks; before a talk, and after a message, it
    waits for `slowness` seconds.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: Counter[str] = Counter()
        self.slowness = 0.0
        self.begun = self.refused = 0
        self.is_down = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no news."""
