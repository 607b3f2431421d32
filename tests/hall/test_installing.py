"""A stick is taken in whole or not at all, whatever happens on the way; what is trusted only moves forward."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from prove_kiosk.halls import (
    FIRST,
    HERO,
    NOBODY,
    OTHER,
    SECOND,
    SITE,
    FailingDisk,
    Foundation,
    Loss,
    PowerCut,
    a_foundation,
    is_whole,
    listed,
)
from prove_kiosk.power import cut_everywhere
from qunyingpu.errors import UsageError
from qunyingpu.hall.bundling import offer_reset
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install, install_withdrawals, reset_pin, set_up
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, renew_key
from qunyingpu.hall.pins import has_pin, is_pin, reset_bytes
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.slots import Home, confirm, count_start, roll_back
from qunyingpu.hall.withdrawals import denied, hide


def _stick(foundation: Foundation, serial: int) -> Path:
    return foundation.folder / f"stick-{serial}"


@pytest.fixture
def hall(foundation: Foundation, tmp_path: Path) -> Path:
    """Set a hall up in which version 1 has come up."""
    home = tmp_path / "hall"
    set_up(home, *foundation.root(), Disk())
    install(_stick(foundation, 1), home, Disk())
    confirm(Home(home), Disk())
    return home


def test_a_version_is_taken_in(foundation: Foundation, hall: Path) -> None:
    """Only what is new is copied, the last two versions stand, and the new one is on trial until it has come up."""
    done = install(_stick(foundation, 2), hall, Disk())
    assert (done.serial, done.copied, done.linked) == (2, 2, 4)
    assert done.copied_bytes == len(SECOND["index.html"]) + len(SECOND["data/new/roll.js"])
    home = Home(hall)
    assert (home.serials, home.current, home.previous, home.state.trial, home.state.floor) == ((1, 2), 2, 1, 2, 1)
    assert is_whole(hall, 2)
    confirm(home, Disk())
    assert (home.state.floor, home.state.trial) == (2, 0)


def test_only_two_versions_stay(foundation: Foundation, hall: Path) -> None:
    """The third one takes the place of the first."""
    for serial in (2, 3):
        stick = _stick(foundation, 2) if serial == 2 else foundation.stick(3, FIRST)
        install(stick, hall, Disk())
        confirm(Home(hall), Disk())
    assert Home(hall).serials == (2, 3)


@pytest.mark.parametrize("loss", Loss)
def test_the_power_may_fail_at_every_boundary(foundation: Foundation, hall: Path, tmp_path: Path, loss: Loss) -> None:
    """The next start finds the old or the new version whole, and the same stick then brings the new one."""
    found = cut_everywhere(hall, _stick(foundation, 2), tmp_path / "aside", [loss])
    assert found.total() > 30
    # What is lost with its name was never switched to.
    assert set(found) == ({"old", "new"} if loss is Loss.NOTHING else {"old"})


def test_a_version_that_does_not_come_up_goes_back(foundation: Foundation, hall: Path) -> None:
    """Its starts are counted, the one before is shown again, and the same stick is refused from then on."""
    install(_stick(foundation, 2), hall, Disk())
    home = Home(hall)
    assert [count_start(home, Disk()) for _ in range(3)] == [1, 2, 3]
    assert roll_back(home, Disk()) == 1
    assert (home.current, home.state.trial, home.state.failed, home.state.floor) == (1, 0, 2, 1)
    assert is_whole(hall, 1)
    with pytest.raises(Refusal, match="上次没能启动"):
        install(_stick(foundation, 2), hall, Disk())
    install(foundation.stick(4, SECOND), hall, Disk())
    assert (home.current, home.previous, home.serials) == (4, 1, (1, 4)), "what failed is not kept to go back to"


def test_there_is_nothing_to_go_back_to_before_the_second_version(hall: Path) -> None:
    """The only version stays."""
    assert roll_back(Home(hall), Disk()) is None
    assert Home(hall).current == 1


def test_the_withdrawn_disappear_from_every_version(foundation: Foundation, hall: Path) -> None:
    """Their files are gone from both slots, files that name others too stay, and they are denied for ever."""
    stick = foundation.stick(5, SECOND, listed(2, HERO))
    install(stick, hall, Disk())
    home = Home(hall)
    for serial in (1, 5):
        assert not (home.site(serial) / f"photos/{HERO}.jpg").exists()
        assert (home.site(serial) / f"photos/{OTHER}.jpg").exists()
        assert (home.site(serial) / "data/roll.js").exists()
    assert denied(hall) == {HERO}
    roll_back(home, Disk())
    assert denied(hall) == {HERO}


def test_withdrawals_travel_alone_and_count_where_the_version_is_refused(foundation: Foundation, hall: Path) -> None:
    """A stick with an old version still brings its newer list."""
    install(_stick(foundation, 2), hall, Disk())
    confirm(Home(hall), Disk())
    stick = foundation.stick(1, FIRST, listed(3, HERO), name="old-with-list")
    with pytest.raises(Refusal, match="比现在这一版旧"):
        install(stick, hall, Disk())
    assert denied(hall) == {HERO}
    alone = foundation.stick(9, FIRST, listed(4, HERO, OTHER), name="alone")
    (alone / "manifest.json").unlink()
    assert install_withdrawals(alone, hall, Disk()) == 4
    assert denied(hall) == {HERO, OTHER}
    assert Home(hall).current == 2


def test_two_of_one_serial_are_never_mistaken_for_one(foundation: Foundation, hall: Path) -> None:
    """A list, or a version, that was made a second time under the same serial is refused aloud, not passed over."""
    install(foundation.stick(2, SECOND, listed(2)), hall, Disk())
    with pytest.raises(Refusal, match="同号而内容不同") as twin:
        install(foundation.stick(2, SECOND, listed(2, HERO), name="twin-list"), hall, Disk())
    assert twin.value.code == "withdrawals-twin"
    with pytest.raises(Refusal, match="同号而内容不同") as twin:
        install(foundation.stick(2, FIRST, listed(2), name="twin"), hall, Disk())
    assert twin.value.code == "serial-twin"
    with pytest.raises(Refusal, match="不用更新"):
        install(foundation.stick(2, SECOND, listed(2), name="again"), hall, Disk())


def test_the_version_that_has_come_up_is_the_one_to_go_back_to(foundation: Foundation, hall: Path) -> None:
    """One that was installed and never shown does not push it out."""
    install(_stick(foundation, 2), hall, Disk())
    install(foundation.stick(3, FIRST), hall, Disk())
    home = Home(hall)
    assert (home.serials, home.current, home.previous) == ((1, 3), 3, 1)


def test_a_spoiled_memory_lets_nothing_older_in(foundation: Foundation, hall: Path) -> None:
    """A bad sector under the state of the hall neither stops it nor opens it to an old stick."""
    install(_stick(foundation, 2), hall, Disk())
    confirm(Home(hall), Disk())
    (hall / "state.json").write_bytes(b"\0" * 40)
    assert (Home(hall).current, Home(hall).state.floor) == (2, 2)
    with pytest.raises(Refusal, match="比现在这一版旧"):
        install(_stick(foundation, 1), hall, Disk())


def test_half_a_folder_is_no_version(foundation: Foundation, hall: Path) -> None:
    """Where the power fails while an old version is being removed, what is left of it counts for nothing."""

    class Cut(Disk):
        def clear(self, folder: Path) -> None:
            if folder.is_dir():
                (folder / "manifest.json").unlink()
                raise PowerCut

    for serial in (2, 3):
        install(foundation.stick(serial, SECOND if serial == 2 else FIRST), hall, Disk())
        confirm(Home(hall), Disk())
    with pytest.raises(PowerCut):
        Cut().remove(Home(hall).slot(2))
    assert Home(hall).serials == (3,)
    assert install_withdrawals(foundation.stick(5, SECOND, listed(2, HERO)), hall, Disk()) == 2
    install(foundation.stick(5, SECOND, listed(2, HERO)), hall, Disk())
    assert sorted(slot.name for slot in (hall / "slots").iterdir()) == ["3", "5"]


def _stale(foundation: Foundation) -> Path:
    """Return a stick whose content asks for a newer list than the one beside it, which is older than the hall's."""
    stick, other = (
        foundation.stick(7, FIRST, listed(9, HERO), name="stale"),
        foundation.stick(6, FIRST, name="stale-list"),
    )
    for name in ("withdrawals.json", "withdrawals.json.minisig"):
        shutil.copy2(other / name, stick / name)
    return stick


