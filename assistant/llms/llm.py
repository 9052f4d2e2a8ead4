"""Models behind one face: LlamaIndex's LLM classes, asked for one streamed answer at a time.

The only door through which LlamaIndex enters the assistant; importing it takes over a second,
so it is imported when a model is opened, and never without one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.config import setting
from assistant.llms import errors
from assistant.llms.endpoint import Endpoint
from assistant.llms.keys import key_for
from index.errors import ExtraMissing, Message, UserError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

HEARTBEAT_SECONDS = 0.1
"""How often who waits for a model is given a chance to stop."""
ANSWER_TOKENS = 4_000
"""Most that a model is asked to write: some 1,000 Arabic words with the form around them, and what
a model thinks to itself before."""
WINDOW_TOKENS = 8192
"""Of prompt and answer, asked of Ollama, which else cuts prompts at 4,096 without a word."""

_OPENAI, _ANTHROPIC = "https://api.openai.com/v1", "https://api.anthropic.com"
_OLLAMA = "http://localhost:11434"
_NO_KEY = "none"
"""The key that vendors' packages are given: the real one is put on by the endpoint."""

Schema = dict[str, Any]  # a JSON schema
_Arguments = Callable[[Schema], dict[str, Any]]  # passed on to LlamaIndex, which types them so


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for before the documents answer alone."""

    answer_s: float = 300.0
    """Seconds for all requests of a question. A model on a slow machine writes for minutes."""
    retries: int = 2
    pause_s: float = 1.0
    """Before the first retry; doubled each time, and never the same twice."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A language model that can be asked."""

    name: str
    """The spec that it was chosen by."""
    endpoint: Endpoint = field(repr=False)
    _llm: LLM = field(repr=False)
    _constraint: _Arguments = field(repr=False)
    """How the vendor is told to hold the answer to a schema."""
    patience: Patience = Patience()
    _server: object = field(default=None, repr=False)
    """What must live as long as the model, when it runs in this process."""
    _one_at_a_time: Lock = field(default_factory=Lock, repr=False, compare=False)
    """The endpoint answers one request at a time; those of other threads wait for it."""

    def write(self, system: str, user: str, schema: Schema | None) -> Generator[str]:
        """The answer in pieces; an empty one at least every tenth of a second while it is awaited.

        Closing the generator ends the request at once.

        :param schema: what the answer is held to where the server can; None for a free answer.
        :raises ModelError: when the answer does not come, or breaks off.
        """
        while not self._one_at_a_time.acquire(timeout=HEARTBEAT_SECONDS):
            yield ""
        try:
            yield from self._write(system, user, schema)
        finally:
            self._one_at_a_time.release()

    def _write(self, system: str, user: str, schema: Schema | None) -> Generator[str]:
        arguments = self._constraint(schema) if schema else {}
        pieces: SimpleQueue[str | None] = SimpleQueue()
        failures: list[Exception] = []
        reading = Thread(
            target=_read,
            args=(self._llm, system, user, arguments, pieces, failures),
            name="model",
            daemon=True,
        )
        self.endpoint.begin(reading)
        reading.start()
        try:
            yield from _awaited(pieces)
        finally:
            self.endpoint.hang_up()
        if failures:
            raise self.endpoint.error or errors.malformed() from failures[0]


def _read(
    llm: LLM,
    system: str,
    user: str,
    arguments: Mapping[str, Any],
    pieces: SimpleQueue[str | None],
    failures: list[Exception],
) -> None:
    """What the model writes, put in the queue as it comes, then None."""
    from llama_index.core.llms import ChatMessage

    messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
    try:
        for response in llm.stream_chat(messages, **arguments):
            if response.delta:
                pieces.put(response.delta)
    except Exception as error:  # each vendor's package has exceptions of its own
        failures.append(error)
    finally:
        pieces.put(None)


def _awaited(pieces: SimpleQueue[str | None]) -> Iterator[str]:
    while True:
        try:
            piece = pieces.get(timeout=HEARTBEAT_SECONDS)
        except Empty:
            yield ""
            continue
        if piece is None:
            return
        yield piece


