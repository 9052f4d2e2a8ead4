"""A server of models that answers what a test has written, in the dialects of three vendors.

Real HTTP on a port of this machine; what it is sent is kept for the test to look at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from assistant.llms.llm import LanguageModel, Patience, model_for

PIECE = 24  # characters of a reply in one event of its stream


@dataclass(frozen=True)
class Reply:
    """What one request is answered with."""

    text: str = ""
    """The model's words, streamed in the dialect that was asked in."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    """Bytes of the stream that are sent before the connection is closed; None for all."""
    raw: bytes | None = None
    """A body to send as it stands, in the place of `text`."""
    endless: bool = False
    """Whether the body is sent again and again until the client hangs up."""
    hold: bool = False
    """Whether the connection stays open after the body until the client hangs up."""


@dataclass
class Request:
    """What the server was sent."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def said(self) -> str:
        """Every word of the request."""
        return json.dumps(self.body, ensure_ascii=False)


class ScriptedServer:
    """Gives its replies in turn, the last one for ever."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[Request] = []
        self.hung_up = Event()
        """Set once a client has left while we were still sending or holding."""
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.script = self
        Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def serving(*replies: Reply) -> Iterator[ScriptedServer]:
    server = ScriptedServer(*replies)
    try:
        yield server
    finally:
        server.close()


def statements(*pairs: tuple[Sequence[object], str]) -> str:
    """The form in which a model answers: for each statement the numbers it cites, and its text."""
    listed = [{"sentences": list(cited), "text": text} for cited, text in pairs]
    return json.dumps({"statements": listed}, ensure_ascii=False)


def body_of(path: str, text: str) -> bytes:
    """A whole stream in the dialect of a path."""
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    if path == "/api/chat":
        lines: list[dict[str, object]] = [
            {"message": {"role": "assistant", "content": piece}} for piece in pieces
        ]
        lines.append({"message": {"role": "assistant", "content": ""}, "done": True})
        return b"".join(_json(line) + b"\n" for line in lines)
    if path == "/v1/messages":
        events = [_anthropic("content_block_delta", piece) for piece in pieces]
        return b"".join([*events, _anthropic("message_stop", "")])
    chunks = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    return b"".join(b"data: " + _json(chunk) + b"\n\n" for chunk in chunks) + b"data: [DONE]\n\n"


def _anthropic(kind: str, piece: str) -> bytes:
    event = {"type": kind, "index": 0, "delta": {"type": "text_delta", "text": piece}}
    return f"event: {kind}\ndata: ".encode() + _json(event) + b"\n\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class _Http(ThreadingHTTPServer):
    script: ScriptedServer
    daemon_threads = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    server: _Http

    def do_POST(self) -> None:
        script = self.server.script
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        script.requests.append(Request(self.path, dict(self.headers), body))
        reply = script.next_reply()
        self.send_response(reply.status)
        stream = "application/x-ndjson" if self.path == "/api/chat" else "text/event-stream"
        for name, value in {"content-type": stream, **reply.headers}.items():
            self.send_header(name, value)
        with suppress(OSError):  # the client may leave at any moment
            self.end_headers()
            self._send(reply)
            return
        script.hung_up.set()

    def _send(self, reply: Reply) -> None:
        body = body_of(self.path, reply.text) if reply.raw is None else reply.raw
        self.wfile.write(body[: reply.cut])
        while reply.endless:
            self.wfile.write(body)
        if reply.hold:
            self.connection.recv(1)  # comes back when the client hangs up
            self.server.script.hung_up.set()

    def log_message(self, *_: object) -> None:
        """Silence."""


def model_at(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, vendor: str = "openai"
) -> LanguageModel:
    """The server's model, as a user would name it; it is asked again at once when it fails."""
    monkeypatch.setenv("SHAWAHID_BASE_URL", server.url + ("/v1" if vendor == "openai" else ""))
    name = "claude-sonnet-5" if vendor == "anthropic" else "سيناريو"
    return replace(model_for(f"{vendor}:{name}"), patience=Patience(pause_s=0.0))
