"""The house is laid out as its documents say, and tells nothing of the machines it was made on."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "rettvis"
CORE = ("rulekit", "lawbook", "journey")
COMPILERS = SOURCE / "rulekit" / "frames"
COUNTING = {
    SOURCE / "journey" / "delivery" / "many": {"numpy", "polars", "pyarrow", "pyspark"},
    SOURCE / "journey" / "hourbank" / "many": {"numpy", "polars", "pyspark"},
    SOURCE / "journey" / "simulation": {"numpy", "polars"},
    SOURCE / "journey" / "statistics": {"numpy", "polars", "statsmodels"},
}
"""The steps that count over many, and what they count with."""

NO_TEXTS = {".ttf", ".otf", ".woff2", ".png", ".pdf", ".parquet", ".xlsx"}
"""Endings of files that are no texts."""


def files() -> list[Path]:
    """Every file of the repository."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in names.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of our own, with what is in it."""
    for path in files():
        if "vendor" not in path.parts and path.suffix not in NO_TEXTS:
            yield path, path.read_text(encoding="utf-8")


def core_modules() -> list[Path]:
    """The modules that use the standard library alone."""
    paths = [path for layer in CORE for path in (SOURCE / layer).rglob("*.py")]
    return [path for path in paths if COMPILERS not in path.parents]


# Written in parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile("|".join(["/" + "work/", "/" + "tmp/", "/" + "root/", "/" + r"home/\w"]))
HOSTS = ["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", "arti" + "factory"]
REGISTRIES = re.compile("|".join(HOSTS))


@pytest.mark.parametrize("forbidden", [MACHINE_PATHS, REGISTRIES], ids=["machine paths", "registries"])
def test_no_file_names_a_machine_or_a_registry(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_the_core_uses_the_standard_library_alone() -> None:
    found = []
    for path in core_modules():
        numbers = [names for folder, names in COUNTING.items() if folder in path.parents]
        allowed = {*sys.stdlib_module_names, "rettvis", *set().union(*numbers)}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            found += [f"{path.name}: {name}" for name in names if name.split(".")[0] not in allowed]
    assert found == []


def test_no_clock_is_read_below_the_edges() -> None:
    clocks = {"today", "now", "utcnow", "time", "time_ns", "localtime"}
    found = []
    for path in core_modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in clocks
            ):
                owner = ast.unparse(node.func.value).split(".")[-1]
                if owner in {"date", "datetime", "time"}:
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_no_folder_is_named_for_nothing() -> None:
    vague = {"utils", "util", "common", "helpers", "misc", "core"}
    assert [path for path in SOURCE.rglob("*") if path.stem in vague] == []


def folders(path: Path) -> set[str]:
    """The folders that hold tests under ``path``."""
    return {folder.name for folder in path.iterdir() if folder.is_dir() and any(folder.rglob("test_*.py"))}


def test_tests_stand_in_the_folder_of_what_they_test() -> None:
    layers = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert folders(ROOT / "tests") <= layers | {"house", "browser"}


@pytest.mark.parametrize("layer", ["journey", "web"])
def test_a_step_has_the_same_name_in_the_code_and_in_the_tests(layer: str) -> None:
    steps = {path.parent.name for path in (SOURCE / layer).glob("*/__init__.py")}
    tests = ROOT / "tests" / layer
    assert not tests.exists() or folders(tests) <= steps
