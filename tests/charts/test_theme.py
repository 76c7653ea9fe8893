"""Colours of figures: seen on both grounds of a page, and told apart with any colour vision.

Limits: WCAG 2.2, 1.4.11 (3 to 1 for what is drawn) and 1.4.3 (4.5 to 1 for text). Colour vision:
Machado, Oliveira and Fernandes (2009), matrices of full severity. Differences are CIE 1976, where
2.3 can just be seen side by side; marks are small and lie apart, so several times that is asked.
"""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import workbench.report
from workbench.charts.theme import COLOURS, SEQUENCE

STYLE = (Path(workbench.report.__file__).parent / "template" / "style.css").read_text("utf-8")
DRAWN = sorted({*SEQUENCE, *COLOURS.values()})
LEAST_DIFFERENCE = 12
VISION = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted((TO_XYZ @ linear(colour))[1] for colour in (one, other))
    return float((high + 0.05) / (low + 0.05))


def lab(light: np.ndarray) -> np.ndarray:
    part = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ground(name: str, *, scheme: str) -> str:
    found = re.findall(rf"--{name}(?:-light)?: (#[0-9a-f]{{6}})", STYLE)
    return str(found[0 if scheme == "light" else 1])


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_seen_on_the_page(scheme: str) -> None:
    faint = [colour for colour in DRAWN if contrast(colour, ground("paper", scheme=scheme)) < 3]
    assert faint == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_is_read_on_both_grounds_of_a_page(text: str, scheme: str) -> None:
    for paper in ("paper", "raised", "warn", "bad"):
        words = ground(text, scheme=scheme)
        assert contrast(words, ground(paper, scheme=scheme)) >= 4.5, paper


def test_white_numbers_are_read_inside_bars_of_the_two_colours_that_hold_some() -> None:
    for name in ("accent", "bad"):
        assert contrast("#ffffff", COLOURS[name]) >= 4.5


@pytest.mark.parametrize("vision", VISION)
def test_colours_are_told_apart(vision: str) -> None:
    seen = {colour: lab(np.array(VISION[vision]) @ linear(colour)) for colour in DRAWN}
    near = [
        pair
        for pair in combinations(DRAWN, 2)
        if np.linalg.norm(seen[pair[0]] - seen[pair[1]]) < LEAST_DIFFERENCE
    ]
    assert near == []