def test_an_older_list_brings_nobody_back(foundation: Foundation, hall: Path) -> None:
    """Neither an older list, which changes nothing, nor a newer one that lacks someone."""
    install(foundation.stick(6, SECOND, listed(5, HERO)), hall, Disk())
    with pytest.raises(Refusal, match="不是同一次做的"):
        install(_stale(foundation), hall, Disk())
    with pytest.raises(Refusal, match="比本机的少了人"):
        install(foundation.stick(8, FIRST, listed(6)), hall, Disk())
    assert denied(hall) == {HERO}


def test_who_was_hidden_here_comes_back_only_by_a_signed_list(foundation: Foundation, hall: Path) -> None:
    """Hiding needs no signature; the id under *shown* of a newer list undoes it, and nothing else does."""
    hide(hall, HERO, Disk())
    hide(hall, OTHER, Disk())
    install(_stick(foundation, 2), hall, Disk())
    assert denied(hall) == {HERO, OTHER}
    assert (Home(hall).site(2) / f"photos/{HERO}.jpg").exists(), "what may come back stays on the disk"
    install(foundation.stick(10, FIRST, listed(7, shown=[HERO])), hall, Disk())
    assert denied(hall) == {OTHER}


def test_a_new_root_is_followed(tmp_path: Path) -> None:
    """A hall that missed a root walks to the newest, each signed by the keys before it; old keys are void."""
    foundation = a_foundation(tmp_path / "foundation")
    home = foundation.hall()
    old = foundation.stick(1)
    for _ in range(2):
        renew_key(foundation.keys, CONTENT, passphrase=b"test")
    install(foundation.stick(2, SECOND), home, Disk())
    assert Home(home).root.version == 3
    with pytest.raises(Refusal, match="签名对不上"):
        install(old, home, Disk())


