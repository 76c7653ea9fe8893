"""What changed is told apart as far as it can be, and said where it cannot."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.history.toys import Make, Tables, quick_headlines, tables
from workbench.company import Company, load_company
from workbench.errors import ParameterError
from workbench.history import again, explain, run
from workbench.history.display import change_table, table_changes
from workbench.history.explain import Change, explain_change
from workbench.history.keep import check_inputs, keep_run, what_changed, with_choices
from workbench.history.run import Run, run_of
from workbench.history.split import PARTS
from workbench.history.store import History
from workbench.history.words import change_findings
from workbench.settings import Settings

Folder = Callable[..., Path]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Put figures that can be done by hand in the place of the real ones, and count them."""
    measured: list[int] = []

    def measure(company: Company) -> pd.DataFrame:
        measured.append(1)
        return quick_headlines(company)

    monkeypatch.setattr(again, "measure_headlines", measure)
    return measured


def run_for(folder: Path, **settings: object) -> tuple[Run, Company]:
    """Read a folder under settings; as_of is the report date."""
    day = settings.pop("as_of", "2026-06-30")
    company = load_company(folder, settings=Settings.model_validate(settings), as_of=str(day))
    return run_of(company, source=str(folder), figures=quick_headlines(company)), company


def method(each: Run, version: str) -> Run:
    return replace(each, method=version)


def fewer(number: int) -> Tables:
    """Leave out the last people."""
    return {"employees": tables()["employees"].iloc[:-number]}


def parts_of(change: Change, figure: str) -> dict[str, float]:
    own = change.parts[change.parts["figure"] == figure]
    return dict(zip(own["part"], own["amount"], strict=True))


def assert_adds_up(change: Change) -> None:
    moves = change.figures.set_index("figure").eval("now - before")
    sums = change.parts.groupby("figure")["amount"].sum()
    assert len(sums)
    pd.testing.assert_series_equal(sums, moves.loc[sums.index], check_names=False)


def test_the_same_inputs_are_no_change(folder: Folder, quick: list[int]) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b"))
    assert old.run_id == new.run_id
    change = explain_change(old, new, company=company)
    assert not change.figures["moved"].any()
    assert (change.parts["amount"] == 0).all()
    assert change.tables.empty and change.settings.empty
    assert (change.joined, change.left, change.notes) == (0, 0, ())
    assert not quick
    words = change_findings(change, currency="EUR", min_group_size=5)
    assert words == ("Since 30 June 2026 no headline figure has moved.",)


def test_rows_in_another_order_are_no_change(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    shuffled = {name: frame.sample(frac=1, random_state=3) for name, frame in tables().items()}
    new, _ = run_for(folder("b", shuffled))
    assert old.run_id == new.run_id


def test_only_settings_changed_is_all_in_settings(folder: Folder, quick: list[int]) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("a"), horizon_days=730)
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data": 0.0, "settings": 14.0 * 365, "method": 0.0
    }  # fmt: skip
    assert not quick
    assert change.settings.to_dict("records") == [
        {"setting": "horizon_days", "before": "365", "now": "730"}
    ]


def test_only_data_changed_is_all_in_data(folder: Folder, quick: list[int]) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), as_of="2026-07-31")
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data": -4.0 * 365, "settings": 0.0, "method": 0.0
    }  # fmt: skip
    # Measured once, for what time alone would have moved.
    assert len(quick) == 1
    assert change.tables.to_dict("records")[0] | {"columns": ""} == {
        "table": "employees", "rows_before": 14, "rows_now": 10, "added": 0, "removed": 4,
        "changed": 0, "columns": "",
    }  # fmt: skip
    assert (change.joined, change.left) == (0, 4)


def test_what_time_alone_moves_is_a_part_of_data(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), as_of="2026-09-30")
    change = explain_change(old, new, company=company)
    # 14 people x 6 -> 10 people x 9; with the old people 14 x 9.
    assert parts_of(change, "plan_cost")["data"] == 10 * 9 - 14 * 6
    assert change.by_time["plan_cost"] == 14 * 3
    assert change.by_time["expected_loss"] == 0
    words = " ".join(change_findings(change, currency="EUR", min_group_size=5))
    assert "all of it from the data, of which time alone +EUR 42" in words
    assert words.count("time alone +") == 1


def test_a_setting_that_is_new_in_this_version_is_no_change(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    before = {name: each for name, each in old.settings.items() if name != "retirement_age_years"}
    old = replace(old, settings=before, settings_digest="of another version", method="0.0.9+a")
    new, company = run_for(folder("b", fewer(4)))
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data": -4.0 * 365, "settings": 0.0, "method": 0.0
    }  # fmt: skip
    assert change.settings.empty


