"""The data dictionary, written from the schema."""

from workbench.schema import TABLES, Column, Table

_INTRODUCTION = """# Data dictionary

Made from the declaration in `workbench/schema`; do not edit by hand. `python -m
workbench.company.dictionary` prints it.

Two tables are enough: `positions` and `employees`. The others say what they switch on. In the
column *needed* a table that is given must have the columns marked *yes*; any other column may be
left out or have empty cells. An empty cell is unknown unless the last column says otherwise.
Columns marked *personal* never appear in messages, and in reports only where that is asked for.
"""


def data_dictionary() -> str:
    """Write every table and column of the schema as Markdown.

    Returns
    -------
    Markdown text ending with a line break.

    Examples
    --------
    >>> data_dictionary().splitlines()[0]
    '# Data dictionary'
    """
    contents = "\n".join(
        f"- [{table.name}](#{table.name}): {table.row}" + (" (required)" if table.required else "")
        for table in TABLES.values()
    )
    return "\n".join([_INTRODUCTION, contents, "", *map(_table, TABLES.values())])


def _table(table: Table) -> str:
    lines = [
        f"## {table.name}",
        "",
        f"One row is {table.row}. Unique by {', '.join(table.key)}. "
        f"Switches on: {table.switches_on}.",
        "",
        "| column | needed | what | may hold | unit | empty means | example |",
        "|---|---|---|---|---|---|---|",
        *map(_row, table),
        "",
    ]
    return "\n".join(lines)


def _row(column: Column) -> str:
    sentence = column.sentence + (" *Personal.*" if column.personal else "")
    empty = "not allowed" if column.required else column.missing_means
    cells = (
        f"`{column.name}`",
        "yes" if column.required else "",
        sentence,
        column.allowed_words(),
        column.unit,
        empty,
        column.example,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(data_dictionary())
