"""The exchange as a report shows it: packages of many organisations, or the company alone."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.company import Company
from workbench.errors import DataError
from workbench.exchange.inside import agreed_supplies, unit_demands, with_market
from workbench.exchange.match.display import unfilled_table
from workbench.exchange.match.findings import match_findings
from workbench.exchange.match.market import match_market
from workbench.exchange.match.result import Matching
from workbench.exchange.package import DESCRIPTOR
from workbench.exchange.publish import Publication
from workbench.exchange.read import read_exchange
from workbench.exchange.supplies import no_supplies
from workbench.occupations.onet import Onet
from workbench.occupations.related import related
from workbench.words import count, listing


@dataclass(frozen=True)
class Exchange:
    """Who needs whom.

    Parameters
    ----------
    matching : from ``match_market``
    inside : whether the organisations are the units of the company itself
    packages : as in ``ExchangeRead``; without rows where ``inside``
    lacks : why nobody could be asked; empty where packages were read or consents are known
    open : demands with open places, and what the market says of each; O*NET's title with the code
        where it is known
    """

    matching: Matching
    inside: bool
    lacks: str
    packages: pd.DataFrame
    open: pd.DataFrame


def build_exchange(
    company: Company,
    published: Publication,
    *,
    packages: str = "",
    how: str = "total_fit",
    onet: Onet | None = None,
) -> Exchange:
    """Match packages of a folder, or the units of a company where there is no folder.

    Parameters
    ----------
    company : the checked company
    published : what the company would publish, from ``preview_publication``; alone, its units take
        from no more than that
    packages : folder with a package of each organisation in a folder of its own; empty: none
    how : as in ``match_market``
    onet : people of related occupations may take a demand; None: of the same alone

    Returns
    -------
    Exchange

    Raises
    ------
    DataError
        If no package is in the folder, or one cannot be used.
    """
    if packages:
        read = read_exchange(package_folders(packages))
        demands, supplies, told = read.demands, read.supplies, read.packages
    else:
        offered = no_supplies() if published.supplies is None else published.supplies.table
        demands, supplies = unit_demands(company, published.demands), agreed_supplies(offered)
        told = pd.DataFrame(columns=["label", "organisation", "as_of", "demands", "supplies"])
    near = related(onet, set(demands["occupation_code"])) if onet else None
    matching = match_market(
        demands, supplies, on_date=company.as_of.date(), related=near, how=how,
        settings=company.settings.matching,
    )  # fmt: skip
    rows = with_market(unfilled_table(matching), company).drop(columns="people_within_reach")
    if onet:
        codes = set(rows["occupation_code"])
        titles = {code: f"{onet.title_of(code)} ({code})" for code in codes if onet.knows(code)}
        rows["occupation_code"] = rows["occupation_code"].replace(titles)
    lacks = "" if packages else company.lacks("consents")
    return Exchange(matching, not packages, lacks, told, rows)


def package_folders(folder: str | Path) -> list[Path]:
    """Find the packages in a folder: itself, or the folders in it that hold one.

    Raises
    ------
    DataError
        If there is none.
    """
    place = Path(folder)
    if (place / DESCRIPTOR).is_file():
        return [place]
    found = sorted(file.parent for file in place.glob(f"*/{DESCRIPTOR}"))
    if not found:
        raise DataError(
            f"{place.name}: found no package of the exchange. Allowed: a folder that holds folders "
            f"with a {DESCRIPTOR}. Make them with 'workbench publish'."
        )
    return found


def exchange_findings(exchange: Exchange) -> tuple[str, ...]:
    """Say who could go where, what stays open and how hard the market is there.

    Parameters
    ----------
    exchange : from ``build_exchange``
    """
    first = (_inside_words(exchange),) if exchange.inside else match_findings(exchange.matching)
    return tuple(filter(None, (*first, _market_words(exchange.open))))


def _inside_words(exchange: Exchange) -> str:
    """Say what people of the company could fill of what its units ask for."""
    counts = exchange.matching.counts
    if not counts.places:
        return "No post of the pools asks for anybody from elsewhere."
    words = f"{count(counts.places, 'place')} that the units cannot fill from their pools"
    if exchange.lacks:
        reason = exchange.lacks.removeprefix("not assessed: ")
        return f"Nobody could be asked for {words}: it {reason}."
    return (
        f"{counts.filled_places} of {words} may be filled by people of the company who agreed to "
        f"be offered{_told_words(exchange.matching)}."
    )


def _told_words(matching: Matching) -> str:
    """Say how often the occupation of a pair is not told, so that it only may fit."""
    untold = int(matching.pairs["unknown"].str.contains("occupation").sum())
    return f"; of {untold} of them only the major group of the occupation is told" if untold else ""


def _market_words(rows: pd.DataFrame) -> str:
    """Say for which open demands the market has fewer people than openings."""
    known = rows.dropna(subset=["openings_per_seeker"])
    tight = known[known["openings_per_seeker"] > 1]
    tight = tight.sort_values("openings_per_seeker", ascending=False, kind="stable")
    names = dict.fromkeys(
        f"{row['occupation_code']} in {row['region']} ({row['openings_per_seeker']:.1f})"
        for row in tight.to_dict("records")
    )
    if not names:
        return ""
    return (
        f"Outside, too, {len(tight)} of {count(len(known), 'open demand')} meet more openings than "
        f"seekers; openings a seeker: {listing(list(names), most=3)}."
    )
