"""Start a Chromium or Edge that shows nothing but the hall: which program, which switches, in a profile of its own.

The page blocks gestures and keys as well; both do, since a page may fail and a switch may go. The policy file beside
(`theme/hall/policy.json`) closes what no switch reaches: other addresses, downloads, printing, developer tools.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
_WINDOWS = tuple(
    rf"%{base}%\{program}"
    for program in (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
    for base in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
)

SWITCHES = (
    "--kiosk",
    # On a system in another language it would offer to translate, over the screen.
    "--lang=zh-CN",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-session-crashed-bubble",
    "--disable-infobars",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-features=OverscrollHistoryNavigation,Translate,TranslateUI,TouchpadOverscrollHistoryNavigation",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-print-preview",
    "--autoplay-policy=no-user-gesture-required",
    "--disk-cache-size=33554432",
    # Whatever is asked for elsewhere is not found: the hall has no network, and needs none.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_browser() -> Path | None:
    """Return the browser that CHROMIUM names, else the first that this system has, None where there is none."""
    named = os.environ.get("CHROMIUM")
    places = _WINDOWS if platform.system() == "Windows" else ()
    for candidate in [named] if named else [*NAMES, *map(os.path.expandvars, places)]:
        found = shutil.which(candidate)
        if found:
            return Path(found)
    return None


def browser_command(browser: Path, profile: Path, address: str, more: Sequence[str] = ()) -> list[str]:
    """Return the command that shows *address* with *profile*, a folder that is thrown away at each start."""
    return [str(browser), *SWITCHES, *more, f"--user-data-dir={profile}", address]


class Browser:
    """The browser of the hall, started and ended as a whole: a browser is many processes."""

    def __init__(self, browser: Path, profile: Path, more: Sequence[str] = ()) -> None:
        self._browser = browser
        self._profile = profile
        self._more = more
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        """Tell whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self, address: str) -> None:
        """Show *address* in a fresh profile: no tab, bubble or cache of before comes back."""
        self.end()
        shutil.rmtree(self._profile, ignore_errors=True)
        self._profile.mkdir(parents=True, exist_ok=True)
        command = browser_command(self._browser, self._profile, address, self._more)
        self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )

    def end(self) -> None:
        """End it with all its processes, whether it answers or hangs."""
        process, self._process = self._process, None
        if process is None:
            return
        if os.name == "nt":
            taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603 - our own command, no shell
        else:
            _end_group(process.pid)
        process.wait()


if os.name == "nt":

    def _end_group(leader: int) -> None:
        raise NotImplementedError

else:
    import signal

    def _end_group(leader: int) -> None:
        try:
            os.killpg(leader, signal.SIGKILL)
        except ProcessLookupError:
            return