def test_settings_of_a_version_that_knew_others_are_said(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    old = replace(old, settings={**old.settings, "gone": 1}, settings_digest="b", method="0.0.9+a")
    new, company = run_for(folder("b", fewer(4)))
    change = explain_change(old, new, company=company)
    assert set(parts_of(change, "expected_loss")) == {"data, settings and method"}
    assert any("written for another version" in note for note in change.notes)


def test_both_changed_is_averaged_over_the_orders(folder: Folder, quick: list[int]) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    change = explain_change(old, new, company=company)
    # 14 people x 365 -> 10 x 730. Data: -4 x (365 + 730)/2; settings: 365 x (14 + 10)/2.
    assert parts_of(change, "expected_loss") == {
        "data": -4 * 547.5, "settings": 365.0 * 12, "method": 0.0
    }  # fmt: skip
    assert_adds_up(change)
    assert len(quick) == 2


def test_what_was_measured_once_is_not_measured_again(
    folder: Folder, history: History, quick: list[int]
) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    first = explain_change(old, new, history=history, company=company)
    second = explain_change(old, new, history=history)
    pd.testing.assert_frame_equal(first.parts, second.parts)
    assert len(quick) == 2


def test_another_method_is_the_old_run_measured_again(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    half = old.figures.assign(value=old.figures["value"] / 2)
    old = replace(method(old, "0.0.9+aaaaaaaa"), figures=half)
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data": -4 * 547.5, "settings": 365.0 * 12, "method": 7.0 * 365
    }  # fmt: skip
    assert_adds_up(change)
    words = " ".join(change_findings(change, currency="EUR", min_group_size=5))
    assert "it was 0.0.9+aaaaaaaa" in words


def test_data_and_method_stay_together_where_the_old_tables_are_gone(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    old = method(old, "0.0.9+aaaaaaaa")
    shutil.rmtree(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data and method": -4.0 * 365, "settings": 10.0 * 365
    }  # fmt: skip
    assert_adds_up(change)
    assert "Data and method stand together." in change.notes
    assert any("no longer where they were" in note for note in change.notes)
    assert change.joined is None
    assert table_changes(change, min_group_size=5)["added"].tolist() == ["unknown"]


def test_tables_that_were_written_over_are_noticed(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("a", fewer(4)), horizon_days=730)
    change = explain_change(old, new, company=company)
    # The method is the same, so the kept figures are the old corner, and one order can be measured.
    assert parts_of(change, "expected_loss") == {
        "data": -4.0 * 365, "settings": 10.0 * 365, "method": 0.0
    }  # fmt: skip
    assert any("written over since" in note for note in change.notes)
    assert any("in the one order" in note for note in change.notes)


def test_where_nothing_can_be_measured_all_stays_together(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, _ = run_for(folder("b", fewer(4)), horizon_days=730)
    old, new = method(old, "0.0.8+aaaaaaaa"), method(new, "0.0.9+bbbbbbbb")
    change = explain_change(old, new)
    assert parts_of(change, "expected_loss") == {"data, settings and method": 10.0 * 730 - 14 * 365}
    assert any("make its report again" in note for note in change.notes)


def test_settings_that_do_not_fit_the_other_tables_are_said(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(company: Company) -> pd.DataFrame:
        raise ParameterError("pools.locked names a person who is not here: E00001")

    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    monkeypatch.setattr(again, "measure_headlines", refuse)
    change = explain_change(old, new, company=company)
    assert set(parts_of(change, "expected_loss")) == {"data and settings", "method"}
    assert_adds_up(change)
    assert not any("E00001" in note for note in change.notes)


def test_amounts_in_another_currency_are_not_compared(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("a"), currency="SEK")
    change = explain_change(old, new, company=company)
    assert not parts_of(change, "expected_loss")
    assert parts_of(change, "open_posts")
    assert any("currency" in note for note in change.notes)


def test_the_same_tables_on_another_date_need_not_be_read_again(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("a"), as_of="2026-09-30", horizon_days=730)
    shutil.rmtree(folder("a"))
    change = explain_change(replace(old, source=""), new, company=company)
    assert parts_of(change, "plan_cost") == {
        "data": 14.0 * 3, "settings": 0.0, "method": 0.0
    }  # fmt: skip
    assert parts_of(change, "expected_loss")["settings"] == 14 * 365
    assert change.by_time["plan_cost"] == 14 * 3
    assert (change.tables.empty, change.notes) == (True, ())


def test_a_database_that_cannot_be_asked_is_said_by_its_variable(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    change = explain_change(replace(old, source="env:NO_SUCH_DATABASE"), new, company=company)
    assert any("cannot be read from env:NO_SUCH_DATABASE now" in note for note in change.notes)


def test_where_tables_moved_to_can_be_said(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    shutil.move(folder("a"), folder("a").with_name("elsewhere"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    where = str(folder("b").with_name("elsewhere"))
    change = explain_change(old, new, company=company, old_source=where)
    assert change.left == 4
    assert change.notes == ()


def test_a_run_without_figures_cannot_be_explained(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    with pytest.raises(ParameterError, match="has no headline figures"):
        explain_change(replace(old, figures=None), old)


def test_how_an_export_is_read_counts_with_the_data(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    renamed = {"employees": tables()["employees"].rename(columns={"employee_id": "Number"})}
    mapping = {"tables": {"employees": {"columns": {"employee_id": "Number"}}}}
    new, company = run_for(folder("b", renamed), source=mapping, horizon_days=730)
    change = explain_change(old, new, company=company)
    assert parts_of(change, "expected_loss") == {
        "data": 0.0, "settings": 14.0 * 365, "method": 0.0
    }  # fmt: skip


def test_the_person_a_setting_names_is_not_told(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    locked = {"locked": [{"position_id": "P03", "employee_id": "E00009"}]}
    new, company = run_for(folder("a"), pools=locked)
    change = explain_change(old, new, company=company)
    assert "pools.locked.1.employee_id" in change.settings["setting"].tolist()
    assert "E00009" not in change.settings.to_csv()
    assert "P03" in change.settings.to_csv()


def test_few_people_are_not_counted_out(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)))
    change = explain_change(old, new, company=company)
    words = " ".join(change_findings(change, currency="EUR", min_group_size=5))
    assert "who left: fewer than 5" in words
    assert table_changes(change, min_group_size=5)["removed"].tolist() == ["fewer than 5"]


def test_no_id_or_name_of_a_person_is_in_what_is_said(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(6)), horizon_days=730)
    change = explain_change(old, new, company=company)
    said = [*change_findings(change, currency="EUR", min_group_size=5)]
    said += [change_table(change, currency="EUR").to_csv(), change.settings.to_csv()]
    said += [table_changes(change, min_group_size=5).to_csv()]
    for forbidden in ("E0000", "E0001", "Secret Person"):
        assert forbidden not in "\n".join(said)


def test_runs_follow_each_other_by_report_date(history: History, make: Make) -> None:
    def made(as_of: str, **settings: object) -> tuple[str, str]:
        company = make(as_of=as_of, **settings)
        checked = check_inputs(company, history, figures=quick_headlines(company))
        change = what_changed(checked, company, history)
        keep_run(checked, company, history)
        return checked.run.run_id, change.old.run_id if change.old else change.lacks

    june, first = made("2026-06-30")
    assert "first run" in first
    july, before_july = made("2026-07-31")
    assert before_july == june
    again_, before_again = made("2026-07-31", horizon_days=730)
    assert before_again == july
    assert made("2026-07-31") == (july, june)
    assert made("2026-06-30")[1].startswith("not assessed")
    assert [each.run_id for each in history.runs()] == [june, july, again_]


def test_what_a_report_was_asked_for_is_kept_with_it(make: Make) -> None:
    company = with_choices(make(), horizon_days=730)
    assert run_of(company).settings["horizon_days"] == 730
    assert run_of(company).run_id != run_of(make()).run_id
    assert with_choices(make()).settings == make().settings
    with pytest.raises(ParameterError, match="horizon_days"):
        with_choices(make(), horizon_days=3)


def test_a_broken_history_does_not_stop_a_report(history: History, make: Make) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database")
    checked = check_inputs(make(), history)
    assert checked.lacks.startswith("not assessed: history.sqlite cannot be read")
    assert what_changed(checked, make(), history).lacks == checked.lacks
    assert keep_run(checked, make(), history).startswith("This run is not kept: history.sqlite")


def test_the_parts_are_named_in_the_order_of_the_columns(folder: Folder) -> None:
    old, _ = run_for(folder("a"))
    new, company = run_for(folder("b", fewer(4)), horizon_days=730)
    table = change_table(explain_change(old, new, company=company), currency="EUR")
    assert table.columns.tolist() == ["figure", "before", "now", "change", *PARTS[:3]]


def test_modules_under_test_are_the_ones_that_measure() -> None:
    assert explain.measured_under is again.measured_under
    assert run.method_version() == explain.method_version()
