"""Tell how many strokes a character has, as people count who look a surname up by its strokes (笔画).

`strokes.csv` is taken from the npm package cnchar 3.2.6 (MIT, https://github.com/theajack/cnchar), which follows the
forms of the mainland: 阳 has 6 strokes, where tables for the old forms (Unihan, CLDR) say 7. A line is a number of
strokes and its characters, 6,944 in all; what it lacks is listed apart rather than counted wrongly.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def strokes_of(character: str) -> int:
    """Return the strokes of *character*, 0 where the table does not have it."""
    return _table().get(character, 0)


@cache
def _table() -> Mapping[str, int]:
    text = (files("qunyingpu") / "strokes.csv").read_text(encoding="utf-8")
    return {one: int(row["strokes"]) for row in csv.DictReader(text.splitlines()) for one in row["characters"]}
