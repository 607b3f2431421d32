"""A bad stick is refused with a sentence, and what runs in the hall stays as it is, to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prove_kiosk.attacks import ATTACKS, Attack, a_hall_with_two_versions, refusal_of
from prove_kiosk.halls import HERO, Foundation, listed
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.slots import Home
from qunyingpu.hall.withdrawals import denied


def _content(home: Path) -> dict[str, bytes]:
    kept = Home(home)
    return {path: (kept.site(2) / path).read_bytes() for path in kept.manifest(2).files if HERO not in path}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_bad_stick_is_refused(foundation: Foundation, attack: Attack) -> None:
    """With its own code and a whole sentence; version 2 is shown as before, nobody withdrawn is back."""
    home = a_hall_with_two_versions(foundation, attack.name)
    before = _content(home)
    refusal = refusal_of(attack, foundation, home)
    assert refusal is not None
    assert refusal.code == attack.code
    assert len(re.findall("[\u4e00-\u9fff]", refusal.sentence)) >= 8
    assert refusal.sentence.endswith("。")
    assert (Home(home).current, _content(home)) == (2, before)
    assert denied(home) == {HERO}


def test_a_good_stick_is_taken_in(foundation: Foundation) -> None:
    """The hall of the attacks refuses nobody for its own sake."""
    home = a_hall_with_two_versions(foundation, "good")
    install(foundation.stick(3, listed=listed(2, HERO), name="good-3"), home, Disk())
    assert Home(home).current == 3
    assert not any((Home(home).site(serial) / f"photos/{HERO}.jpg").exists() for serial in Home(home).serials)
