"""Measure how long 填表.html takes with a photograph, beside the least that a browser can do with it.

    python scripts/bench_form.py                   # in Chromium
    python scripts/bench_form.py --rounds 15

Alternates, in one page opened as a file and on the same photograph of twelve million pixels: (a) decode, resize to 1600
and encode as JPEG, nothing else; (b) all that the form does when the photograph is put in, until it is seen, judged and
on the card. Prints the medians and their ratio; the bar is 3. Ends with status 1 when it is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import go
from form_way import fill_person, large_photo, open_form, write_form

BAR = 3.0

BARE = """async () => {
  const file = document.getElementById("probe").files[0], start = performance.now();
  const picture = await createImageBitmap(file), canvas = document.createElement("canvas");
  const scale = 1600 / Math.max(picture.width, picture.height);
  [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  if (!blob.size) throw new Error("no picture");
  return performance.now() - start;
}"""

WHOLE = """async () => {
  const file = document.getElementById("probe").files[0], start = performance.now();
  await QYPForm.takePhoto(file);
  if (!document.querySelector(".photo__view canvas")) throw new Error("no picture");
  return performance.now() - start;
}"""


def main() -> None:
    """Print both, round by round, in milliseconds, their medians and the ratio of the medians."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=11)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=str(go.require_browser(go.CHROMIUM)), args=sandbox)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_form(page, write_form(Path(folder)))
        print(f"Chromium {browser.version}, medians of {rounds} rounds, milliseconds")
        times = _alternate(page, large_photo(), rounds)
        browser.close()
    bare, whole = (statistics.median(part) for part in zip(*times, strict=True))
    print(f"decode, resize, encode  {bare:7.0f}")
    print(f"in the form             {whole:7.0f}")
    print(f"ratio                   {whole / bare:7.2f}   bar {BAR}")
    sys.exit(whole / bare > BAR)


def _alternate(page: Page, photo: bytes, rounds: int) -> list[tuple[float, float]]:
    fill_person(page)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input type=file id=probe>')")
    page.set_input_files("#probe", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo})
    page.evaluate(BARE)  # what is loaded with the first picture is no part of any round
    page.evaluate(WHOLE)
    times = []
    for number in range(rounds):
        order = (BARE, WHOLE) if number % 2 else (WHOLE, BARE)
        taken = {script: float(page.evaluate(script)) for script in order}
        times.append((taken[BARE], taken[WHOLE]))
        print("  ".join(f"{part:6.0f}" for part in times[-1]))
    return times


if __name__ == "__main__":
    main()
