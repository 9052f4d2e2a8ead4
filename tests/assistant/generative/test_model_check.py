"""`shawahid models check`: does a model answer, stream, and cite in our form?"""

from __future__ import annotations

import pytest

from assistant.cli.main import main
from assistant.generative.model_check import ModelCheck, check_model
from tests.assistant.scripted_server import Reply, model_at, serving, statements

GOOD = statements(([1, 2], "أُنشئت سنة 1931، وفيها 4200 كتاب."))


def checked(monkeypatch: pytest.MonkeyPatch, *replies: Reply) -> ModelCheck:
    with serving(*replies) as server:
        return check_model(model_at(server, monkeypatch))


def test_a_model_that_does_all_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, Reply(GOOD))

    assert found.good
    assert found.constrained
    assert found.first_word_s is not None


def test_a_server_without_schemas_is_good_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, Reply(status=400), Reply(GOOD))

    assert (found.good, found.constrained) == (True, False)


@pytest.mark.parametrize(
    "text", ["نعم.", statements(([99], "لا")), statements(([], "لا")), GOOD[:-2], statements()]
)
def test_a_model_that_does_not_cite_is_not(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, Reply(text))

    assert (found.answers, found.cites, found.good) == (True, False, False)


def test_a_model_that_fails_is_told_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, Reply(status=401))

    assert found.cause
    assert "401" in found.cause.ar
    assert not found.answers


def test_the_command_tells_what_it_saw(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Reply(GOOD)) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
        monkeypatch.setenv("SHAWAHID_MODEL", "ollama:سيناريو")
        code = main(["models", "check", "--lang", "en"])
        url = server.url

    assert code == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"ollama:سيناريو — {url}"
    assert [line[0] for line in lines[1:]] == ["✓"] * 4


def test_without_a_model_it_says_how_to_name_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SHAWAHID_MODEL", raising=False)

    assert main(["models", "check"]) == 1
    assert "--model ollama:qwen3" in capsys.readouterr().err
