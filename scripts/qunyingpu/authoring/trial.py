"""Judge files as if they lay in the project already."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from qunyingpu.errors import Problem
from qunyingpu.reading import Masters, read_all
from qunyingpu.reading.files import Found
from qunyingpu.writing import Store


def problems_with(
    root: Path, contents: Mapping[str, bytes], *, today: datetime.date, store: Store, masters: Masters | None = None
) -> tuple[Problem, ...]:
    """Return every problem of the project at *root* once the files *contents*, by path, are in it."""
    with tempfile.TemporaryDirectory() as folder:
        instead = []
        for number, (path, content) in enumerate(contents.items()):
            copy = Path(folder) / str(number) / PurePosixPath(path).name
            copy.parent.mkdir()
            copy.write_bytes(content)
            instead.append(Found(path, str(copy)))
        return read_all(root, today=today, cache=store.trees, masters=masters, instead=instead).problems
