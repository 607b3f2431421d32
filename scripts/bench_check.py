"""Measure what `qunyingpu check` costs beside the least that any reader of YAML must do.

    python scripts/bench_check.py --heroes 10000

Alternates, in one process and on the same fictional profiles: (a) yaml.load with CBaseLoader and the model's own
validation of texts that are in memory already, and (b) the whole check, which reads the files itself. Prints the
medians and their ratio; the bar is 1.3.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from qunyingpu.model.hero import Hero
from qunyingpu.reading import read_all

MAKE_ROLL = Path(__file__).with_name("make_roll.py")
TODAY = datetime.date(2026, 11, 23)


def main() -> None:
    """Print CPU seconds of both, round by round, their medians and the ratio of the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make = [sys.executable, str(MAKE_ROLL), str(root), "--heroes", str(chosen.heroes), "--seed", "1"]
        subprocess.run(make, check=True)
        texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((root / "heroes").glob("*/*.yaml"))}
        seconds = _alternate(lambda: _bare(texts), lambda: _check(root), chosen.rounds)
    bare, check = (statistics.median(times) for times in zip(*seconds, strict=True))
    print(f"{len(texts)} profiles, medians of {chosen.rounds} rounds, CPU seconds")
    print(f"CBaseLoader and model  {bare:6.2f}")
    print(f"the whole check        {check:6.2f}")
    print(f"ratio                  {check / bare:6.2f}")


def _bare(texts: dict[str, str]) -> list[Hero]:
    return [Hero.model_validate({**_load(text), "id": stem}) for stem, text in texts.items()]


def _load(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text


def _check(root: Path) -> object:
    reading = read_all(root, today=TODAY)
    if reading.problems:
        raise SystemExit("\n".join(map(str, reading.problems[:10])))
    return reading


def _alternate(first: Callable[[], object], second: Callable[[], object], rounds: int) -> list[tuple[float, float]]:
    seconds = []
    for _ in range(rounds):
        seconds.append((_timed(first), _timed(second)))
        print("  ".join(f"{part:.2f}" for part in seconds[-1]))
    return seconds


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
