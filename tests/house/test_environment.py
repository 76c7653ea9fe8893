"""One source of truth: environment.yml, the locks and pyproject.toml say the same."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONDA = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROMISED = {"jupyterlab", "pandas", "plotly", "ipywidgets", "papermill", "nbval"}


def requirements(*extras: str) -> dict[str, SpecifierSet]:
    lines = PROJECT["dependencies"] + [line for extra in extras for line in EXTRAS[extra]]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each.specifier for each in found}


def conda_specs() -> dict[str, SpecifierSet]:
    lines = [line for line in CONDA["dependencies"] if isinstance(line, str)]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each.specifier for each in found}


def locked(name: str) -> list[Requirement]:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    lines = re.findall(r"^(\S+==[^\\\n]+)", text, flags=re.MULTILINE)
    return [Requirement(line.strip()) for line in lines]


def test_conda_file_asks_for_the_same_versions() -> None:
    specs = conda_specs()
    expected = requirements("lab", "dev")
    for name, spec in specs.items():
        if name in {"python", "pip"}:
            continue
        assert name in expected, f"{name} stands in environment.yml only"
        assert spec == expected[name], name
    assert specs.keys() >= requirements("lab").keys() | PROMISED


def test_conda_file_installs_the_project_itself() -> None:
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}
    assert conda_specs()["python"] == SpecifierSet(PROJECT["requires-python"])


@pytest.mark.parametrize(
    ("lock", "extras"), [("run", ("build",)), ("lab", ("build", "lab")), ("dev", ("dev",))]
)
def test_lock_holds_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    versions: dict[str, list[Version]] = {}
    for each in locked(lock):
        exact = next(iter(each.specifier)).version
        versions.setdefault(canonicalize_name(each.name), []).append(Version(exact))
    for name, spec in requirements(*extras).items():
        assert name in versions, f"{name} is missing: run make lock"
        assert all(version in spec for version in versions[name]), name


def test_runner_lock_leaves_jupyterlab_out() -> None:
    assert "jupyterlab" not in {each.name for each in locked("run")}


@pytest.mark.parametrize(("small", "large"), [("run", "lab"), ("lab", "dev"), ("run", "dev")])
def test_larger_lock_holds_the_smaller_one(small: str, large: str) -> None:
    def pinned(lock: str) -> set[str]:
        return {f"{each.name}{each.specifier}" for each in locked(lock)}

    assert pinned(small) <= pinned(large)


@pytest.mark.parametrize("lock", ["run", "lab", "dev"])
def test_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    assert text.count("--hash=sha256:") >= len(locked(lock))
