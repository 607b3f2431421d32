"""Prove the kiosk edition: power cuts, attacks, updates, a hall without network, random hands, a day in short.

    python scripts/prove_kiosk.py                       # the whole table; about an hour
    python scripts/prove_kiosk.py --only attacks tour   # some of: power attacks update tour soak hands speed recovery

Nobody on these screens ever lived, but for the shipped roll of the tour. Linux only: it cuts the network by a namespace
of its own (unshare) and breaks browsers by signals. Ends with status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# The parts lie in the folder of the same name, as a package's do.
__path__ = [str(Path(__file__).with_suffix(""))]

from bench_search.chromium import chromium
from prove_kiosk.attacks import ATTACKS, a_hall_with_two_versions, refusal_of
from prove_kiosk.editions import Office, change_some, take_in
from prove_kiosk.faults import recoveries
from prove_kiosk.halls import FIRST, a_foundation
from prove_kiosk.network import without_network
from prove_kiosk.power import MANY, cut_everywhere, kill_at_random
from prove_kiosk.screens import (
    SIZES,
    first_picture,
    is_flat,
    random_hands,
    serving_hall,
    slope,
    soak,
    standing_before,
    touches,
    tour,
)
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.slots import Home, confirm
from trial_projects import invented_project, shipped_project

Row = tuple[str, str, str, bool]
"""A figure: what it is of, what was measured, what is asked, and whether that is met."""

SMALL, LARGE = 100, 10_000
AT_ONCE, SMALL_SCREEN = 8, (540, 960)
"""Screens that random hands touch at the same time."""


def main() -> None:
    """Prove what the command line asks for, print a table, and end with status 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--hands", type=int, default=100_000)
    options.add_argument(
        "--visitors", type=int, default=480, help="of the day in short (default: 480, every 3 minutes)"
    )
    options.add_argument("--heroes", type=int, default=LARGE, help="of the large roll (default: 10000)")
    options.add_argument("--touring", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.touring:
        sys.exit(_tour_here(chosen.touring))
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for part in chosen.only:
            for name, measured, bar, is_met in PARTS[part](Path(folder), chosen):
                missed += not is_met
                print(f"{name:<58}{measured:>32}  {bar}{'' if is_met else '  MISSED'}", flush=True)
    sys.exit(bool(missed))


def _power(folder: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    foundation = a_foundation(folder / "foundation")
    home = foundation.hall("power")
    install(foundation.stick(1, FIRST), home, Disk())
    confirm(Home(home), Disk())
    stick = foundation.stick(2)
    found = cut_everywhere(home, stick, folder / "cuts")
    told = f"{found['old']} old, {found['new']} new, {found['broken']} broken"
    yield "power cut at every boundary, names synced or lost", told, "0 broken", not found["broken"]
    killed = kill_at_random(home, foundation.stick(2, MANY, name="many"), folder / "kills", chosen.kills, seed=1)
    told = f"{killed['old']} old, {killed['new']} new, {killed['broken']} broken"
    yield f"{chosen.kills} kills at random, each retried", told, "0 broken", not killed["broken"]


def _attacks(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    foundation = a_foundation(folder / "attacked")
    refused = 0
    for attack in ATTACKS:
        home = a_hall_with_two_versions(foundation, attack.name)
        refusal = refusal_of(attack, foundation, home)
        refused += refusal is not None and refusal.code == attack.code and Home(home).current == 2
    yield "bad sticks refused", f"{refused} of {len(ATTACKS)}", "all, at least 30", refused == len(ATTACKS) >= 30


def _update(folder: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    office = Office(invented_project(folder / "large", chosen.heroes))
    stick, home = folder / "stick", office.hall(folder / "hall-large")
    written, size, spent = office.fill(stick, 1)
    yield f"{chosen.heroes:,} heroes, first stick", f"{written:,} files, {size / 1e6:.0f} MB, {spent:.0f} s", "", True
    first, spent = take_in(stick, home)
    told = f"{first.copied:,} files, {first.copied_bytes / 1e6:.0f} MB, {spent:.0f} s"
    yield "first installation copies", told, "", True
    changed = change_some(office.project, 0.01)
    written, size, spent = office.fill(stick, 2)
    yield f"second stick, {changed} changed", f"{written:,} files, {size / 1e6:.1f} MB, {spent:.0f} s", "", True
    second, spent = take_in(stick, home)
    told = f"{second.copied:,} files, {second.copied_bytes / 1e6:.1f} MB, {spent:.0f} s"
    share = second.copied_bytes / first.copied_bytes
    yield "update copies", told, "", True
    # A hundredth of the people, and the shards of the index in which they stand.
    yield "bytes of the update, of the first installation", f"{share:.1%}", "in proportion: at most 5 %", share <= 0.05


def _tour(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    office = Office(shipped_project(folder / "shipped"))
    office.fill(folder / "stick-shipped", 1)
    take_in(folder / "stick-shipped", office.hall(folder / "hall-shipped"))
    said = without_network([sys.executable, __file__, "--touring", str(folder)])
    lines = said.stdout.strip().splitlines()
    told = lines[-1] if lines else said.stderr.strip()[-60:]
    yield "tour without network, hall and files, four sizes", told, "0 failed, 0 elsewhere", said.returncode == 0


def _tour_here(folder: Path) -> int:
    """Walk through the shipped edition, served and as files, in all sizes; print and return what went wrong."""
    faults: list[str] = []
    requests = 0
    with chromium() as browser, serving_hall(folder / "hall-shipped") as address:
        for size in SIZES:
            for base in (address, (folder / "stick-shipped" / "reading" / "index.html").as_uri()):
                with standing_before(browser, base, size) as watched:
                    tour(watched.page)
                    faults += watched.faults + watched.foreign
                    requests += len(watched.asked)
    print("\n".join(faults), file=sys.stderr)
    print(f"{requests:,} requests, {len(faults)} faults")
    return bool(faults)


def _large_hall(folder: Path, heroes: int) -> Path:
    """Return the hall of an invented roll of *heroes*, made once."""
    home = folder / f"hall-{heroes}"
    if not home.exists():
        office = Office(invented_project(folder / f"roll-{heroes}", heroes))
        office.fill(folder / f"stick-{heroes}", 1)
        take_in(folder / f"stick-{heroes}", office.hall(home))
        shutil.rmtree(folder / f"stick-{heroes}")
    return home


def _soak(folder: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    home = _large_hall(folder, chosen.heroes)
    with chromium() as browser, serving_hall(home) as address, standing_before(browser, address) as watched:
        # 7,200 slides in a day of twelve seconds each.
        weights = soak(watched.page, chosen.visitors, 7200 // chosen.visitors)
        steady = weights[len(weights) // 4 :]
        grown = slope(steady)
        yield "day in short: transitions", f"{weights[-1].transitions:,}", "", True
        yield (
            "heap, MB in 1,000 transitions",
            f"{grown:+.2f} ({steady[-1].megabytes:.0f} MB)",
            "at most 5",
            grown <= 5,
        )
        nodes, listeners = ([getattr(one, name) for one in steady] for name in ("nodes", "listeners"))
        told = f"{min(nodes)}-{max(nodes)}, {min(listeners)}-{max(listeners)}"
        yield "DOM nodes, listeners", told, "flat", is_flat(steady)
        yield "exceptions, failures", str(len(watched.faults)), "0", not watched.faults


def _hands(folder: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    home, share = _large_hall(folder, SMALL), chosen.hands // AT_ONCE
    # A touch waits for the screen's next frame: several screens wait at once.
    with serving_hall(home) as address, ProcessPoolExecutor(AT_ONCE) as screens:
        found = list(screens.map(_hands_on, [address] * AT_ONCE, [share] * AT_ONCE, range(AT_ONCE)))
    escapes, faults, foreign = (sum(one[place] for one in found) for place in range(3))
    told = f"{escapes} escapes, {faults} faults, {foreign} elsewhere"
    yield f"{share * AT_ONCE:,} random touches and keys", told, "0, 0, 0", not (escapes or faults or foreign)


def _hands_on(address: str, times: int, seed: int) -> tuple[int, int, int]:
    """Let random hands at a screen of its own; return escapes, faults and requests to elsewhere."""
    with chromium() as browser, standing_before(browser, address, SMALL_SCREEN, moves=False) as watched:
        escapes = random_hands(watched, times, seed)
        print("\n".join(watched.faults[:5]), end="", file=sys.stderr)
        return escapes, len(watched.faults), len(watched.foreign)


def _speed(folder: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    touched: dict[int, list[float]] = {SMALL: [], chosen.heroes: []}
    pictured: dict[int, list[float]] = {SMALL: [], chosen.heroes: []}
    homes = {heroes: _large_hall(folder, heroes) for heroes in touched}
    with chromium() as browser:
        for number in range(5):
            for heroes, home in homes.items():
                with serving_hall(home) as address:
                    pictured[heroes].append(first_picture(browser, address, 4))
                    with standing_before(browser, address) as watched:
                        touched[heroes] += touches(watched.page, 40, seed=number)
    for name, bar, small, large in (
        ("touch to a person's page, p95", 100, *(statistics.quantiles(one, n=20)[-1] for one in touched.values())),
        ("start to the first picture, median", 2000, *(statistics.median(one) for one in pictured.values())),
    ):
        told = f"{large:.0f} ms; {small:.0f} ms of {SMALL}"
        yield name, told, f"at most {bar} ms", large <= bar
        yield f"the same, of that of {SMALL} heroes", f"{large / small:.2f}", "at most 1.3", large / small <= 1.3


def _recovery(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    home = _large_hall(folder, SMALL)
    for name, spent in recoveries(home, folder / "profile", rounds=3).items():
        yield f"screen back after: {name}", ", ".join(f"{one:.0f} s" for one in spent), "45 s", max(spent) <= 45


PARTS: dict[str, Callable[[Path, argparse.Namespace], Iterator[Row]]] = {
    "power": _power,
    "attacks": _attacks,
    "update": _update,
    "tour": _tour,
    "soak": _soak,
    "hands": _hands,
    "speed": _speed,
    "recovery": _recovery,
}

if __name__ == "__main__":
    main()
