"""The encoder that ships: multilingual-e5-small, 4 bits a weight, with adapters for reading.

One body serves two jobs. Without its adapters it makes vectors of questions and passages (mean of
the tokens' vectors, «query: » or «passage: » before the text); with them it reads a passage for a
question: where in it the answer starts and ends, against no answer (Devlin et al., 2019,
arXiv:1810.04805). Everything runs on ONNX Runtime, offline. `tests/training/encoder` makes the
files; their licence and origin stand in `encoder_files/ORIGIN.md`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.retrieval.alignment import Floats
from index.store.records import Vectors
from index.types import PassageReading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FILES = Path(__file__).with_name("encoder_files")
PIECES_FILE = FILES / "pieces.json"
MODEL_FILE = FILES / "encoder.onnx"

WIDTH = 384
"""Of a vector."""
BOS, PAD, EOS = 0, 1, 2
LONGEST = 256
"""Tokens that are read at once, question and title included; longer passages in windows."""
LONGEST_QUESTION, LONGEST_TITLE = 64, 24
LONGEST_EMBEDDED = 510
"""Tokens of a text that its vector is made of, the two at its ends not counted."""
LONGEST_ANSWER = 40
"""Tokens between which an answer's edges are looked for."""
_TOKENS_AT_ONCE = 2048
_NOWHERE = -20.0
"""Score of a token that no window reads."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Pieces of a text as the encoder knows them."""

    ids: list[int]
    starts: list[int]
    """Per token its first code point in the text."""
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once: a question, a title and a stretch of a passage's tokens."""

    ids: list[int]
    segment: int
    """Where the title begins."""
    body: int
    """Where the passage's tokens begin; one token, an end, follows them."""
    first: int
    """The passage's token that stands there."""


def tokenise_pieces(text: str) -> Tokens:
    """A text in pieces; marks, tatweel and invisible characters are no part of any."""
    plain, places = _normalised(text)
    if not plain:
        return Tokens([], [], [])
    encoded = _tokenizer().encode(plain, add_special_tokens=False)
    starts, ends = [], []
    for start, end in encoded.offsets:
        while start < end and plain[start] == " ":
            start += 1
        start = min(start, len(plain) - 1)
        starts.append(places[start])
        ends.append(places[end - 1] + 1 if end > start else places[start])
    return Tokens(encoded.ids, starts, ends)


def windows(question: Tokens, title: Tokens, body: Tokens, longest: int = LONGEST) -> list[Window]:
    """The windows that a passage is read in, each half over the one before."""
    head = [BOS, *question.ids[:LONGEST_QUESTION], EOS]
    above = [EOS, *title.ids[:LONGEST_TITLE], EOS]
    room = longest - len(head) - len(above) - 1
    opening = [*head, *above]
    starts = range(0, max(1, len(body.ids) - room // 2), room // 2)
    if len(body.ids) <= room:
        starts = range(1)
    return [
        Window([*opening, *body.ids[at : at + room], EOS], len(head), len(opening), at)
        for at in starts
    ]


class _Plain(dict[int, str]):
    """What a code point becomes, worked out on first sight: its compatibility form (UAX #15)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf") or character == _TATWEEL:
            plain = ""
        elif category == "Cs" or character.isspace():
            plain = " "  # a lone surrogate is no text to the tokenizer
        elif category == "Nd":
            plain = str(unicodedata.digit(character))
        else:
            plain = unicodedata.normalize("NFKC", character)
        self[code] = plain
        return plain


_TATWEEL = "\u0640"
_PLAIN = _Plain()


def _normalised(text: str) -> tuple[str, list[int]]:
    """The text as it is tokenised, and where each of its code points comes from."""
    kept: list[str] = []
    places: list[int] = []
    last = " "
    for at, character in enumerate(text):
        for plain in _PLAIN[ord(character)]:
            if plain == " " == last:
                continue
            kept.append(plain)
            places.append(at)
            last = plain
    return "".join(kept), places


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(PIECES_FILE))


class Encoder:
    """The model, loaded; safe to use from threads."""

    def __init__(self, session: InferenceSession) -> None:
        """Use `shipped_encoder`."""
        self._session = session

    def vectors(self, texts: Sequence[str], *, of_questions: bool = False) -> Vectors:
        """A row of length 1 for each text; of zeros where a text has no words.

        :param of_questions: texts are asked with; otherwise they are looked for.
        """
        prefix = tokenise_pieces("query:" if of_questions else "passage:").ids
        made = np.zeros((len(texts), WIDTH), np.float32)
        pieces = [tokenise_pieces(text).ids for text in texts]
        rows = [[BOS, *prefix, *ids[: LONGEST_EMBEDDED - len(prefix)], EOS] for ids in pieces]
        worded = [at for at, ids in enumerate(pieces) if ids]
        for batch in _alike(rows, worded):
            made[batch] = self._run(["vector"], [rows[at] for at in batch], None)[0]
        return made

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """How each passage reads as an answer.

        :param passages: title and text of each.
        """
        asked = tokenise_pieces(question)
        bodies = [tokenise_pieces(text) for _, text in passages]
        placed = [
            (at, window)
            for at, (title, _) in enumerate(passages)
            for window in windows(asked, tokenise_pieces(title), bodies[at])
        ]
        scores: list[Floats] = [np.full((len(body.ids), 2), _NOWHERE) for body in bodies]
        rows = [window.ids for _, window in placed]
        for batch in _alike(rows, range(len(rows))):
            chosen = [placed[at][1] for at in batch]
            edges, null = self._run(["edges", "null"], [w.ids for w in chosen], chosen)
            for row, at in enumerate(batch):
                passage, window = placed[at]
                own = edges[row, window.body : len(window.ids) - 1] - null[row]
                seen = scores[passage][window.first : window.first + len(own)]
                np.maximum(seen, own, out=seen)
        return [_reading(body, own) for body, own in zip(bodies, scores, strict=True)]

    def _run(
        self, outputs: list[str], rows: Sequence[list[int]], read: Sequence[Window] | None
    ) -> list[Floats]:
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), PAD, np.int64)
        segments = np.zeros_like(ids)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            if read is not None:
                segments[at, read[at].segment : len(row)] = 1
        adapted = np.array(0.0 if read is None else 1.0, np.float32)
        given = {"ids": ids, "segments": segments, "adapted": adapted}
        run: list[Floats] = self._session.run(outputs, given)
        return run


@lru_cache(maxsize=1)
def shipped_encoder(file: Path = MODEL_FILE) -> Encoder | None:
    """The encoder, loaded once; None where its file or ONNX Runtime is missing."""
    try:
        import onnxruntime
    except ImportError:
        return None
    if not file.exists():
        return None
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return Encoder(
        onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    )


def _alike(rows: Sequence[list[int]], chosen: Sequence[int]) -> Iterator[list[int]]:
    """Batches of rows of like length, longest first, few enough to stay in memory."""
    batch: list[int] = []
    for at in sorted(chosen, key=lambda at: -len(rows[at])):
        if batch and len(rows[batch[0]]) * (len(batch) + 1) > _TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _reading(body: Tokens, scores: Floats) -> PassageReading:
    """:param scores: tokens × 2, of start and end."""
    best = _NOWHERE
    for at, start in enumerate(scores[:, 0].tolist()):
        best = max(best, (start + float(scores[at : at + LONGEST_ANSWER, 1].max())) / 2)
    starts, ends = map(tuple, scores.T.tolist())
    return PassageReading(tuple(body.starts), tuple(body.ends), starts, ends, best)
