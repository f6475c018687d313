"""A web server that forks: PORT PROCESSES.

A request with the header X-Chaos-Dies kills the process that served it.
"""

import ctypes
import os
import signal
import socket
import sys
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

PR_SET_PDEATHSIG = 1


class Silent(WSGIRequestHandler):
    timeout = 30

    def address_string(self) -> str:
        return "127.0.0.1"

    def log_message(self, *_: object) -> None:
        return


def main() -> None:
    port, processes = int(sys.argv[1]), int(sys.argv[2])
    listener = socket.create_server(("127.0.0.1", port), backlog=256)
    application = load()
    running = {fork(listener, application) for _ in range(processes)}
    while running:
        dead, _status = os.wait()
        running.discard(dead)
        running.add(fork(listener, application))


def load() -> Any:
    """The application with its addresses, which the children share; connections are each one's own."""
    from django.db import connections
    from django.urls import get_resolver

    from parvis.config.wsgi import application

    assert get_resolver().url_patterns
    connections.close_all()
    return application


def fork(listener: socket.socket, application: Any) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    server = WSGIServer(listener.getsockname(), Silent, bind_and_activate=False)
    server.socket = listener
    server.server_name, server.server_port = listener.getsockname()
    server.setup_environ()
    server.set_app(dying(application))
    server.serve_forever()
    os._exit(0)


def dying(application: Any) -> Any:
    """The application, whose process dies, if asked, once all is done and before anything is answered."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        if "HTTP_X_CHAOS_DIES" not in environ:
            return application(environ, start_response)
        b"".join(application(environ, start_response))
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return answer


if __name__ == "__main__":
    main()
