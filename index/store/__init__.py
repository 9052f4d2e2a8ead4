"""The library's one file: canonical text, passages, vectors, and who may change them."""
