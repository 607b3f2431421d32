"""Turn the roll into the file that is asked for, with the photographs in it where these are wanted."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from qunyingpu.authoring.spreadsheet.texts import as_csv
from qunyingpu.errors import UsageError
from qunyingpu.model.hero import Hero

__all__ = ["as_csv", "as_xlsx", "photos_beside"]


def as_xlsx(heroes: Sequence[Hero], photos: Mapping[str, bytes]) -> bytes:
    """Return *heroes* as a workbook, with those of *photos*, by id, that it may hold.

    Raises UsageError where openpyxl is missing.
    """
    try:
        books = importlib.import_module("qunyingpu.authoring.spreadsheet.books")
    except ModuleNotFoundError as error:
        if error.name != "openpyxl":
            raise
        raise UsageError(
            "导出 .xlsx 要用 openpyxl，这里还没有安装；请改用 python3 scripts/go.py export 来运行，它会先装好。"
        ) from None
    made: bytes = books.as_workbook(heroes, photos)
    return made


def photos_beside(heroes: Sequence[Hero], root: Path) -> dict[str, bytes]:
    """Return the photographs of *heroes*, by id."""
    return {
        hero.id: (root / f"heroes/{hero.id[:2]}/{hero.portrait.file}").read_bytes() for hero in heroes if hero.portrait
    }
