"""The first page of a process takes no library into memory for what it does not do: no tables, charts, numbers of telephones."""

import subprocess
import sys

from tests.pages.test_pages import APP, filled, pages_db

__all__ = ["filled", "pages_db"]
OPENED = f"""
import sys
from streamlit.testing.v1 import AppTest
at = AppTest.from_file({str(APP)!r}, default_timeout=60).run()
assert not at.exception and at.title, at
heavy = {{"altair", "openpyxl", "pandas", "phonenumbers", "plotly", "pyarrow", "stdnum"}}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_first_page_loads_nothing_heavy(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{tmp_path / 'audit.db'}")
    ended = subprocess.run(
        [sys.executable, "-c", OPENED],
        capture_output=True,
        text=True,
        check=True,
        cwd=APP.parents[2],
    )
    assert ended.stdout.splitlines()[-1] == "[]"


BOARD = """
import sys
from tests.pages.test_pages import opened
at = opened("board", view="Learning points")
assert not at.exception and at.get("vega_lite_chart"), at
print(sorted({"altair", "openpyxl", "pandas", "plotly", "pyarrow"} & set(sys.modules)))
"""


def test_a_board_with_its_chart_loads_no_library_for_tables(pages_db, filled):
    """A chart’s rows are plain data in it: as a table they would bring pandas and pyarrow into each process."""
    ended = subprocess.run(
        [sys.executable, "-c", BOARD],
        capture_output=True,
        text=True,
        check=True,
        cwd=APP.parents[2],
    )
    assert ended.stdout.splitlines()[-1] == "[]"
