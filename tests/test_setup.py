"""What is set up is what was written down: the lock, its tools, and nothing beside it."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
LOCKED = {each["name"]: each["version"] for each in PACKAGES}
OURS = next(each for each in PACKAGES if each["name"] == "shawahid")
SETUP = (ROOT / ".ci" / "setup.txt").read_text("utf-8")


def asked_for(name: str, specifier: str) -> tuple[str, str]:
    return re.sub("[-_.]+", "-", name).lower(), ",".join(sorted(specifier.split(",")))


def test_the_lock_is_of_this_project() -> None:
    extras = PROJECT["project"]["optional-dependencies"].values()
    written = [*PROJECT["project"]["dependencies"], *(each for extra in extras for each in extra)]
    parsed = [Requirement(each) for each in written]

    locked = {
        asked_for(each["name"], each.get("specifier", ""))
        for each in OURS["metadata"]["requires-dist"]
    }
    assert locked == {asked_for(each.name, str(each.specifier)) for each in parsed}, "make lock"


def test_the_tools_that_set_up_are_those_of_the_lock() -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", SETUP, re.M))
    hashes = set(re.findall(r"sha256:[0-9a-f]{64}", SETUP))
    files = [each for one in PACKAGES for each in one.get("wheels", []) if one["name"] in pinned]

    assert {name: LOCKED[name] for name in pinned} == pinned, "make lock"
    assert {each["hash"] for each in files} <= hashes


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="another environment")
def test_what_is_installed_is_what_the_lock_names() -> None:
    text = (ROOT / ".venv" / "locked.txt").read_text("utf-8")
    lines = [line.rstrip("\\ ") for line in text.splitlines() if re.match("[a-z0-9]", line)]
    named = [each for each in map(Requirement, lines) if not each.marker or each.marker.evaluate()]
    wanted = {asked_for(each.name, str(each.specifier)) for each in named}

    there = {asked_for(each.name, f"=={each.version}") for each in distributions()}
    assert {each for each in there if each[0] != "shawahid"} == wanted


def test_no_address_but_the_public_registrys_is_written_down() -> None:
    hosts = set(re.findall(r"https?://([^/\"\s]+)", (ROOT / "uv.lock").read_text("utf-8")))

    assert len(hosts) == 2, "a mirror's addresses are in the lock: make lock"
