"""Photographs are developed by processes that may crash, hang or run out of memory: each is told, none spreads."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from faces import a_face, encoded
from qunyingpu.photos import darkroom
from qunyingpu.photos.darkroom import Darkroom, Worker
from qunyingpu.photos.developing import UnfitError, develop, frame

SCRIPTS = Path(__file__).parents[1] / "scripts"
PHOTO = encoded(a_face((120, 150)))
Program = Callable[[str], Path]

OBEDIENT = """
import os, signal, sys, threading
sys.path.insert(0, {scripts!r})
from qunyingpu.photos import developing
def develop(content):
    {act}
    return developing.Facts(os.getpid(), 0, 0.0, True), content
developing.develop = develop
developing.main()
"""
"""A worker that, instead of developing, does what the test tells and answers with its own number as width."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Write a program for workers and return its path."""

    def write(act: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(OBEDIENT.format(scripts=str(SCRIPTS), act=act), encoding="utf-8")
        return path

    return write


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """Return the list to which every worker is added that is started."""
    workers: list[Worker] = []
    start = darkroom._start

    def note(command: list[str]) -> Worker:
        workers.append(start(command))
        return workers[-1]

    monkeypatch.setattr(darkroom, "_start", note)
    return workers


def _refusal(room: Darkroom, content: bytes) -> str:
    with pytest.raises(UnfitError) as refused:
        room.develop(content)
    return refused.value.code


def test_a_worker_gives_what_this_process_would() -> None:
    """The same photograph becomes the same master there as here, and the same refusal."""
    with Darkroom() as room:
        assert room.develop(PHOTO) == develop(PHOTO)
        assert _refusal(room, PHOTO[:900]) == "photo-damaged"
        assert _refusal(room, b"") == "photo-damaged"
        assert room.develop(PHOTO) == develop(PHOTO)


def test_one_worker_develops_many(started: list[Worker]) -> None:
    """A process is not started for each photograph, whether it was fit or not."""
    with Darkroom() as room:
        for content in (PHOTO, b"unfit", PHOTO, PHOTO):
            try:
                room.develop(content)
            except UnfitError:
                continue
    assert len(started) == 1


def test_no_worker_starts_before_there_is_work(started: list[Worker]) -> None:
    """A build in which nothing is to be developed starts nothing."""
    with Darkroom():
        pass
    assert started == []


@pytest.mark.parametrize("death", ["os._exit(0)", "os.abort()", "raise MemoryError", "os.close(0); os._exit(1)"])
def test_a_crash_is_told_and_the_next_photograph_developed(program: Program, death: str, started: list[Worker]) -> None:
    """Whatever a worker dies of, its photograph is told and another worker takes the next."""
    with Darkroom(program=program(f"if content == b'bad': {death}")) as room:
        first = room.develop(b"good")[0].width
        assert _refusal(room, b"bad") == "photo-crash"
        second = room.develop(b"good")[0].width
    assert first != second
    assert len(started) == 2


def test_a_hang_is_told_and_the_next_photograph_developed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that does not answer in time is ended."""
    act = "if content == b'bad': threading.Event().wait()"
    with Darkroom(program=program(act)) as room:
        assert room.develop(b"good")[1] == b"good"
        with monkeypatch.context() as hurry:
            hurry.setattr(room, "_seconds", 0.1)
            assert _refusal(room, b"bad") == "photo-slow"
        assert room.develop(b"good")[1] == b"good"


@pytest.mark.parametrize(
    "answer",
    [
        frame(b"no JSON"),
        frame(b"{}"),
        frame(b"[]"),
        frame(b'{"width": 1}'),
        frame(b"\xff"),
        (1 << 40).to_bytes(8, "big"),
    ],
)
def test_nonsense_is_a_crash(tmp_path: Path, answer: bytes) -> None:
    """What a worker answers is not taken on trust, and an answer of a terabyte is not waited for."""
    path = tmp_path / "program.py"
    path.write_text(
        f"import sys, threading\nsys.stdout.buffer.write({answer!r})\nsys.stdout.flush()\nthreading.Event().wait()\n",
        encoding="utf-8",
    )
    with Darkroom(program=path, seconds=20) as room:
        assert _refusal(room, PHOTO) == "photo-crash"


@pytest.mark.parametrize("answer", [b"", b"\0", frame(b"{}")[:9], frame(b'{"width": 1, "height": 1}') + b"\0"])
def test_half_an_answer_is_a_crash(tmp_path: Path, answer: bytes) -> None:
    """A worker that dies while it answers is told like any other."""
    path = tmp_path / "program.py"
    path.write_text(f"import sys\nsys.stdout.buffer.write({answer!r})\n", encoding="utf-8")
    with Darkroom(program=path) as room:
        assert _refusal(room, PHOTO) == "photo-crash"


def test_a_program_that_cannot_start_is_a_crash(tmp_path: Path) -> None:
    """A worker that ends at once, with its pipe broken, is told like any other that died."""
    with Darkroom(program=tmp_path / "no-such-program.py") as room:
        assert _refusal(room, PHOTO * 100) == "photo-crash"


def test_what_a_library_prints_is_no_answer(program: Program) -> None:
    """Words on the worker's standard output, of Python or of C, do not get among the answers."""
    with Darkroom(program=program("print('hello', flush=True); os.write(1, b'hello')")) as room:
        assert room.develop(b"good")[1] == b"good"


def test_a_worker_leaves_ctrl_c_to_its_parent(started: list[Worker]) -> None:
    """The signal that ends a build reaches its workers too, which are not to shout."""
    with Darkroom() as room:
        room.develop(PHOTO)
        if sys.platform != "win32":
            started[0].send_signal(signal.SIGINT)
        room.develop(PHOTO)
    assert len(started) == 1


def test_no_worker_outlives_the_darkroom(program: Program, started: list[Worker]) -> None:
    """Leaving ends idle workers and busy ones at once, and whoever waits for one is told."""
    waiting = Event()

    def ask(room: Darkroom, content: bytes) -> str:
        if content == b"bad":
            waiting.set()
        try:
            room.develop(content)
        except UnfitError as refused:
            return refused.code
        return ""

    act = "if content == b'bad': threading.Event().wait()"
    with ThreadPoolExecutor(1) as threads, pytest.raises(KeyboardInterrupt), Darkroom(program=program(act)) as room:
        assert threads.submit(ask, room, b"good").result() == ""
        hanging, late = (threads.submit(ask, room, content) for content in (b"bad", b"good"))
        waiting.wait()
        raise KeyboardInterrupt
    assert (hanging.result(), late.result()) == ("photo-crash", "photo-crash")
    assert [worker.poll() is not None for worker in started] == [True]


def test_memory_is_bounded() -> None:
    """A photograph that needs more memory than a worker may have is told, where the system can say so."""
    large = encoded(Image.new("RGBA", (5000, 5000), (200, 30, 30, 90)), "PNG", compress_level=1)
    with Darkroom(memory=200 << 20) as room:
        if sys.platform == "linux":
            assert _refusal(room, large) == "photo-crash"
        assert room.develop(PHOTO) == develop(PHOTO)
    with Darkroom() as room:
        assert room.develop(large)[0][:2] == (5000, 5000)


def test_computing_is_bounded(program: Program) -> None:
    """A worker whose parent is gone, so that nobody ends it, does not compute for ever."""
    spin = "exec('while True: pass')" if sys.platform != "win32" else "os._exit(1)"
    with Darkroom(program=program(f"developing.bound_time(0); {spin}"), seconds=60) as room:
        assert _refusal(room, PHOTO) == "photo-crash"
