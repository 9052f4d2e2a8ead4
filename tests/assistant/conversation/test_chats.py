"""Saved conversations: what is kept, found, resumed, and said of sources that have changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Dropped, Quotation, Statement, Unsupported, Verdict, Writing
from assistant.answering import ask
from assistant.conversation.chats import FILE, Chats, NoSuchChat, title_of
from assistant.conversation.dialogue import understand
from assistant.conversation.saved import SavedAnswer
from assistant.conversation.turns import Turn
from index.errors import Message, UserError
from index.ingest import add, remove_documents
from index.retrieval.search import Searcher
from index.store.library import Library

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي."
BAGHDAD = "بنى المنصور بغداد سنة 762م، وسماها مدينة السلام."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with papers and a library of them, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("shelf")
    write_papers(folder / "papers")
    with Library.create(folder / "library") as library:
        list(add(library, [folder / "papers"]))
    return folder


@pytest.fixture
def papers(shelf: Path) -> Path:
    write_papers(shelf / "papers")
    return shelf / "papers"


def write_papers(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "cairo.txt").write_text(CAIRO, encoding="utf-8")
    (folder / "baghdad.txt").write_text(BAGHDAD, encoding="utf-8")


@pytest.fixture
def library(tmp_path: Path, shelf: Path) -> Iterator[Library]:
    shutil.copytree(shelf / "library", tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        yield library


@pytest.fixture
def chats(library: Library) -> Iterator[Chats]:
    with Chats.open(library.path) as chats:
        yield chats


def turn(library: Library, question: str) -> Turn:
    return Turn(question, question, ask(Searcher.open(library), question, 1))


def saved(chats: Chats, library: Library, *questions: str) -> int:
    """The id of a new conversation of these questions."""
    chat = chats.create()
    for question in questions:
        chats.append(chat, turn(library, question), library)
    return chat


def only_answer(chats: Chats, library: Library, chat: int) -> SavedAnswer:
    (kept,) = chats.turns(chat, library)
    assert isinstance(kept.answer, SavedAnswer)
    return kept.answer


def test_a_turn_comes_back_as_it_was_answered(chats: Chats, library: Library) -> None:
    asked = turn(library, "متى أُسست القاهرة؟")
    chat = chats.create()

    assert chats.append(chat, asked, library) == 1

    (kept,) = chats.turns(chat, library)
    assert (kept.question, kept.understood) == (asked.question, asked.understood)
    assert isinstance(kept.answer, SavedAnswer)
    assert isinstance(asked.answer, Answer)
    assert kept.answer.text == asked.answer.text
    assert kept.answer.statements == asked.answer.statements
    assert kept.answer.status == "answered"
    assert kept.answer.confidence == asked.answer.confidence is not None
    assert kept.answer.likely == asked.answer.likely
    for then, now in zip(asked.answer.quotes, kept.answer.quotes, strict=True):
        for name in ("document_id", "title", "start", "end", "text", "short", "short_text"):
            assert getattr(now, name) == getattr(then, name), name
        for name in ("page", "headings", "prefix", "suffix"):
            assert getattr(now, name) == getattr(then, name), name
        assert (now.source.sha256, now.source.path) == (
            then.document.sha256,
            then.document.sources[0],
        )
        assert now.state == "current"


def test_what_a_model_wrote_keeps_its_doubts_and_its_part(chats: Chats, library: Library) -> None:
    plain = turn(library, "متى أُسست القاهرة؟").answer
    assert isinstance(plain, Answer)
    unsupported = Statement("بُنيت في عام.", (), (Unsupported.UNSOURCED,))
    part = Writing(
        "ollama:qwen3",
        (Quotation("بناها", Verdict.ORTHOGRAPHIC, ("hamza",), 1),),
        (Dropped("بُنيت سنة 970م.", (Unsupported.NUMBER,)),),
        incomplete=True,
        cause=Message("انقطع", "broke off"),
    )
    written = replace(plain, statements=(*plain.statements, unsupported), writing=part)
    chat = chats.create()
    chats.append(chat, Turn("متى؟", "متى؟", written), library)

    kept = only_answer(chats, library, chat)

    assert kept.statements == written.statements
    assert kept.text == written.text
    assert kept.writing == part


def test_a_refusal_keeps_its_reason_its_missing_words_and_the_nearest_places(
    chats: Chats, library: Library
) -> None:
    asked = turn(library, "ما لون سيارة جوهر الصقلي؟")
    chat = chats.create()
    chats.append(chat, asked, library)

    kept = only_answer(chats, library, chat)

    assert isinstance(asked.answer, Answer)
    assert (kept.status, kept.reason) == ("refused", "not_supported")
    assert kept.missing == asked.answer.missing
    assert "سيارة" in kept.missing
    assert [place.text for place in kept.nearest] == [hit.text for hit in asked.answer.nearest]


def test_what_was_saved_before_answers_told_their_probability_opens_all_the_same(
    chats: Chats, library: Library
) -> None:
    chat = saved(chats, library, "متى أُسست القاهرة؟")
    with sqlite3.connect(library.path / FILE) as file:
        file.execute("UPDATE turns SET answer = json_remove(answer, '$.confidence', '$.likely')")

    kept = only_answer(chats, library, chat)

    assert (kept.confidence, kept.likely) == (None, False)
    assert kept.quotes[0].state == "current"


def test_a_resumed_conversation_goes_on_from_its_last_turn(chats: Chats, library: Library) -> None:
    chat = saved(chats, library, "متى أُسست القاهرة؟")

    understood = understand("وعلى يد من؟", chats.turns(chat, library))

    assert understood.documents == (only_answer(chats, library, chat).quotes[0].document_id,)


def test_turns_keep_their_order_and_come_by_window(chats: Chats, library: Library) -> None:
    asked = turn(library, "متى أُسست القاهرة؟")
    chat = chats.create()
    for number in range(1, 8):
        chats.append(chat, Turn(f"السؤال {number}", asked.understood, asked.answer), library)

    def questions(first: int, last: int | None) -> list[str]:
        return [each.question for each in chats.turns(chat, library, first, last)]

    assert questions(1, None) == [f"السؤال {number}" for number in range(1, 8)]
    assert questions(3, 5) == ["السؤال 3", "السؤال 4", "السؤال 5"]
    assert questions(7, 20) == ["السؤال 7"]
    assert questions(8, 20) == []
    assert chats.chat(chat).turns == 7


def test_the_list_has_the_newest_turn_first_and_nothing_that_was_never_asked(
    chats: Chats, library: Library
) -> None:
    first = saved(chats, library, "متى أُسست القاهرة؟")
    second = saved(chats, library, "من بنى بغداد؟")
    chats.create()
    assert [chat.id for chat in chats.listed()] == [second, first]

    chats.append(first, turn(library, "من جوهر الصقلي؟"), library)

    assert [chat.id for chat in chats.listed()] == [first, second]
    assert chats.latest() == chats.listed()[0]
    assert chats.listed()[0].title == "متى أُسست القاهرة؟"


def test_a_library_without_conversations_has_no_latest(chats: Chats) -> None:
    assert chats.listed() == []
    assert chats.latest() is None


def test_a_title_is_the_first_question_cut_at_a_word() -> None:
    assert title_of("  متى\nأُسست   القاهرة؟ ") == "متى أُسست القاهرة؟"
    long = title_of("ما الذي قاله المؤرخون عن بناء القاهرة وأسوارها وأبوابها في عهد الفاطميين؟")
    assert long == "ما الذي قاله المؤرخون عن بناء القاهرة وأسوارها وأبوابها في…"


@pytest.mark.parametrize("text", ["احمد", "أَحمد", "لأحمد بغداد", "٧٦٢", "السَّلام"])
def test_a_search_reads_spelling_as_loosely_as_the_library_does(
    chats: Chats, library: Library, text: str
) -> None:
    saved(chats, library, "متى أُسست القاهرة؟")
    wanted = chats.create()
    about = turn(library, "متى بنى المنصور بغداد؟")
    chats.append(wanted, Turn("هل لأحمد علم ببغداد؟", about.understood, about.answer), library)

    (match,) = chats.find(text)

    assert (match.chat.id, match.turns) == (wanted, (1,))


def test_a_search_finds_titles_too_and_nothing_without_words(
    chats: Chats, library: Library
) -> None:
    chat = saved(chats, library, "متى أُسست القاهرة؟")
    chats.rename(chat, "تاريخ المدن الإسلامية")

    (match,) = chats.find("الاسلاميه")

    assert (match.chat.title, match.turns) == ("تاريخ المدن الإسلامية", ())
    assert chats.find(" ؟! ") == []
    assert chats.find("%") == []
    assert chats.find("الأندلس") == []


def test_a_deleted_conversation_leaves_no_word_in_the_file(chats: Chats, library: Library) -> None:
    saved(chats, library, "متى أُسست القاهرة؟")
    secret = saved(chats, library, "ما سر زمردخان الحكيم؟")

    chats.delete(secret)
    chats.close()

    words = "زمردخان".encode()
    assert not any(words in file.read_bytes() for file in library.path.glob(f"{FILE}*"))


def test_what_is_not_there_is_named(chats: Chats, library: Library) -> None:
    asked = turn(library, "من بنى بغداد؟")
    for attempt in (
        lambda: chats.chat(9),
        lambda: chats.rename(9, "عنوان"),
        lambda: chats.delete(9),
        lambda: chats.append(9, asked, library),
    ):
        with pytest.raises(NoSuchChat, match="9"):
            attempt()


def test_a_quote_whose_document_changed_is_shown_as_it_was_and_marked(
    chats: Chats, library: Library, papers: Path
) -> None:
    chat = saved(chats, library, "متى أُسست القاهرة؟")
    before = only_answer(chats, library, chat).quotes[0]
    (papers / "cairo.txt").write_text("مقدمة جديدة. " + CAIRO, encoding="utf-8")
    list(add(library, [papers]))

    quote = only_answer(chats, library, chat).quotes[0]

    assert quote.state == "changed"
    assert quote.text == before.text
    assert only_answer(chats, library, chat).nearest[0].text == ""


def test_a_quote_whose_document_is_gone_says_so_and_comes_back_with_it(
    chats: Chats, library: Library, papers: Path
) -> None:
    chat = saved(chats, library, "متى أُسست القاهرة؟")
    then = only_answer(chats, library, chat).quotes[0]

    remove_documents(library, [then.document_id])
    assert only_answer(chats, library, chat).quotes[0].state == "gone"

    list(add(library, [papers]))
    again = only_answer(chats, library, chat).quotes[0]
    assert again.state == "current"
    assert library.document(again.document_id).text[again.start : again.end] == again.text


def test_controls_and_broken_letters_are_kept_and_harm_nothing(
    chats: Chats, library: Library
) -> None:
    asked = turn(library, "من بنى بغداد؟")
    chat = chats.create()

    chats.append(chat, Turn("\x1b]52;c;eA==\x07 \u202e '); --\ud800", "من", asked.answer), library)

    (kept,) = chats.turns(chat, library)
    assert kept.question == "\x1b]52;c;eA==\x07 \u202e '); --?"


def test_the_file_is_its_owners_alone(chats: Chats, library: Library) -> None:
    saved(chats, library, "من بنى بغداد؟")

    for file in library.path.glob(f"{FILE}*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_file_is_told_and_left_as_it_is(library: Library) -> None:
    file = library.path / FILE
    file.write_bytes(b"not a database" * 100)

    with pytest.raises(UserError, match="damaged"):
        Chats.open(library.path)

    assert file.read_bytes() == b"not a database" * 100


@pytest.mark.parametrize("version", [0, 2])
def test_a_file_of_another_version_or_program_is_told_and_left_as_it_is(
    library: Library, version: int
) -> None:
    file = library.path / FILE
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE notes (text)")
        other.execute("INSERT INTO notes VALUES ('لي')")
        other.execute(f"PRAGMA user_version = {version}")
    other.close()

    with pytest.raises(UserError):
        Chats.open(library.path)

    with sqlite3.connect(file) as other:
        assert other.execute("SELECT text FROM notes").fetchall() == [("لي",)]
    other.close()


def test_conversations_are_saved_while_the_library_is_being_written(
    chats: Chats, library: Library
) -> None:
    asked = turn(library, "من بنى بغداد؟")
    with library.writing():
        chat = chats.create()
        assert chats.append(chat, asked, library) == 1


def test_several_writers_of_one_conversation_lose_no_turn(library: Library) -> None:
    with Chats.open(library.path) as chats:
        chat = chats.create()
    folder, each = library.path, 15

    def write(writer: int) -> list[int]:
        with Library.open(folder) as own, Chats.open(folder) as chats:
            asked = turn(own, "من بنى بغداد؟")
            return [
                chats.append(chat, Turn(f"{writer}:{number}", "", asked.answer), own)
                for number in range(each)
            ]

    with ThreadPoolExecutor(3) as pool:
        numbers = sorted(number for written in pool.map(write, range(3)) for number in written)

    with Chats.open(folder) as chats:
        questions = {kept.question for kept in chats.turns(chat, library)}
    assert numbers == list(range(1, 3 * each + 1))
    assert questions == {f"{writer}:{number}" for writer in range(3) for number in range(each)}


APPENDER = """
import sys
from pathlib import Path
from assistant.answering import ask
from assistant.conversation.chats import Chats
from assistant.conversation.turns import Turn
from index.store.library import Library
from index.retrieval.search import Searcher

with Library.open(sys.argv[1]) as library, Chats.open(Path(sys.argv[1])) as chats:
    answer = ask(Searcher.open(library), "من بنى بغداد؟")
    chat = chats.create()
    for number in range(1, 1_000_000):
        chats.append(chat, Turn(f"السؤال {number}", "من بنى بغداد؟", answer), library)
        print(chat, number, flush=True)
"""


@pytest.mark.parametrize("turns_before_the_kill", [1, 4, 11])
def test_every_turn_that_was_reported_saved_survives_a_kill(
    library: Library, turns_before_the_kill: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", APPENDER, str(library.path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        assert process.stdout is not None
        for _ in range(turns_before_the_kill):
            process.stdout.readline()
        process.kill()
        reported = process.stdout.read().splitlines()
    last = int(reported[-1].split()[1]) if reported else turns_before_the_kill

    with Chats.open(library.path) as chats:
        (chat,) = chats.listed()
        questions = [kept.question for kept in chats.turns(chat.id, library)]

    assert chat.turns in (last, last + 1)
    assert questions == [f"السؤال {number}" for number in range(1, chat.turns + 1)]
