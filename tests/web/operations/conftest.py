"""Installations on the database of this run, made once and copied."""

from collections.abc import Iterator

import pytest

from tests.web.operations.installation import KIND, Ground, Installation, ground


@pytest.fixture(scope="session", params=[KIND])
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
