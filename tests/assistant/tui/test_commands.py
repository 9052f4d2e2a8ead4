"""`/` words, keys and their Arabic twins: one table, reachable in every way."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from assistant.tui.chats_screen import ChatsScreen
from assistant.tui.commands import COMMANDS, completions, key_name, parsed
from assistant.tui.completion import Completions
from assistant.tui.editor import Editor, Field
from assistant.tui.help_screen import HelpScreen
from assistant.tui.palette import CommandPalette, ThemePalette
from assistant.tui.sources_screen import SourcesScreen
from tests.assistant.tui.conftest import chat_screen, chat_with, until, write


@pytest.mark.parametrize(
    ("text", "action", "argument"),
    [
        ("/sources", "sources", ""),
        ("/مصادر", "sources", ""),
        ("/أضف  كتاب جديد.txt ", "add", "كتاب جديد.txt"),
        ("/اضف كتاب.txt", "add", "كتاب.txt"),
        ("/SCOPE", "scope", ""),
        ("/خروج", "quit", ""),
    ],
)
def test_a_command_is_known_by_either_word_however_it_is_spelt(
    text: str, action: str, argument: str
) -> None:
    known = parsed(text)

    assert known is not None
    assert (known[0].action, known[1]) == (action, argument)


def test_what_is_no_command_is_none() -> None:
    assert parsed("/طيران") is None
    assert completions("متى؟") == []
    assert completions("/add كتاب") == []


def test_completions_begin_with_what_is_typed_in_either_language() -> None:
    assert [command.action for command in completions("/مح")] == ["chats"]
    assert {command.action for command in completions("/c")} >= {"chats", "copy", "correct"}
    assert len(completions("/")) == len(COMMANDS)


def test_no_key_is_a_letter_and_none_is_taken_twice() -> None:
    keys = [key for command in COMMANDS for key in command.keys]

    assert len(set(keys)) == len(keys)
    assert all(len(key) > 1 for key in keys)
    assert key_name("ctrl+n") == "Ctrl+N"


async def test_every_command_can_be_carried_out(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        for command in COMMANDS:
            assert callable(getattr(chat_screen(pilot), f"do_{command.action}"))


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("f1", HelpScreen),
        ("f4", ChatsScreen),
        ("ctrl+o", ChatsScreen),
        ("ctrl+خ", ChatsScreen),
        ("ctrl+l", SourcesScreen),
        ("ctrl+م", SourcesScreen),
        ("ctrl+t", ThemePalette),
        ("ctrl+ف", ThemePalette),
        ("ctrl+p", CommandPalette),
        ("ctrl+ح", CommandPalette),
    ],
)
async def test_keys_work_on_both_layouts(library: Path, key: str, screen: type) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press(key)
        assert isinstance(pilot.app.screen, screen)

        await pilot.press("escape")
        assert pilot.app.screen is chat_screen(pilot)


async def test_the_list_over_the_prompt_completes_and_runs_commands(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        popup = pilot.app.screen.query_one(Completions)
        prompt = pilot.app.screen.query_one(Editor)
        await write(pilot, "/أض")
        await until(pilot, lambda: popup.display)

        await pilot.press("tab")
        assert prompt.text == "/أضف "
        await until(pilot, lambda: not popup.display)

        await write(pilot, "/م")
        await until(pilot, lambda: popup.display)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert prompt.text == ""


async def test_the_palette_finds_a_command_by_what_it_does(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+p")
        pilot.app.screen.query_one(Field).replace_all("المحفوظة")
        await pilot.pause()
        await pilot.press("enter")

        await until(pilot, lambda: isinstance(pilot.app.screen, ChatsScreen))


async def test_help_names_every_command_and_its_keys(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 80)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        text = "\n".join(str(each.visual) for each in pilot.app.screen.query(Static))

        for command in COMMANDS:
            assert command.word("ar") in text
            assert command.about.ar in text
            assert all(key_name(key) in text for key in command.keys)
