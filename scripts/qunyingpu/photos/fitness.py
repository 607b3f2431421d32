"""Turn what is known of a photograph into what it lacks to be shown well: reasons to ask for a better one."""

from __future__ import annotations

from collections.abc import Iterator

from qunyingpu.photos.developing import Facts

LEAST_SIDE = 720
"""Pixels of the shorter side: 150 dpi in the frame of an A3 board, 122 mm wide."""

MOST_SLENDER = 2.0
"""The longer side in shorter ones: a 3:4 crop of it shows three eighths. Panoramas and screenshots lie above."""

LEAST_SHARPNESS = 20.0
"""Drawn faces, blurred by Gauss with a radius in thousandths of their height, have 62 (fine hair) and 26 (soft) at 3,
28 and 14 at 4, 15 and 9 at 5, alike when they are dull or dark; at 4 to 5 the share card shows it."""


def shortcomings(facts: Facts) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the code and context of each warning that a photograph of *facts* deserves.

    A small photograph is not called blurred too: the cause is told, not what follows.
    """
    width, height = facts.width, facts.height
    if not facts.is_profile_sound:
        yield "photo-profile", {}
    if max(width, height) > MOST_SLENDER * min(width, height):
        yield "photo-shape", {"width": width, "height": height}
    elif min(width, height) < LEAST_SIDE:
        yield "photo-small", {"width": width, "height": height, "least": LEAST_SIDE}
    elif facts.sharpness < LEAST_SHARPNESS:
        yield "photo-blurred", {"sharpness": f"{facts.sharpness:.0f}", "least": f"{LEAST_SHARPNESS:.0f}"}
