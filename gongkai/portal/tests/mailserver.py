"""A mail server that takes letters, or refuses them as told: enough of SMTP (RFC 5321) to be sent to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """What it took, and which recipients it refuses or hangs up on."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.connections = 0
        self.refused: set[str] = set()
        self.hung_up_on: set[str] = set()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Dialogue(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self._say("220 ready")
        recipients: list[str] = []
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            address = rest.partition("<")[2].partition(">")[0]
            if word.upper() == "QUIT":
                self._say("221 bye")
                return
            if word.upper() == "RCPT" and address in self.server.hung_up_on:
                return
            if word.upper() == "RCPT" and address in self.server.refused:
                self._say(f"550 no such user here: {address}")
            elif word.upper() == "DATA":
                self._say("354 go on")
                self.server.taken.append((recipients, _letter(self._data())))
                recipients = []
                self._say("250 taken")
            else:
                recipients += [address] if word.upper() == "RCPT" else []
                recipients = [] if word.upper() == "RSET" else recipients
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


def _letter(data: bytes) -> Any:
    return message_from_bytes(data, policy=policy.default)


@contextmanager
def running() -> Iterator[MailServer]:
    """A mail server on a free port of this machine."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()
