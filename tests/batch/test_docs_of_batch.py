"""The plan and the codes in the how-to are those of the command."""

import re
from pathlib import Path

from ruamel.yaml import YAML

from workbench.batch.plan import Plan
from workbench.commands.batch import BUSY, KINDS, LOST
from workbench.commands.guard import PARTIAL

DOCS = Path(__file__).parents[2] / "docs"


def test_plan_in_the_how_to_is_a_plan() -> None:
    text = (DOCS / "how-to-batch.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    plan = Plan.model_validate(YAML(typ="safe").load(block))
    assert plan.units == ("Technology", "Production", "Sales")
    named = set(re.findall(r"`?(\w+):`?", text))
    assert set(Plan.model_fields) <= named


def test_every_code_and_every_scheduler_is_in_the_how_to() -> None:
    text = (DOCS / "how-to-batch.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| (\d[\d, ]*) \|", text, re.MULTILINE)
    assert codes == ["0", "1", "2", str(PARTIAL), str(BUSY), str(LOST), "130, 143"]
    page = (DOCS / "how-to-schedule.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in page for kind in KINDS)
