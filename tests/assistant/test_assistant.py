"""The one front door: questions, documents, conversations and quotes of one library."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.verification.status import VerificationStatus
from index.errors import LibraryMissing, UserError
from index.retrieval.embedding import BUILTIN, EMBEDDERS
from tests.index.shelf import HashedWords

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."
BAGHDAD = "بنى الخليفة المنصور مدينة بغداد سنة 762م وسماها مدينة السلام."
WHEN, WHO = "متى أُسست القاهرة؟", "من بنى بغداد؟"
UNANSWERABLE = "ما لون سيارة المدير الجديد؟"
SEED_QUESTIONS = (
    "من هو ابن الهيثم؟",
    "متى افتُتحت المكتبة العامة في مرج الزيتونة؟",
    "في أي مدينة طُبعت الترجمة اللاتينية لكتاب المناظر؟",
    "كم بلغ طول أسوار القاهرة؟",
    "كيف يُصنع مربى السفرجل؟",
)
THREADS, TIMES = 8, 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "وثائق"
    folder.mkdir()
    (folder / "القاهرة.txt").write_text(CAIRO, encoding="utf-8")
    (folder / "بغداد.txt").write_text(BAGHDAD, encoding="utf-8")
    return folder


@pytest.fixture
def assistant(folder: Path, tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library", create=True) as assistant:
        list(assistant.add([folder]))
        yield assistant


def told(answer: Answer) -> Answer:
    """All of an answer but how long it took."""
    return replace(answer, timings_ms={})


def test_a_library_is_made_only_when_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        Assistant.open(tmp_path / "library")


def test_an_answer_rests_on_quotes_of_the_documents(assistant: Assistant) -> None:
    answer = assistant.ask(WHEN)

    assert answer.refusal is None
    assert "969" in answer.text
    texts = {"القاهرة": CAIRO, "بغداد": BAGHDAD}
    for quote in answer.quotes:
        assert texts[quote.title][quote.start : quote.end] == quote.text


def test_a_refusal_tells_why(assistant: Assistant) -> None:
    refusal = assistant.ask(UNANSWERABLE).refusal

    assert refusal is not None
    assert refusal.reason in ("nothing_found", "not_supported")
    assert refusal.missing


def test_the_steps_of_an_answer_end_in_the_answer(assistant: Assistant) -> None:
    hits, answer = assistant.stream(WHEN)

    assert isinstance(answer, Answer)
    assert hits == assistant.find(WHEN)
    assert told(answer) == told(assistant.ask(WHEN))


def test_questions_of_many_threads_get_the_answers_that_they_get_alone(seeds: Path) -> None:
    with Assistant.open(seeds, fast=True) as assistant:
        alone = [told(assistant.ask(question)) for question in SEED_QUESTIONS]

        def ask(first: int) -> list[Answer]:
            order = [*range(first, len(SEED_QUESTIONS)), *range(first)]
            answers = {at: told(assistant.ask(SEED_QUESTIONS[at])) for at in order * TIMES}
            return [answers[at] for at in range(len(SEED_QUESTIONS))]

        with ThreadPoolExecutor(THREADS) as threads:
            together = list(threads.map(ask, [at % len(SEED_QUESTIONS) for at in range(THREADS)]))

    assert together == [alone] * THREADS


def test_what_is_added_to_an_empty_library_is_found_by_words_then_by_vectors(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "hashed", HashedWords)
    with Assistant.open(tmp_path / "library", create=True) as assistant:
        assert assistant.ask(WHO).refusal

        list(assistant.add([folder], embedder="hashed"))

        assert "المنصور" in assistant.ask(WHO).text
        assert assistant.notice is None
        assert assistant.find(WHO)[0].vector == 0
        assistant.embed(snapshot=False)
        assert assistant.find(WHO)[0].vector > 0


def test_documents_are_removed_by_name_all_of_them_or_none(assistant: Assistant) -> None:
    with pytest.raises(UserError, match="دمشق"):
        assistant.remove(["القاهرة", "دمشق"])
    assert len(assistant.sources()) == 2

    (removed,) = assistant.remove(["القاهرة.txt"])

    assert removed.title == "القاهرة"
    assert [document.title for document in assistant.sources()] == ["بغداد"]


def test_sources_tell_what_was_corrected(assistant: Assistant) -> None:
    assistant.correct("القاهرة", {"author": "المقريزي"})

    assert {each.title: each.metadata.get("author") for each in assistant.sources()} == {
        "القاهرة": "المقريزي",
        "بغداد": None,
    }
    with pytest.raises(UserError):
        assistant.correct("القاهرة", {"url": "javascript:1"})


def test_a_follow_up_leans_on_the_turns_before_it_and_each_is_kept(assistant: Assistant) -> None:
    conversation = assistant.chat()

    conversation.ask(WHO)
    follow_up = conversation.ask("ومتى حدث ذلك؟")

    assert "762" in follow_up.text
    (kept,) = assistant.chats.listed()
    assert (kept.id, kept.turns) == (conversation.id, 2)
    assert "بغداد" in assistant.turns(kept.id)[1].understood


def test_a_conversation_goes_on_where_it_was_left(assistant: Assistant) -> None:
    first = assistant.chat()
    first.ask(WHO)

    again = assistant.chat(first.id)
    again.ask("ومتى حدث ذلك؟")

    assert "بغداد" in again.turns[-1].understood
    assert [chat.turns for chat in assistant.chats.listed()] == [2]


def test_a_conversation_that_is_not_to_be_kept_leaves_nothing(assistant: Assistant) -> None:
    assistant.chat(saved=False).ask(WHO)

    assert not assistant.chats.listed()


def test_nothing_is_kept_of_a_question_that_is_given_up(assistant: Assistant) -> None:
    steps = assistant.chat().stream(WHO)
    while not isinstance(next(steps), Answer):
        pass
    steps.close()

    assert not assistant.chats.listed()


def test_conversations_of_many_threads_are_all_kept(assistant: Assistant) -> None:
    def talk(_: int) -> int | None:
        conversation = assistant.chat()
        for question in (WHO, "ومتى حدث ذلك؟"):
            conversation.ask(question)
        return conversation.id

    with ThreadPoolExecutor(THREADS) as threads:
        ids = set(threads.map(talk, range(THREADS)))

    assert {chat.id: chat.turns for chat in assistant.chats.listed()} == dict.fromkeys(ids, 2)


def test_a_span_is_cited_whole_and_refused_outside_the_document(assistant: Assistant) -> None:
    start = CAIRO.index("\u064f")  # the mark of the word's first letter

    cited = assistant.cite("القاهرة", start, CAIRO.index(" "))

    assert cited.quotes[0].text == "أُسست"
    assert assistant.reference(cited).text == "أُسست"
    with pytest.raises(UserError):
        assistant.cite("القاهرة", 0, 5_000)


def test_what_is_exported_stands_until_its_source_changes(
    assistant: Assistant, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)
    assistant.embed(snapshot=False)
    answer, file = assistant.ask(WHEN, 5), tmp_path / "جواب.html"

    written = assistant.export(answer, file)

    assert file.read_bytes() == written
    assert {each.status for each in assistant.verify(str(file))} == {VerificationStatus.INTACT}
    (folder / "القاهرة.txt").write_text(BAGHDAD.replace("بغداد", "دمشق"), encoding="utf-8")
    list(assistant.add([folder]))
    standings = {each.claim.title: each.status for each in assistant.verify(str(file))}
    assert not standings["القاهرة"].holds
    assert standings["بغداد"].holds


def test_an_export_that_cannot_be_is_told_beforehand(assistant: Assistant, folder: Path) -> None:
    for file, format in ((folder / "القاهرة.txt", None), (folder / "ج.md", "لا صيغة")):
        with pytest.raises(UserError):
            assistant.check_export(file, format)


def test_quotes_of_saved_conversations_that_no_longer_stand_are_named(
    assistant: Assistant, folder: Path
) -> None:
    assistant.chat().ask(WHEN)
    (folder / "القاهرة.txt").write_text("نص آخر عن مدينة أخرى.", encoding="utf-8")
    changed = {
        result.document_id
        for result in assistant.add([folder])
        if result.outcome == "refreshed" and result.document_id is not None
    }

    ((chat, checked),) = assistant.broken_quotes(changed)

    assert chat.title == WHEN
    assert not checked.status.holds


def test_the_threshold_of_refusing_is_the_librarys_own_until_it_is_taken_back(
    assistant: Assistant,
) -> None:
    shipped = assistant.threshold

    assistant.refuse_below(1.0)
    assert assistant.ask(WHEN).refusal
    assistant.refuse_below(None)

    assert assistant.threshold == shipped
    assert assistant.ask(WHEN).refusal is None
