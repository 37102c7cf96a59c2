"""The README and the guides say what the code does now."""

import re
from pathlib import Path

import pytest

from audit.store.sqlite import HEAD
from tests.readme import GUIDES, README, ROOT, TABLES, written

LINK = re.compile(r"\]\((?!https?:|<)([^)#]*)(?:#([^)]+))?\)")
MOST = 1_500
"""Words of the README: a newcomer reads them in five minutes."""


def anchors(text: str) -> set[str]:
    """What a link can lead to within a guide: its headings, as a forge names them."""
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^a-z0-9 -]", "", each.lower()).replace(" ", "-") for each in titles}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_printed_table_is_current(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert written(text) == text, "run: python -m tests.readme"


def test_every_table_is_printed_once() -> None:
    every = "\n".join(each.read_text("utf-8") for each in GUIDES)
    assert {name: every.count(f"<!-- table: {name} -->") for name in TABLES} == dict.fromkeys(
        TABLES, 1
    )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(guide: Path) -> None:
    lost = []
    for path, anchor in LINK.findall(guide.read_text("utf-8")):
        to = (guide.parent / path).resolve() if path else guide
        if not to.exists() or (anchor and anchor not in anchors(to.read_text("utf-8"))):
            lost.append(f"{path}#{anchor}")
    assert lost == []


def test_the_readme_is_read_in_five_minutes() -> None:
    assert len(README.read_text("utf-8").split()) < MOST


def test_the_newest_schema_step_is_among_what_changed() -> None:
    changes = (ROOT / "audit" / "CHANGES.md").read_text("utf-8")
    assert f"step {int(HEAD)}" in changes.lower()
