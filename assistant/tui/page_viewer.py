"""Pictures of pages: kept in files of the user's own, opened where there is a desktop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread


def kept(png: bytes) -> Path:
    """A new file among the temporary ones that only its user can read."""
    number, name = tempfile.mkstemp(prefix="shawahid-", suffix=".png")
    with os.fdopen(number, "wb") as file:
        file.write(png)
    return Path(name)


def opens(file: Path) -> bool:
    """Have the desktop's viewer show a file; False where there is no desktop."""
    viewer = _viewer()
    if viewer is None:
        return False
    try:
        shown = subprocess.Popen(  # noqa: S603 - the viewer of the desktop, a file of ours
            [viewer, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    Thread(target=shown.wait, daemon=True).start()
    return True


def _viewer() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    on_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if on_desktop else None
