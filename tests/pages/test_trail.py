"""The trail page, and what the other pages leave in the trail by themselves."""

import pytest
import streamlit as st
from sqlalchemy import select, text

from audit.commands import person
from audit.model.person import Role
from audit.store import tables as t
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, local, open_round, submitted
from tests.pages.test_pages import assert_whole, filled, opened, pages_db  # noqa: F401 - fixtures


def acts(db, *wanted):
    """Act and subject of the entries of these acts, in order."""
    with db.reading() as connection:
        return [
            (row.act, row.about)
            for row in connection.execute(
                select(t.event).where(t.event.c.act.in_(wanted)).order_by(t.event.c.seq)
            )
        ]


def shown(at):
    """What stands in the page's own HTML."""
    return " ".join(each.value for each in at.get("html") if "<table" in each.value)


def opening_again(at):
    for _ in range(3):
        at.run()
    return at


# ---- The page ---------------------------------------------------------------------------------------------


def test_it_reads_newest_first_with_times_to_the_second(pages_db, filled):  # noqa: F811
    at = opened("trail")
    assert_whole(at)
    said = shown(at)
    assert "submitted case file S-001 (Children&#x27;s social care)" in said
    assert "2 March 2026, 09:00:0" in said
    assert said.index("submitted case file") < said.index("started case file")


def test_filters_come_from_the_address(pages_db, filled):  # noqa: F811
    at = opened("trail", act="round: opened")
    assert_whole(at)
    assert "opened the round “Spring 2026”" in shown(at)
    assert "started case file" not in shown(at)
    at = opened("trail", subject="nothing at all")
    assert_whole(at)
    assert shown(at) == ""


@pytest.mark.parametrize(
    "asked",
    [
        {"act": "no such"},
        {"person": "nobody"},
        {"since": "yesterday"},
        {"trail-page": "-4"},
        {"trail-page": "999"},
    ],
)
def test_an_address_that_makes_no_sense_is_no_fault(pages_db, filled, asked):  # noqa: F811
    at = opened("trail", **asked)
    assert not at.exception
    assert "submitted case file" in shown(at) or asked == {"person": "nobody"}


def check(at):
    (button,) = [each for each in at.button if each.label == "Check the whole trail now"]
    return button.click().run()


def test_the_whole_trail_is_checked_at_a_press(pages_db, filled):  # noqa: F811
    at = check(opened("trail"))
    assert_whole(at)
    (said,) = [each.value for each in at.success]
    assert said.startswith("The trail holds: ")
    assert f"{pages_db.version():,} entries" in said


def test_a_broken_trail_is_said_with_its_entry(pages_db, filled):  # noqa: F811
    with pages_db._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(text("UPDATE event SET roles = 'x' WHERE seq = 4"))
    at = check(opened("trail"))
    (said,) = [each.value for each in at.error]
    assert said.startswith("Entry 4 of the trail")


def test_a_hostile_name_stays_text(pages_db):  # noqa: F811
    robin = admitted(pages_db, Role.AUDITOR, name="<script>alert(1)</script>")
    with pages_db.acting(robin, "thing.done"):
        pass
    person.retire(pages_db, local(pages_db), robin.id)
    at = opened("trail")
    assert "<script>" not in shown(at)
    assert "&lt;script&gt;" in shown(at)


# ---- What other pages leave -------------------------------------------------------------------------------


def test_a_case_audit_opened_is_one_entry_however_often_it_is_drawn(pages_db, filled):  # noqa: F811
    opening_again(opened("case-audit", id=filled))
    once = [("case_audit.opened", f"case_audit:{filled}")]
    assert acts(pages_db, "case_audit.opened") == once
    opened("case-audit", id=filled)  # another tab
    assert acts(pages_db, "case_audit.opened") == once * 2


def test_a_round_s_list_and_lines_behind_figures_are_entries(pages_db):  # noqa: F811
    round_id = open_round(pages_db)
    submitted(pages_db, round_id)
    opening_again(opened("rounds"))
    assert acts(pages_db, "round.read") == [("round.read", f"round:{round_id}")]
    at = opened("board")
    assert acts(pages_db, "lines.opened") == []
    opening_again(at.toggle(key="ratings-Learning point").set_value(True).run())
    assert acts(pages_db, "lines.opened") == [("lines.opened", f"round:{round_id}")]
    opened("board", view="Gaps")
    assert len(acts(pages_db, "lines.opened")) == 2


def test_what_is_not_there_is_recorded_without_what_was_typed(pages_db):  # noqa: F811
    opening_again(opened("case-audit", id="Olivia Smith"))
    assert acts(pages_db, "access.refused") == [("access.refused", "page:case-audit")]
    found = trail(pages_db, local(pages_db), TrailFilter(act="access.refused"))
    assert found.entries[0].words == "was refused what is not there, on the page case-audit"


def test_what_cannot_be_recorded_is_not_shown(pages_db, filled, monkeypatch, tmp_path):  # noqa: F811
    opened("home")
    monkeypatch.setenv("AUDIT_TRAIL_KEY_FILE", str(tmp_path / "gone.key"))
    st.cache_resource.clear()
    at = opened("case-audit", id=filled)
    assert not at.exception
    assert len(at.error) == 1
    assert "key that seals the trail" in at.error[0].value.replace("\\", "")
    assert not at.text_area
    at = opened("trail")
    assert "submitted case file" in shown(at)


def test_a_refusal_that_cannot_be_recorded_is_an_answer_all_the_same(
    pages_db,  # noqa: F811
    filled,  # noqa: F811
    monkeypatch,
    tmp_path,
    caplog,
):
    opened("home")
    monkeypatch.setenv("AUDIT_TRAIL_KEY_FILE", str(tmp_path / "gone.key"))
    st.cache_resource.clear()
    at = opened("case-audit", id="nowhere")
    assert len(at.error) == 1
    assert "no such case audit" in at.error[0].value
    assert "A refusal of access was not recorded: trail.key-missing" in caplog.text


def test_the_page_says_that_checkpoints_cannot_be_written(
    pages_db,  # noqa: F811
    filled,  # noqa: F811
    monkeypatch,
    tmp_path,
):
    monkeypatch.setenv("AUDIT_CHECKPOINT_FILE", str(tmp_path / "nowhere" / "lines.txt"))
    at = opened("trail")
    assert not at.exception
    (said,) = [each.value.replace("\\", "") for each in at.warning]
    assert "Checkpoints cannot be written to this file." in said
