"""How titles are compared with public titles, and what counts as near enough."""

from pydantic import Field

from workbench.settings.ranges import Strict


class OccupationSettings(Strict):
    """From the titles of a company to public occupations.

    Attributes
    ----------
    candidates : occupations proposed for a title, at most
    nearest_titles : so many public titles near a title have a vote on its occupation
    least_closeness : below this closeness in words no public title is near enough
    held_out_titles : so many public titles are held out to measure how often a candidate is right
    seed : of the draw of these titles
    related_places : so many occupations of the list of related ones count as feeders, nearest first
    """

    candidates: int = Field(default=5, ge=2, le=10)
    nearest_titles: int = Field(default=40, ge=5, le=500)
    least_closeness: float = Field(default=0.5, ge=0, lt=1)
    held_out_titles: int = Field(default=1000, ge=50, le=20_000)
    seed: int = Field(default=2026, ge=0)
    related_places: int = Field(default=10, ge=1, le=20)
