"""What stands on the screens of the kiosk: everyone in the loop, all of today's people, nobody who is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from prove_kiosk.editions import Office
from prove_kiosk.screens import Watched, standing_before, wait_until


@pytest.fixture(scope="session")
def copy(office: Office) -> str:
    """The address of the reading copy, which needs no service."""
    return (office.project / "stick" / "reading" / "kiosk" / "index.html").as_uri()


@pytest.fixture
def visitor(browser: Browser, copy: str) -> Iterator[Watched]:
    """Somebody before an upright screen, on which no script fails."""
    with standing_before(browser, copy) as watched:
        yield watched
        assert (watched.faults, watched.foreign) == ([], [])


_LOOP = """async ([count, turns]) => {
  const sides = {}, frame = document.querySelector('[data-slides]');
  new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((slide) => {
    const who = slide.textContent.trim();
    if (!slide.matches('.slide--campaign')) (sides[who] = sides[who] || []).push(slide.matches('.slide--mirrored'));
  }))).observe(frame, { childList: true });
  QYPKiosk.times.slide = 1;
  QYPKiosk.slides(Array.from({ length: count }, (_, i) => ({ id: 'x' + i, fallen: true, html: '<p>' + i + '</p>' })));
  await QYPKiosk.reset();
  const end = QYPKiosk.transitions + turns;
  while (QYPKiosk.transitions < end) await new Promise((done) => setTimeout(done, 5));
  return sides;
}"""


@pytest.mark.parametrize("count", [8, 9])
def test_everyone_of_the_loop_comes_in_turn(visitor: Watched, count: int) -> None:
    """The campaign takes every fourth turn and nobody's place; in each round a person stands on the other side."""
    seen: dict[str, list[bool]] = visitor.page.evaluate(_LOOP, [count, count * 3])
    assert set(seen) == {str(number) for number in range(count)}
    assert {tuple(sides[:2]) for sides in seen.values()} == {(False, True), (True, False)}


def test_a_slide_that_fails_stops_no_loop(browser: Browser, copy: str) -> None:
    """After an exception in one turn the next turn comes, and the screen is the loop."""
    with standing_before(browser, copy) as watched:
        watched.page.evaluate(
            """() => {
              const broken = { id: 'x', fallen: true, get html() { throw new Error('broken'); } };
              const whole = { id: 'y', fallen: true, get html() { again(); return '<p>y</p>'; } };
              let seen = 0;
              function again() { if (++seen === 4) document.body.dataset.seen = 'often'; }
              QYPKiosk.times.slide = 1;
              QYPKiosk.slides([broken, whole]);
              return QYPKiosk.home().then(QYPKiosk.reset);
            }"""
        )
        watched.page.wait_for_selector("[data-seen=often]", state="attached")
        assert any("broken" in fault for fault in watched.faults)
        assert watched.page.evaluate("document.documentElement.dataset.screen") == "loop"


def test_where_nothing_moves_one_slide_stands_alone(browser: Browser, copy: str) -> None:
    """Under reduced motion the slide that goes is hidden at once, not left under the next."""
    with standing_before(browser, copy, moves=False) as watched:
        watched.page.evaluate("QYPKiosk.times.slide = 1, QYPKiosk.reset()")
        wait_until(watched.page, "document.querySelector('.slide--gone')")
        assert watched.page.locator(".slide--gone").first.is_hidden()