def _renewed(tmp_path: Path) -> tuple[Foundation, Path, Path]:
    """Return a foundation that has renewed its withdrawal key, a hall, and a stick made by whoever has the old one."""
    foundation = a_foundation(tmp_path / "foundation")
    home = foundation.hall()
    install(foundation.stick(1), home, Disk())
    stolen = foundation.stick(2, FIRST, listed(9, HERO, OTHER), name="stolen")
    (stolen / "manifest.json").unlink()
    renew_key(foundation.keys, WITHDRAWAL, passphrase=b"test")
    return foundation, home, stolen


def test_a_list_alone_brings_the_new_root(tmp_path: Path) -> None:
    """A stolen key is void from the first stick on that says so, whatever else that stick brings."""
    foundation, home, stolen = _renewed(tmp_path)
    alone = foundation.stick(3, FIRST, listed(2), name="alone")
    (alone / "manifest.json").unlink()
    assert install_withdrawals(alone, home, Disk()) == 2
    with pytest.raises(Refusal, match="签名对不上"):
        install_withdrawals(stolen, home, Disk())
    assert denied(home) == frozenset()


def test_a_reset_brings_the_new_root(tmp_path: Path) -> None:
    """So does an order to forget a PIN."""
    foundation, home, stolen = _renewed(tmp_path)
    reset = tmp_path / "reset"
    offer_reset(reset, reset_bytes(site=SITE, serial=3), foundation.keys)
    foundation.sign(reset)
    assert reset_pin(reset, home, Disk())
    with pytest.raises(Refusal, match="签名对不上"):
        install_withdrawals(stolen, home, Disk())


