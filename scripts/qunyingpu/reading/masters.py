"""Turn photographs beside profiles into masters, each made once and kept in the store."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qunyingpu.model.theme import SourceFile
from qunyingpu.photos.darkroom import SECONDS, Darkroom, developing_version
from qunyingpu.photos.developing import Facts, UnfitError
from qunyingpu.writing import Store, digest


@dataclass(frozen=True, slots=True)
class Master:
    """A photograph as it may be shown: its *file* in the store, and the *facts* of the original."""

    file: SourceFile
    facts: Facts


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no master of a photograph: the *code* of the message."""

    code: str

    @property
    def context(self) -> Mapping[str, Any]:
        """Return what the sentence of the code needs besides the photograph's name."""
        return {"seconds": SECONDS}


class Masters:
    """The masters of photographs, found in a store or made and put there; asked twice in one run, it looks once."""

    def __init__(self, store: Store) -> None:
        """Keep masters in *store*."""
        self._store = store
        self._known: dict[Path, Master | Refusal] = {}
        self._lock = threading.Lock()

    def of(self, photos: Iterable[Path]) -> Mapping[Path, Master | Refusal]:
        """Return for each of *photos* its master, or why it has none.

        The key of a master is made of the photograph's bytes, the code that develops and its libraries; refusals are
        not kept, since a crash may be the machine's.
        """
        wanted = dict.fromkeys(photos)
        missing = [photo for photo in wanted if photo not in self._known]
        if missing:
            # Threads only wait: for the disk, and for the processes that develop. The darkroom closes first.
            with ThreadPoolExecutor(os.cpu_count()) as threads, Darkroom() as darkroom:
                found = threads.map(lambda photo: self._master(photo, darkroom), missing)
                self._known.update(zip(missing, found, strict=True))
        return {photo: self._known[photo] for photo in wanted}

    def _master(self, photo: Path, darkroom: Darkroom) -> Master | Refusal:
        try:
            content = photo.read_bytes()
        except OSError:
            return Refusal("photo-damaged")
        key = digest("master", content, developing_version(content))
        blobs = self._store.find(key, 2)
        if blobs is None:
            try:
                facts, master = darkroom.develop(content)
            except UnfitError as error:
                return Refusal(error.code)
            # Two heroes may have one photograph: whoever comes second must not write what the first one reads.
            with self._lock:
                made = (master, json.dumps(facts._asdict()).encode())
                blobs = self._store.find(key, 2) or self._store.put(key, made)
        return Master(SourceFile(blobs[0], key), Facts(**json.loads(blobs[1].read_bytes())))
