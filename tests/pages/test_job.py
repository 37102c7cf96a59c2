"""Long work on the page: asked for where one would wait, seen on the first page, fetched, cancelled."""

import pytest

from audit.commands.case_audit import submit
from audit.commands.rating import rate
from audit.documents.job import Worker
from audit.model.job import JobKind
from audit.model.person import Role
from audit.model.refusal import complaint
from audit.rules import job as rules
from tests.builders import VISIT, complete, local, open_round, started
from tests.builders import submitted as handed_in
from tests.pages.test_data import MAKE, button
from tests.pages.test_pages import assert_whole, opened, pages_db
from tests.pages.test_trail import acts

__all__ = ["pages_db"]


@pytest.fixture(autouse=True)
def everything_takes_long(monkeypatch):
    for kind in JobKind:
        monkeypatch.setitem(rules.LONG, kind, 0)


def test_a_board_pack_is_asked_for_and_fetched(pages_db):
    handed_in(pages_db, open_round(pages_db))
    at = opened("board")
    button(at, "Make the board pack (Excel)").click().run()
    assert_whole(at)
    assert [each.value[:15] for each in at.success] == ["It is asked for"]
    at = opened("long-work")
    assert_whole(at)
    assert "Cancel the board pack" in [each.label for each in at.button]
    assert Worker(pages_db).turn()
    at = opened("long-work")
    assert_whole(at)
    assert "Cancel the board pack" not in [each.label for each in at.button]
    assert len(at.get("download_button")) == 1
    assert len(acts(pages_db, "board_pack.exported")) == 1


def test_what_holds_a_large_pack_back_is_said_where_it_is_made(pages_db):
    by, audit = local(pages_db), started(pages_db, open_round(pages_db))
    complete(pages_db, by, audit, ratings={"C1": "part"})
    rate(pages_db, by, audit, "C1", "reason", "See 943 476 5919", was="", visit=VISIT)
    submit(pages_db, by, audit)
    at = opened("board")
    button(at, "Make the board pack (Excel)").click().run()
    assert_whole(at)
    assert Worker(pages_db).turn()
    at = opened("long-work")
    said = str(complaint("identifier.held", n="one place", first="S-001, C1"))
    assert said in [each.value.replace("\\", "") for each in at.warning]
    assert acts(pages_db, "board_pack.exported") == []


def test_an_extract_is_asked_for_and_cancelled(pages_db):
    handed_in(pages_db, open_round(pages_db))
    at = opened("board", view="Data")
    button(at, MAKE).click().run()
    assert_whole(at)
    at = opened("long-work")
    button(at, "Cancel the data extract").click().run()
    assert_whole(at)
    assert not Worker(pages_db).turn()
    assert acts(pages_db, "data_extract.exported") == []
    assert len(acts(pages_db, "job.cancelled")) == 1


def test_whoever_can_ask_for_nothing_has_no_such_page(pages_db):
    assert local(pages_db).has(Role.AUDITOR)
    at = opened("long-work")
    assert_whole(at)
    at.selectbox(key="try-role").set_value(Role.AUDITOR).run()
    assert "Long work" not in [each.value for each in at.title]
