"""Fine-tuning: adapters and heads learn to point at answers, or to say that there is none."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor
from torch.nn import functional

from index.retrieval.encoder import PAD, Tokens, tokenise_pieces, windows
from tests.training.encoder.examples import Example, Source, epoch
from tests.training.encoder.network import Encoder

ROUNDS = ((990, 1e-3), (777, 8e-4))
"""Batches and the greatest learning rate of each round; every round warms up and cools down."""
BATCH = 16
_WARM_UP = 0.06
_LONGEST = 176
"""Tokens of a window in training: the time that it takes is linear in them."""
_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Row:
    """An example in tokens."""

    ids: list[int]
    segment: int
    body: int
    start: int
    """Place of the answer's first token; 0 for no answer, -1 for one somewhere in the body."""
    end: int


def train(encoder: Encoder, made: Sequence[Source]) -> None:
    """Adapt the encoder in place."""
    rng = random.Random(1)  # noqa: S311 - a sample, not a secret
    torch.manual_seed(1)
    learnt = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    batches, started = _endless(made, rng), time.monotonic()
    encoder.train()
    for steps, highest in ROUNDS:
        optimizer, losses = torch.optim.AdamW(learnt, highest, weight_decay=0.01), list[float]()
        for done, batch in enumerate(islice(batches, steps), 1):
            rate = min(done / (_WARM_UP * steps), (steps - done) / ((1 - _WARM_UP) * steps))
            for group in optimizer.param_groups:
                group["lr"] = highest * max(rate, 0.02)
            loss = _loss(encoder, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append(float(loss.detach()))
            if done % 25 == 0:
                mean, spent = sum(losses[-50:]) / len(losses[-50:]), time.monotonic() - started
                print(f"{done}/{steps} loss {mean:.3f} {spent:.0f} s", flush=True)
    encoder.eval()


def _endless(made: Sequence[Source], rng: random.Random) -> Iterator[list[Row]]:
    """Batches of one pass after the other."""
    while True:
        yield from _batches([_row(one, rng) for one in epoch(made, rng)], rng)


def _row(one: Example, rng: random.Random) -> Row:
    body = tokenise_pieces(one.text)
    read = windows(tokenise_pieces(one.question), tokenise_pieces(one.title), body, _LONGEST)
    if not one.answered:
        window = rng.choice(read)
        return Row(window.ids, window.segment, window.body, 0, 0)
    if one.span is None:
        window = read[0] if len(read) == 1 else rng.choice(read[:2])
        return Row(window.ids, window.segment, window.body, -1, -1)
    inside = _inside(body, *one.span)
    if not inside:
        return Row(read[0].ids, read[0].segment, read[0].body, -1, -1)
    first, last = inside[0], inside[-1]
    whole = [w for w in read if w.first <= first and last < w.first + len(w.ids) - w.body - 1]
    if not whole:
        return Row(read[0].ids, read[0].segment, read[0].body, -1, -1)
    window = rng.choice(whole)
    shift = window.body - window.first
    return Row(window.ids, window.segment, window.body, first + shift, last + shift)


def _inside(body: Tokens, start: int, end: int) -> list[int]:
    edges = zip(body.starts, body.ends, strict=True)
    return [at for at, (first, last) in enumerate(edges) if first < end and last > start]


def _batches(rows: list[Row], rng: random.Random) -> Iterator[list[Row]]:
    """Rows of like length together: padding costs as much as reading."""
    size = BATCH * 12
    sorted_rows = [
        row
        for at in range(0, len(rows), size)
        for row in sorted(rows[at : at + size], key=lambda row: len(row.ids))
    ]
    batches = [sorted_rows[at : at + BATCH] for at in range(0, len(sorted_rows), BATCH)]
    rng.shuffle(batches)
    yield from batches


def _loss(encoder: Encoder, batch: Sequence[Row]) -> Tensor:
    longest = max(len(row.ids) for row in batch)
    ids = torch.full((len(batch), longest), PAD)
    segments = torch.zeros(len(batch), longest, dtype=torch.long)
    body = torch.zeros(len(batch), longest, dtype=torch.bool)
    for at, row in enumerate(batch):
        ids[at, : len(row.ids)] = torch.tensor(row.ids)
        segments[at, row.segment : len(row.ids)] = 1
        body[at, row.body : len(row.ids) - 1] = True
    edges, null = encoder.read(ids, segments)
    edges = edges.masked_fill(~body[..., None], _MASKED)
    weak = torch.tensor([row.start < 0 for row in batch])
    loss = torch.zeros(())
    for side, places in ((0, [row.start for row in batch]), (1, [row.end for row in batch])):
        logits = torch.cat([null[:, None], edges[..., side]], 1)
        chances = functional.log_softmax(logits, 1)
        wanted = torch.tensor([0 if place <= 0 else place + 1 for place in places])
        known = -chances.gather(1, wanted[:, None])[:, 0]
        somewhere = -torch.logsumexp(chances[:, 1:], 1)
        loss = loss + torch.where(weak, somewhere, known).mean() / 2
    return loss
