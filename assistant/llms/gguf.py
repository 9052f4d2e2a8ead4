"""A model file on the user's disk, run by llama.cpp's own server inside this process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from assistant.llms.keys import Key
from index.errors import ExtraMissing, Message, UserError

WINDOW_TOKENS = 8192
"""Of prompt and answer together: some 1 GB of memory for a model of 8 billion weights."""


@dataclass(frozen=True, slots=True)
class Served:
    """A model that is ready to be asked for as long as this value lives."""

    base_url: str
    key: Key
    """Made for this run: other users of the machine reach the port, and no more."""
    _server: object = field(repr=False)


def serve(path: str) -> Served:
    """The model in a file, ready on a port of this machine.

    :raises UserError: when llama.cpp is not installed, or cannot read the file.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise ExtraMissing("gguf") from error
    file = Path(path).expanduser().absolute()  # no shell expands the ~ of gguf:~/model.gguf
    if not file.is_file():
        raise _not_a_model(path)
    secret = secrets.token_urlsafe()
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.n_ctx = WINDOW_TOKENS
    parameters.n_parallel = 1
    parameters.api_keys = [secret]
    parameters.offline = True
    parameters.ui = parameters.endpoint_slots = False
    parameters.verbosity = 0  # else it writes all over the terminal
    try:
        server = xllamacpp.Server(parameters)
    except RuntimeError as error:
        raise _not_a_model(path) from error
    return Served(f"{server.listening_address}/v1", Key(secret), server)


def _not_a_model(path: str) -> UserError:
    return UserError(
        Message(f"لا يُقرأ نموذج من {path}", f"Cannot read a model from {path}"),
        Message("اكتب مسار ملف GGUF كامل", "Give the path of a whole GGUF file"),
    )
