"""Turn artifacts into files of the site: the only writer of the site and of the cache.

An artifact whose bytes are dear to make carries a key, the digest of everything that its bytes depend on; what was
made once lies in the store under that key and is only linked afterwards. Results never depend on history: the key
decides, and a stored blob is trusted only while its size and digest are right.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import importlib.resources
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import ContentError, Problem
from qunyingpu.writing.files import replace_file, write_new
from qunyingpu.writing.shelves import Buffer, Shelf, TreeShelf

__all__ = [
    "CACHE",
    "Artifact",
    "Buffer",
    "Drawing",
    "Make",
    "Report",
    "Shelf",
    "Store",
    "TreeShelf",
    "Watch",
    "digest",
    "drawing_pool",
    "program_digest",
    "publish",
    "replace_file",
    "save",
    "unwatched",
]

Make = Callable[[], Sequence[bytes]]
"""A picklable job that returns the bytes of each artifact that it makes, in the order of the artifacts' paths."""


Watch = Callable[[int, int], None]
"""Be told how much is done, and of how much."""

CACHE = Path(".cache") / "qunyingpu"
"""The folder of the store, from the root of a project."""


def unwatched(done: int, total: int) -> None:
    """Look at nothing: for work that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site whose *content* is at hand; *path* is relative to the site, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """Files of the site that one dear job makes together: the job *make* gives the bytes for *paths*, in order."""

    paths: tuple[str, ...]
    key: str
    make: Make


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did: paths written or linked, drawings made anew, drawings taken from the store."""

    written: int
    made: int
    reused: int


