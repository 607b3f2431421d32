"""Call a verb of the command line as a person does, on a known day, and give back what came of it."""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from projects import TODAY
from qunyingpu.__main__ import main

Ended = Callable[..., tuple[int, str]]
"""Run a verb with the words after it, and what is typed into it; return status and all that was said."""


def caller(
    root: Path, verb: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *modules: object
) -> Ended:
    """Return what runs `qunyingpu` *verb* in *root*; *modules* are those that ask for the day."""
    for module in modules:
        monkeypatch.setattr(module, "real_day", _today)

    def run(*words: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.chdir(root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", verb, *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return run


def _today() -> datetime.date:
    return TODAY
