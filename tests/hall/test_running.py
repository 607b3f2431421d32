"""The service shows what a stick has changed, replaces a browser that is dead, and never lets the screen go dark."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterable
from pathlib import Path

import pytest

from prove_kiosk.halls import FIRST, HERO, Foundation, is_whole, listed
from qunyingpu.hall.caring import Ledger, clock_verdict
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install, install_withdrawals
from qunyingpu.hall.launching import Browser
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.running import MOST_STARTS, NOTICE, Hall
from qunyingpu.hall.slots import Home, confirm
from qunyingpu.hall.watching import FIRST_SIGN, STEADY, TOO_OFTEN

NOW = datetime.datetime(2027, 4, 5, 10, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
ADDRESS = "http://127.0.0.1:1/"


class Seen(Browser):
    """A browser that nobody sees; it counts its starts."""

    def __init__(self) -> None:
        super().__init__(Path("browser"), Path("profile"))
        self.starts = 0
        self.is_there = False
        self.is_missing = False

    @property
    def runs(self) -> bool:
        """Tell whether it is there."""
        return self.is_there

    def start(self, address: str) -> None:
        """Count it."""
        assert address == ADDRESS
        if self.is_missing:
            raise FileNotFoundError("chromium")
        self.starts += 1
        self.is_there = True

    def end(self) -> None:
        """Be gone."""
        self.is_there = False


class FullDisk(Disk):
    """A disk on which nothing can be written any more."""

    def write(self, file: Path, chunks: Iterable[bytes]) -> None:
        """Refuse."""
        raise OSError(errno.ENOSPC, "full", str(file), list(chunks) and None)


class Service:
    """A hall with a browser, on a clock that the test moves."""

    def __init__(self, home: Path, disk: Disk | None = None) -> None:
        self.seconds = 0.0
        self.browser = Seen()
        self.home = Home(home)
        self.told: list[str] = []
        self.hall = Hall(home, disk or Disk(), now=lambda: NOW, moment=lambda: self.seconds, tell=self.told.append)
        self.hall.start(self.browser, ADDRESS)

    def wait(self, seconds: float, *, serial: int | None = None) -> int:
        """Let *seconds* go by, with a sign of life from the page of *serial*; return how often the browser started."""
        before, end = self.browser.starts, self.seconds + seconds
        while self.seconds < end:
            self.seconds += 1
            if serial is not None:
                self.hall.ask("alive", {"serial": serial})
            self.hall.look(self.browser, ADDRESS)
        return self.browser.starts - before

    def shows_notice(self) -> bool:
        """Tell whether only the notice is shown."""
        return self.hall.pages.entry is None


def test_a_new_version_is_shown_without_anybody_asking(foundation: Foundation, home: Path) -> None:
    """The page that is open when a stick is taken in is replaced, and the new one comes up on its own account."""
    service = Service(home)
    assert service.wait(100, serial=1) == 0
    install(foundation.folder / "stick-2", home, Disk())
    assert service.wait(1, serial=1) == 1
    assert service.wait(10, serial=1) == 0
    assert Home(home).state.trial == 2, "the old page, still open for a moment, says nothing about the new version"
    assert service.wait(STEADY + 2, serial=2) == 0
    assert (Home(home).state.floor, Home(home).state.trial) == (2, 0)


def test_a_withdrawal_reaches_the_open_page(foundation: Foundation, home: Path) -> None:
    """A list that travels alone changes the screen at once: a page that runs for months would keep the person."""
    service = Service(home)
    assert service.wait(30, serial=1) == 0
    alone = foundation.stick(9, FIRST, listed(4, HERO), name="alone")
    (alone / "manifest.json").unlink(missing_ok=True)
    install_withdrawals(alone, home, Disk())
    assert service.wait(1, serial=1) == 1
    assert service.hall.state()["denied"] == [HERO]
    assert service.wait(30, serial=1) == 0


def test_a_version_that_never_comes_up_goes_back(foundation: Foundation, home: Path) -> None:
    """After a few starts the one before is shown again."""
    install(foundation.folder / "stick-2", home, Disk())
    service = Service(home)
    service.wait((FIRST_SIGN + 2) * (MOST_STARTS + 1))
    assert (Home(home).current, Home(home).state.failed) == (1, 2)
    assert not service.shows_notice()


def test_a_version_that_had_come_up_is_never_lost(foundation: Foundation, home: Path) -> None:
    """What fails later is not its fault for good: a notice stands for a while, and it is tried again."""
    install(foundation.folder / "stick-2", home, Disk())
    service = Service(home)
    service.wait(STEADY + 2, serial=2)
    service.wait(40 + (FIRST_SIGN + 2) * TOO_OFTEN)
    assert service.shows_notice()
    assert (Home(home).current, Home(home).state.failed) == (2, 0)
    assert service.wait(NOTICE - 1) == 0, "the notice is left alone"
    service.wait(2)
    assert not service.shows_notice()
    assert service.wait(60, serial=2) == 0


def test_a_browser_that_ends_at_once_is_told_of_once(home: Path) -> None:
    """Whoever set it up as root, or without a desktop, reads what to do, one time; a crash later says nothing."""
    service = Service(home)
    for _ in range(5):
        service.browser.end()
        service.wait(60)
    (sentence,) = service.told
    assert "没有图形桌面" in sentence
    service = Service(home)
    service.wait(STEADY + 2, serial=1)
    service.browser.end()
    service.wait(30, serial=1)
    assert service.told == []


def test_a_page_that_came_up_is_brought_back_at_once_however_often(foundation: Foundation, home: Path) -> None:
    """Ten browsers killed in ten minutes: each time the next stands within seconds, and no notice ever does."""
    install(foundation.folder / "stick-2", home, Disk())
    service = Service(home)
    service.wait(STEADY + 2, serial=2)
    for _ in range(10):
        service.browser.end()
        assert service.wait(1) == 1
        assert not service.shows_notice()
        service.wait(30, serial=2)
    assert Home(home).current == 2


def test_a_browser_that_ends_at_once_blames_no_version(foundation: Foundation, home: Path) -> None:
    """A screen that is not ready in the morning takes nothing back."""
    install(foundation.folder / "stick-2", home, Disk())
    confirm(Home(home), Disk())
    service = Service(home)
    starts = 0
    for _ in range(120):
        service.browser.end()
        starts += service.wait(1)
    assert 4 <= starts <= 8
    assert Home(home).current == 2
    assert not service.shows_notice()


def test_a_full_disk_is_no_reason_to_go_dark(home: Path) -> None:
    """Counters may be lost; the browser is started, watched and replaced all the same."""
    service = Service(home, FullDisk())
    assert service.wait(STEADY + 2, serial=1) == 0
    service.browser.end()
    assert service.wait(1) == 1
    service.hall.ask("state", {})


@pytest.mark.parametrize(
    "name", ["counters.json", "settings.json", "state.json", "last-seen.txt", "current.txt", "pin.json"]
)
def test_a_spoiled_file_is_no_reason_to_go_dark(home: Path, name: str) -> None:
    """A bad sector costs what stood in it, and no more."""
    (home / name).write_bytes(b"\x00\xff{" * 9)
    service = Service(home)
    assert service.wait(STEADY + 2, serial=1) == 0
    assert service.hall.state()["serial"] == 1
    Ledger(home, Disk()).count_boot()
    assert Ledger(home, Disk()).counters.boots == 1


@pytest.mark.parametrize("name", ["withdrawals.json", "hidden.json"])
@pytest.mark.parametrize("content", [b"\0" * 30, b""], ids=["spoiled", "empty"])
def test_an_unreadable_list_shows_nobody(foundation: Foundation, home: Path, name: str, content: bytes) -> None:
    """Where nobody can tell who is withdrawn, only the notice is shown, and a stick that comes says what to do."""
    (home / name).write_bytes(content)
    assert Service(home).shows_notice()
    with pytest.raises(Refusal, match="画面已停，U 盘没有错。请维护者重新装机"):
        install(foundation.folder / "stick-2", home, Disk())


def test_a_version_whose_manifest_is_spoiled_does_not_stand(foundation: Foundation, home: Path) -> None:
    """The one before is shown, and the same stick brings it back."""
    install(foundation.folder / "stick-2", home, Disk())
    confirm(Home(home), Disk())
    (Home(home).slot(2) / "manifest.json").write_bytes(b"\0" * 900)
    service = Service(home)
    assert (Home(home).current, service.shows_notice()) == (1, False)
    assert service.wait(STEADY + 2, serial=1) == 0
    install(foundation.folder / "stick-2", home, Disk())
    assert (Home(home).current, is_whole(home, 2)) == (2, True)


def test_a_browser_that_cannot_be_started_is_tried_again(home: Path) -> None:
    """While its program is being replaced by an update the service waits, and does not end."""
    service = Service(home)
    service.wait(STEADY + 2, serial=1)
    service.browser.end()
    service.browser.is_missing = True
    service.wait(90)
    service.browser.is_missing = False
    service.wait(61)
    assert service.browser.runs


def test_a_wild_clock_is_not_remembered(home: Path) -> None:
    """One look at 2099 must not make all later days the past."""
    wild = NOW.replace(year=2099)
    assert clock_verdict(home, "2026-11-23", NOW, Disk()) == "sound"
    assert clock_verdict(home, "2026-11-23", wild, Disk()) == "sound"
    assert clock_verdict(home, "2026-11-23", NOW + datetime.timedelta(days=30), Disk()) == "sound"
    assert clock_verdict(home, "2026-11-23", NOW, Disk()) == "back"
