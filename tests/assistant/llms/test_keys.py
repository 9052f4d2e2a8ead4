"""A key reaches one address, and nothing else that can be read."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import httpx
import pytest

from assistant.answering import ask
from assistant.llms.endpoint import Endpoint
from assistant.llms.errors import ModelError
from assistant.llms.keys import FILE, Key, key_for
from assistant.schema import answer_json, dumps
from index.errors import UserError
from index.retrieval.search import Searcher
from tests.assistant.scripted_server import Reply, model_at, serving

SECRET = "sk-سرّ-7391-نجمة".encode().hex()
OPENAI, OTHER = "https://api.openai.com/v1", "https://models.example.org/v1"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose settings are in an empty folder, with no keyring."""
    (tmp_path / "shawahid").mkdir()
    return {"XDG_CONFIG_HOME": str(tmp_path)}


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def keys_file(home: dict[str, str], text: str, mode: int = 0o600) -> Path:
    file = Path(home["XDG_CONFIG_HOME"]) / "shawahid" / FILE
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_a_vendors_variable_serves_the_vendors_address_alone(home: dict[str, str]) -> None:
    home["OPENAI_API_KEY"] = SECRET

    assert key_for(OPENAI, environment=home) == Key(SECRET)
    assert key_for(OTHER, environment=home) is None
    assert key_for("https://api.anthropic.com", environment=home) is None


def test_our_variable_serves_the_address_beside_it_alone(home: dict[str, str]) -> None:
    home |= {"SHAWAHID_API_KEY": SECRET, "SHAWAHID_BASE_URL": OTHER + "/"}

    assert key_for(OTHER, environment=home) == Key(SECRET)
    assert key_for(OPENAI, environment=home) is None


def test_the_file_names_the_address_of_each_key(home: dict[str, str]) -> None:
    keys_file(home, f'"{OTHER}/" = "{SECRET}"\n')

    assert key_for(OTHER, environment=home) == Key(SECRET)
    assert key_for(OPENAI, environment=home) is None


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_may_read_is_not_used(home: dict[str, str], mode: int) -> None:
    file = keys_file(home, f'"{OTHER}" = "{SECRET}"', mode)

    with pytest.raises(UserError, match="Others may read") as refused:
        key_for(OTHER, environment=home)
    assert f"chmod 600 {file}" in refused.value.hint.en


def test_a_broken_file_is_told_without_its_words(home: dict[str, str]) -> None:
    keys_file(home, f'"{OTHER}" = {SECRET}')

    with pytest.raises(UserError) as refused:
        key_for(OTHER, environment=home)
    assert SECRET not in str(refused.value) + refused.value.hint.ar + refused.value.message.ar


def test_a_key_does_not_travel_in_clear(home: dict[str, str]) -> None:
    home |= {"SHAWAHID_API_KEY": SECRET, "SHAWAHID_BASE_URL": "http://models.example.org"}

    with pytest.raises(UserError, match="not encrypted"):
        key_for("http://models.example.org", environment=home)


def test_a_key_shows_in_no_form_of_itself() -> None:
    assert SECRET not in repr(Key(SECRET)) + str(Key(SECRET)) + f"{[Key(SECRET)]}"


@pytest.mark.parametrize(
    ("vendor", "header", "value"),
    [
        ("openai", "Authorization", f"Bearer {SECRET}"),
        ("ollama", "Authorization", f"Bearer {SECRET}"),
        ("anthropic", "x-api-key", SECRET),
    ],
)
def test_the_server_gets_the_key_and_no_other(
    vendor: str, header: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHAWAHID_API_KEY", SECRET)
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "a third")
    with serving(Reply("نعم")) as server:
        list(model_at(server, monkeypatch, vendor).write("س", "ص", None))

    sent = {name.lower(): text for name, text in server.requests[0].headers.items()}
    assert sent[header.lower()] == value
    assert not {"another", "a third"} & set(" ".join(sent.values()).split())


def test_no_other_host_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply("نعم")) as one, serving(Reply("نعم")) as other:
        client = Endpoint(one.url, Key(SECRET)).client()
        with pytest.raises(httpx.UnsupportedProtocol):
            client.post(other.url, json={})

    assert other.requests == []


@pytest.mark.parametrize("vendor", ["openai", "ollama", "anthropic"])
@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
def test_a_key_is_in_no_log_traceback_or_answer(
    vendor: str,
    status: int,
    searcher: Searcher,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHAWAHID_API_KEY", SECRET)
    caplog.set_level(logging.DEBUG)
    # The server repeats what it was sent, as some do.
    with serving(Reply(raw=f'{{"error": "key {SECRET}"}}'.encode(), status=status)) as server:
        model = model_at(server, monkeypatch, vendor)
        answer = ask(searcher, "متى افتُتحت المكتبة العامة في مرج الزيتونة؟", model=model)
        with pytest.raises(ModelError) as failure:
            list(model.write("س", "ص", None))

    assert SECRET in str(server.requests[0].headers)
    shown = traceback.TracebackException.from_exception(failure.value, capture_locals=True)
    logged = "".join(str(record.__dict__) + record.getMessage() for record in caplog.records)
    saved = dumps(answer_json(answer, searcher.library))
    printed = "".join(capfd.readouterr())
    assert SECRET not in saved + printed + logged + "".join(shown.format()) + repr(model)
    assert all(SECRET.encode() not in f.read_bytes() for f in _files(searcher.library.path))


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