def test_a_spoiled_pin_is_a_lock_that_a_reset_opens(foundation: Foundation, hall: Path, tmp_path: Path) -> None:
    """Nobody guesses it, nobody sets another, and the signed order makes room for a new one."""
    (hall / "pin.json").write_bytes(b"{")
    assert (has_pin(hall), is_pin(hall, "0000")) == (True, False)
    offer_reset(tmp_path / "reset", reset_bytes(site=SITE, serial=3), foundation.keys)
    foundation.sign(tmp_path / "reset")
    assert reset_pin(tmp_path / "reset", hall, Disk())
    assert not has_pin(hall)


def test_what_is_held_is_tidied_the_next_time(foundation: Foundation, hall: Path) -> None:
    """A file that a virus scanner holds does not turn a version that stands into one that failed."""

    class Held(Disk):
        def remove(self, path: Path) -> None:
            if path.name == "1":
                raise PermissionError(path)
            super().remove(path)

    for serial in (2, 3):
        stick = _stick(foundation, 2) if serial == 2 else foundation.stick(3, FIRST)
        install(stick, hall, Held())
        confirm(Home(hall), Disk())
    assert (Home(hall).current, Home(hall).serials) == (3, (1, 2, 3))
    install(foundation.stick(4, SECOND), hall, Disk())
    assert Home(hall).serials == (3, 4)


def test_who_is_shown_again_is_shown_after_a_power_cut(foundation: Foundation, hall: Path, tmp_path: Path) -> None:
    """At whatever boundary the power fails, the same stick brings the person back."""
    stick = foundation.stick(5, SECOND, listed(3, shown=[HERO]), name="shown")
    hide(hall, HERO, Disk())
    for last in range(12):
        home = tmp_path / f"cut-{last}"
        shutil.copytree(hall, home)
        with suppress(PowerCut):
            install_withdrawals(stick, home, FailingDisk(last, Loss.NOTHING, tmp_path / "aside"))
        install_withdrawals(stick, home, Disk())
        assert denied(home) == frozenset(), last


def test_a_full_stick_is_told_and_cannot_be_signed(
    foundation: Foundation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it runs full, that is what is said; what an earlier version left cannot pass for the new one."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    stick = foundation.stick(1, name="full")
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UsageError, match="放不下"):
        foundation.fill(stick, 2, SECOND, NOBODY)
    monkeypatch.undo()
    foundation.sign(stick)
    assert not (stick / "manifest.json.minisig").exists()


def test_a_hall_is_set_up_once(foundation: Foundation, hall: Path) -> None:
    """Whoever has the machine for a minute cannot make it trust other keys."""
    root, signatures = foundation.root()
    with pytest.raises(Refusal, match="已经设置过"):
        set_up(hall, *a_foundation(hall.parent / "others").root(), Disk())
    set_up(hall, root, signatures, Disk())
    assert (hall / "root.json").read_bytes() == root, "the same root may be given again"


def test_another_folder_is_named(foundation: Foundation, tmp_path: Path) -> None:
    """Whoever forgets where the hall lies reads a sentence, and no folder is made."""
    with pytest.raises(Refusal, match="--home"):
        install(_stick(foundation, 1), tmp_path / "elsewhere", Disk())
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_is_taken_in_before_setting_up(foundation: Foundation, tmp_path: Path) -> None:
    """Without a root nothing is trusted."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal, match="还没有设置"):
        install(_stick(foundation, 1), tmp_path / "empty", Disk())
