"""A line that is as bad as asked: a proxy between two nodes that drops, delays, repeats, reorders, cuts and flips bits.

It stands in front of one node, takes each request of the other whole, and decides by its own dice what happens to it. With `bad` at 0 it
passes everything on.
"""

import contextlib
import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = 10.0


class Line:
    """The proxy; `faults` counts what it did, `url` is where it listens."""

    def __init__(self, port: int, *, bad: float, seed: int) -> None:
        self.to, self.bad, self.dice = port, bad, random.Random(seed)
        self.faults: Counter[str] = Counter()
        self.kept: list[tuple[str, bytes]] = []  # requests to be repeated later, out of their order
        line = self

        class Handler(_Handler):
            pass

        Handler.line = line
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def forward(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        """Give a request to the node; status 0 where none answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.to, timeout=SECONDS)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/octet-stream"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        except (OSError, http.client.HTTPException):
            return 0, "", b""
        finally:
            connection.close()

    def flipped(self, data: bytes) -> bytes:
        """The same bytes with one bit turned over."""
        if not data:
            return data
        changed = bytearray(data)
        changed[self.dice.randrange(len(changed))] ^= 1 << self.dice.randrange(8)
        return bytes(changed)

    def cut(self, data: bytes) -> bytes:
        """The beginning of the bytes."""
        return data[: self.dice.randrange(len(data))] if data else data


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line
    timeout = SECONDS

    def log_message(self, *_: object) -> None:
        return

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the other side was killed
            super().handle()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        line = self.line
        with contextlib.suppress(OSError):
            if line.dice.random() >= line.bad:
                self.give(line.forward(self.path, body))
                return
            name = line.dice.choice(sorted(FAULTS))
            line.faults[name] += 1
            FAULTS[name](self, body)

    def give(self, answer: tuple[int, str, bytes]) -> None:
        status, media_type, body = answer
        if not status:
            self.hang_up()
            return
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()


def _lost_going(handler: _Handler, body: bytes) -> None:
    handler.hang_up()


def _lost_coming(handler: _Handler, body: bytes) -> None:
    handler.line.forward(handler.path, body)
    handler.hang_up()


def _late(handler: _Handler, body: bytes) -> None:
    time.sleep(handler.line.dice.random() * 0.5)
    handler.give(handler.line.forward(handler.path, body))


def _twice(handler: _Handler, body: bytes) -> None:
    handler.line.forward(handler.path, body)
    handler.give(handler.line.forward(handler.path, body))


def _out_of_order(handler: _Handler, body: bytes) -> None:
    """Keep it, and give one that was kept long ago; the sender hears nothing."""
    line = handler.line
    line.kept.append((handler.path, body))
    if len(line.kept) > 3:
        line.forward(*line.kept.pop(line.dice.randrange(len(line.kept))))
    handler.hang_up()


def _cut_going(handler: _Handler, body: bytes) -> None:
    handler.give(handler.line.forward(handler.path, handler.line.cut(body)))


def _cut_coming(handler: _Handler, body: bytes) -> None:
    status, media_type, answer = handler.line.forward(handler.path, body)
    handler.give((status, media_type, handler.line.cut(answer)))


def _flipped_going(handler: _Handler, body: bytes) -> None:
    handler.give(handler.line.forward(handler.path, handler.line.flipped(body)))


def _flipped_coming(handler: _Handler, body: bytes) -> None:
    status, media_type, answer = handler.line.forward(handler.path, body)
    handler.give((status, media_type, handler.line.flipped(answer)))


FAULTS: dict[str, Callable[[_Handler, bytes], None]] = {
    "lost going": _lost_going,
    "lost coming": _lost_coming,
    "late": _late,
    "twice": _twice,
    "out of order": _out_of_order,
    "cut going": _cut_going,
    "cut coming": _cut_coming,
    "bit flipped going": _flipped_going,
    "bit flipped coming": _flipped_coming,
}
