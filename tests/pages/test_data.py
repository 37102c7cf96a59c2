"""The data on the board page: made where one can watch, held back where it must be, and for nobody else."""

from datetime import timedelta

from audit.commands import retention
from audit.commands.case_audit import submit
from audit.commands.person import local
from audit.commands.rating import rate
from audit.documents.extract_words import Form
from audit.model.person import Role
from audit.model.refusal import complaint
from audit.rules.retention import today
from tests.builders import VISIT, complete, open_round, started
from tests.builders import submitted as handed_in
from tests.pages.test_pages import assert_whole, opened, pages_db
from tests.pages.test_trail import acts

__all__ = ["pages_db"]
MAKE = "Make the data extract"


def button(at, label):
    return next(each for each in at.button if each.label == label)


def test_it_is_made_and_on_record(pages_db):
    handed_in(pages_db, open_round(pages_db))
    at = opened("board", view="Data")
    assert_whole(at)
    assert button(at, "Take out the data, rating by rating")
    assert acts(pages_db, "data_extract.exported") == []
    for form in (Form.WORKBOOK, Form.PARQUET):
        at.radio(key="extract-form").set_value(form).run()
        button(at, MAKE).click().run()
        assert_whole(at)
        assert [each.value.replace("\\", "") for each in at.success] == ["Made: 4 ratings."]
    assert len(acts(pages_db, "data_extract.exported")) == 2


def test_what_was_written_is_held_back_while_an_identifier_waits(pages_db):
    by, audit = local(pages_db), started(pages_db, open_round(pages_db))
    complete(pages_db, by, audit, ratings={"C1": "part"})
    rate(pages_db, by, audit, "C1", "reason", "See 943 476 5919", was="", visit=VISIT)
    submit(pages_db, by, audit)
    at = opened("board", view="Data")
    at.checkbox(key="extract-written").check().run()
    button(at, MAKE).click().run()
    said = str(complaint("identifier.held", n="one place", first="S-001, C1"))
    assert said in [each.value.replace("\\", "") for each in at.warning]
    assert acts(pages_db, "data_extract.exported") == []


def test_a_disposed_round_has_no_ratings_to_take_out(pages_db):
    by, round_id = local(pages_db), open_round(pages_db)
    handed_in(pages_db, round_id)
    until = today(pages_db.clock()) + timedelta(days=1)
    retention.keep_until(pages_db, by, round_id, until, "Five years", "Business manager")
    pages_db.clock.now += timedelta(days=2)
    retention.dispose(pages_db, by, round_id, confirm="Spring 2026")
    at = opened("board", view="Data")
    assert_whole(at)
    assert MAKE not in [each.label for each in at.button]


def test_an_auditor_is_not_offered_it(pages_db):
    handed_in(pages_db, open_round(pages_db))
    at = opened("board")
    assert "Data" in [each.label for each in at.tabs]
    at.selectbox(key="try-role").set_value(Role.AUDITOR).run()
    at.selectbox(key="try-agency").set_value("csc").run()
    assert at.tabs
    assert "Data" not in [each.label for each in at.tabs]
