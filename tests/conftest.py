"""What every test stands on: the catalogues compiled from the texts there are."""

import pytest

from tools import catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()
