"""Time the preview of one hero in a fictional roll against a cold build of the whole site, and print the ratio.

    python scripts/bench_preview.py --heroes 10000

Both run in turn, from an empty cache and as commands of their own, start of Python included. The build draws all cards,
as a reader's first `mkdocs build` does; with ``--without-cards`` it draws none, so that the ratio flatters us less.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

WITHOUT_CARDS = """
import sys
import qunyingpu.publish
qunyingpu.publish.portrait_cards = lambda *_: ()
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", "build", "-q"]
cli()
"""


def main() -> None:
    """Print wall and CPU seconds of both, the median of the rounds, and the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--without-cards", action="store_true")
    chosen = options.parse_args()
    build = ["-c", WITHOUT_CARDS] if chosen.without_cards else ["-m", "mkdocs", "build", "-q"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hero = _project(folder, chosen.heroes)
        preview = ["-m", "qunyingpu", "preview", hero, "-o", str(folder / "preview.html")]
        times: dict[str, list[tuple[float, float]]] = {"preview": [], "build": []}
        for _ in range(chosen.rounds):
            for what, words in (("preview", preview), ("build", build)):
                times[what].append(_timed([sys.executable, *words], folder))
    _tell(times, chosen.heroes)


def _project(folder: Path, heroes: int) -> str:
    """Make a fictional roll with the shipped theme in *folder*; return the id of one of its heroes."""
    make = [sys.executable, str(ROOT / "scripts" / "make_roll.py"), str(folder), "--heroes", str(heroes), "--seed", "1"]
    subprocess.run(make, check=True, capture_output=True)
    for part in ("content", "theme"):
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # The shipped heroes of the home page are not in a fictional roll.
    settings = re.sub(r"(?m)^  featured:\n(?:    - .*\n)+", "", settings)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return sorted((folder / "heroes").glob("*/*.yaml"))[heroes // 2].stem


def _timed(command: list[str], folder: Path) -> tuple[float, float]:
    shutil.rmtree(folder / "site", ignore_errors=True)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environ = os.environ | {"SOURCE_DATE_EPOCH": "1795392000", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=environ, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def _tell(times: dict[str, list[tuple[float, float]]], heroes: int) -> None:
    print(f"{heroes} heroes, cold, median of {len(times['build'])}")
    medians = {}
    for name, runs in times.items():
        medians[name] = tuple(statistics.median(part) for part in zip(*runs, strict=True))
        print(f"{name:>8}: wall {medians[name][0]:7.2f} s   CPU {medians[name][1]:7.2f} s")
    wall, cpu = (medians["preview"][part] / medians["build"][part] for part in (0, 1))
    print(f"   ratio: wall {wall:7.3f}     CPU {cpu:7.3f}")


if __name__ == "__main__":
    main()
