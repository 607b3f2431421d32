"""Quote the lines of files that problems stand in, for reports; personal data in them stays hidden."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from qunyingpu.errors import ContentError, Problem
from qunyingpu.reading.files import Found, decode, read_bytes
from qunyingpu.reading.privacy import hidden


def excerpts(root: Path) -> Callable[[Problem], str]:
    """Return the function that quotes the line of a problem of the project at *root*, empty where there is none."""

    @cache
    def lines(file: str) -> list[str]:
        found = Found(file, str(root / file))
        try:
            return decode(found, read_bytes(found)).split("\n")
        except ContentError:
            return []

    def line_of(problem: Problem) -> str:
        every = lines(problem.file) if problem.line else []
        return hidden(every[problem.line - 1]) if problem.line <= len(every) and problem.line else ""

    return line_of
