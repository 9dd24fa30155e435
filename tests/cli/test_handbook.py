"""The handbook explains every name that a file of needs may have."""

from pathlib import Path

import pytest

from rettvis.cli.needs import _CASE, _NEED
from rettvis.cli.needs_facts import _HOUSEHOLD, _PERCENT, _WHOLE, _YES_NO

HANDBOOK = (Path(__file__).parents[2] / "docs" / "handbook" / "kommandolinje.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*_CASE, *_NEED, *_HOUSEHOLD, *_PERCENT, *_WHOLE, *_YES_NO} - {"id"}))
def test_every_name_of_a_file_of_needs_is_explained(name: str) -> None:
    assert f"`{name}`" in HANDBOOK or f"{name}:" in HANDBOOK
