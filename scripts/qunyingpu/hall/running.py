"""Run a hall: serve its pages, answer them, keep its browser alive, and let a version that does not come up go back."""

from __future__ import annotations

import datetime
import json
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from qunyingpu.hall.caring import Ledger, Tribute, clock_verdict, latest_day
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.launching import Browser
from qunyingpu.hall.pins import has_pin, is_pin, set_pin
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.serving import Answer, Pages, hall_server
from qunyingpu.hall.slots import Home, confirm, count_start, is_on_trial, roll_back
from qunyingpu.hall.watching import Step, Watch
from qunyingpu.hall.withdrawals import denied, hidden_here, hide, withdrawals_serial
from qunyingpu.qr import qr_code, svg_path

LOOK_EVERY = 1.0
"""Seconds between two looks at the browser."""
MOST_STARTS = 3
"""How often a version on trial may be started before the one before it comes back."""
NOTICE = 60.0
"""Seconds for which the notice stands before a version that keeps failing is tried again."""
_LONGEST_WAIT = 300.0
_NO_SCREEN = "浏览器一打开就停了，正在再试。多半是没有图形桌面，或用的是 root 账户：请登录桌面，用普通账户运行。"

Memory = TypeVar("Memory")


class Hall:
    """The service of the hall at *home*: *now* is the time of day, *moment* seconds that only move forward.

    *tell* is what a person who watches it run may hear.
    """

    def __init__(
        self,
        home: Path,
        disk: Disk,
        *,
        now: Callable[[], datetime.datetime],
        moment: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._home = Home(home)
        self._disk = disk
        self._now = now
        self._ledger = Ledger(home, disk)
        self._moment = moment
        self._tell = tell
        self.pages = Pages(home, moment)
        self._watch = Watch(started=moment())
        self._wrong_pins = 0
        self._pin_from = 0.0
        self._orders = threading.Lock()
        self._wants_restart = threading.Event()
        self._shown: tuple[int | None, int] = (None, 0)

    # ── the loop ──

    def run(self, port: int, browser: Browser | None, stop: threading.Event) -> None:
        """Serve until *stop* is set; without a *browser* someone else shows the pages."""
        server = hall_server(self.pages, self.ask, port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._ledger.count_boot()
        try:
            self.start(browser, address := f"http://127.0.0.1:{server.server_port}/")
            while not stop.wait(LOOK_EVERY):
                self.look(browser, address)
        finally:
            server.shutdown()
            server.server_close()
            if browser is not None:
                browser.end()

    def look(self, browser: Browser | None, address: str) -> None:
        """Do what this moment asks for: whatever a stick has changed is shown, a browser that is dead is replaced."""
        if self._wants_restart.is_set() or self._is_other():
            self._wants_restart.clear()
            self._watch.forget_failures()
            self.start(browser, address)
            return
        runs = browser is None or browser.runs
        if self.pages.entry is None and runs:
            # The notice looks again by itself; a page has its time from when it may be asked for.
            self._watch.begin(self._moment())
            return
        step = self._watch.look(self._moment(), runs=runs) if browser or self._watch.first_sign else Step.NOTHING
        if step is Step.CONFIRM:
            self._on_disk(lambda: confirm(self._home, self._disk))
        elif step in {Step.RESTART, Step.BLAME} and browser is not None:
            self._ledger.count_restart(silent=runs)
            if not runs and self._watch.early_ends == 1:
                self._tell(_NO_SCREEN)
            if step is Step.BLAME:
                self._blame()
            self.start(browser, address)

    def _is_other(self) -> bool:
        """Tell whether a version, or a list of those withdrawn, has come since the page was opened."""
        return self._shown != (self._home.current, withdrawals_serial(self._home.folder))

    def _blame(self) -> None:
        """Go back to the version before one that is on trial; where no page comes up at all, rest behind the notice.

        A page that came up and died is started at once, however often: it is better than any notice.
        """
        self._watch.forget_failures()
        before = self._on_disk(lambda: roll_back(self._home, self._disk)) if is_on_trial(self._home) else None
        if before is None and self._watch.first_sign is None:
            self.pages.pause(self._moment() + NOTICE)

    def start(self, browser: Browser | None, address: str) -> None:
        """Show *address* anew; a version on trial that was started too often goes back first."""
        if (self._on_disk(lambda: count_start(self._home, self._disk)) or 0) > MOST_STARTS:
            self._on_disk(lambda: roll_back(self._home, self._disk))
            self._watch.forget_failures()
        self._shown = (self._home.current, withdrawals_serial(self._home.folder))
        self._watch.begin(self._moment())
        if browser is not None:
            # One that cannot be started, while it is being updated say, counts as one that ended at once.
            self._on_disk(lambda: browser.start(address))

    @staticmethod
    def _on_disk(work: Callable[[], Memory]) -> Memory | None:
        """Return what *work* returns, None where the disk is full or refuses: the service never ends for that."""
        try:
            return work()
        except OSError:
            return None

    # ── what the page asks ──

    def ask(self, what: str, sent: Mapping[str, object]) -> Answer:
        """Answer the call *what* of the page; raise Refusal for what it may not do."""
        if what == "alive":
            # A page of another version, still open while this one was switched to, says nothing about this one.
            if sent.get("serial") == self._home.current:
                self._watch.sign(self._moment())
            return HTTPStatus.NO_CONTENT, None
        if what == "state":
            return HTTPStatus.OK, self.state()
        if what == "tribute":
            self._ledger.pay(_tribute(sent.get("kind")), str(sent.get("hero")))
            return HTTPStatus.NO_CONTENT, None
        if what == "pin":
            set_pin(self._home.folder, str(sent.get("pin")), self._disk)
            return HTTPStatus.NO_CONTENT, None
        if what == "care":
            return self._care(sent)
        return HTTPStatus.NOT_FOUND, None

    def state(self) -> dict[str, object]:
        """Return what the maintenance page shows; nothing in it tells of a visitor."""
        counters, settings, serial = self._ledger.counters, self._ledger.settings, self._home.current
        as_of = self._home.manifest(serial).as_of if serial else ""
        now = self._now()
        told: dict[str, object] = {
            "serial": serial,
            "previous": self._home.previous,
            "trial": self._home.state.trial == serial,
            "as_of": as_of,
            "now": now.isoformat(timespec="seconds"),
            "clock": clock_verdict(self._home.folder, as_of, now, self._disk),
            "latest_day": str(latest_day(self._home.folder) or ""),
            "disk_free_mb": self._disk.free_bytes(self._home.folder) >> 20,
            "boots": counters.boots,
            "restarts": counters.restarts,
            "silences": counters.silences,
            "withdrawals": withdrawals_serial(self._home.folder),
            "hidden": sorted(hidden_here(self._home.folder)),
            "denied": sorted(denied(self._home.folder)),
            "sound": settings.sound,
            "rotation": settings.rotation,
            "pin": has_pin(self._home.folder),
            "tributes": {kind.value: counters.total(kind) for kind in Tribute},
        }
        health = _health(told)
        return {**told, "health": health, "code": {"side": qr_code(health).size, "path": svg_path(health)}}

    def _care(self, sent: Mapping[str, object]) -> Answer:
        if self._moment() < self._pin_from:
            wait = int(self._pin_from - self._moment()) + 1
            return HTTPStatus.FORBIDDEN, {"sentence": f"PIN 错得太多，请过 {wait} 秒再试。"}
        if not is_pin(self._home.folder, str(sent.get("pin"))):
            self._wrong_pins += 1
            # Ten thousand PINs of four digits would take weeks.
            self._pin_from = self._moment() + min(_LONGEST_WAIT, 2.0 ** min(self._wrong_pins, 16))
            return HTTPStatus.FORBIDDEN, {"sentence": "PIN 不对。"}
        self._wrong_pins = 0
        with self._orders:
            return self._do(str(sent.get("do")), sent)

    def _do(self, order: str, sent: Mapping[str, object]) -> Answer:
        if order == "hide":
            hide(self._home.folder, str(sent.get("hero")), self._disk)
        elif order == "sound":
            self._ledger.turn_sound(on=sent.get("value") is True)
        elif order == "rotate":
            value = sent.get("value")
            self._ledger.rotate(value if isinstance(value, int) else -1)
        elif order == "restart":
            self._wants_restart.set()
        elif order != "look":
            raise Refusal("order", "没有这个操作。")
        return HTTPStatus.OK, {"ok": True}


def _tribute(kind: object) -> Tribute:
    try:
        return Tribute(kind)
    except ValueError:
        raise Refusal("tribute", "没有这种致敬方式。") from None


def _health(state: Mapping[str, object]) -> str:
    """Return what stands in the QR code that staff photograph: a machine without network has no other way to tell."""
    names = (
        "serial",
        "as_of",
        "now",
        "clock",
        "boots",
        "restarts",
        "silences",
        "disk_free_mb",
        "withdrawals",
        "tributes",
    )
    return json.dumps({name: state[name] for name in names}, separators=(",", ":"), sort_keys=True)
