"""`ask` with a model, from the command line; without one nothing of models is even imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.config import save_setting
from assistant.generative.prompting import prompt_for
from index.retrieval.search import Searcher
from tests.assistant.scripted_server import Reply, ScriptedServer, serving, statements

QUESTION = "متى افتُتحت المكتبة العامة في مرج الزيتونة؟"
SAID = "افتُتحت المكتبة العامة في آذار 2024."


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder of settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("SHAWAHID_MODEL", raising=False)


@pytest.fixture
def good(searcher: Searcher) -> Reply:
    """An answer that cites the sentence which says so, and one that cites nothing."""
    sources = prompt_for(QUESTION, searcher.search(searcher.analyse(QUESTION))).sources
    number = next(at for at, each in enumerate(sources, 1) if "آذار" in each.text)
    return Reply(statements(([number], SAID), ([], "وهي أكبر المكتبات.")))


def ask(
    server: ScriptedServer, library: Path, monkeypatch: pytest.MonkeyPatch, *options: str
) -> int:
    monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
    return main(["ask", QUESTION, "--library", str(library), *options])


@pytest.mark.parametrize("way", ["flag", "environment", "settings"])
def test_the_model_words_the_answer(
    way: str,
    good: Reply,
    seeds: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--model", "ollama:سيناريو"] if way == "flag" else []
    if way == "environment":
        monkeypatch.setenv("SHAWAHID_MODEL", "ollama:سيناريو")
    if way == "settings":
        save_setting("model", "ollama:سيناريو")
    with serving(good) as server:
        assert ask(server, seeds, monkeypatch, *options) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{SAID} [1]"
    assert lines[2].startswith("[1] «افتُتحت صباح السبت 2 آذار/مارس 2024")
    assert lines[-1] == "حُذف (بلا شاهد): وهي أكبر المكتبات."


def test_unsupported_statements_are_kept_for_who_wants_them(
    good: Reply, seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(good) as server:
        ask(server, seeds, monkeypatch, "--model", "ollama:س", "--no-strict", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert answer["text"] == f"{SAID} [1] وهي أكبر المكتبات. [؟]"
    assert answer["writing"]["model"] == "ollama:س"


def test_a_refusal_has_code_3_and_our_words(
    seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Reply(statements())) as server:
        assert ask(server, seeds, monkeypatch, "--model", "ollama:س") == 3

    assert "لا يرد في الوثائق جواب" in capsys.readouterr().out


def test_a_model_that_is_not_there_gives_way_and_says_why(
    seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Reply(status=404)) as server:
        assert ask(server, seeds, monkeypatch, "--model", "ollama:غائب", "--lang", "en") == 0

    out = capsys.readouterr().out
    assert "آذار/مارس 2024 [1]" in out
    assert "This is from the documents alone: the server has no such model (404)" in out


def test_an_unknown_vendor_is_told(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--library", str(seeds), "--model", "gpt"]) == 1
    assert "ollama:qwen3" in capsys.readouterr().err


def test_without_a_model_nothing_of_models_is_imported(seeds: Path) -> None:
    work = (
        "import sys; from assistant.cli.main import main;"
        f"assert main(['ask', {QUESTION!r}, '--library', {str(seeds)!r}]) == 0;"
        "print({'llama_index', 'httpx', 'openai', 'ollama', 'keyring',"
        " 'assistant.generative.writer'}"
        " & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "set()"
