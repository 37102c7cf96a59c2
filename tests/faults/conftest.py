"""What the fault runs share. PRACTICE_AUDIT_FAULTS=long does each of them ten times as often."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL, SQLITE
from tests.faults import killing
from tests.postgresql import Cluster


@pytest.fixture(scope="session")
def nursery() -> killing.Nursery:
    """Processes to kill."""
    if not killing.possible():
        pytest.skip("there is no kill -9 and no fork here")
    return killing.Nursery()


@pytest.fixture(scope="session")
def times() -> Callable[[int], int]:
    """How often a fault is done, where it is done so often in a short run."""
    factor = 10 if os.environ.get("PRACTICE_AUDIT_FAULTS") == "long" else 1
    return lambda short: short * factor


@pytest.fixture
def keys_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each database has its key beside it, as at work, and makes it when there is none."""
    monkeypatch.delenv("AUDIT_TRAIL_KEY_FILE")


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == SQLITE:
        return f"sqlite:///{tmp_path / 'audit.db'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.url(cluster.made(request.getfixturevalue("fresh_name")))
