"""The house stands: floors import downwards only, each outside library has one home, rooms stay small."""

import ast
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HOUSE: dict[str, dict[str, set[str]]] = {
    # floor: the floors that it may import, and the outside libraries that it is home to
    "__init__": {"floors": set(), "outside": set()},
    "model": {"floors": set(), "outside": {"pydantic"}},
    # stdnum and phonenumbers: known numbers by their known checks; they compute and read nothing.
    # analysis: a decision may rest on arithmetic, such as which files a seed draws.
    # holidays: which days are bank holidays in England.
    "rules": {
        "floors": {"analysis", "model"},
        "outside": {"stdnum", "phonenumbers", "holidays"},
    },
    # highspy: sharing out is a linear programme, and HiGHS solves it.
    "analysis": {"floors": {"model"}, "outside": {"numpy", "highspy"}},
    "store": {
        "floors": {"model"},
        # pyrage: a backup is locked with age, to whoever holds a key.
        # pydantic: a row that is none of the nouns is damage, which its complaint tells from our own fault.
        "outside": {"sqlalchemy", "alembic", "pysqlite3", "pyrage", "pydantic"},
    },
    "commands": {
        "floors": {"store", "rules", "analysis", "model"},
        "outside": {"sqlalchemy"},
    },
    "views": {
        "floors": {"store", "rules", "analysis", "model"},
        # numpy: to hand arrays to analysis; pandas: where a table is shaped for people.
        "outside": {"sqlalchemy", "numpy", "pandas"},
    },
    "documents": {
        "floors": {"views", "commands", "rules", "analysis", "model", "store.database"},
        # pydantic: what a file says is checked against the nouns, and its complaints are read.
        # icalendar: due days as a calendar file. docx and pptx: papers and slides.
        # pyarrow: a data extract as Parquet.
        "outside": {
            "docx",
            "icalendar",
            "openpyxl",
            "pandas",
            "pptx",
            "pyarrow",
            "pydantic",
            "pydantic_core",
            "python_calamine",
        },
    },
    "demonstration": {
        "floors": {
            "documents",
            "views",
            "commands",
            "rules",
            "model",
            "store.building",
            "store.database",
        },
        "outside": {"tqdm"},
    },
    "pages": {
        "floors": {"documents", "views", "commands", "rules", "model", "store.database"},
        "outside": {"streamlit", "pandas"},
    },
    "gate": {
        "floors": {"views", "commands", "rules", "model", "store.database"},
        # joserfc: what Authlib itself checks signatures with.
        "outside": {"starlette", "authlib", "joserfc", "httpx"},
    },
    "app": {
        "floors": {
            "gate",
            "pages",
            "documents",
            "views",
            "commands",
            "rules",
            "model",
            "store.database",
        },
        "outside": {"streamlit", "starlette"},
    },
    "command_line": {
        "floors": {"demonstration", "documents", "views", "commands", "rules", "model", "store"},
        "outside": {"tqdm"},
    },
    "__main__": {
        "floors": {
            "command_line",
            "demonstration",
            "documents",
            "views",
            "commands",
            "rules",
            "model",
            "store",
        },
        "outside": {"tqdm"},
    },
}
"""A floor of a floor (store.database) is that module alone: the type of what a page is handed."""

NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services"} | {
    "handler",
    "handlers",
    "common",
    "misc",
}
MOST_LINES = 300


def modules(root: Path) -> list[Path]:
    return sorted([*(root / "audit").rglob("*.py"), *root.glob("app.py")])


def floor_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return parts[0] if len(parts) == 1 else parts[1]


def imported(path: Path, root: Path) -> Iterable[tuple[int, str]]:
    """Every module that is imported anywhere in the file: deferred and type-only imports count."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = path.relative_to(root).with_suffix("").parts[: -node.level]
                base = ".".join([*package, base]).rstrip(".")
            yield from ((node.lineno, f"{base}.{each.name}") for each in node.names)
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in ("importlib.import_module", "import_module", "__import__")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, str(node.args[0].value)


def wrong(path: Path, root: Path) -> list[str]:
    """What the file imports and may not."""
    floor = floor_of(path, root)
    may = HOUSE[floor]
    found = []
    for line, name in imported(path, root):
        parts = name.split(".")
        if parts[0] == "audit":
            inside = parts[1] if len(parts) > 1 else ""
            ok = inside in may["floors"] | {floor} or ".".join(parts[1:3]) in may["floors"]
        elif parts[0] in ("app", "tests"):
            ok = False
        else:
            ok = parts[0] in sys.stdlib_module_names or parts[0] in may["outside"]
        if not ok:
            found.append(f"{path.relative_to(root)}:{line} imports {name}")
    return found


@pytest.mark.parametrize("path", modules(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_and_every_library_is_at_home(path: Path) -> None:
    assert wrong(path, ROOT) == []


def test_every_floor_that_is_there_stands_in_the_plan() -> None:
    found = {floor_of(path, ROOT) for path in modules(ROOT)}
    assert found <= set(HOUSE)
    assert found >= {"model", "rules", "analysis", "store", "commands", "views"}


def test_the_plan_has_no_circle() -> None:
    """A floor stands on floors that are already there."""
    built: set[str] = set()
    while True:
        ready = {
            floor
            for floor, may in HOUSE.items()
            if {each.split(".")[0] for each in may["floors"]} <= built
        }
        if ready == built:
            break
        built = ready
    assert built == set(HOUSE)


PLANTED = {
    "audit/model/person.py": "import sqlalchemy",
    "audit/rules/lifecycle.py": "from audit.store import tables",
    "audit/rules/tally.py": "import numpy as np",
    "audit/analysis/counting.py": "from audit.rules import tally",
    "audit/store/trail.py": "from audit.commands import person",
    "audit/commands/person.py": "def f():\n    from audit.views import board",
    "audit/commands/round.py": "import streamlit as st",
    "audit/commands/rating.py": "from ..views import board",
    "audit/views/board.py": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from audit.commands import rating"
    ),
    "audit/views/desk.py": "import openpyxl",
    "audit/views/round.py": "import audit.pages.desk",
    "audit/documents/planted.py": "from audit.store import tables",
    "audit/pages/planted.py": "import sqlalchemy as sa",
    "audit/gate/door.py": "import streamlit as st",
    "audit/gate/socket.py": "from audit.pages import frames",
    "audit/pages/home.py": "from audit.gate import door",
    "audit/pages/desk.py": "from audit.store.trail import append",
    "audit/store/sqlite.py": 'import importlib\nimportlib.import_module("pandas")',
    "audit/__init__.py": "from audit.model import person",
    "audit/commands/case.py": "from tests import builders",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_is_caught(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    real = ROOT / name
    before = real.read_text("utf-8") if real.exists() and name != "audit/__init__.py" else ""
    path.write_text(before, "utf-8")
    assert wrong(path, tmp_path) == []
    path.write_text(f"{before}\n{PLANTED[name]}\n", "utf-8")
    assert len(wrong(path, tmp_path)) == 1


def test_no_room_is_named_for_nothing() -> None:
    for path in modules(ROOT):
        parts = set(path.relative_to(ROOT).with_suffix("").parts)
        assert not parts & NO_NAMES, path


def test_no_room_is_too_large() -> None:
    large = {
        str(path.relative_to(ROOT)): lines
        for path in modules(ROOT)
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert not large


def test_every_module_says_what_it_is() -> None:
    for path in modules(ROOT):
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path
