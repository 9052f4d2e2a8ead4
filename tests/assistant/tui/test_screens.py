"""The screens beside the conversation: chats, documents, adding, the first start, the display."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList
from textual.widgets._toast import Toast

from assistant.config import setting
from assistant.conversation.chats import Chats
from assistant.terminal.orders import ORDERS, STRONG_BLANK, Order
from assistant.testing.loading import load_cases
from assistant.tui import messages
from assistant.tui.adding import AddScreen
from assistant.tui.chat_screen import ChatScreen
from assistant.tui.chats_screen import ChatsScreen
from assistant.tui.content import label
from assistant.tui.dialogs import ConfirmScreen, RenameScreen
from assistant.tui.display_screen import DisplayScreen
from assistant.tui.editor import Editor, Field
from assistant.tui.evidence import EvidencePanel
from assistant.tui.key_line import KeyHint, KeyLine
from assistant.tui.palette import ThemePalette
from assistant.tui.reader import ReaderScreen
from assistant.tui.sources_screen import SourcesScreen
from assistant.tui.welcome import WelcomeScreen
from index.store.library import Library
from tests.assistant.tui.conftest import (
    BUILT_BAGHDAD,
    BUILT_CAIRO,
    ask,
    chat_screen,
    chat_with,
    on_screen,
    until,
    view,
    write,
)


async def test_a_saved_chat_is_searched_renamed_resumed_and_deleted(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)
        await pilot.press("f8")
        await ask(pilot, BUILT_BAGHDAD)
        await pilot.press("f4")
        screen = pilot.app.screen
        assert isinstance(screen, ChatsScreen)
        await until(pilot, lambda: screen.query_one(OptionList).option_count == 2)

        screen.query_one(Field).replace_all("متى اسست")
        await until(pilot, lambda: screen.query_one(OptionList).option_count == 1)
        await pilot.press("f2")
        assert isinstance(pilot.app.screen, RenameScreen)
        pilot.app.screen.query_one(Field).replace_all("تأسيس القاهرة")
        await pilot.press("enter")
        await until(pilot, lambda: label("تأسيس القاهرة") in on_screen(pilot))

        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).turns[0].question == BUILT_CAIRO)

        await pilot.press("f4")
        await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 2)
        await pilot.press("down", "f8")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("down", "enter")
        with Chats.open(library) as chats:
            await until(pilot, lambda: [chat.turns for chat in chats.listed()] == [1])


async def test_deleting_needs_a_yes(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)
        await pilot.press("f4")
        await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 1)
        await pilot.press("f8", "enter")
        await pilot.pause()

        with Chats.open(library) as chats:
            assert len(chats.listed()) == 1


async def test_a_conversation_is_exported_with_its_quotes(library: Path, tmp_path: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot, BUILT_CAIRO)
        chat_screen(pilot).do_export(str(tmp_path / "محادثة.md"))
        await until(pilot, (tmp_path / "محادثة.md").is_file)

        written = (tmp_path / "محادثة.md").read_text("utf-8")
        assert BUILT_CAIRO in written
        assert exchange.cards[0].text in written


async def test_an_export_leaves_the_users_own_file_as_it_is(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "ملاحظات.md"
    file.write_text("كتبتها بيدي.", encoding="utf-8")
    app = chat_with(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)
        chat_screen(pilot).do_export(str(file))
        await until(pilot, lambda: app._notifications)

        assert file.read_text("utf-8") == "كتبتها بيدي."


async def test_one_key_pins_the_last_answer_as_a_case(library: Path, tmp_path: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_BAGHDAD)
        await ask(pilot, "ومتى بناها؟")
        await pilot.press("f12")
        await until(pilot, (tmp_path / "cases.qa.yaml").is_file)

        [case] = load_cases(tmp_path / "cases.qa.yaml").cases
        assert [turn.question for turn in case.turns] == [BUILT_BAGHDAD, "ومتى بناها؟"]


async def test_questions_are_limited_to_the_documents_that_are_marked(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f5")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        await until(pilot, lambda: screen.query_one(OptionList).option_count == 3)
        screen.query_one(Field).replace_all("التمر")
        await until(pilot, lambda: screen.query_one(OptionList).option_count == 1)
        await pilot.press("f2", "escape")
        await pilot.pause()

        exchange = await ask(pilot, BUILT_CAIRO)
        assert exchange.stage == "refused"
        assert {card.title for card in exchange.cards} <= {"التمر"}

        await pilot.press("f5", "f8", "escape")
        await pilot.pause()
        assert (await ask(pilot, BUILT_CAIRO)).stage == "answered"


async def test_a_document_opens_from_the_list(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 3)
        await pilot.press("enter")

        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))


async def test_files_are_added_from_within_and_what_was_left_out_is_told(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "الأندلس.txt").write_text("فُتحت الأندلس سنة 711م.", encoding="utf-8")
    (tmp_path / "فارغ.txt").write_bytes(b"")
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f6")
        screen = pilot.app.screen
        assert isinstance(screen, AddScreen)
        screen.query_one(Field).replace_all(str(tmp_path / "فارغ.txt"))
        await pilot.press("enter")
        await until(pilot, lambda: label("فارغ.txt") in on_screen(pilot))

        screen.query_one(Field).replace_all(str(tmp_path / "الأندلس.txt"))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is chat_screen(pilot))
        assert "711" in (await ask(pilot, "متى فُتحت الأندلس؟")).text


async def test_adding_stops_when_asked_to_and_what_was_added_stays(
    library: Path, tmp_path: Path
) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"الوثيقة رقم {number}.", encoding="utf-8")
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f6")
        screen = pilot.app.screen
        assert isinstance(screen, AddScreen)
        screen.on_field_submitted(Field.Submitted(screen.query_one(Field), str(tmp_path)))
        screen.action_leave()
        await until(pilot, lambda: screen._stopped is None)

        assert pilot.app.screen is screen
        with Library.open(library) as opened:
            assert len(opened.documents()) < 200


async def test_a_path_that_is_not_there_is_told_and_can_be_corrected(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f6")
        pilot.app.screen.query_one(Field).replace_all("لا-وجود-له")
        await pilot.press("enter")
        await until(
            pilot, lambda: label("راجع كتابة الاسم والمجلد الذي أنت فيه") in on_screen(pilot)
        )

        assert isinstance(pilot.app.screen, AddScreen)


async def test_without_a_library_the_sample_documents_are_offered(tmp_path: Path) -> None:
    async with chat_with(tmp_path / "library").run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))

        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
        assert (await ask(pilot, "متى قصفت أمريكا الأراضي العراقية؟")).stage == "answered"


async def test_without_a_library_a_folder_of_ones_own_can_be_named(
    tmp_path: Path, shelf: Path
) -> None:
    async with chat_with(tmp_path / "library").run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "enter")
        pilot.app.screen.query_one(Field).replace_all(str(shelf / "وثائق"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))

        with Library.open(tmp_path / "library") as library:
            assert len(library.documents()) == 3


async def test_the_line_that_reads_properly_is_chosen_and_remembered(library: Path) -> None:
    app = chat_with(library, ask_display=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DisplayScreen))

        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        assert app.terminal.display.order == "words"
        assert setting("display") == "words"


async def test_the_question_which_line_reads_properly_is_left_and_does_not_come_back(
    library: Path,
) -> None:
    app = chat_with(library, ask_display=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DisplayScreen))

        await pilot.press("escape")
        await until(pilot, lambda: setting("display"))
        assert setting("display") == "auto"
        assert app.terminal.display.order == "visual"


async def test_each_sample_line_is_sent_in_its_own_order(library: Path) -> None:
    lines: dict[Order, str] = {}
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("f7")
        await pilot.pause()
        for order in ("visual", "words", "kitty"):
            sample = pilot.app.screen.query_one(f"#{order}")
            lines[order] = "".join(segment.text for segment in sample.render_line(0))

    assert len(set(lines.values())) == 3
    assert "\u2800" in lines["words"]


async def test_a_theme_is_tried_on_and_remembered_only_when_chosen(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemePalette))
        await pilot.press("down")
        await until(pilot, lambda: pilot.app.theme == "shawahid-light")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == "shawahid-dark")
        assert setting("theme") is None

        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemePalette))
        await pilot.press("down")
        await until(pilot, lambda: pilot.app.theme == "shawahid-light")
        await pilot.press("enter")
        await until(pilot, lambda: setting("theme") == "shawahid-light")
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        assert pilot.app.theme == "shawahid-light"


async def test_a_narrow_window_folds_the_evidence_away_until_it_is_asked_for(library: Path) -> None:
    async with chat_with(library).run_test(size=(80, 24)) as pilot:
        await ask(pilot, BUILT_CAIRO)
        panel = pilot.app.screen.query_one(EvidencePanel)
        assert not panel.display

        await pilot.press("f2")
        await pilot.pause()
        assert panel.display
        assert panel.region.width == 80
        await pilot.press("f2")
        await pilot.pause()
        assert not panel.display
        assert view(pilot).region.width == 80


@pytest.mark.parametrize("order", ORDERS)
async def test_a_notice_reads_as_all_else_and_leaves_the_prompt_in_sight(
    library: Path, order: Order
) -> None:
    async with chat_with(library, order=order).run_test(size=(60, 36), notifications=True) as pilot:
        await write(pilot, "/لا-وجود-له")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query(Toast))

        told = label(messages.NO_COMMAND.ar).strip(" " + STRONG_BLANK)
        await until(pilot, lambda: told in on_screen(pilot))
        prompt = pilot.app.screen.query_one(Editor).region
        assert not prompt.overlaps(pilot.app.screen.query_one(Toast).region)


async def test_a_path_in_a_notice_keeps_its_slashes_in_place(library: Path) -> None:
    app = chat_with(library)
    async with app.run_test(size=(140, 36), notifications=True) as pilot:
        app.say(messages.exported("/a/notes.md"))

        await until(pilot, lambda: "/a/notes.md" in on_screen(pilot))


async def test_the_first_key_is_whole_however_narrow_the_window(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        for columns in range(50, 70):
            await pilot.resize_terminal(columns, 36)
            line = pilot.app.screen.query_one(KeyLine)
            hints = [hint for hint in line.query(KeyHint) if hint.display]
            assert hints[0].region.x >= line.content_region.x
            assert hints[-1].region.right <= line.content_region.right


async def test_ctrl_c_copies_where_one_is_and_quits_only_when_pressed_twice(library: Path) -> None:
    app = chat_with(library)
    async with app.run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot, BUILT_CAIRO)
        pilot.app.screen.query_one(EvidencePanel).focus()
        await pilot.press("ctrl+c")
        await until(pilot, lambda: exchange.cards[0].text in app.clipboard)
        assert "القاهرة.txt" in app.clipboard

        await pilot.press("tab", "ctrl+c")
        await until(pilot, lambda: app.clipboard.startswith(BUILT_CAIRO))

        await pilot.press("tab", "ctrl+c")
        assert app._exit is False
        await pilot.press("ctrl+c")
        assert app._exit is True
