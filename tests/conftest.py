"""What every test stands on: catalogues, how much is tried by chance, and a count of what is left out."""

import os
from collections import Counter

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import settings

from tools import catalogues, system

EXAMPLES = int(os.environ.get("RETTVIS_EXAMPLES", 60))
"""How many examples of each property are tried: set it higher to search longer."""

# A busy machine is not a fault; where the answer counts (CI), the same examples are tried each time.
settings.register_profile(
    "rettvis",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    print_blob=True,
)
settings.load_profile("rettvis")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests whose need this machine does not meet; Spark is started by one worker alone.

    The long ones come first, so that no worker is left with one while the other has nothing to do.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.xdist_group("spark"))
    for need in system.missing():
        for item in items:
            if item.get_closest_marker(need.marker):
                item.add_marker(pytest.mark.skip(reason=f"need {need.name}: {need.command}"))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say in the last lines how many tests were left out, and what would bring them back."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    on_postgresql = int(os.environ.get("RETTVIS_LEFT_OUT_ON_POSTGRESQL", 0))
    if on_postgresql:
        [need] = [need for need in system.NEEDS if need.marker == "postgresql"]
        reasons[f"need {need.name}: {need.command}"] += on_postgresql
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"LEFT OUT: {number} tests {reason}", yellow=True)
