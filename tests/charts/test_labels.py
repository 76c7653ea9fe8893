"""Labels of two lines, however long a text of the data is."""

import time

import pytest

from workbench.charts.theme import label


@pytest.mark.parametrize("text", ["x" * 300_000, "two words " * 30_000, "-" * 300_000])
def test_label_of_a_very_long_text_is_two_lines_at_once(text: str) -> None:
    started = time.process_time()
    folded = label(text, "P0042")
    assert time.process_time() - started < 1.0
    assert folded.count("<br>") < 2 and folded.endswith("… P0042")
