"""Series of QR codes: every one of them reads back as its address, whatever its neighbours are."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from qunyingpu.qr import qr_code, svg_path
from qunyingpu.qr_series import svg_paths

BASE = "https://qunyingpu.example/heroes/"
IDS = ("320500-2024-q7m2k", "990000-1985-23456", "110100-2009-zzzzz", "650100-2019-abcde", "320500-2024-q7m2m")
ADDRESSES = [f"{BASE}{hero_id}.html" for hero_id in IDS]


def _drawn(path: str, side: int) -> np.ndarray:
    """Draw *path* as a browser strokes it, four pixels to a module."""
    modules = np.full((side, side), 255, dtype=np.uint8)
    across = down = 0.0
    for step, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(number) for number in numbers.split()]
        if step == "h":
            modules[int(down), int(across) : int(across + values[0])] = 0
            across += values[0]
        else:
            across, down = (values[0], values[1]) if step == "M" else (across + values[0], down + values[1])
    return np.kron(modules, np.ones((4, 4), dtype=np.uint8))


def test_every_code_reads_back() -> None:
    """The sum of a base and its differences is the code of the very address."""
    side = qr_code(ADDRESSES[0]).size
    read = [zxingcpp.read_barcodes(_drawn(path, side))[0].text for path in svg_paths(ADDRESSES)]
    assert read == ADDRESSES


def test_a_code_of_a_series_is_that_of_its_address() -> None:
    """Drawn alone or in a series, an address has the same dark modules."""
    side = qr_code(ADDRESSES[0]).size
    for path, address in zip(svg_paths(ADDRESSES), ADDRESSES, strict=True):
        assert (_drawn(path, side) == _drawn(svg_path(address), side)).all()


def test_nothing_gives_nothing_and_one_gives_one() -> None:
    """An empty roll and a roll of one need no differences."""
    assert list(svg_paths([])) == []
    assert len(list(svg_paths(ADDRESSES[:1]))) == 1


@pytest.mark.parametrize("addresses", [[BASE + "a", BASE + "ab"], [BASE + "甲", BASE + "乙"]])
def test_addresses_that_share_no_shape_are_found_one_by_one(addresses: list[str]) -> None:
    """Codes of different lengths are no sums of each other."""
    assert list(svg_paths(addresses)) == [svg_path(address) for address in addresses]
