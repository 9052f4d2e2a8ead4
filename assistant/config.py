"""What the user has settled once: a small TOML file, under environment variables and flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from index.errors import Message, UserError

FILE = "config.toml"


class ConfigUnreadable(UserError):
    """The file of settings is not TOML, or a setting in it is not what it should be."""


def config_file(environment: Mapping[str, str] = os.environ) -> Path:
    """`shawahid/config.toml` in the user's folder of settings (XDG Base Directory 0.8)."""
    folder = environment.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "shawahid" / FILE


def setting(name: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """`SHAWAHID_NAME` from the environment, else `name` from the file; None when neither has it.

    :raises ConfigUnreadable: when the file has to be read and cannot be.
    """
    given = environment.get(f"SHAWAHID_{name.upper()}")
    if given:
        return given
    value = _read(config_file(environment)).get(name)
    if value is None or isinstance(value, str):
        return value
    raise _unreadable(config_file(environment), f"{name} = {value!r}")


def switch(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """A setting that is on or off: `SHAWAHID_NAME=1` (or `0`), else `name = true` in the file.

    :raises ConfigUnreadable: as `setting`.
    """
    given = environment.get(f"SHAWAHID_{name.upper()}")
    if given:
        return given.lower() not in ("0", "false", "no")
    value = _read(config_file(environment)).get(name, False)
    if isinstance(value, bool):
        return value
    raise _unreadable(config_file(environment), f"{name} = {value!r}")


def save_setting(name: str, value: str, environment: Mapping[str, str] = os.environ) -> None:
    """Write a setting into the file, leaving all else in it as it is.

    :raises ConfigUnreadable: when what stands there is not TOML.
    :raises OSError: when it cannot be written.
    """
    import tomlkit

    file = config_file(environment)
    _read(file)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document = tomlkit.parse(file.read_text("utf-8")) if file.is_file() else tomlkit.document()
    document[name] = value
    written = file.with_suffix(".new")
    written.write_text(tomlkit.dumps(document), "utf-8")
    written.replace(file)


def _read(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _unreadable(file, str(error)) from error


def _unreadable(file: Path, trouble: str) -> ConfigUnreadable:
    return ConfigUnreadable(
        Message(f"لا يُقرأ ملف الإعدادات {file}: {trouble}", f"Cannot read {file}: {trouble}"),
        Message("صحّحه أو احذفه", "Correct it or delete it"),
    )


def shipped(name: str) -> Path:
    """`prompts` or `seeds`: inside the package where it is installed, beside it in a clone."""
    inside = Path(__file__).parent / "data" / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name
