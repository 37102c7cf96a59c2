"""The benchmarks still run: each once at its smallest size. How long they take is nobody's failure."""

from pathlib import Path

import pytest

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.browser import NoChromium
from tests.benchmarks.table import markdown, plain


@pytest.mark.parametrize("name", BENCHMARKS)
def test_it_measures_something(name: str, tmp_path: Path) -> None:
    try:
        rows = BENCHMARKS[name](tmp_path, quick=True)
    except NoChromium as missing:
        pytest.skip(str(missing))
    assert rows
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    for print_as in (plain, markdown):
        assert all(row.what in print_as(rows) for row in rows)
