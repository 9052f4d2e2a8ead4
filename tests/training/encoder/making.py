"""From the registry's weights and the question sets to the two files that ship."""

from __future__ import annotations

from pathlib import Path

from tests.training.encoder import onnx_file, pieces, reading, weights
from tests.training.encoder.examples import sources
from tests.training.encoder.network import Encoder


def main(data: Path, pieces_file: Path, model_file: Path) -> None:
    """Write the tokenizer, adapt the encoder to the sets in `data`, and write it."""
    trained = weights.read(weights.file_in_wheel())
    pieces.write(trained, pieces_file)
    encoder = Encoder(trained)
    reading.train(encoder, sources(data))
    state = {name: value.numpy() for name, value in encoder.state_dict().items()}
    onnx_file.write(trained, state, model_file)
