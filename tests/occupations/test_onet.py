"""The user's own O*NET files: any usual name, and faults a person can act on."""

import gzip
from pathlib import Path

import pandas as pd
import pytest

from tests.occupations.conftest import TITLE, tab, tables
from workbench.errors import DataError
from workbench.occupations.onet import Onet, onet_if_given, read_onet


def write(folder: Path, **changed: pd.DataFrame | str | None) -> Path:
    for name, frame in tables().items():
        content = changed.get(name.replace(" ", "_").lower(), frame)
        if content is not None:
            text = content if isinstance(content, str) else tab(content)
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_downloaded_files_are_read_with_their_release(onet: Onet) -> None:
    assert onet.release == "O*NET 99.1 Database"
    assert onet.occupations["occupation_code"].tolist() == list(TITLE)
    assert onet.occupations["job_zone"].tolist() == [5, 5, 4, 4, 3, 2, 2]
    # "n/a" in Short Title is no title.
    assert onet.titles["kind"].value_counts().to_dict() == {
        "alternate": 31,
        "official": 7,
        "short": 1,
    }
    assert onet.faults == ()
    assert "O*NET 99.1 Database" in onet.source
    assert "CC BY 4.0" in onet.source


def test_other_names_and_gz_give_the_same(onet: Onet, tmp_path: Path) -> None:
    for name, frame in tables().items():
        file = tmp_path / f"{name.replace(' ', '_').lower()}.tsv.gz"
        file.write_bytes(gzip.compress(tab(frame).encode()))
    again = read_onet(tmp_path)
    assert again.titles.equals(onet.titles)
    assert again.related.equals(onet.related)
    assert again.release == "O*NET database (release not stated)"


def test_codes_of_six_digits_are_known_too(onet: Onet) -> None:
    assert onet.knows("17-2041.00")
    assert onet.knows("17-2041")
    assert not onet.knows("17-2041.09")
    assert onet.title_of("17-2041") == "Glim Weavers"
    assert onet.title_of("99-9999") == ""


def test_no_folder_named_is_no_fault_but_a_wrong_one_is(tmp_path: Path) -> None:
    assert onet_if_given("") is None
    with pytest.raises(DataError, match=r"no folder 'nowhere'.*Check the path"):
        onet_if_given(tmp_path / "nowhere")


def test_missing_files_are_all_named_with_where_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"onetcenter\.org") as problem:
        read_onet(tmp_path)
    assert [fault.table for fault in problem.value.faults] == [
        "occupation_data",
        "alternate_titles",
    ]


def test_related_occupations_and_job_zones_may_be_missing(tmp_path: Path) -> None:
    found = read_onet(write(tmp_path, related_occupations=None, job_zones=None))
    assert found.related.empty
    assert found.occupations["job_zone"].isna().all()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("a\tb\n1\t2\n", "has no column o.net_soc_code, alter", id="columns"),
        pytest.param("", "cannot be read", id="empty"),
        pytest.param(
            "O*NET-SOC Code\tAlternate Title\nx\ty\n", "holds no row that can be used", id="rows"
        ),
    ],
)
def test_a_file_that_is_something_else_stops(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        read_onet(write(tmp_path, alternate_titles=content))


def test_rows_that_cannot_be_used_are_left_out_and_named(tmp_path: Path) -> None:
    rows = tables()["Alternate Titles"]
    rows.iloc[0, 0] = "11-1011"
    rows.iloc[1, 2] = ""
    rows.iloc[2, 0] = "99-9999.00"
    found = read_onet(write(tmp_path, alternate_titles=rows))
    assert (found.titles["kind"] == "alternate").sum() == 28
    said = [(fault.column, fault.rows, fault.level) for fault in found.faults]
    assert said == [
        ("occupation_code", (2,), "set_aside"),
        ("title", (3,), "set_aside"),
        ("occupation_code", (4,), "set_aside"),
    ]
    assert "such as 99-9999.00" in found.faults[2].found


def test_a_quote_in_a_text_swallows_no_row(tmp_path: Path) -> None:
    text = tab(tables()["Alternate Titles"]).replace("Weft Weaver", '"Weft Weaver', 1)
    found = read_onet(write(tmp_path, alternate_titles=text))
    assert len(found.titles) == 39
