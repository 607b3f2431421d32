"""Turn the pictures of a spreadsheet into photographs beside profiles: upright JPEG without EXIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as File

from pydantic_core import PydanticCustomError

from qunyingpu.authoring.spreadsheet.judging import Judged
from qunyingpu.authoring.spreadsheet.sheets import Address
from qunyingpu.errors import Problem
from qunyingpu.photos.fitness import shortcomings
from qunyingpu.photos.headers import PORTRAIT_FORMATS, check_photo
from qunyingpu.reading.masters import Master, Masters


def photos_of(rows: Sequence[Judged], folder: File, masters: Masters, problems: list[Problem]) -> dict[str, bytes]:
    """Return the photographs that *rows* bring, by the path that each gets; those that are none go into *problems*.

    *folder* is for files in between: one for each picture, in however many rows it is.
    """
    files: dict[bytes, File] = {}
    sound: list[tuple[Judged, File]] = []
    for row in rows:
        content = row.row.picture.content if row.row.picture else b""
        if not content:
            continue
        if content not in files:
            files[content] = folder / f"{len(files)}.jpg"
            files[content].write_bytes(content)
        refusal = _refusal(files[content])
        if refusal is None:
            sound.append((row, files[content]))
        else:
            problems.append(_told(row, *refusal))
    return _developed(sound, masters, problems)


def _developed(sound: Sequence[tuple[Judged, File]], masters: Masters, problems: list[Problem]) -> dict[str, bytes]:
    made = masters.of(file for _, file in sound)
    photos: dict[str, bytes] = {}
    contents: dict[File, bytes] = {}
    for row, file in sound:
        outcome = made[file]
        if isinstance(outcome, Master):
            problems += [_told(row, code, context) for code, context in shortcomings(outcome.facts)]
            if file not in contents:
                contents[file] = File(outcome.file.path).read_bytes()
            photos[f"heroes/{row.id[:2]}/{row.id}.jpg"] = contents[file]
        else:
            problems.append(_told(row, outcome.code, outcome.context))
    return photos


def _refusal(file: File) -> tuple[str, Mapping[str, object]] | None:
    try:
        check_photo(file, PORTRAIT_FORMATS)
    except PydanticCustomError as refusal:
        context = dict(refusal.context or {})
        return str(context.pop("code")), context
    return None


def _told(row: Judged, code: str, context: Mapping[str, object]) -> Problem:
    picture = row.row.picture
    table = row.row.table
    address = Address(table.sheet, picture.row, picture.column) if picture else row.row.address
    return table.problem(code, address, **{**context, "photo": f"{row.id}.jpg"})
