"""Take the README's picture of the site: the home page on an ordinary day and at Qingming, on a desk and on a phone.

python scripts/screenshot.py    # after `python3 scripts/go.py site`; writes .github/home.png
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import go

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / ".github" / "home.png"
VIEWS = (("2026-11-30", 1440, 900), ("2027-04-05", 390, 900))
"""Day, width and height in CSS pixels, from left to right."""
GAP = 40


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve ``site/`` on the loopback interface, photograph it, and lay the pictures side by side."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=str(go.require_browser(go.CHROMIUM)), args=arguments)
            pictures = [_taken(browser, address, *view) for view in VIEWS]
        server.shutdown()
    _side_by_side(pictures).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size} bytes")


def _taken(browser: Browser, address: str, day: str, width: int, height: int) -> Image.Image:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.clock.set_fixed_time(f"{day}T10:00:00+08:00")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB")


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return sheet.quantize(128).convert("P")


if __name__ == "__main__":
    main()
