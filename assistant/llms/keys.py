"""Where the key of a model's server comes from: the environment, a private file, or the keyring.

A key belongs to one base URL and is never sent to another: a vendor's own variable serves the
vendor's own address; `SHAWAHID_API_KEY` the `SHAWAHID_BASE_URL` that stands beside it; the file
`keys.toml` beside the settings and the system's keyring name the base URL with each key.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from assistant.config import config_file
from index.errors import Message, UserError

FILE = "keys.toml"
KEYRING_SERVICE = "shawahid"
_VENDOR_VARIABLES = {
    "https://api.openai.com/v1": "OPENAI_API_KEY",
    "https://api.anthropic.com": "ANTHROPIC_API_KEY",
}
_OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Key:
    """A secret that shows in no printed form of itself."""

    value: str = field(repr=False)
    header: str = "authorization"
    """The header that it is sent in."""

    @property
    def header_value(self) -> str:
        return f"Bearer {self.value}" if self.header == "authorization" else self.value


def key_for(
    base_url: str, header: str = "authorization", environment: Mapping[str, str] = os.environ
) -> Key | None:
    """The key of the server at a base URL; None when there is none.

    :raises UserError: when others may read the file of keys, or the key would go out in clear.
    """
    base_url = base_url.rstrip("/")
    value = (
        _from_environment(base_url, environment)
        or _from_file(base_url, config_file(environment).with_name(FILE))
        or _from_keyring(base_url)
    )
    if value is None:
        return None
    address = urlsplit(base_url)
    if address.scheme != "https" and address.hostname not in _THIS_MACHINE:
        raise UserError(
            Message(
                f"لا يُرسل مفتاح إلى {base_url} من غير تعمية",
                f"No key is sent to {base_url}, which is not encrypted",
            ),
            Message("اكتب العنوان بادئًا بـ https", "Give the address with https"),
        )
    return Key(value.strip(), header)


def _from_environment(base_url: str, environment: Mapping[str, str]) -> str | None:
    variable = _VENDOR_VARIABLES.get(base_url)
    if variable and environment.get(variable):
        return environment[variable]
    if environment.get("SHAWAHID_BASE_URL", "").rstrip("/") == base_url:
        return environment.get("SHAWAHID_API_KEY") or None
    return None


def _from_file(base_url: str, file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & _OTHERS_MAY_READ:
                raise UserError(
                    Message(f"يقرأ غيرُك ملف المفاتيح {file}", f"Others may read {file}"),
                    Message(f"احجبه: chmod 600 {file}", f"Close it to them: chmod 600 {file}"),
                )
            keys = tomllib.load(opened)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        # What the parser says quotes the line that it stumbled on, which may be a key.
        raise UserError(
            Message(f"لا يُقرأ ملف المفاتيح {file}", f"Cannot read the file of keys {file}"),
            Message(
                'اكتب فيه سطرًا لكل خادوم: "https://…" = "المفتاح"',
                'Give it a line for each server: "https://…" = "key"',
            ),
        ) from None
    found = {url.rstrip("/"): key for url, key in keys.items() if isinstance(key, str)}
    return found.get(base_url)


def _from_keyring(base_url: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, base_url)
    except Exception:  # a machine without a keyring, or one that is locked, says so in many ways
        return None
