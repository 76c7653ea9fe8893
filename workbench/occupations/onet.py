"""The tables of O*NET as a user has downloaded them; none of them is shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.company.raw import plain_name
from workbench.company.sources import stem
from workbench.errors import DataError, Fault
from workbench.occupations.onet_files import read_table

# Table: the headings it needs, as they are compared, and our names for them.
TABLES: Mapping[str, Mapping[str, str]] = {
    "occupation_data": {"o*net_soc_code": "occupation_code", "title": "title"},
    "alternate_titles": {"o*net_soc_code": "occupation_code", "alternate_title": "title",
                         "short_title": "short_title"},
    "related_occupations": {"o*net_soc_code": "occupation_code",
                            "related_o*net_soc_code": "related_code", "index": "place"},
    "job_zones": {"o*net_soc_code": "occupation_code", "job_zone": "job_zone"},
}  # fmt: skip
NEEDED = ("occupation_data", "alternate_titles")
WHERE = "https://www.onetcenter.org/database.html"
_UNKNOWN_RELEASE = "O*NET database (release not stated)"


@dataclass(frozen=True, eq=False)
class Onet:
    """Occupations of O*NET, checked.

    Attributes
    ----------
    occupations : occupation_code, title, job_zone (1 to 5, NaN unknown)
    titles : occupation_code, title, kind (official, alternate, short)
    related : occupation_code, related_code, place (1 is the nearest); empty where not given
    release : which release it is, as its own read-me says
    faults : what was left out and why
    """

    occupations: pd.DataFrame
    titles: pd.DataFrame
    related: pd.DataFrame
    release: str
    faults: tuple[Fault, ...] = ()

    @property
    def source(self) -> str:
        """The sentence that the licence of O*NET (CC BY 4.0) asks for wherever it is shown."""
        return (
            f"Occupations, titles and relations: {self.release} by the U.S. Department of Labor, "
            "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 "
            "licence; O*NET is a trademark of USDOL/ETA, which has not approved this page."
        )

    def knows(self, code: str) -> bool:
        """Tell whether a code, of eight digits or of six, names an occupation of O*NET."""
        codes = self.occupations["occupation_code"]
        return bool((codes == code).any() or (codes.str[:7] == code).any())

    def title_of(self, code: str) -> str:
        """Give the official title of a code, of eight digits or of six; empty if unknown."""
        codes = self.occupations["occupation_code"]
        found = self.occupations.loc[(codes == code) | (codes.str[:7] == code), "title"]
        return str(found.iloc[0]) if len(found) else ""


def read_onet(folder: str | Path) -> Onet:
    """Read the O*NET tables of a folder.

    Parameters
    ----------
    folder : holds Occupation Data and Alternate Titles, and Related Occupations and Job Zones
        where they are there: tab-separated text as downloaded (``Occupation Data.txt``), or as
        ``occupation_data.tsv``, plain or ``.gz``

    Returns
    -------
    Onet. Rows without a code or a title, and rows about a code that Occupation Data does not have,
    are left out and named in ``faults``.

    Raises
    ------
    DataError
        If there is no such folder, or a table that is needed is missing, is no such table, or
        holds no row that can be used; all of it at once.
    """
    files = _files(Path(folder))
    faults: list[Fault] = [
        _stop(name, "the file is not in the folder", f"{_file_name(name)} of the O*NET database",
              f"Download the text files of the database from {WHERE}.")
        for name in NEEDED if name not in files
    ]  # fmt: skip
    read: dict[str, pd.DataFrame] = {}
    for name, headings in TABLES.items():
        if name in files:
            optional = {"short_title"}
            table, new = read_table(files[name], name, headings, optional=optional)
            read[name] = table
            faults += new
    if any(fault.level == "stop" for fault in faults):
        raise DataError("The O*NET folder cannot be used.", faults)
    known = set(read["occupation_data"]["occupation_code"])
    for name in [name for name in read if name != "occupation_data"]:
        read[name], new = _of_known(read[name], name, known)
        faults += new
    return _onet(read, _release(Path(folder)), tuple(faults))


def onet_if_given(folder: str | Path) -> Onet | None:
    """Read O*NET where a folder is named; None for an empty name, see ``read_onet``."""
    return read_onet(folder) if str(folder) else None


def _onet(read: Mapping[str, pd.DataFrame], release: str, faults: tuple[Fault, ...]) -> Onet:
    occupations = read["occupation_data"].drop_duplicates("occupation_code", ignore_index=True)
    zones = _or_empty(read, "job_zones").drop_duplicates("occupation_code")
    zone = pd.to_numeric(zones.set_index("occupation_code")["job_zone"], errors="coerce")
    occupations = occupations.assign(job_zone=occupations["occupation_code"].map(zone))
    alternate = read["alternate_titles"]
    short = alternate[["occupation_code", "short_title"]].set_axis(occupations.columns[:2], axis=1)
    titles = pd.concat(
        [occupations[["occupation_code", "title"]].assign(kind="official"),
         alternate[["occupation_code", "title"]].assign(kind="alternate"),
         short[short["title"] != ""].assign(kind="short")],
        ignore_index=True,
    )  # fmt: skip
    related = _or_empty(read, "related_occupations")
    related = related.assign(place=pd.to_numeric(related["place"], errors="coerce"))
    related = related.dropna(subset=["place"]).sort_values(["occupation_code", "place"])
    return Onet(occupations, titles, related.reset_index(drop=True), release, faults)


def _or_empty(read: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    if name in read:
        return read[name]
    return pd.DataFrame({column: pd.Series(dtype="str") for column in TABLES[name].values()})


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        found = f"there is no folder {folder.name!r}"
        action = f"Check the path after --onet; the database is at {WHERE}."
        raise DataError(
            "The O*NET folder cannot be used.",
            [_stop("O*NET", found, "a folder with the text files of the O*NET database", action)],
        )
    ends = (".txt", ".tsv", ".txt.gz", ".tsv.gz")
    files = [file for file in sorted(folder.iterdir()) if file.name.lower().endswith(ends)]
    return {plain_name(stem(file)): file for file in reversed(files)}


def _file_name(table: str) -> str:
    return table.replace("_", " ").title() + ".txt"


def _stop(table: str, found: str, allowed: str, action: str) -> Fault:
    return Fault("stop", "onet_table", table, "", (), found, allowed, action)


def _of_known(table: pd.DataFrame, name: str, known: set[str]) -> tuple[pd.DataFrame, list[Fault]]:
    """Leave out rows about codes that Occupation Data does not have, one fault a column."""
    faults = []
    for column in [str(column) for column in table if str(column).endswith("_code")]:
        strange = ~table[column].isin(known)
        if strange.any():
            codes = table.loc[strange, column].drop_duplicates()
            found = (
                f"{len(codes)} codes that Occupation Data does not have, such as {codes.iloc[0]}"
            )
            rows = tuple(int(row) for row in table.index[strange] + 2)
            faults.append(
                Fault("set_aside", "onet_code", name, column, rows, found,
                      "codes of the same release", "Download all files of one release.")
            )  # fmt: skip
            table = table[~strange]
    return table, faults


def _release(folder: Path) -> str:
    """Read the release from the first line of the read-me that comes with the database."""
    for file in sorted(folder.iterdir()):
        if plain_name(file.stem).startswith("read_me") and file.is_file():
            first = file.read_text(encoding="utf-8", errors="replace").strip().split("\n")[0]
            if first.startswith("O*NET") and len(first) < 80:
                return first.strip()
    return _UNKNOWN_RELEASE
