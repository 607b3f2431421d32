"""Run a hall: serve its pages, answer them, keep its browser alive, and let a version that does not come up go back."""

from __future__ import annotations

import datetime
import json
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

from qunyingpu.hall.caring import Ledger, Tribute, clock_verdict
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.launching import Browser
from qunyingpu.hall.pins import has_pin, is_pin, set_pin
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.serving import Answer, Pages, hall_server
from qunyingpu.hall.slots import Home, confirm, count_start, roll_back
from qunyingpu.hall.watching import Step, Watch
from qunyingpu.hall.withdrawals import hidden_here, hide, kept_withdrawals
from qunyingpu.qr import qr_code, svg_path

LOOK_EVERY = 1.0
"""Seconds between two looks at the browser."""
MOST_STARTS = 3
"""How often a version on trial may be started before the one before it comes back."""
_LONGEST_WAIT = 300.0


class Hall:
    """The service of the hall at *home*."""

    def __init__(self, home: Path, disk: Disk, *, now: Callable[[], datetime.datetime]) -> None:
        self._home = Home(home)
        self._disk = disk
        self._now = now
        self._ledger = Ledger(home, disk)
        self._pages = Pages(home)
        self._watch = Watch(started=time.monotonic())
        self._wrong_pins = 0
        self._pin_from = 0.0
        self._wants_restart = threading.Event()

    # ── the loop ──

    def run(self, port: int, browser: Browser | None, stop: threading.Event) -> None:
        """Serve until *stop* is set; without a *browser* someone else shows the pages."""
        server = hall_server(self._pages, self.ask, port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._ledger.count_boot()
        try:
            self._keep_alive(f"http://127.0.0.1:{server.server_port}/", browser, stop)
        finally:
            server.shutdown()
            server.server_close()
            if browser is not None:
                browser.end()

    def _keep_alive(self, address: str, browser: Browser | None, stop: threading.Event) -> None:
        self._start(browser, address)
        while not stop.wait(LOOK_EVERY):
            runs = browser is None or browser.runs
            step = self._watch.look(time.monotonic(), runs=runs) if browser or self._watch.first_sign else Step.NOTHING
            if step is Step.CONFIRM:
                confirm(self._home, self._disk)
            elif step in {Step.RESTART, Step.ROLL_BACK} and browser is not None:
                if step is Step.ROLL_BACK and roll_back(self._home, self._disk) is not None:
                    self._watch.forget_restarts()
                self._ledger.count_restart(silent=runs)
                self._start(browser, address)
            elif self._wants_restart.is_set():
                self._wants_restart.clear()
                self._start(browser, address)

    def _start(self, browser: Browser | None, address: str) -> None:
        if count_start(self._home, self._disk) > MOST_STARTS:
            roll_back(self._home, self._disk)
        self._watch.begin(time.monotonic())
        if browser is not None:
            browser.start(address)

    # ── what the page asks ──

    def ask(self, what: str, sent: Mapping[str, object]) -> Answer:
        """Answer the call *what* of the page; raise Refusal for what it may not do."""
        if what == "alive":
            self._watch.sign(time.monotonic())
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
        kept = kept_withdrawals(self._home.folder)
        now = self._now()
        told: dict[str, object] = {
            "serial": serial,
            "previous": self._home.previous,
            "trial": self._home.state.trial == serial,
            "as_of": as_of,
            "now": now.isoformat(timespec="seconds"),
            "clock": clock_verdict(self._home.folder, as_of, now, self._disk),
            "disk_free_mb": self._disk.free_bytes(self._home.folder) >> 20,
            "boots": counters.boots,
            "restarts": counters.restarts,
            "silences": counters.silences,
            "withdrawals": kept.serial if kept else 0,
            "hidden": sorted(hidden_here(self._home.folder)),
            "sound": settings.sound,
            "rotation": settings.rotation,
            "pin": has_pin(self._home.folder),
            "tributes": {kind.value: counters.total(kind) for kind in Tribute},
        }
        health = _health(told)
        return {**told, "health": health, "code": {"side": qr_code(health).size, "path": svg_path(health)}}

    def _care(self, sent: Mapping[str, object]) -> Answer:
        if time.monotonic() < self._pin_from:
            wait = int(self._pin_from - time.monotonic()) + 1
            return HTTPStatus.FORBIDDEN, {"sentence": f"PIN 错得太多，请过 {wait} 秒再试。"}
        if not is_pin(self._home.folder, str(sent.get("pin"))):
            self._wrong_pins += 1
            # Ten thousand PINs of four digits would take weeks.
            self._pin_from = time.monotonic() + min(_LONGEST_WAIT, 2.0**self._wrong_pins)
            return HTTPStatus.FORBIDDEN, {"sentence": "PIN 不对。"}
        self._wrong_pins = 0
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
        elif order == "export":
            return HTTPStatus.OK, {"tributes": self._ledger.counters.tributes}
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
