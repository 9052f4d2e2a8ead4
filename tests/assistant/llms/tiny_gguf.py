"""A language model of random weights in a GGUF file, made in a moment: it writes nonsense."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, INNER = 64, 2, 4, 128
WINDOW = 8192
_LETTERS = "▁ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةؤئ.،؟0123456789"
_TAUGHT = ("[{", '"ا', "ال", "لب", 'ب"', "}]")
"""What the model likes to write after what: else the nonsense of one statement never ends."""
_TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def write_tiny_model(file: Path, seed: int = 0) -> None:
    """A Llama of half a megabyte, whose tokens are all bytes and the Arabic letters."""
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))]
    kinds = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2, *[gguf.TokenType.BYTE] * 256]
    tokens += [letter.encode() for letter in _LETTERS]
    kinds += [gguf.TokenType.NORMAL] * len(_LETTERS)
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_context_length(WINDOW)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 259 + [-float(at) for at in range(len(_LETTERS))])
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    _add_weights(writer, tokens, np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_weights(writer: gguf.GGUFWriter, tokens: list[bytes], random: np.random.Generator) -> None:
    def drawn(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    embedding, output = drawn(len(tokens), WIDTH), drawn(len(tokens), WIDTH)
    for letter, following in map(tuple, _TAUGHT):
        output[_number(tokens, following)] += embedding[_number(tokens, letter)]
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("output.weight", output)
    for layer in range(LAYERS):
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{norm}.weight", np.ones(WIDTH, np.float32))
        for part in "qkv":
            writer.add_tensor(f"blk.{layer}.attn_{part}.weight", drawn(WIDTH, WIDTH))
        writer.add_tensor(f"blk.{layer}.attn_output.weight", drawn(WIDTH, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_gate.weight", drawn(INNER, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_up.weight", drawn(INNER, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", drawn(WIDTH, INNER))


def _number(tokens: list[bytes], letter: str) -> int:
    own = letter.encode()
    return tokens.index(own if own in tokens else f"<0x{own[0]:02X}>".encode())
