"""Staff are asked for a better photograph where one is small, slender or blurred, and only there."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageEnhance

from faces import a_face, a_soft_face, encoded
from qunyingpu.messages import MESSAGES
from qunyingpu.photos.developing import Facts, develop
from qunyingpu.photos.fitness import LEAST_SHARPNESS, shortcomings

Size = tuple[int, int]


def _told(picture: Image.Image, **options: Any) -> list[str]:
    facts, _ = develop(encoded(picture, **options))
    return [code for code, _ in shortcomings(facts)]


def _facts(width: int, height: int) -> Facts:
    return Facts(width, height, LEAST_SHARPNESS, is_profile_sound=True)


@pytest.mark.parametrize("blur", [0, 2, 3])
@pytest.mark.parametrize("size", [(720, 900), (1200, 1500), (2000, 2500)])
def test_sharp_faces_pass(size: Size, blur: float) -> None:
    """A face whose blur no card shows is not complained of, with fine hair or without any, in every size."""
    assert _told(a_face(size, blur=blur)) == []
    assert _told(a_soft_face(size, blur=blur)) == []


@pytest.mark.parametrize("blur", [5, 7, 12])
@pytest.mark.parametrize("size", [(720, 900), (1200, 1500), (2000, 2500)])
def test_blurred_faces_are_told(size: Size, blur: float) -> None:
    """A face that is blurred on a card is told, with fine hair or without any, in every size."""
    assert _told(a_face(size, blur=blur)) == ["photo-blurred"]
    assert _told(a_soft_face(size, blur=blur)) == ["photo-blurred"]


@pytest.mark.parametrize("quality", [60, 92])
@pytest.mark.parametrize("harm", [ImageEnhance.Contrast, ImageEnhance.Brightness])
def test_dull_and_dark_faces_are_not_blurred(harm: type, quality: int) -> None:
    """Little light and little contrast are not taken for blur, and do not hide it."""
    assert _told(harm(a_face(blur=2)).enhance(0.4), quality=quality) == []
    assert _told(harm(a_face(blur=12)).enhance(0.6), quality=92) == ["photo-blurred"]


def test_a_soft_ground_is_no_blur() -> None:
    """A face that fills a ninth of the photograph before a plain ground is judged by itself."""
    picture = Image.new("RGB", (1200, 1500), "#b0b8be")
    picture.paste(a_face((400, 500)), (400, 900))
    assert _told(picture) == []


def test_one_colour_is_told() -> None:
    """Twelve megapixels of nothing are taken, and told."""
    assert _told(Image.new("RGB", (4000, 3000), "red"), kind="PNG") == ["photo-blurred"]


@pytest.mark.parametrize(
    ("size", "codes"),
    [
        ((1, 1), ["photo-small"]),
        ((719, 900), ["photo-small"]),
        ((900, 719), ["photo-small"]),
        ((720, 900), []),
        ((720, 1440), []),
        ((1440, 720), []),
        ((720, 1441), ["photo-shape"]),
        ((1442, 720), ["photo-shape"]),
        ((30_000, 20), ["photo-shape"]),
    ],
)
def test_small_and_slender_photographs_are_told(size: Size, codes: list[str]) -> None:
    """Below 720 pixels print is coarse; beyond 2:1 a crop leaves little. What is needed stands in the sentence."""
    told = list(shortcomings(_facts(*size)))
    assert [code for code, _ in told] == codes
    for code, context in told:
        message = MESSAGES[code]
        assert message.severity == "warning"
        sentence = message.text.format(photo="a.jpg", **context) + message.remedy.format(**context)
        assert f"{size[0]}×{size[1]}" in sentence


def test_only_the_cause_is_told() -> None:
    """A photograph that is small or slender is not called blurred besides."""
    assert [code for code, _ in shortcomings(Facts(90, 90, 0, is_profile_sound=True))] == ["photo-small"]
    assert [code for code, _ in shortcomings(Facts(9, 90, 0, is_profile_sound=False))] == [
        "photo-profile",
        "photo-shape",
    ]
