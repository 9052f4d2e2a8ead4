"""Document → passages: whole sentences, exact offsets, nothing lost."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import splitting
from index.splitting import PASSAGE_TOKENS, count_tokens, split
from index.types import Block, NewPassage

SENTENCE = "وصلت القافلة إلى المدينة قبيل الفجر ونزل أهلها عند البئر القديمة. "
PIECES = st.lists(
    st.sampled_from([SENTENCE, "نعم! ", "\n", "\n\n", "كلمة", "ب\u064b\u064c", " ", "ﷺ", "x" * 900])
)


def test_a_short_text_is_one_passage() -> None:
    text = "قصة قصيرة. انتهت.\n"

    assert split(text) == [NewPassage(0, len(text) - 1)]


@given(PIECES)
def test_every_character_but_white_space_is_in_exactly_one_passage(pieces: list[str]) -> None:
    text = "".join(pieces)
    passages = split(text)

    assert all(one.end <= two.start for one, two in pairwise(passages))
    kept = "".join(text[passage.start : passage.end] for passage in passages)
    assert "".join(kept.split()) == "".join(text.split())


@given(PIECES)
def test_no_passage_is_longer_than_its_size(pieces: list[str]) -> None:
    text = "".join(pieces)

    for passage in split(text):
        # Tokens of joined sentences may differ by one each from the sum of their own.
        assert count_tokens(text[passage.start : passage.end]) <= PASSAGE_TOKENS * 1.1


def test_a_sentence_that_fits_is_never_torn() -> None:
    text = SENTENCE * 60

    passages = split(text)

    assert len(passages) > 2
    assert all(text[passage.start : passage.end].endswith("القديمة.") for passage in passages)
    assert all(text[passage.start :].startswith("وصلت") for passage in passages)


def test_repeated_sentences_keep_their_own_places() -> None:
    text = SENTENCE * 60

    starts = [passage.start for passage in split(text)]

    assert starts == sorted(set(starts))
    assert starts[-1] > len(text) / 2


def test_passages_stand_under_the_headings_above_them() -> None:
    text = "لائحة\n\nالباب الأول\n\nالمادة 1\n\nنص أول.\n\nالمادة 2\n\nنص ثان.\n\n"
    text += "الباب الثاني\n\nخاتمة."

    def heading(name: str, level: int) -> Block:
        start = text.index(name)
        return Block("heading", start, start + len(name), level)

    blocks = [
        heading("لائحة", 1),
        heading("الباب الأول", 2),
        heading("المادة 1", 3),
        heading("المادة 2", 3),
        heading("الباب الثاني", 2),
    ]
    passages = split(text, blocks, title="لائحة")

    assert [(text[p.start : p.end].split("\n\n")[-1], p.headings) for p in passages] == [
        ("نص أول.", ("الباب الأول", "المادة 1")),
        ("نص ثان.", ("الباب الأول", "المادة 2")),
        ("خاتمة.", ("الباب الثاني",)),
    ]


def test_a_heading_with_nothing_under_it_goes_with_the_next() -> None:
    text = "الكتاب\n\nالباب الأول\n\nنص."
    blocks = [Block("heading", 0, 6, 1), Block("heading", 8, 19, 2)]

    assert split(text, blocks) == [NewPassage(0, len(text), ("الكتاب", "الباب الأول"))]


def test_a_table_that_fits_is_not_torn() -> None:
    table = "\n".join(f"مدينة {n} | {n * 1000} نسمة." for n in range(20))
    before = SENTENCE * 12
    text = f"{before}\n\n{table}\n\n{SENTENCE}"
    block = Block("table", text.index(table), text.index(table) + len(table))

    holding = [p for p in split(text, [block]) if p.end > block.start and p.start < block.end]

    assert len(holding) == 1


def test_a_table_too_long_for_one_passage_is_parted_between_rows() -> None:
    rows = [f"مدينة {n} | {n * 1000} نسمة. | ساحلية. | قديمة." for n in range(200)]
    text = "\n".join(rows)

    passages = split(text, [Block("table", 0, len(text))])

    assert len(passages) > 1
    assert {row for p in passages for row in text[p.start : p.end].split("\n")} == set(rows)


def test_a_new_paragraph_begins_a_passage_when_it_would_not_fit_whole() -> None:
    first, second = SENTENCE * 7, SENTENCE * 8
    text = f"{first}\n\n{second}"

    assert [p.start for p in split(text)] == [0, text.index(second, len(first))]


def test_tokens_are_those_of_o200k_base_without_tashkeel() -> None:
    assert count_tokens("السلام عليكم ورحمة الله") == count_tokens("السَّلامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ") == 6


def test_special_tokens_in_a_document_are_plain_text() -> None:
    text = "قبل <|endoftext|> بعد."

    assert split(text) == [NewPassage(0, len(text))]
    assert count_tokens("<|endoftext|>") > 1


def test_a_damaged_encoding_never_reaches_tiktoken_which_would_delete_and_download_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "llama_index" / "core" / "_static" / "tiktoken_cache"
    folder.mkdir(parents=True)
    file = folder / splitting._ENCODING_FILE
    file.write_bytes(b"torn")
    monkeypatch.setattr(splitting, "_encoding_places", lambda: [folder])
    splitting._encoding_folder.cache_clear()
    splitting._counter.cache_clear()
    try:
        assert not splitting.tokens_are_exact()
        assert count_tokens("نص" * 30) == 20
        assert hashlib.sha256(file.read_bytes()).hexdigest() == hashlib.sha256(b"torn").hexdigest()
    finally:
        splitting._encoding_folder.cache_clear()
        splitting._counter.cache_clear()
