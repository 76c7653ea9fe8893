"""The search of a finished page finds no group of the staff in tables of organisations."""

from workbench.charts import rollup as charts
from workbench.charts.tables import html_table
from workbench.company import Company
from workbench.privacy.labels import staff_labels
from workbench.report.counts import Census, Shown, shown_on
from workbench.report.pieces import Grid, Piece, figure_grids, page_pieces
from workbench.rollup import rollup
from workbench.rollup.display import cell_table, deeper_table, level_table, occupation_table
from workbench.rollup.findings import rollup_findings


def test_a_page_of_any_level_shows_no_group_of_the_own_staff(
    whole: Company, sample: Company
) -> None:
    census = Census(staff_labels(whole))
    for organisation in ("", "O11"):
        found = rollup(sample, organisation=organisation)
        tables = [table(found) for table in (level_table, deeper_table, occupation_table,
                                             cell_table)]  # fmt: skip
        cells = found.rows(depth=1, by_occupation=True)
        figures = [charts.plot_people_by_part(found.children),
                   charts.plot_people_by_occupation(cells),
                   charts.plot_leaving_shares(found.children, whole=0.1)]  # fmt: skip
        grids: list[Grid] = [grid for one in figures for grid in figure_grids(one.to_plotly_json())]
        page = "".join(html_table(table, caption="People") for table in tables)
        text = "".join(f"<p>{sentence}</p>" for sentence in rollup_findings(found))
        pieces = [*page_pieces(f"<html><body>{page}{text}</body></html>"),
                  Piece("figures", (), "", tuple(grids))]  # fmt: skip
        assert shown_on(pieces, census, least=5) == Shown()
