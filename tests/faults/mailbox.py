"""A mail server of the test's own, which can take its time."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Mailbox(socketserver.ThreadingTCPServer):
    """Takes every letter that the worker sends, once the letters may arrive."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.received: list[str] = []  # to whom, in the order that they arrived
        self.waiting: list[str] = []  # to whom a letter was to be sent, arrived or not
        self.may_arrive = threading.Event()
        self.may_arrive.set()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def hold(self) -> None:
        """Take no letter until they may arrive."""
        self.may_arrive.clear()


class _Talk(socketserver.StreamRequestHandler):
    """One connection: as much of RFC 5321 as a client needs."""

    server: Mailbox

    def handle(self) -> None:
        with suppress(ConnectionError):  # the worker was killed
            self._say("220 here")
            self._talk()

    def _talk(self) -> None:
        to = ""
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = line.decode().split("<")[1].split(">")[0]
            if verb == b"DATA" and not self._take(to):
                return
            self._say("221 bye" if verb == b"QUIT" else "250 ok")

    def _take(self, to: str) -> bool:
        """Take the letter when it may arrive. False when its sender is gone by then."""
        self.server.waiting.append(to)
        self.server.may_arrive.wait()
        self._say("354 go on")
        arrived = any(line.strip() == b"." for line in iter(self.rfile.readline, b""))
        self.server.received += [to] if arrived else []
        return arrived

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    with Mailbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.may_arrive.set()
        server.shutdown()
