"""An installation that is killed at any moment leaves the old or the new version whole."""

from __future__ import annotations

from pathlib import Path

from prove_kiosk.halls import a_foundation
from prove_kiosk.power import MANY, kill_at_random
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.slots import Home, confirm


def test_the_process_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    """Twenty times; each time the same stick then brings the new version."""
    foundation = a_foundation(tmp_path / "foundation")
    home = foundation.hall()
    install(foundation.stick(1), home, Disk())
    confirm(Home(home), Disk())
    found = kill_at_random(home, foundation.stick(2, MANY), tmp_path / "kills", 20, seed=3)
    assert (found["broken"], found["old"] + found["new"]) == (0, 20)
    assert found["old"], "no kill came before the switch: the moments are drawn from too short a time"
