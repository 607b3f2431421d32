"""Make projects to try things on: the shipped one copied, or one whose people never lived."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DAY = {"SOURCE_DATE_EPOCH": "1795392000"}
"""2026-11-23 in UTC+8, for the environment of a build: a copy has no history to take the day from."""

BUILD_WITHOUT_CARDS = """
import sys
import qunyingpu.publish
qunyingpu.publish.portrait_cards = lambda *_: ()
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", "build", "-q"]
cli()
"""
"""A program that builds the site of the folder where it is started."""


def shipped_project(folder: Path) -> Path:
    """Copy what the shipped site is made of, without its history and caches, into *folder*, and return that."""
    for part in ("content", "heroes", "theme"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def invented_project(folder: Path, heroes: int, *options: str) -> Path:
    """Write a roll of *heroes* who never lived into *folder*, with the shipped theme and pages, and return that.

    *options* are further words of ``make_roll.py``.
    """
    make = [sys.executable, str(ROOT / "scripts" / "make_roll.py"), str(folder), "--heroes", str(heroes), "--seed", "1"]
    subprocess.run([*make, *options], check=True, capture_output=True)
    for part in ("content", "theme"):
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # The shipped heroes of the home page are not in an invented roll.
    (folder / "mkdocs.yml").write_text(re.sub(r"(?m)^  featured:\n(?:    - .*\n)+", "", settings), encoding="utf-8")
    return folder