class Store:
    """A folder of made bytes, addressed by key."""

    def __init__(self, folder: Path) -> None:
        """Use *folder*, which is made when first needed."""
        self._folder = folder

    @property
    def record(self) -> Path:
        """Return the file that says what was published last."""
        return self._folder / "published.json"

    def find(self, key: str, count: int) -> list[Path] | None:
        """Return the *count* sound blobs of *key*, None when any is missing, altered or cut short."""
        record = self._folder / key[:2] / f"{key}.json"
        try:
            digests = json.loads(record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        blobs = [self._blob(key, place) for place in range(count)]
        if len(digests) != count or any(_digest_of(b) != d for b, d in zip(blobs, digests, strict=True)):
            return None
        return blobs

    def put(self, key: str, contents: Sequence[bytes]) -> list[Path]:
        """Keep *contents* under *key*; the record is written last, so that a half-written key is never found."""
        blobs = [self._blob(key, place) for place in range(len(contents))]
        for blob, content in zip(blobs, contents, strict=True):
            write_new(blob, content)
        digests = [hashlib.blake2b(content, digest_size=20).hexdigest() for content in contents]
        write_new(self._folder / key[:2] / f"{key}.json", json.dumps(digests).encode())
        return blobs

    @property
    def trees(self) -> TreeShelf:
        """Return what was kept of the texts that were read last."""
        return TreeShelf(self._folder / "trees.json")

    @property
    def postings(self) -> Shelf:
        """Return what was kept of the search index that was made last."""
        return Shelf(self._folder / "postings")

    def _blob(self, key: str, place: int) -> Path:
        return self._folder / key[:2] / f"{key}.{place}"


def publish(
    works: Iterable[Artifact | Drawing], *, into: Path, store: Store, executor: Executor, watch: Watch = unwatched
) -> Report:
    """Write *works* under *into*, drawing only what *store* lacks, and remove what was made before and is no more.

    Works that come first are drawn while later ones are still made, and nothing is written before all have come: what
    *works* raises leaves the site as it was. A job puts what it has drawn into the store itself, so that no picture
    passes through this process, and what is drawn when the work is broken off is kept; workers elsewhere need the
    store's folder, as they need the fonts'. *watch* is told how many drawings are done, of how many that were missing.
    Raises ContentError with what is wrong with any of them once all the others are drawn.
    Raises ValueError when two works claim one path or a path leaves the site.
    """
    paths: set[str] = set()
    artifacts: list[Artifact] = []
    found: list[tuple[Drawing, list[Path] | None]] = []
    jobs: dict[Future[list[Path]], Drawing] = {}
    try:
        for work in works:
            _claim(work, paths)
            if isinstance(work, Artifact):
                artifacts.append(work)
                continue
            found.append((work, store.find(work.key, len(work.paths))))
            if found[-1][1] is None:
                # Begun at once: other processes draw while this one makes the works that follow.
                jobs[executor.submit(_draw, work, store)] = work
        _write_all(artifacts, found, into)
        _link_drawn(jobs, into, watch)
    except BaseException:
        # What was drawn is kept; what waits is not begun, so that Ctrl-C is answered at once.
        for job in jobs:
            job.cancel()
        raise
    _remove_stale(paths, into=into, record=store.record)
    return Report(written=len(paths), made=len(jobs), reused=len(found) - len(jobs))


def save(artifacts: Iterable[Artifact], *, into: Path) -> list[Path]:
    """Write *artifacts* under *into*, for a person who asked for them, and return where each lies."""
    places = [(into / artifact.path, artifact.content) for artifact in artifacts]
    for place, content in places:
        write_new(place, content)
    return [place for place, _ in places]


def drawing_pool(workers: int | None = None) -> Executor:
    """Return a pool of *workers* processes for `publish`, as many as there are processors where none are told.

    Ctrl-C, which a terminal sends to all of them, is left to this process: a worker ends what it has begun.
    """
    # By its full name the pool is loaded only here: most verbs need none, and it takes long to load.
    return concurrent.futures.ProcessPoolExecutor(
        workers or os.cpu_count(), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )


def digest(*parts: bytes | str) -> str:
    """Return a key made of *parts*, each told apart from its neighbours."""
    state = hashlib.blake2b(digest_size=20)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        state.update(len(content).to_bytes(8, "big") + content)
    return state.hexdigest()


def program_digest() -> str:
    """Return the digest of all sources and tables of the program."""
    package = Path(str(importlib.resources.files("qunyingpu")))
    sources = sorted(file for pattern in ("*.py", "*.csv") for file in package.rglob(pattern))
    return digest(*(file.read_bytes() for file in sources))


def _draw(drawing: Drawing, store: Store) -> list[Path]:
    return store.put(drawing.key, drawing.make())


def _claim(work: Artifact | Drawing, paths: set[str]) -> None:
    for path in (work.path,) if isinstance(work, Artifact) else work.paths:
        if path.startswith("/") or ".." in path.split("/") or "\\" in path or path in paths:
            raise ValueError(f"an output claims a path twice, or one outside the site: {path}")
        paths.add(path)


def _write_all(artifacts: Sequence[Artifact], found: Sequence[tuple[Drawing, list[Path] | None]], into: Path) -> None:
    for artifact in artifacts:
        write_new(f"{into}/{artifact.path}", artifact.content)
    for drawing, blobs in found:
        if blobs is not None:
            _link_all(blobs, drawing.paths, into)


def _link_drawn(jobs: Mapping[Future[list[Path]], Drawing], into: Path, watch: Watch) -> None:
    """Link each of *jobs* when it is drawn; what is wrong with some of them is told when all others are."""
    problems: list[Problem] = []
    for done, job in enumerate(as_completed(jobs), 1):
        try:
            _link_all(job.result(), jobs[job].paths, into)
        except ContentError as error:
            problems += error.problems
        watch(done, len(jobs))
    if problems:
        raise ContentError(problems)


def _link_all(blobs: Sequence[Path], paths: Sequence[str], into: Path) -> None:
    for blob, path in zip(blobs, paths, strict=True):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Never write through a link: the blob behind an old one would change.
        target.unlink(missing_ok=True)
        try:
            os.link(blob, target)
        except OSError:
            shutil.copyfile(blob, target)


def _remove_stale(paths: set[str], *, into: Path, record: Path) -> None:
    try:
        before = set(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        before = set()
    for path in sorted(before - paths):
        (into / path).unlink(missing_ok=True)
    write_new(record, json.dumps(sorted(paths)).encode())


def _digest_of(blob: Path) -> str | None:
    try:
        return hashlib.blake2b(blob.read_bytes(), digest_size=20).hexdigest()
    except OSError:
        return None
