"""Document → passages: whole sentences, exact offsets, nothing lost."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import splitting
from index.splitting import PASSAGE_TOKENS, column_names, count_tokens, split_into_passages
from index.types import Block, NewPassage

SENTENCE = "وصلت القافلة إلى المدينة قبيل الفجر ونزل أهلها عند البئر القديمة. "
PIECES = st.lists(
    st.sampled_from([SENTENCE, "نعم! ", "\n", "\n\n", "كلمة", "ب\u064b\u064c", " ", "ﷺ", "x" * 900])
)


def test_a_short_text_is_one_passage() -> None:
    text = "قصة قصيرة. انتهت.\n"

    assert split_into_passages(text) == [NewPassage(0, len(text) - 1)]


@given(PIECES)
def test_every_character_but_white_space_is_in_exactly_one_passage(pieces: list[str]) -> None:
    text = "".join(pieces)
    passages = split_into_passages(text)

    assert all(one.end <= two.start for one, two in pairwise(passages))
    kept = "".join(text[passage.start : passage.end] for passage in passages)
    assert "".join(kept.split()) == "".join(text.split())


@given(PIECES)
def test_no_passage_is_longer_than_its_size(pieces: list[str]) -> None:
    text = "".join(pieces)

    for passage in split_into_passages(text):
        # Tokens of joined sentences may differ by one each from the sum of their own.
        assert count_tokens(text[passage.start : passage.end]) <= PASSAGE_TOKENS * 1.1


def test_a_sentence_that_fits_is_never_torn() -> None:
    text = SENTENCE * 60

    passages = split_into_passages(text)

    assert len(passages) > 2
    assert all(text[passage.start : passage.end].endswith("القديمة.") for passage in passages)
    assert all(text[passage.start :].startswith("وصلت") for passage in passages)


def test_repeated_sentences_keep_their_own_places() -> None:
    text = SENTENCE * 60

    starts = [passage.start for passage in split_into_passages(text)]

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
    passages = split_into_passages(text, blocks, title="لائحة")

    assert [(text[p.start : p.end].split("\n\n")[-1], p.headings) for p in passages] == [
        ("نص أول.", ("الباب الأول", "المادة 1")),
        ("نص ثان.", ("الباب الأول", "المادة 2")),
        ("خاتمة.", ("الباب الثاني",)),
    ]


def test_a_heading_with_nothing_under_it_goes_with_the_next() -> None:
    text = "الكتاب\n\nالباب الأول\n\nنص."
    blocks = [Block("heading", 0, 6, 1), Block("heading", 8, 19, 2)]

    assert split_into_passages(text, blocks) == [
        NewPassage(0, len(text), ("الكتاب", "الباب الأول"))
    ]


def test_a_table_that_fits_is_not_torn() -> None:
    table = "\n".join(f"مدينة {n} | {n * 1000} نسمة." for n in range(20))
    before = SENTENCE * 12
    text = f"{before}\n\n{table}\n\n{SENTENCE}"
    block = Block("table", text.index(table), text.index(table) + len(table))

    holding = [
        p for p in split_into_passages(text, [block]) if p.end > block.start and p.start < block.end
    ]

    assert len(holding) == 1


def test_a_table_too_long_for_one_passage_is_parted_between_rows() -> None:
    rows = [f"مدينة {n} | {n * 1000} نسمة. | ساحلية. | قديمة." for n in range(200)]
    text = "\n".join(rows)

    passages = split_into_passages(text, [Block("table", 0, len(text))])

    assert len(passages) > 1
    assert {row for p in passages for row in text[p.start : p.end].split("\n")} == set(rows)


def test_a_row_of_a_long_table_is_a_passage_that_knows_the_names_of_its_columns() -> None:
    rows = [f"صنف {n} | {n + 5} | وادي الرمان" for n in range(60)]
    table = "\n".join(["الصنف | السعر (دينار) | المصدر", *rows])
    text = f"الأسعار\n\n{table}\n\nتُعلَّق النشرة على باب السوق."
    columns = "الصنف | السعر (دينار) | المصدر"

    passages = split_into_passages(text, section(text, table, "الأسعار"))

    assert [text[p.start : p.end] for p in passages] == [
        f"الأسعار\n\n{columns}",
        *rows,
        "تُعلَّق النشرة على باب السوق.",
    ]
    assert {p.headings for p in passages[1:-1]} == {("الأسعار", columns)}
    assert passages[0].headings == passages[-1].headings == ("الأسعار",)


def test_a_first_row_that_counts_names_no_columns() -> None:
    table = "\n".join(f"مدينة {n} | {n + 1000},50" for n in range(200))

    assert column_names(table, Block("table", 0, len(table))) == ""


def test_a_year_names_its_column() -> None:
    table = "البند | 2021 | 2022\nالرواتب | 4,210 | 4,380"

    assert column_names(table, Block("table", 0, len(table))) == "البند | 2021 | 2022"


def test_names_of_columns_are_cut_between_two_of_them() -> None:
    header = " | ".join(f"مؤشر الربع {n}" for n in range(90))
    table = header + "\n" + " | ".join(map(str, range(90)))

    names = column_names(table, Block("table", 0, len(table)))

    assert len(names) <= 400
    assert header.startswith(names + " | ")


def section(text: str, table: str, *headings: str) -> list[Block]:
    """Headings, each of level 1 at its first place in the text, around a table."""
    found = [
        Block("heading", text.index(each), text.index(each) + len(each), 1) for each in headings
    ]
    start = text.index(table)
    return sorted(
        [*found, Block("table", start, start + len(table))], key=lambda block: block.start
    )


def test_a_section_that_is_only_a_table_is_a_passage_under_its_own_heading() -> None:
    table = "حلب | 2000\nحمص | 1000"
    text = f"المدن\n\n{table}\n\nالمناخ\n\nصيفها حار."

    passages = split_into_passages(text, section(text, table, "المدن", "المناخ"))

    assert [(text[each.start : each.end], each.headings) for each in passages] == [
        (f"المدن\n\n{table}", ("المدن",)),
        ("المناخ\n\nصيفها حار.", ("المناخ",)),
    ]


def test_a_table_above_the_first_heading_stands_under_none() -> None:
    table = "حلب | 2000\nحمص | 1000"
    text = f"{table}\n\nالمناخ\n\nصيفها حار."

    assert split_into_passages(text, section(text, table, "المناخ")) == [
        NewPassage(0, len(table)),
        NewPassage(len(table) + 2, len(text), ("المناخ",)),
    ]


def test_a_table_that_ends_a_text_is_in_its_last_passage() -> None:
    table = "حلب | 2000\nحمص | 1000"
    text = f"صيفها حار.\n\nالمدن\n\n{table}\n"

    assert split_into_passages(text, section(text, table, "المدن")) == [
        NewPassage(0, 10),
        NewPassage(12, len(text) - 1, ("المدن",)),
    ]


def test_a_block_of_white_space_is_no_passage() -> None:
    assert split_into_passages("نص.\n\n   \n", [Block("table", 5, 8)]) == [NewPassage(0, 3)]


def test_a_long_sentence_is_cut_between_words_near_its_middle() -> None:
    text = "المتن " * 300

    assert split_into_passages(text) == [
        NewPassage(start, start + 449) for start in (0, 450, 900, 1350)
    ]


def test_a_word_too_long_for_a_passage_is_halved_and_keeps_its_marks_on_their_letters() -> None:
    text = "بَّ" * 1500

    spans = [(each.start, each.end) for each in split_into_passages(text)]

    assert spans == [
        *((0, 564), (564, 1125), (1125, 1689), (1689, 2250)),
        *((2250, 2814), (2814, 3375), (3375, 3939), (3939, 4500)),
    ]


def test_white_space_far_from_the_middle_does_not_part_a_long_word_from_what_is_before_it() -> None:
    text = "كلمة " + "ب" * 500

    assert split_into_passages(text) == [NewPassage(0, 253), NewPassage(253, 505)]


def test_white_space_a_quarter_from_the_start_is_near_enough_and_before_it_is_not() -> None:
    near, far = "ب" * 126 + " " + "ب" * 373, "ب" * 124 + " " + "ب" * 375

    assert [each.start for each in split_into_passages(near)][:2] == [0, 127]
    assert [each.start for each in split_into_passages(far)][:2] == [0, 250]


def test_a_row_too_long_for_a_passage_is_cut_and_no_row_is_lost() -> None:
    rows = ["مدينة | " + "قديمة " * 200, "حلب | 2000", "   ", "حمص | 1000"]
    text = "\n".join(rows)

    passages = split_into_passages(text, [Block("table", 0, len(text))])

    assert len(passages) > 1
    assert "".join("".join(text[p.start : p.end] for p in passages).split()) == "".join(
        text.split()
    )
    assert [text[p.start : p.end] for p in passages[-2:]] == ["حلب | 2000", "حمص | 1000"]


def test_a_new_paragraph_begins_a_passage_when_it_would_not_fit_whole() -> None:
    first, second = SENTENCE * 7, SENTENCE * 8
    text = f"{first}\n\n{second}"

    assert [p.start for p in split_into_passages(text)] == [0, text.index(second, len(first))]


def sentence(tokens: int) -> str:
    """A sentence of exactly so many tokens: each «ب» is one, and so is the full stop."""
    return "ب" * (tokens - 1) + "."


def passages_of(*paragraphs: list[int]) -> list[list[int]]:
    """The tokens of each sentence in each passage of a text with these sentences."""
    text = "\n\n".join(" ".join(map(sentence, each)) for each in paragraphs)
    return [
        [count_tokens(each) for each in text[passage.start : passage.end].split()]
        for passage in split_into_passages(text)
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([[256]], [[256]]),
        ([[258]], [[129], [129]]),
        ([[128, 128, 128, 128]], [[128, 128], [128, 128]]),
        ([[128, 129, 127]], [[128], [129, 127]]),
    ],
)
def test_a_passage_is_filled_to_the_last_token(
    paragraphs: list[list[int]], expected: list[list[int]]
) -> None:
    assert passages_of(*paragraphs) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # A passage that is at most half full takes what fits of the next paragraph.
        ([[128], [100, 100]], [[128, 100], [100]]),
        ([[129], [100, 100]], [[129], [100, 100]]),
        # A fuller one takes the next paragraph whole or not at all; what follows is another's.
        ([[150], [53, 53]], [[150, 53, 53]]),
        ([[150], [60, 60]], [[150], [60, 60]]),
        ([[150], [50], [200]], [[150, 50], [200]]),
    ],
)
def test_a_paragraph_is_torn_only_for_a_passage_that_is_not_half_full(
    paragraphs: list[list[int]], expected: list[list[int]]
) -> None:
    assert passages_of(*paragraphs) == expected


def test_a_table_that_fits_is_a_paragraph_of_its_own() -> None:
    table = "\n".join(f"{sentence(60)} | {n}" for n in range(3))
    text = f"{sentence(150)}\n\n{sentence(50)}\n\n{table}"

    passages = split_into_passages(text, section(text, table))

    assert [each.start for each in passages] == [0, text.index(table)]


def test_the_line_above_a_table_too_long_for_one_passage_goes_with_it() -> None:
    table = "\n".join(f"{sentence(60)} | {n}" for n in range(9))
    text = f"{sentence(150)}\n\nسكان المدن:\n\n{table}"

    passages = split_into_passages(text, section(text, table))

    assert [each.start for each in passages][:2] == [0, text.index("سكان")]


def test_tokens_are_those_of_o200k_base_without_tashkeel() -> None:
    assert count_tokens("السلام عليكم ورحمة الله") == count_tokens("السَّلامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ") == 6


def test_special_tokens_in_a_document_are_plain_text() -> None:
    text = "قبل <|endoftext|> بعد."

    assert split_into_passages(text) == [NewPassage(0, len(text))]
    assert count_tokens("<|endoftext|>") > 1


def test_a_damaged_encoding_never_reaches_tiktoken_which_would_delete_and_download_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "llama_index" / "core" / "_static" / "tiktoken_cache"
    folder.mkdir(parents=True)
    file = folder / splitting._ENCODING_FILE
    file.write_bytes(b"torn")
    monkeypatch.setattr(splitting, "_encoding_folders", lambda: [folder])
    splitting._encoding_folder.cache_clear()
    splitting._counter.cache_clear()
    try:
        assert not splitting.tokens_are_exact()
        assert count_tokens("نص" * 30) == 20
        assert hashlib.sha256(file.read_bytes()).hexdigest() == hashlib.sha256(b"torn").hexdigest()
    finally:
        splitting._encoding_folder.cache_clear()
        splitting._counter.cache_clear()
