"""What the user settles once is kept in a file, under the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import ConfigUnreadable, config_file, save_setting, setting


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def test_a_setting_that_nobody_made_is_none(home: dict[str, str]) -> None:
    assert setting("display", home) is None


def test_what_is_remembered_is_read_again(home: dict[str, str]) -> None:
    save_setting("display", "kitty", home)
    assert setting("display", home) == "kitty"


def test_the_environment_comes_before_the_file(home: dict[str, str]) -> None:
    save_setting("model", "ollama:qwen3", home)
    assert setting("model", {**home, "SHAWAHID_MODEL": "openai:gpt"}) == "openai:gpt"


def test_remembering_leaves_the_users_own_lines_and_comments_alone(home: dict[str, str]) -> None:
    file = config_file(home)
    file.parent.mkdir(parents=True)
    file.write_text('# للمكتب\nmodel = "ollama:qwen3"\n', "utf-8")

    save_setting("display", "words", home)

    assert file.read_text("utf-8") == '# للمكتب\nmodel = "ollama:qwen3"\ndisplay = "words"\n'


@pytest.mark.parametrize("text", ["display = ", "display = 3", "\udce9"])
def test_a_file_that_cannot_be_read_is_named_and_left(home: dict[str, str], text: str) -> None:
    file = config_file(home)
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(ConfigUnreadable, match=r"config\.toml"):
        setting("display", home)

    assert file.read_bytes() == text.encode("utf-8", "surrogateescape")
