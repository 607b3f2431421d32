"""Have photographs developed in processes whose memory and time are bounded: none can crash or hang a build.

Plain processes that are started anew, not forked and not `multiprocessing`: the same on every system, and without the
caller's main module. Each develops many photographs, since starting one costs as much as developing one.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import PIL

from qunyingpu.photos import developing
from qunyingpu.photos.developing import Facts, UnfitError, can_read_heic, frame, is_boxed, read_frame

SECONDS = 60
"""How long one photograph may take: fifty times what the largest does, so that a loaded machine refuses none."""

MEMORY = 1536 << 20
"""Bytes of addresses of a worker: 60 megapixels of transparent WebP, the dearest of all, take 1,260 MiB."""

Worker = subprocess.Popen[bytes]
"""A process that runs `developing` as a program."""

_MOST_ANSWERED = 16 << 20
_PROGRAM = Path(developing.__file__)


class Darkroom:
    """Workers that develop photographs, one for each thread that asks, until the end of the ``with`` block."""

    def __init__(self, *, program: Path = _PROGRAM, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Start nothing yet; *program* is what workers run."""
        self._command = [sys.executable, "-P", str(program), str(round(seconds) or 1), str(memory)]
        self._seconds = seconds
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        """Open for work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers, whatever they are at."""
        with self._lock:
            self._is_closed = True
            idle, busy = tuple(self._idle), tuple(self._busy)
            self._idle.clear()
        for worker in busy:
            worker.kill()  # the thread that waits for its answer takes it away
        for worker in idle:
            _end(worker)

    def develop(self, content: bytes) -> tuple[Facts, bytes]:
        """Return what is known of the photograph *content*, and its master.

        Raises UnfitError as `developing.develop` does, and with ``photo-slow`` or ``photo-crash`` where a worker took
        too long, or died of it.
        """
        worker = self._hired()
        try:
            with self._hurried(worker) as is_late:
                facts, master = _exchange(worker, content)
        except UnfitError:
            self._released(worker)
            raise
        except (OSError, ValueError, TypeError, EOFError):
            self._dismissed(worker)
            raise UnfitError("photo-slow" if is_late.is_set() else "photo-crash") from None
        except BaseException:
            self._dismissed(worker)
            raise
        self._released(worker)
        return facts, master

    def _hired(self) -> Worker:
        # Under the lock also because two processes that Windows starts at once can inherit each other's pipes.
        with self._lock:
            if self._is_closed:
                raise UnfitError("photo-crash")
            worker = self._idle.pop() if self._idle else _start(self._command)
            self._busy.add(worker)
            return worker

    def _released(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if not self._is_closed:
                self._idle.append(worker)
                return
        _end(worker)

    def _dismissed(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        _end(worker)

    @contextmanager
    def _hurried(self, worker: Worker) -> Iterator[threading.Event]:
        """Kill *worker* unless the block ends in time; tell whether that happened."""
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            worker.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield is_late
        finally:
            timer.cancel()


def developing_version(content: bytes) -> str:
    """Return what differs wherever the same photograph *content* might become another master."""
    return _code_version() + (version("pillow-heif") if is_boxed(content) and can_read_heic() else "")


@cache
def _code_version() -> str:
    return PIL.__version__ + inspect.getsource(developing)


def _start(command: list[str]) -> Worker:
    return subprocess.Popen(  # noqa: S603 - this Python runs a file of this package
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _end(worker: Worker) -> None:
    worker.kill()
    with suppress(OSError):  # what it had yet to read is lost with it
        worker.communicate()


def _exchange(worker: Worker, content: bytes) -> tuple[Facts, bytes]:
    if worker.stdin is None or worker.stdout is None:
        raise ValueError("a worker without pipes")
    worker.stdin.write(frame(content))
    worker.stdin.flush()
    told = json.loads(_answer(worker.stdout))
    if "code" in told:
        raise UnfitError(str(told["code"]))
    return Facts(**told), _answer(worker.stdout)


def _answer(answers: IO[bytes]) -> bytes:
    content = read_frame(answers, _MOST_ANSWERED)
    if content is None:
        raise EOFError
    return content
