"""What the forecast says, in sentences made from the tables."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from workbench.pools.forecast.display import POOL_WORDS
from workbench.pools.forecast.estimate import MarkovTest
from workbench.pools.forecast.grades import SURE_P, GradeForecast
from workbench.pools.forecast.months_ahead import Shortage
from workbench.pools.forecast.vacancy import STATES, VacancyRisk
from workbench.words import count, listing, percent


def forecast_findings(
    shortage: Shortage | None,
    risk: VacancyRisk,
    forecast: GradeForecast,
    *,
    grades: pd.DataFrame,
) -> tuple[str, ...]:
    """Say what lies ahead, the most pressing first; what is not known comes last.

    Parameters
    ----------
    shortage : None where nobody's fit can be assessed
    risk, forecast : from ``vacancy_risk`` and ``grade_forecast``
    grades : the rows of ``grade_rows`` that are shown; no other grade is counted or named
    """
    sentences = [
        *(_shortage_words(shortage) if shortage else ()),
        *_risk_words(risk),
        _grade_words(forecast, grades),
        _test_words(forecast.test),
        *risk.notes,
        *forecast.notes,
        f"{forecast.lacks[0].upper()}{forecast.lacks[1:]}." if forecast.lacks else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _shortage_words(shortage: Shortage) -> list[str]:
    if shortage.posts.empty:
        return ["No seat of these posts falls free on a known day within five years."]
    every = shortage.first[shortage.first["pool"] == "all"].to_dict("records")[0]
    seats, short = int(every["seats"]), int(every["short"])
    reach = _range(every["short_low"], every["short_high"])
    verb = "falls" if seats == 1 else "fall"
    known = "as far as is known"
    words = [
        f"{count(seats, 'seat')} of these posts {verb} free on a known day within five years; "
        f"{known}, {seats - short} of them can be filled at once from the people ready by then"
        f" and {short} cannot{reach}."
    ]
    for row in shortage.first[shortage.first["pool"] != "all"].to_dict("records"):
        words.append(_first_words(row))
    bare = shortage.posts[shortage.posts["state"] == "nobody ready"]
    if len(bare):
        titles = [
            f"{title} ({day:%B %Y})"
            for title, day in zip(bare["title"], bare["free_on"], strict=True)
        ]
        words.append(
            "Nobody will be ready on the day the seat falls free, even if everything not known "
            f"turns out well: {listing(titles, most=4)}."
        )
    return words


def _first_words(row: Mapping[Hashable, Any]) -> str:
    pool = POOL_WORDS.get(row["pool"], row["pool"])
    earliest, latest = row["earliest_on"], row["latest_on"]
    if pd.isna(earliest):
        return (
            f"The {pool} can fill all {count(int(row['seats']), 'seat')} known to fall free within "
            "five years, even in the worst case; other departures come on top."
        )
    if pd.isna(row["first_on"]):
        return (
            f"The {pool} has no shortage as far as is known; in the worst case it has one from "
            f"{_on(earliest)}."
        )
    if earliest == latest:
        return f"The {pool} is short from {_on(row['first_on'])}, in the best case as in the worst."
    end = f"{_on(latest)} in the best case" if pd.notna(latest) else "not at all in the best case"
    start = "" if earliest == row["first_on"] else f"{_on(earliest)} in the worst case, "
    return f"The {pool} is short from {_on(row['first_on'])} ({start}{end})."


def _on(day: pd.Timestamp) -> str:
    return f"{day:%B %Y}"


def _range(low: float, high: float) -> str:
    if low == high:
        return ", whatever turns out of what was never assessed"
    return f" (between {low:.0f} and {high:.0f} with what was never assessed)"


def _risk_words(risk: VacancyRisk) -> list[str]:
    posts = risk.posts
    named = {state: posts.loc[posts["state"] == state, "title"].tolist() for state in STATES}
    parts = [_state_words(state, titles) for state, titles in named.items() if titles]
    parts = [part for part in parts if part]
    words = [f"Of {count(len(posts), 'post')}, {listing(parts)}."] if parts else []
    chance = posts[posts["state"] == "by chance"].dropna(subset=["chance"])
    if len(chance):
        top = chance.iloc[0]
        whole = f"the other {len(chance):,}" if parts else count(len(chance), "post")
        words.append(
            f"Of {whole}, {_expected_words(float(chance['chance'].sum()))} lose somebody who "
            f"resigns, if people leave as in the past; the likeliest is {top['title']} "
            f"({percent(top['chance'])}, range {percent(top['chance_low'])} to "
            f"{percent(top['chance_high'])})."
        )
    unborn = int((posts["born_unknown"] > 0).sum())
    if unborn:
        words.append(
            f"At {count(unborn, 'post')} a date of birth is missing, so that a retirement cannot "
            "be ruled out."
        )
    return words


def _state_words(state: str, titles: list[str]) -> str:
    number = len(titles)
    return {
        "vacant now": f"{number:,} {'is' if number == 1 else 'are'} vacant now "
        f"({listing(titles, most=3)})",
        "retirement overdue": f"at {number:,} a retirement is overdue ({listing(titles, most=3)})",
        "retirement known": f"at {number:,} somebody retires on a known day within the horizon",
        "nobody in the post": f"at {number:,} nobody is in the post",
    }.get(state, "")


def _expected_words(posts: float) -> str:
    """Say how many posts lose somebody; less than half a post is not zero."""
    return "most likely none will" if posts < 0.5 else f"about {posts:.0f} will"


def _grade_words(forecast: GradeForecast, last: pd.DataFrame) -> str:
    if last.empty:
        return ""
    short, sure = last[last["gap"] > 0], last[last["gap_low"] > 0]
    years = count(int(forecast.staff["years_ahead"].max()), "year")
    hires = "With hires as in the past" if forecast.hires else "If nobody is hired"
    if short.empty:
        return f"{hires}, no grade shown will have fewer people than seats in {years}."
    worst = short.sort_values("gap", ascending=False, kind="stable").iloc[0]
    return (
        f"{hires}, {len(short)} of {count(len(last), 'grade')} will have fewer people than seats "
        f"in {years} ({len(sure)} of them in nine of ten cases); the widest gap is in "
        f"{worst['grade']}: {worst['people_p50']:.0f} people (between "
        f"{worst['people_p10']:.0f} and {worst['people_p90']:.0f}) for {worst['seats']:.0f} seats."
    )


def _test_words(test: MarkovTest) -> str:
    if math.isnan(test.p_value):
        return ""
    if test.p_value < SURE_P:
        p = "under 0.001" if test.p_value < 0.001 else f"{test.p_value:.3f}"
        return (
            "People new in a grade move or leave differently from people long in it (p "
            f"{'' if test.p_value < 0.001 else '= '}{p}), so the forecast by grade carries the "
            "two forward apart."
        )
    return (
        "Nothing in the record speaks against taking people new in a grade and long in it as "
        f"alike (p = {test.p_value:.2f})."
    )
