"""The only way out to a model: HTTP to one address, with its key, within bounds, to be hung up.

Vendors' clients are given this as their transport. They never see the key, cannot be redirected,
and reach no other host; what they make of a failure, the endpoint remembers its cause.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Lock, Thread, current_thread

import httpx

from assistant.llms import errors
from assistant.llms.errors import ModelError
from assistant.llms.keys import Key

ANSWER_BYTES = 8_000_000
"""Of one response: a stream spends about 300 bytes on a token, a thinking model 10,000 tokens."""
CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 120.0
"""Without one byte. A model on a slow machine reads a long prompt for a minute."""

_TIMEOUT = httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS)


class Endpoint(httpx.BaseTransport):
    """One server of models; answers one request at a time."""

    def __init__(self, base_url: str, key: Key | None = None) -> None:
        self.base_url = base_url
        self.error: ModelError | None = None
        """Why the last request failed; None while none has."""
        self._origin = _origin(httpx.URL(base_url))
        self._key = key
        self._inner = httpx.HTTPTransport(trust_env=False)
        self._socket: socket.socket | None = None
        self._caller: Thread | None = None
        self._lock = Lock()

    def client(self) -> httpx.Client:
        """What a vendor's package is to speak through."""
        return httpx.Client(transport=self, trust_env=False, follow_redirects=False)

    def begin(self, caller: Thread) -> None:
        """From now on the requests of one thread are answered; those of any other are hung up."""
        with self._lock:
            self.error, self._socket, self._caller = None, None, caller

    def hang_up(self) -> None:
        """End the request under way at once, from whatever thread."""
        with self._lock:
            self._caller = None
            if self._socket is not None:
                _shut(self._socket)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if _origin(request.url) != self._origin:
            raise httpx.UnsupportedProtocol("not the address of the model")
        for header in ("authorization", "x-api-key", "cookie"):
            request.headers.pop(header, None)
        if self._key:
            request.headers[self._key.header] = self._key.header_value
        # A compressed answer could unfold to any size behind the count of its bytes.
        request.headers["accept-encoding"] = "identity"
        request.extensions["timeout"] = _TIMEOUT.as_dict()  # whatever the vendor's package likes
        try:
            response = self._inner.handle_request(request)
        except httpx.TransportError as error:
            self.failed(_transport_error(error))
            raise
        self._watch(response)
        refusal = _response_error(response)
        if refusal:
            response.close()
            self.failed(refusal)
            raise httpx.ReadError("the model's server did not answer")
        assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101 - of a sync transport
        response.stream = _Bounded(response.stream, self)
        return response

    def _watch(self, response: httpx.Response) -> None:
        with self._lock:
            stream = response.extensions["network_stream"]
            opened: socket.socket = stream.get_extra_info("socket")
            if current_thread() is self._caller:
                self._socket = opened
            else:
                _shut(opened)

    def failed(self, error: ModelError) -> None:
        """Remember the first cause of a failure, unless nobody waits for the request any more."""
        with self._lock:
            if current_thread() is self._caller:
                self.error = self.error or error

    def close(self) -> None:
        self._inner.close()


class _Bounded(httpx.SyncByteStream):
    """A response's bytes, up to a limit; remembers at the endpoint why they ended early."""

    def __init__(self, inner: httpx.SyncByteStream, endpoint: Endpoint) -> None:
        self._inner = inner
        self._endpoint = endpoint
        self._left = ANSWER_BYTES

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self._inner:
                self._left -= len(chunk)
                if self._left < 0:
                    self._endpoint.failed(errors.too_long())
                    raise httpx.ReadError("more bytes than an answer has")
                yield chunk
        except httpx.TransportError as error:
            self._endpoint.failed(_transport_error(error))
            raise

    def close(self) -> None:
        self._inner.close()


def _response_error(response: httpx.Response) -> ModelError | None:
    if response.is_success:
        return errors.malformed() if "content-encoding" in response.headers else None
    return errors.status_error(response.status_code, response.headers.get("retry-after"))


def _transport_error(error: httpx.TransportError) -> ModelError:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return errors.unreachable()
    return errors.timed_out() if isinstance(error, httpx.TimeoutException) else errors.broken_off()


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):  # closed already
        opened.shutdown(socket.SHUT_RDWR)
