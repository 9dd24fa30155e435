"""The browser files of others are what the lock says, and licensed."""

import shutil
from pathlib import Path

import pytest

from tools import vendor


def test_every_copied_file_is_what_the_lock_says() -> None:
    assert vendor.faults() == []


def test_every_package_comes_with_its_licence() -> None:
    for package in vendor.PACKAGES:
        assert "LICENSE" in package.files, package.name


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(vendor.FOLDER, tmp_path / "vendor"))


def test_a_changed_file_is_found(copied: Path) -> None:
    (copied / "htmx" / "htmx.min.js").write_text("alert(1)")
    assert vendor.faults(copied) == [
        "htmx/htmx.min.js is not the file that vendor.lock names: fetch it again"
    ]


def test_a_file_outside_the_lock_is_found(copied: Path) -> None:
    (copied / "extra.js").write_text("")
    assert vendor.faults(copied) == ["extra.js is not in vendor.lock: add it to tools/vendor.py"]


def test_a_missing_file_is_found(copied: Path) -> None:
    (copied / "inter" / "LICENSE").unlink()
    assert vendor.faults(copied) == ["inter/LICENSE is in vendor.lock, but the file is missing"]
