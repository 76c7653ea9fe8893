"""The profile of a post as a fishbone: head the result, bones the areas, twigs the duties."""

from collections.abc import Sequence

import plotly.graph_objects as go

from workbench.charts.bones import (
    COLUMN,
    HEAD,
    SLANT,
    TWIG,
    Bone,
    further_lines,
    gap_lines,
    head_lines,
    loose_duties,
    make_bones,
    share_words,
    without_duties,
)
from workbench.charts.canvas import LINE, Canvas, box, line, new_canvas, write
from workbench.charts.theme import COLOURS
from workbench.positions.profile.profile import PositionProfile
from workbench.words import count

LEAST_WIDTH = 720
_TAIL = 20


def plot_fishbone(
    profile: PositionProfile, *, most_areas: int = 8, most_duties: int = 6
) -> go.Figure:
    """Draw a profile as a fishbone and mark what is missing, in colour and in words.

    Parameters
    ----------
    profile : from ``position_profile``
    most_areas, most_duties : bones drawn, and twigs drawn on each; the rest is counted

    Returns
    -------
    A figure with ``meta["min_width"]``, since its text does not shrink
    """
    bones = make_bones(profile, most_areas=most_areas, most_duties=most_duties)
    columns = max((bone.column for bone in bones), default=1)
    width = max(LEAST_WIDTH, _TAIL + TWIG + SLANT + columns * COLUMN + HEAD + 14)
    head, bare = head_lines(profile), not profile.purpose.sentence
    top, bottom = (_reach(bones, side, len(head)) for side in (1, -1))
    notes = [(gap_lines(profile, width), True), (further_lines(profile, most_areas), False)]
    room = sum(LINE * len(lines) + 18 for lines, _ in notes if lines)
    low, high = -bottom - room, top
    canvas = new_canvas(_finding(profile), alt=_in_words(profile), width=width, low=low, high=high)
    _draw_spine(canvas, width, head, colour=COLOURS["warn" if bare else "accent"])
    for bone in bones:
        _draw_bone(canvas, bone, width, _length(bones, bone.side))
    if not bones:
        box(canvas, _TAIL + 40, 26, [_no_bones(profile)], anchor="middle")
    for lines, warn in notes:
        if lines:
            box(canvas, 8, -bottom - 6, lines, anchor="top", warn=warn)
            bottom += LINE * len(lines) + 18
    return canvas.finished()


def _length(bones: Sequence[Bone], side: int) -> float:
    """Pixels from the spine to the tips of one side, where all bones are parallel."""
    return max([130.0, *(bone.length for bone in bones if bone.side == side)])


def _reach(bones: Sequence[Bone], side: int, lines: int) -> float:
    """Pixels from the spine to the end of the words of one side."""
    beyond = max([0.0, *(bone.beyond for bone in bones if bone.side == side)])
    return max(beyond and _length(bones, side) + beyond + 6, _half(lines) + 12)


def _half(lines: int) -> float:
    """Half the height of a head with so many lines."""
    return max(64.0, LINE * lines / 2 + 26)


def _draw_spine(canvas: Canvas, width: float, head: list[str], *, colour: str) -> None:
    """Draw tail, spine and head, with the result in the head."""
    left, half = width - HEAD, _half(len(head))
    nose, cheek = width - 4, left + 0.8 * HEAD
    outline = (
        f"M {left},{half} C {cheek},{half} {nose},{0.7 * half} {nose},0 "
        f"C {nose},{-0.7 * half} {cheek},{-half} {left},{-half} Q {left + 16},0 {left},{half} Z"
    )
    fin = f"M {_TAIL + 26},0 L 2,30 Q {_TAIL},0 2,-30 Z"
    for path in (outline, fin):
        canvas.figure.add_shape(
            type="path", path=path, line={"color": colour, "width": 2},
            fillcolor="rgba(0,114,178,0.12)",
        )  # fmt: skip
    line(canvas, [_TAIL + 26, left + 8], [0, 0], colour=COLOURS["accent"], width=5)
    canvas.figure.add_scatter(
        x=[nose - 34], y=[half * 0.3], mode="markers", hoverinfo="skip",
        marker={"size": 9, "color": COLOURS["accent"]},
    )  # fmt: skip
    write(canvas, left + 18, 0, head, anchor="middle")


def _draw_bone(canvas: Canvas, bone: Bone, width: float, length: float) -> None:
    """Draw a bone with its twigs, the words at its tip and its gaps."""
    joint, side = width - HEAD - 14 - bone.column * COLUMN, bone.side
    colour, dash = (COLOURS["warn"], "6px,4px") if bone.gaps else (COLOURS["accent"], "solid")
    line(canvas, [joint, joint - SLANT], [0, side * length], colour=colour, width=3, dash=dash)
    _draw_twigs(canvas, bone, joint, length)
    start, beyond = joint - SLANT - TWIG, side * (length + 6)
    anchor = "bottom" if side > 0 else "top"
    write(canvas, start, beyond, bone.tip, anchor=anchor)
    if bone.gaps:
        box(canvas, start, beyond + side * (LINE * len(bone.tip) + 8), bone.gaps, anchor=anchor)


def _draw_twigs(canvas: Canvas, bone: Bone, joint: float, length: float) -> None:
    """Spread the twigs along the bone; the words of a twig stand above it on both sides."""
    spare = (length - bone.length) / max(1, len(bone.twigs))
    place = length - 8 if bone.side > 0 else 18.0
    for twig in bone.twigs:
        place -= bone.side * (LINE * len(twig.lines) + 8 + spare)
        end, y = joint - SLANT * place / length, bone.side * place
        line(
            canvas, [end - TWIG, end], [y, y], colour=COLOURS["neutral"], width=1.5,
            hover=twig.hover,
        )  # fmt: skip
        write(canvas, end - TWIG, y + 2, twig.lines, anchor="bottom")


def _no_bones(profile: PositionProfile) -> str:
    known = (profile.gaps["gap"] == "post without result areas").any()
    return "no result areas are described" if known else "result areas are not assessed"


def _finding(profile: PositionProfile) -> str:
    areas = profile.areas
    if areas.empty:
        return f"{profile.title}: {_no_bones(profile)}"
    number, bare = count(len(areas), "result area"), int((areas["gaps"] != "").sum())
    if bare:
        return f"{profile.title}: {bare} of {number} with a gap"
    if loose := loose_duties(profile):
        return f"{profile.title}: {count(len(loose), 'duty', 'duties')} without an area"
    if without_duties(profile):
        return f"{profile.title}: no duties are described"
    if profile.not_assessed:
        return f"{profile.title}: {number}, each with a target"
    return f"{profile.title}: each area has a target, duties and a procedure"


def _in_words(profile: PositionProfile) -> str:
    """Say what the picture shows to who cannot see it."""
    bones = [
        f"{area.area} (share {share_words(area)}{', ' if area.gaps else ''}{area.gaps})"
        for area in profile.areas.itertuples()
    ]
    loose = loose_duties(profile)
    named = f": {'; '.join(bones)}." if bones else "."
    beside = f" {count(len(loose), 'duty', 'duties')} without an area." if loose else ""
    return f"Fishbone of {profile.title}, {count(len(bones), 'result area')}{named}{beside}"
