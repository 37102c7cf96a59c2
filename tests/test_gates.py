"""The quality gates run as tests, so that one command says everything."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "gate",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
    ],
    ids=["format", "lint", "types"],
)
def test_gate(gate: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *gate], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def pinned(name: str) -> dict[str, str]:
    """Name to version of everything that a requirements file pins."""
    text = (ROOT / name).read_text("utf-8")
    found = re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==([^ ;\\]+)", text, re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes_and_no_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 30
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_the_pins_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0].lower() for each in wanted}

    assert names(project["dependencies"]) <= pinned("requirements.txt").keys()
    wanted = names(project["optional-dependencies"]["dev"])
    assert wanted <= pinned("requirements-dev.txt").keys()


def test_what_is_tested_is_what_runs() -> None:
    """The two files pin the same versions: a test run says something about the tool that people start."""
    runs, tests = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: tests.get(name) for name in runs} == runs


def test_no_file_names_a_registry_or_a_lock_file() -> None:
    hosts = "|".join(["py" + "pi.org", "python" + "hosted", "registry." + "npmjs"])
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout: nothing says which files belong to the project")
    assert "uv.lock" not in tracked
    named = [
        name
        for name in tracked
        if (ROOT / name).is_file()
        and re.search(hosts, (ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert named == []
