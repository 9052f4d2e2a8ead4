"""The encoder in torch: E5's body stays as it is, low-rank adapters learn to read.

Adapters: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021, arXiv:2106.09685.
Only they and the heads are trained, so one body serves vectors and reading.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.training.encoder.weights import HEADS, LAYERS, WIDTH, Pretrained

RANK = 16
ADAPTED_FROM = 2
"""The layers below have no adapters: the signs of a text read the same for every task."""
_DROPOUT = 0.1
_MASKED = -1e4
_EPSILON = 1e-12


class Adapted(nn.Module):
    """A frozen linear map, and the low-rank change that is learnt."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        self.rank = rank
        if rank:
            rows, columns = weight.shape
            self.down = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))
            self.up = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, x: Tensor) -> Tensor:
        y = functional.linear(x, self.weight, self.bias)
        if self.rank:
            y = y + functional.linear(functional.linear(x, self.down), self.up)
        return y


class Layer(nn.Module):
    def __init__(self, trained: Pretrained, at: int, rank: int) -> None:
        super().__init__()

        def dense(name: str) -> tuple[Tensor, Tensor]:
            weight = torch.tensor(trained.linear[f"{at}.{name}"].dense())
            return weight, torch.tensor(trained.vectors[f"{at}.{name}.b"])

        query, key, value = dense("q"), dense("k"), dense("v")
        weights, biases = zip(query, key, value, strict=True)
        self.qkv = Adapted(torch.cat(weights), torch.cat(biases), rank)
        self.ao, self.fi, self.fo = (Adapted(*dense(name), rank) for name in ("ao", "fi", "fo"))
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(WIDTH, _EPSILON)
            norm.weight.data = torch.tensor(trained.vectors[f"{at}.{name}.w"])
            norm.bias.data = torch.tensor(trained.vectors[f"{at}.{name}.b"])
            setattr(self, name, norm.requires_grad_(False))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, size, width = x.shape
        heads = self.qkv(x).view(batch, size, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = heads
        weights = query @ key.transpose(-1, -2) / math.sqrt(width // HEADS) + mask
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, size, width)
        x = self.aln(x + self._dropped(self.ao(mixed)))
        return self.oln(x + self._dropped(self.fo(functional.gelu(self.fi(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        """One mask for all positions of a row: random numbers cost time."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= _DROPOUT
        return x * kept / (1 - _DROPOUT)


class Encoder(nn.Module):
    """Token ids → vectors of tokens; two heads read them: span edges, and no answer."""

    def __init__(self, trained: Pretrained, rank: int = RANK) -> None:
        super().__init__()
        self.pad = trained.special["pad"]
        self.embedding = nn.Embedding.from_pretrained(torch.tensor(trained.embedding.dense()))
        self.register_buffer("positions", torch.tensor(trained.vectors["emb.pos"]))
        norm = nn.LayerNorm(WIDTH, _EPSILON)
        norm.weight.data = torch.tensor(trained.vectors["emb.ln.w"])
        norm.bias.data = torch.tensor(trained.vectors["emb.ln.b"])
        self.norm = norm.requires_grad_(False)
        self.layers = nn.ModuleList(
            Layer(trained, at, rank if at >= ADAPTED_FROM else 0) for at in range(LAYERS)
        )
        self.segments = nn.Parameter(torch.zeros(2, WIDTH))
        self.span, self.null = nn.Linear(WIDTH, 2), nn.Linear(WIDTH, 1)
        for head in (self.span, self.null):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, segments: Tensor | None = None) -> Tensor:
        """:param segments: 1 from the title on, 0 before; None for vectors."""
        x = self.embedding(ids) + self.positions[: ids.shape[1]]
        if segments is not None:
            x = x + functional.embedding(segments, self.segments)
        x = self.norm(x)
        mask = torch.where(ids == self.pad, _MASKED, 0.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def read(self, ids: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of start and end (… × tokens × 2), and of no answer."""
        x = self.forward(ids, segments)
        return self.span(x), self.null(x[:, 0])[:, 0]

    def vectors(self, ids: Tensor) -> Tensor:
        """Means of the tokens' vectors, of length 1."""
        x = self.forward(ids)
        here = (ids != self.pad)[..., None].float()
        return functional.normalize((x * here).sum(1) / here.sum(1), dim=-1)
