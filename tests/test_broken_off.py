"""Work that is broken off: Ctrl-C is answered at once, and what was drawn until then is not drawn again."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qunyingpu.writing import Drawing, Store, digest, publish

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
COUNT, BROKEN_OFF_AT = 200, 20

CHILD = """
import os, signal, sys
from pathlib import Path
from test_broken_off import drawings, BROKEN_OFF_AT
from qunyingpu.writing import Store, drawing_pool, publish

def watch(done, total):
    if done == BROKEN_OFF_AT:
        # What a terminal does on Ctrl-C: every process of the group is told.
        os.killpg(0, signal.SIGINT) if hasattr(os, "killpg") else signal.raise_signal(signal.SIGINT)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with drawing_pool(2) as executor:
        publish(drawings(), into=folder / "site", store=Store(folder / "cache"), executor=executor, watch=watch)
"""


def drawings() -> Iterator[Drawing]:
    """Yield drawings that take no time."""
    for number in range(COUNT):
        content = f"drawing {number}".encode()
        yield Drawing((f"cards/{number}.jpg",), digest("drawing", str(number)), functools.partial(list, [content]))


def test_what_was_drawn_before_ctrl_c_is_kept(tmp_path: Path) -> None:
    """The next run takes everything from the store that was done, draws the rest, and gives the same site."""
    script = tmp_path / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    path = os.pathsep.join([str(SCRIPTS), str(Path(__file__).parent)])
    child = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert child.returncode != 0
    assert child.stderr.count("KeyboardInterrupt") == 1, "a worker was interrupted too"
    with ThreadPoolExecutor(1) as executor:
        report = publish(drawings(), into=tmp_path / "site", store=Store(tmp_path / "cache"), executor=executor)
    assert BROKEN_OFF_AT <= report.reused < COUNT
    assert report.made == COUNT - report.reused
    assert {file.read_bytes() for file in (tmp_path / "site/cards").iterdir()} == {
        f"drawing {number}".encode() for number in range(COUNT)
    }


def test_who_waits_is_told_how_far_it_is(tmp_path: Path) -> None:
    """One call for each drawing that was missing, and none when nothing is drawn."""
    told: list[tuple[int, int]] = []
    for _ in range(2):
        with ThreadPoolExecutor(2) as executor:
            publish(
                drawings(),
                into=tmp_path / "site",
                store=Store(tmp_path / "cache"),
                executor=executor,
                watch=lambda done, total: told.append((done, total)),
            )
    assert told == [(done, COUNT) for done in range(1, COUNT + 1)]
