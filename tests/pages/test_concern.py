"""Immediate concerns on their pages: shown first to whom they wait for, late ones too, inert whatever is written."""

from datetime import UTC, datetime

import pytest

from audit.commands import concern
from audit.commands.person import local
from audit.documents import concern as documents
from audit.model.concern import Counting
from audit.model.person import Role
from audit.pages.concern_raise import DANGER
from audit.store.database import Database
from audit.views import concern as views
from tests.builders import admitted, audit_at, auditor, moved, open_round, submitted, worried
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"
FIRST = "A child may be at risk: see to this first"
ELSE = "Open concerns that are with somebody else"


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()


def said(at):
    return " ".join(drawn(at))


@pytest.fixture
def laid(pages_db):
    """Robin's case audit in progress, and Robin, whose concerns go to the local person."""
    robin = auditor(pages_db, "Robin")
    audit = audit_at(pages_db, "in progress", to=robin)
    concern.name_receivers(pages_db, local(pages_db), None, [local(pages_db).id])
    return pages_db, robin, audit


def test_what_waits_stands_first_on_the_first_page_and_says_how_late_it_is(laid):
    db, robin, audit = laid
    worried(db, robin, audit)
    at = opened("home")
    assert_whole(at)
    assert next(iter(each.value for each in at.header)) == FIRST
    assert "Late by " in said(at)
    assert "it was due 2 March 2026, 11:00" in said(at)
    sam = admitted(db, Role.AUDITOR, name="Sam")
    concern.name_receivers(db, local(db), None, [sam.id])
    db.clock.now = datetime.now(UTC)
    worried(db, robin, audit)
    mine = worried(db, local(db), audit)
    concern.close(db, sam, mine, "Seen today")
    at = opened("home")
    assert "1 concern closed." in said(at)
    assert "Read what was done" in [each.label for each in at.button]
    assert [each.value for each in at.header][:2] == [FIRST, ELSE]
    assert "it is with Sam" in said(at)


def test_a_concern_is_acknowledged_closed_and_read_as_it_was_written(laid):
    db, robin, audit = laid
    made = concern.raise_(db, robin, audit, HOSTILE, HOSTILE)
    at = opened("concerns", id=made)
    assert_whole(at)
    assert DANGER in said(at)
    assert "Nobody has acknowledged it yet" in said(at)
    press(at, "I have read it and have it in hand")
    assert views.concern(db, robin, made).seen.concern.acknowledged_by == local(db).name
    at.text_area(key=f"outcome-{made}-0").set_value("Rang 07700 900123").run()
    press(at, "Close this concern")
    assert "This looks as if it could identify somebody" in said(at)
    press(at, "It identifies nobody: keep it")
    assert_whole(at)
    found = views.concern(db, robin, made).seen.concern
    assert (found.outcome, found.closed_by) == ("Rang 07700 900123", local(db).name)
    assert "evil.example" in said(at)
    assert "<img" not in said(at)
    at = opened("concerns")
    assert_whole(at)
    assert "No concern is open." in said(at)
    assert next(each.label for each in at.expander) == "Closed: 1 concern"


def test_the_button_stands_on_every_step_and_a_raised_one_blocks_the_submission(pages_db):
    audit = audit_at(pages_db, "complete")
    for step in ("facts", "carers", "overall", "conversation", "hand-in"):
        at = opened("case-audit", id=audit, step=step)
        assert "A child may be at risk now" in [each.label for each in at.button], step
    made = worried(pages_db, local(pages_db), audit)
    at = opened("case-audit", id=audit, step="hand-in")
    assert "Open the concern on S\\-001" in [each.label for each in at.button]
    press(at, "Submit this case audit")
    (error,) = at.error
    assert "An immediate concern on this file is open" in error.value
    assert made


def test_a_round_that_waits_for_one_leads_to_it_and_takes_no_reason(pages_db):
    by, round_id = local(pages_db), open_round(pages_db)
    worried(pages_db, by, submitted(pages_db, round_id))
    moved(pages_db, round_id, "moderate")
    at = opened("rounds", **{"round-part": "Plan"})
    assert_whole(at)
    assert "No reason passes over that." in said(at)
    assert "Go to Concerns" in [each.label for each in at.button]
    assert "Close the round" not in [each.label for each in at.button]


def test_who_receives_them_and_by_when_is_changed_on_the_page(laid):
    db, robin, _ = laid
    at = opened("concerns")
    assert_whole(at)
    at.selectbox(key="concern-agency").set_value("gp").run()
    at.multiselect[0].set_value([robin.id])
    press(at, "Keep these")
    assert_whole(at)
    at.number_input[0].set_value(1)
    at.number_input[1].set_value(4)
    at.radio[0].set_value(Counting.CLOCK)
    press(at, "Keep these hours")
    assert_whole(at)
    found = views.setting(db, local(db))
    named = {each.key: [one.name for one in each.people] for each in found.agencies if each.people}
    assert named["gp"] == ["Robin"]
    assert (found.target.acknowledge, found.target.close) == (1, 4)
    assert found.target.counting is Counting.CLOCK


def test_whom_it_does_not_concern_is_told_that_there_is_none(laid):
    at = opened("concerns", id="nowhere")
    (error,) = at.error
    assert "There is no such concern" in error.value
    at = opened("concerns", **{"from": "nowhere"})
    assert DANGER in said(at), "whoever is worried reads that first, wherever they land"
    assert len(at.error) == 1


def test_a_mail_says_that_one_waits_and_nothing_of_what_it_is(laid: tuple[Database, ...]) -> None:
    db, robin, audit = laid
    made = concern.raise_(db, robin, audit, "A bruise", "Rang the MASH")
    told = documents.email(db, local(db), made).decode().replace("=\r\n", "")
    assert "Subject: Immediate concern on case file S-001: please look now" in told
    assert "X-Unsent: 1" in told
    assert "waits to be acknowledged" in told
    assert "Professionals only" in told
    assert "bruise" not in told
    assert "MASH" not in told
