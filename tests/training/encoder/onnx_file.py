"""The trained encoder as one ONNX file: E5's own 4-bit codes, adapters beside them.

`MatMulNBits` and `GatherBlockQuantized` (ONNX Runtime's operators) read Q4_0 blocks as they are,
so nothing is lost; sums are made in single precision (accuracy level 1), alike on every machine
and, without 8-bit instructions, faster than 8-bit sums (0.57 instead of 0.9 s for five passages).
The adapters' change is multiplied by the input `adapted`: 1 reads, 0 embeds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from tests.training.encoder.network import ADAPTED_FROM
from tests.training.encoder.weights import BLOCK, HEADS, LAYERS, WIDTH, FourBit, Numbers, Pretrained

_EPSILON = 1e-12
_CONTRIB = "com.microsoft"


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.add_several(kind, inputs, [output], **attributes)
        return output

    def add_several(
        self, kind: str, inputs: list[str], outputs: list[str], **attributes: Any
    ) -> None:
        made = helper.make_node(kind, inputs, outputs, name=outputs[0], **attributes)
        self.nodes.append(made)


def write(trained: Pretrained, state: dict[str, Numbers], path: Path) -> None:
    """Write the file.

    :param state: of the trained network, by its names in torch.
    """
    graph = _Graph()
    for name, value in (("one", 1), ("two", 2), ("zero", 0), ("last", -1)):
        graph.constant(name, np.array([value], np.int64))
    x = _embedded(graph, trained, state)
    mask = _mask(graph, trained.special["pad"])
    for layer in range(LAYERS):
        x = _layer(graph, trained, state, layer, x, mask)
    _heads(graph, state, x)
    dimensions = ["batch", "tokens"]
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, dimensions),
            helper.make_tensor_value_info("segments", TensorProto.INT64, dimensions),
            helper.make_tensor_value_info("adapted", TensorProto.FLOAT, []),
        ],
        [
            helper.make_tensor_value_info("edges", TensorProto.FLOAT, [*dimensions, 2]),
            helper.make_tensor_value_info("null", TensorProto.FLOAT, ["batch", 1]),
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", WIDTH]),
        ],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(_CONTRIB, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=10)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _packed(matrix: FourBit) -> Any:
    """Two codes a byte, the earlier in the low half."""
    codes = matrix.codes.astype(np.uint8)
    return codes[..., 0::2] | (codes[..., 1::2] << 4)


def _embedded(graph: _Graph, trained: Pretrained, state: dict[str, Numbers]) -> str:
    rows = len(trained.embedding.codes)
    graph.constant("pieces", _packed(trained.embedding).reshape(rows, -1))
    graph.constant("pieces.scales", trained.embedding.scales)
    graph.add(
        "GatherBlockQuantized",
        ["pieces", "ids", "pieces.scales"],
        "embedded",
        domain=_CONTRIB,
        block_size=BLOCK,
        gather_axis=0,
        quantize_axis=1,
        bits=4,
    )
    graph.constant("positions", trained.vectors["emb.pos"][None])
    graph.add("Shape", ["ids"], "shape")
    graph.add("Slice", ["shape", "one", "two"], "size")
    graph.add("Slice", ["positions", "zero", "size", "one"], "placed")
    graph.constant("segment vectors", state["segments"])
    graph.add("Gather", ["segment vectors", "segments"], "segmented")
    graph.add("Mul", ["segmented", "adapted"], "segmented.adapted")
    graph.add("Add", ["embedded", "placed"], "embedded.placed")
    graph.add("Add", ["embedded.placed", "segmented.adapted"], "embedded.whole")
    return _norm(graph, trained, "emb.ln", "embedded.whole")


def _norm(graph: _Graph, trained: Pretrained, name: str, x: str) -> str:
    scale = graph.constant(f"{name}.w", trained.vectors[f"{name}.w"])
    bias = graph.constant(f"{name}.b", trained.vectors[f"{name}.b"])
    return graph.add("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=_EPSILON)


def _mask(graph: _Graph, pad: int) -> str:
    """Per token 1 where there is one, 0 where a row is filled up."""
    graph.constant("pad", np.array(pad, np.int64))
    graph.add("Equal", ["ids", "pad"], "padded")
    graph.add("Not", ["padded"], "here")
    return graph.add("Cast", ["here"], "mask", to=TensorProto.INT32)


def _linear(
    graph: _Graph, trained: Pretrained, name: str, x: str, adapter: tuple[Numbers, Numbers] | None
) -> str:
    """A linear map; «N.qkv» is query, key and value in one.

    :param adapter: the low-rank change: down (rank × columns) and up (rows × rank).
    """
    layer, _, part = name.partition(".")
    parts = [f"{layer}.{one}" for one in (part if part == "qkv" else [part])]
    codes = np.concatenate([_packed(trained.linear[one]) for one in parts])
    scales = np.concatenate([trained.linear[one].scales for one in parts])
    rows, blocks = scales.shape
    product = graph.add(
        "MatMulNBits",
        [
            x,
            graph.constant(f"{name}.codes", codes),
            graph.constant(f"{name}.scales", scales.reshape(-1)),
        ],
        f"{name}.product",
        domain=_CONTRIB,
        K=blocks * BLOCK,
        N=rows,
        bits=4,
        block_size=BLOCK,
        accuracy_level=1,
    )
    bias = np.concatenate([trained.vectors[f"{one}.b"] for one in parts])
    added = graph.constant(f"{name}.b", bias)
    if adapter is not None:
        down = graph.constant(f"{name}.down", adapter[0].T)
        up = graph.constant(f"{name}.up", adapter[1].T)
        graph.add("MatMul", [x, down], f"{name}.lowered")
        graph.add("Mul", [f"{name}.lowered", "adapted"], f"{name}.gated")
        graph.add("MatMul", [f"{name}.gated", up], f"{name}.raised")
        added = graph.add("Add", [f"{name}.raised", added], f"{name}.change")
    return graph.add("Add", [product, added], name)


def _adapter(state: dict[str, Numbers], layer: int, name: str) -> tuple[Numbers, Numbers] | None:
    if layer < ADAPTED_FROM:
        return None
    return state[f"layers.{layer}.{name}.down"], state[f"layers.{layer}.{name}.up"]


def _layer(
    graph: _Graph,
    trained: Pretrained,
    state: dict[str, Numbers],
    layer: int,
    x: str,
    mask: str,
) -> str:
    def linear(name: str, given: str) -> str:
        return _linear(graph, trained, f"{layer}.{name}", given, _adapter(state, layer, name))

    if layer == 0:
        graph.constant("thirds", np.array([WIDTH] * 3, np.int64))
    parts = [f"{layer}.{name}" for name in ("query", "key", "value")]
    graph.add_several("Split", [linear("qkv", x), "thirds"], parts, axis=-1)
    context = graph.add(
        "MultiHeadAttention",
        [*parts, "", mask],
        f"{layer}.context",
        domain=_CONTRIB,
        num_heads=HEADS,
    )
    graph.add("Add", [x, linear("ao", context)], f"{layer}.attended")
    x = _norm(graph, trained, f"{layer}.aln", f"{layer}.attended")
    graph.add("Gelu", [linear("fi", x)], f"{layer}.gelu", domain=_CONTRIB)
    graph.add("Add", [x, linear("fo", f"{layer}.gelu")], f"{layer}.fed")
    return _norm(graph, trained, f"{layer}.oln", f"{layer}.fed")


def _heads(graph: _Graph, state: dict[str, Numbers], x: str) -> None:
    for name, given, output in (("span", x, "edges"), ("null", "first", "null")):
        weight = graph.constant(f"{name}.weight", state[f"{name}.weight"].T)
        bias = graph.constant(f"{name}.bias", state[f"{name}.bias"])
        if name == "null":
            graph.constant("at first", np.array(0, np.int64))
            graph.add("Gather", [x, "at first"], "first", axis=1)
        graph.add("MatMul", [given, weight], f"{name}.product")
        graph.add("Add", [f"{name}.product", bias], output)
    graph.add("Cast", ["here"], "here.float", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["here.float", "last"], "here.column")
    graph.add("Mul", [x, "here.column"], "kept")
    graph.add("ReduceSum", ["kept", "one"], "sum", keepdims=0)
    graph.add("ReduceSum", ["here.float", "one"], "count", keepdims=1)
    graph.add("Div", ["sum", "count"], "mean")
    graph.add("LpNormalization", ["mean"], "vector", axis=-1, p=2)
