"""The tokenizer's file: a unigram model over the kept pieces."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from tests.training.encoder.weights import Pretrained


def write(trained: Pretrained, path: Path) -> None:
    """Write the file that `index.retrieval.encoder` tokenises with."""
    model = Unigram(
        list(zip(trained.pieces, trained.scores, strict=True)),
        unk_id=trained.special["unk"],
        byte_fallback=False,
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.save(str(path), pretty=False)
