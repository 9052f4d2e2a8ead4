"""A real Chromium without a window, spoken to over a pipe by its DevTools protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome")
Json = dict[str, Any]  # whatever the protocol sends


def executable() -> str | None:
    """Where a browser is; None when the machine has none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page in one process; what it logs and asks for is kept."""

    def __init__(self, profile: Path) -> None:
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        self._input, self._output = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        found = executable()
        assert found
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        # The protocol is spoken on descriptors 3 and 4, whatever ours are called.
        command = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, found, *flags, "--remote-debugging-pipe", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._last = 0
        self._session: str | None = None
        self.events: list[Json] = []

    def __enter__(self) -> Self:
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._input.close()
        self._output.close()

    def send(self, method: str, **parameters: object) -> Json:
        """Do one thing and wait for its answer; what happens meanwhile is kept in `events`."""
        self._last += 1
        message: Json = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._output.write(json.dumps(message).encode() + b"\0")
        self._output.flush()
        while (answer := self._receive()).get("id") != self._last:
            self.events.append(answer)
        assert "error" not in answer, answer["error"]
        result: Json = answer["result"]
        return result

    def open(self, file: Path) -> None:
        """Show a file, and wait until it is loaded."""
        self.send("Page.navigate", url=file.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def value(self, expression: str) -> Any:  # noqa: ANN401 whatever the expression yields
        """What a JavaScript expression yields in the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def _receive(self) -> Json:
        data = b""
        while not data.endswith(b"\0"):
            byte = self._input.read(1)
            assert byte, "the browser has gone"
            data += byte
        message: Json = json.loads(data[:-1])
        return message


@contextmanager
def showing(
    file: Path, profile: Path, *, width: int = 1280, height: int = 900
) -> Iterator[Browser]:
    with Browser(profile) as browser:
        browser.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        browser.open(file)
        yield browser
