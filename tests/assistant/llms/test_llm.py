"""A model behind its vendor's dialect: streamed, held to a schema, hung up on, and excused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.llms.errors import ModelError, Unconstrained
from assistant.llms.llm import LanguageModel, Patience, model_for
from index.errors import UserError
from tests.assistant.scripted_server import PIECE, Reply, body_of, model_at, serving

VENDORS = ("openai", "ollama", "anthropic")
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
TEXT = "نعم، بناها جوهر الصقلي سنة ٩٦٩م."


@pytest.mark.parametrize("vendor", VENDORS)
def test_words_come_in_pieces_as_they_are_written(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(TEXT)) as server:
        pieces = [p for p in model_at(server, monkeypatch, vendor).write("س", "ص", None) if p]

    assert "".join(pieces) == TEXT
    assert len(pieces) == -(-len(TEXT) // PIECE)


@pytest.mark.parametrize(
    ("vendor", "field"),
    [("openai", "response_format"), ("ollama", "format"), ("anthropic", "output_config")],
)
def test_the_server_is_given_the_schema_in_its_own_field(
    vendor: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(TEXT)) as server:
        model = model_at(server, monkeypatch, vendor)
        list(model.write("القواعد", "السؤال", SCHEMA))
        list(model.write("القواعد", "السؤال", None))

    held, free = server.requests
    assert str(SCHEMA) in str(held.body[field])
    assert field not in free.body
    assert "القواعد" in held.said
    assert "السؤال" in held.said
    assert not held.body.get("tools")


def test_threads_that_share_a_model_are_answered_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(Reply(TEXT)) as server:
        model = model_at(server, monkeypatch)

        with ThreadPoolExecutor(4) as threads:
            written = threads.map(lambda _: "".join(model.write("س", "ص", None)), range(12))

    assert list(written) == [TEXT] * 12


@pytest.mark.parametrize("vendor", VENDORS)
def test_closing_the_stream_hangs_up(vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(raw=body_of(_path(vendor), TEXT)[:200], hold=True)) as server:
        pieces = model_at(server, monkeypatch, vendor).write("س", "ص", None)
        assert next(piece for piece in pieces if piece)
        assert next(pieces) is not None
        pieces.close()

        assert server.hung_up.wait(300)


def test_a_model_that_is_silent_gives_empty_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(raw=b"", hold=True)) as server:
        pieces = model_at(server, monkeypatch).write("س", "ص", None)

        assert [next(pieces), next(pieces)] == ["", ""]
        pieces.close()
        assert server.hung_up.wait(300)


def test_a_request_that_was_left_cannot_disturb_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(raw=b"", hold=True), Reply(TEXT)) as server:
        model = model_at(server, monkeypatch)
        left = model.write("س", "ص", None)
        next(left)
        left.close()

        assert "".join(model.write("س", "ص", None)) == TEXT
        assert model.endpoint.error is None


FAILURES = {
    "401": (Reply(status=401), "401"),
    "403": (Reply(status=403), "403"),
    "404": (Reply(status=404), "404"),
    "429": (Reply(status=429, headers={"retry-after": "7"}), "429"),
    "500": (Reply(status=500, raw=b"<html>"), "500"),
    "529": (Reply(status=529), "529"),
    "redirect": (Reply(status=307, headers={"location": "http://127.0.0.1:9/"}), "307"),
    "compressed": (Reply(TEXT, headers={"content-encoding": "gzip"}), "صيغة"),
    "endless": (Reply(raw=b": " + b"x" * 65_536 + b"\n\n", endless=True), "بلا نهاية"),
}


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("kind", FAILURES)
def test_a_failure_has_a_cause(kind: str, vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reply, told = FAILURES[kind]
    if kind == "endless" and vendor == "ollama":
        reply = replace(
            reply,
            raw=b'{"message":{"role":"assistant","content":""},"x":"' + b"x" * 65_536 + b'"}\n',
        )
    with serving(reply) as server, pytest.raises(ModelError) as failure:
        list(model_at(server, monkeypatch, vendor).write("س", "ص", None))

    assert told in failure.value.cause.ar
    assert len(server.requests) == 1


def test_what_the_server_asks_us_to_wait_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(FAILURES["429"][0]) as server, pytest.raises(ModelError) as failure:
        list(model_at(server, monkeypatch).write("س", "ص", None))

    assert (failure.value.wait_s, failure.value.retry) == (7.0, True)


def test_a_server_that_refuses_what_we_sent_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(status=400)) as server, pytest.raises(Unconstrained):
        list(model_at(server, monkeypatch).write("س", "ص", SCHEMA))


def test_nobody_there_is_told_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(TEXT)) as server:
        model = model_at(server, monkeypatch)

    with pytest.raises(ModelError, match="cannot be reached"):
        list(model.write("س", "ص", None))


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(
    "raw",
    [
        b"data: {\n\n",
        b"{]\n",
        b'data: {"choices":[{"delta":{"content":"\xd9"}}]}\n\n',
        b'{"message":{"role":"assistant","content":"\xd9"}}\n',
        b'event: content_block_delta\ndata: {"type":"content_block_delta","delta":\xd9}\n\n',
        b"<html><body>502</body></html>",
    ],
)
def test_a_malformed_stream_brings_no_word(
    vendor: str, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(raw=raw)) as server:
        words = "".join(_written(model_at(server, monkeypatch, vendor)))

    assert words.strip("\ufffd") == ""


def _written(model: LanguageModel) -> Iterator[str]:
    try:
        yield from model.write("س", "ص", None)
    except ModelError:
        return


@pytest.mark.parametrize("spec", ["", "gpt", "ollama:", "mistral:large", "anthropic:غريب"])
def test_a_model_that_there_is_not_is_told(spec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError):
        model_for(spec)


@pytest.mark.parametrize(
    ("vendor", "package"),
    [
        ("openai", "llama_index.llms.openai_like"),
        ("ollama", "llama_index.llms.ollama"),
        ("anthropic", "llama_index.llms.anthropic"),
        ("gguf", "xllamacpp"),
    ],
)
def test_a_package_that_is_not_there_is_named(
    vendor: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(UserError, match="not installed") as told:
        model_for(f"{vendor}:x")
    assert f"uv tool install '.[{vendor}]'" in told.value.hint.en


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://خادوم", "file:///etc/passwd"])
def test_a_base_url_has_to_be_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHAWAHID_BASE_URL", url)

    with pytest.raises(UserError, match="Not the address"):
        model_for("openai:x")


def test_patience_has_bounds() -> None:
    assert Patience().retries == 2
    assert Patience().answer_s == 300


def _path(vendor: str) -> str:
    return {
        "openai": "/v1/chat/completions",
        "ollama": "/api/chat",
        "anthropic": "/v1/messages",
    }[vendor]
