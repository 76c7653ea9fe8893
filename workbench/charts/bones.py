"""The words of a fishbone, folded to the room they have before anything is drawn."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.charts.canvas import LINE
from workbench.charts.fold import folded, hover_lines
from workbench.charts.theme import plain
from workbench.positions.profile.profile import PositionProfile
from workbench.words import count, percent

HEAD, COLUMN, TWIG, SLANT = 194, 166, 144, 52
# Bold text at the size of the rest is as wide as plain text of this size.
BOLD = 13.5


@dataclass(frozen=True)
class Twig:
    """A duty under its bone: its lines, and what hovering says."""

    lines: tuple[str, ...]
    hover: str


@dataclass(frozen=True)
class Bone:
    """A result area: what stands at its tip, what it lacks, and its twigs.

    ``side`` is 1 above the spine and -1 below; ``column`` counts from the head.
    """

    side: int
    column: int
    tip: tuple[str, ...]
    gaps: tuple[str, ...]
    twigs: tuple[Twig, ...]

    @property
    def length(self) -> float:
        """Pixels the twigs need between spine and tip."""
        return 34 + sum(LINE * len(twig.lines) + 8 for twig in self.twigs)

    @property
    def beyond(self) -> float:
        """Pixels the words need beyond the tip."""
        return 14 + LINE * len(self.tip) + (LINE * len(self.gaps) + 12 if self.gaps else 0)


def make_bones(profile: PositionProfile, *, most_areas: int, most_duties: int) -> tuple[Bone, ...]:
    """Fold areas and duties; the areas alternate between the sides, the first next to the head."""
    areas = profile.areas.head(most_areas).itertuples()
    return tuple(_bone(profile, area, at, most_duties) for at, area in enumerate(areas))


def _bone(profile: PositionProfile, area: Any, at: int, most: int) -> Bone:
    mine = profile.duties[profile.duties["result_area_id"] == area.result_area_id]
    twigs = [_twig(row) for row in mine.head(most).itertuples()]
    if len(mine) > most:
        rest = "; ".join(mine["duty"].iloc[most:])
        twigs.append(Twig((f"+{len(mine) - most} more",), hover_lines(rest)))
    gaps = folded(area.gaps, pixels=COLUMN - 30, most=3) if area.gaps else []
    return Bone(1 if at % 2 == 0 else -1, at // 2, tuple(_tip(area)), tuple(gaps), tuple(twigs))


def _tip(area: Any) -> list[str]:
    """Name, share and goal, and target of an area; a missing target is one of its gaps."""
    goal = f", goal {plain(area.goal_id, most=8)}" if pd.notna(area.goal_id) else ", no goal"
    target = [] if pd.isna(area.target) else folded(area.target, pixels=COLUMN - 18, most=3)
    return [
        *bold(area.area, pixels=COLUMN - 24, most=3),
        f"share {share_words(area)}{goal}",
        *target,
    ]


def share_words(area: Any) -> str:
    """Write the share of an area, unknown where it is not given."""
    return percent(area.share) if pd.notna(area.share) else "unknown"


def _twig(row: Any) -> Twig:
    procedure = f"procedure {row.procedure_id}" if pd.notna(row.procedure_id) else "no procedure"
    lines = folded(row.duty, pixels=TWIG - 24, most=3)
    return Twig(tuple(lines), hover_lines(f"{row.duty}: {procedure}"))


def bold(text: object, *, pixels: float, most: int) -> list[str]:
    """Fold text into bold lines; tags in it stay text."""
    return [f"<b>{line}</b>" for line in folded(text, pixels=pixels, most=most, size=BOLD)]


def head_lines(profile: PositionProfile) -> list[str]:
    """Title of the post, and the result of its purpose, or all of it where that is not told."""
    words = profile.purpose.result or profile.purpose.sentence or "no purpose"
    return [
        *bold(profile.title, pixels=HEAD - 72, most=4),
        *folded(words, pixels=HEAD - 72, most=6),
    ]


def loose_duties(profile: PositionProfile) -> list[str]:
    """Give the duties without an area."""
    return profile.duties.loc[profile.duties["result_area_id"].isna(), "duty"].tolist()


def without_duties(profile: PositionProfile) -> bool:
    """Tell whether the post is known to have no duties."""
    return bool((profile.gaps["gap"] == "post without duties").any())


def gap_lines(profile: PositionProfile, width: float) -> list[str]:
    """Say what is missing beside the bones: duties without an area, or all duties."""
    loose = loose_duties(profile)
    if loose:
        words = f"Duties without an area: {'; '.join(loose)}"
        return folded(words, pixels=width - 30, most=3)
    return ["no duties are described"] if without_duties(profile) else []


def further_lines(profile: PositionProfile, most_areas: int) -> list[str]:
    """Say how many areas are not drawn."""
    further = len(profile.areas) - most_areas
    return [f"+{count(further, 'more area')}, see the table"] if further > 0 else []
