"""A picture taken apart, to see what stands where in it."""

from __future__ import annotations

import struct
import zlib

WHITE, YELLOW, GREY = b"\xff\xff\xff", b"\xff\xec\x5c", b"\x80\x80\x80"


class Picture:
    """A PNG of three bytes a pixel, its rows unfiltered, taken apart."""

    def __init__(self, png: bytes) -> None:
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        at, body = 8, b""
        while at < len(png):
            length, name = struct.unpack(">I4s", png[at : at + 8])
            chunk = png[at + 8 : at + 8 + length]
            assert zlib.crc32(name + chunk) == struct.unpack(">I", png[at + 8 + length :][:4])[0]
            if name == b"IHDR":
                self.width, self.height = struct.unpack(">II", chunk[:8])
            body += chunk if name == b"IDAT" else b""
            at += 12 + length
        self._rows = zlib.decompress(body)

    def at(self, x: int, y: int) -> bytes:
        """Red, green and blue of the pixel so far from the top left corner."""
        row = y * (1 + 3 * self.width)
        return self._rows[row + 1 + 3 * x : row + 4 + 3 * x]
