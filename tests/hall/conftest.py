"""Halls and sticks for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from prove_kiosk.halls import SECOND, Foundation, a_foundation
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.slots import Home, confirm


@pytest.fixture(scope="module")
def foundation(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    """Make keys and two sticks once."""
    made = a_foundation(tmp_path_factory.mktemp("foundation"))
    made.stick(1)
    made.stick(2, SECOND)
    return made


@pytest.fixture
def home(foundation: Foundation, tmp_path: Path) -> Path:
    """Set a hall up that shows version 1."""
    made = foundation.hall(f"hall-{tmp_path.name}")
    install(foundation.folder / "stick-1", made, Disk())
    confirm(Home(made), Disk())
    return made
