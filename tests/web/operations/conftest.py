"""Installations on each database, made once and copied."""

from collections.abc import Iterator

import pytest

from tests.web.operations.installation import Ground, Installation, ground

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session", params=KINDS)
def on(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """What the installations of this session stand on."""
    with ground(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.fixture
def installation(on: Ground) -> Installation:
    """An installation with a case."""
    return on.copy()


@pytest.fixture
def another(on: Ground) -> Installation:
    """An installation with nothing in it."""
    return on.empty()