def model_for(spec: str) -> LanguageModel:
    """The model that a spec names: `ollama:`, `openai:` or `anthropic:NAME`, or `gguf:PATH`.

    Nothing is sent to it yet.

    :raises UserError: for an unknown vendor, one whose package is not installed, or a bad file.
    """
    vendor, _, name = spec.partition(":")
    if vendor not in _VENDORS or not name:
        raise UserError(
            Message(f"لا نموذج باسم «{spec}»", f"There is no model named “{spec}”"),
            Message(
                "اكتب مثلا ollama:qwen3 أو openai:gpt-5 أو anthropic:claude-sonnet-5 أو"
                " gguf:/path/model.gguf",
                "Write for example ollama:qwen3, openai:gpt-5, anthropic:claude-sonnet-5 or"
                " gguf:/path/model.gguf",
            ),
        )
    try:
        return _VENDORS[vendor](spec, name)
    except ImportError as error:
        raise ExtraMissing(vendor) from error


def _ollama(spec: str, name: str) -> LanguageModel:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    base_url = _base_url(_OLLAMA)
    endpoint = Endpoint(base_url, key_for(base_url))
    llm = Ollama(
        model=name,
        base_url=base_url,
        client=Client(
            host=base_url,
            transport=endpoint,
            follow_redirects=False,
            trust_env=False,
        ),
        temperature=0.0,
        context_window=WINDOW_TOKENS,
        additional_kwargs={"num_predict": ANSWER_TOKENS},
        thinking=False,
    )
    return LanguageModel(spec, endpoint, llm, lambda schema: {"format": schema})


def _openai(spec: str, name: str) -> LanguageModel:
    base_url = _base_url(_OPENAI)
    endpoint = Endpoint(base_url, key_for(base_url))
    return _openai_like(spec, name, endpoint, None)


def _gguf(spec: str, path: str) -> LanguageModel:
    from assistant.llms.gguf import serve

    served = serve(path)
    return _openai_like(spec, "gguf", Endpoint(served.base_url, served.key), served)


def _openai_like(spec: str, name: str, endpoint: Endpoint, server: object) -> LanguageModel:
    from llama_index.llms.openai_like import OpenAILike

    llm = OpenAILike(  # type: ignore[call-arg]  # the client, which its base class takes
        model=name,
        api_base=endpoint.base_url,
        api_key=_NO_KEY,
        http_client=endpoint.client(),
        is_chat_model=True,
        context_window=WINDOW_TOKENS,
        max_tokens=ANSWER_TOKENS,
        temperature=0.0,
        max_retries=0,
    )
    return LanguageModel(spec, endpoint, llm, _response_format, _server=server)


def _response_format(schema: Schema) -> dict[str, Any]:
    named = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _anthropic(spec: str, name: str) -> LanguageModel:
    from llama_index.llms.anthropic import Anthropic

    base_url = _base_url(_ANTHROPIC)
    endpoint = Endpoint(base_url, key_for(base_url, "x-api-key"))
    llm = Anthropic(
        model=name,
        base_url=base_url,
        api_key=_NO_KEY,
        max_tokens=ANSWER_TOKENS,
        max_retries=0,
        temperature=0.0,
    )
    try:
        llm.metadata  # noqa: B018 - the class knows models by name, and refuses others late
    except ValueError as error:
        raise UserError(
            Message(f"لا تعرف حزمة anthropic النموذج {name}", f"anthropic has no model {name}"),
            Message("صحّح الاسم أو حدّث الحزمة", "Correct its name, or update the package"),
        ) from error
    # The class takes no client, and its own would follow redirects.
    llm._client = llm._client.with_options(http_client=endpoint.client())
    return LanguageModel(spec, endpoint, llm, _output_config)


def _base_url(of_vendor: str) -> str:
    base_url = setting("base_url") or of_vendor
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise UserError(
            Message(f"ليس عنوان خادوم: {base_url}", f"Not the address of a server: {base_url}"),
            Message("اكتبه كاملا: https://…", "Write all of it: https://…"),
        )
    return base_url


def _output_config(schema: Schema) -> dict[str, Any]:
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


_VENDORS: Mapping[str, Callable[[str, str], LanguageModel]] = {
    "ollama": _ollama,
    "openai": _openai,
    "anthropic": _anthropic,
    "gguf": _gguf,
}
