"""The bar of long work: in a terminal only, with how much is done and how long it still takes."""

from __future__ import annotations

import io

import pytest

from qunyingpu.engines.progress import progress_bar
from qunyingpu.writing import unwatched


class _Terminal(io.StringIO):
    """A screen of 100 columns."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_shows_how_far_it_is() -> None:
    """The title, the numbers and the time that is left appear with the first news."""
    screen = _Terminal()
    with progress_bar("绘制图片", screen) as watch:
        watch(3, 12)
    assert "绘制图片" in screen.getvalue()
    assert "3/12" in screen.getvalue()
    assert "剩余" in screen.getvalue()


def test_a_terminal_stays_clean_when_nothing_is_drawn() -> None:
    """Without news no bar is drawn."""
    screen = _Terminal()
    with progress_bar("绘制图片", screen):
        pass
    assert "绘制图片" not in screen.getvalue()


def test_a_log_is_not_spoiled() -> None:
    """Where the output is no terminal, nothing is shown."""
    log = io.StringIO()
    with progress_bar("绘制图片", log) as watch:
        watch(3, 12)
    assert watch is unwatched
    assert log.getvalue() == ""
