"""A person with a browser, who sends a form again, as it is, until the site says that it has it."""

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Depositor:
    """Signed in by the session cookie that the server made for the test."""

    port: int
    action_id: int
    session: str
    patience: float = 90.0

    def deposit(self, title: str) -> str:
        """Fill in a fresh form, send it until it is acknowledged; return where it is published."""
        form = self._open()
        answer = urlencode(
            {**form, "title": title, "text": f"{title}, en toutes lettres.", "step": "publish"}
        )
        status, headers, page = self._insist("POST", answer, form["csrfmiddlewaretoken"], {302})
        assert status == 302, page
        return headers["Location"]

    def _open(self) -> dict[str, str]:
        _, headers, page = self._insist("GET", "", "", {200})
        self._secret = re.search(r"csrftoken=(\w+)", headers["Set-Cookie"])[1]
        return dict(FIELD.findall(page))

    def _insist(
        self, method: str, body: str, token: str, wanted: set[int]
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Send until an answer comes that is no failure of the server."""
        given_up_at = time.monotonic() + self.patience
        while True:
            try:
                status, headers, page = self._send(method, body, token)
            except (OSError, http.client.HTTPException):
                status = 0
            if status in wanted:
                return status, headers, page
            assert status in {0} or status >= 500, page
            assert time.monotonic() < given_up_at, f"no answer for {self.patience} s"
            time.sleep(0.1)

    def _send(self, method: str, body: str, token: str) -> tuple[int, http.client.HTTPMessage, str]:
        secret = f"; csrftoken={self._secret}" if token else ""
        headers = {"Cookie": f"sessionid={self.session}{secret}", "Host": "localhost"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, f"/contributions/new/{self.action_id}/", body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()
