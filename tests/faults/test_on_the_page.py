"""On the page: what could not be saved is called not saved, stays where it was typed, and can be tried again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import select

from audit.model.refusal import Refusal, complaint
from audit.pages import desk
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import give, local
from tests.faults import saves
from tests.pages.test_pages import opened

WORDS = "Booking notes, 3 March, page 2: the midwife asked who else lives there."


class App:
    """The app on one case audit, and the database that it has open."""

    def __init__(self, path: Path, audit: str) -> None:
        self.db: Database = desk.opened(f"sqlite:///{path}")
        self.audit = audit
        self.at: Any = opened("case-audit", id=audit, step="carers")

    def rate(self, value: str) -> None:
        self._ratings.set_value(value)
        self.at.run()

    def write(self, words: str) -> None:
        self._box.set_value(words)
        self.at.run()

    @property
    def _ratings(self) -> Any:
        found = self.at.segmented_control
        return next(each for each in found if each.key.startswith("rating-C1"))

    @property
    def _box(self) -> Any:
        return next(each for each in self.at.text_area if each.key.startswith("evidence-C1"))

    @property
    def shows(self) -> tuple[str | None, str]:
        """The rating and the evidence that stand on the page."""
        return self._ratings.value, self._box.value

    @property
    def lines(self) -> str:
        """What the cards say about being saved."""
        return " ".join(str(each.proto.body) for each in self.at.get("html"))

    def again(self) -> None:
        while found := [each for each in self.at.button if each.key.startswith("again-")]:
            before = len(found)
            found[0].click()
            self.at.run()
            left = [each for each in self.at.button if each.key.startswith("again-")]
            assert len(left) < before

    def kept(self) -> tuple[str | None, str]:
        """The rating and the evidence that the database holds."""
        with self.db.reading() as connection:
            asked = select(t.answer.c.rating, t.answer.c.evidence).where(
                t.answer.c.case_audit_id == self.audit, t.answer.c.criterion == "C1"
            )
            row = connection.execute(asked).one()
        return row.rating, row.evidence

    def pragma(self, words: str) -> int:
        """Set something of the app's own writing connection, or ask for it."""
        with self.db.alone() as connection:
            row = connection.execute(f"PRAGMA {words}").fetchone()
        return int(row[0]) if row else 0


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    path = tmp_path / "pages.db"
    audit = saves.begun(path, files=1)[0]
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{path}")
    st.cache_resource.clear()
    made = App(path, audit)
    yield made
    st.cache_resource.clear()
    made.db.close()


def test_control_what_can_be_saved_is_saved_and_called_so(app: App) -> None:
    app.rate("yes")
    app.write(WORDS)
    assert app.kept() == ("yes", WORDS)
    assert "Not saved." not in app.lines
    assert "Saved " in app.lines
    assert not app.at.error


@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_what_cannot_be_saved_is_called_not_saved_and_stays(app: App, fault: str) -> None:
    app.rate("no")
    assert "Saved " in app.lines
    if fault == "full":
        app.pragma(f"max_page_count={app.pragma('page_count')}")
        use_up(app)
    else:
        app.pragma("query_only=ON")
    app.rate("yes")
    app.write(WORDS)
    assert app.kept() == ("no", "")
    assert app.shows == ("yes", WORDS)
    said = complaint(f"database.{fault}", where=str(app.db.path))
    assert app.lines.count("<strong>Not saved.</strong>") == 2
    assert app.lines.count(said.what) == 2
    assert "Saved " not in app.lines
    assert not app.at.exception
    assert not app.at.error
    # Once it is put right, nothing has to be typed again.
    app.pragma("max_page_count=100000" if fault == "full" else "query_only=OFF")
    app.again()
    assert app.kept() == ("yes", WORDS)
    assert app.shows == ("yes", WORDS)
    assert "Not saved." not in app.lines
    assert "Saved " in app.lines


def use_up(app: App) -> None:
    """Use up what is free within the pages that there are."""
    for turn in range(1_000):
        try:
            give(app.db, local(app.db), app.audit, "S2", "starred", turn % 2 == 0)
        except Refusal:
            return
    raise AssertionError("it was never full")
