"""What other programs read in our exports: libraries always, programs where there are any."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

Json = Any  # whatever a program prints


def program(name: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def pandoc(data: bytes, source: str, target: str) -> str:
    """What pandoc makes of a document."""
    command = [program("pandoc"), "--from", source, "--to", target, "--wrap", "none"]
    done = subprocess.run(command, input=data, capture_output=True, timeout=600, check=True)
    return done.stdout.decode()


def pandoc_json(data: bytes, source: str, target: str) -> Json:
    return json.loads(pandoc(data, source, target))


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file
