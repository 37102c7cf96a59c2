"""The part for an inspection: what is missing is seen before children are chosen, and what keeps a bundle back is said."""

from audit.commands import case_audit
from audit.commands.retention import dispose, keep_until
from audit.model.refusal import complaint
from audit.pages.parts.text import plain
from audit.rules.retention import day, today
from tests.builders import (
    add,
    auditor,
    case_of,
    complete,
    give,
    local,
    open_round,
    started,
    submitted,
)
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
TITLE = "**Spring** <b>2026</b>"


def inspection():
    at = opened("rounds", **{"round-part": "Inspection"})
    assert_whole(at)
    return at


def offers(at):
    return [each.proto.label for each in at.get("download_button")]


def test_children_are_chosen_with_what_is_missing_in_sight(pages_db):
    db, by, robin = pages_db, local(pages_db), auditor(pages_db)
    round_id = open_round(db, title=TITLE)
    assert "No case file of this round is there yet." in " ".join(drawn(inspection()))
    submitted(db, round_id, "S-1", to=robin)
    held = started(db, round_id, "S-2", to=robin)
    complete(db, robin, held)
    give(db, robin, held, "C2", "evidence", "Rang 07700 900123")
    case_audit.submit(db, robin, held)
    add(db, round_id, "S-3", to=robin)
    started(db, round_id, "S-4", to=by)
    at = inspection()
    said = " ".join(drawn(at))
    assert "4 children in this round; of 0 nothing is missing." in said
    assert "1 child cannot be chosen: you still read a file yourself." in said
    assert "Children&#x27;s social care: a reading is not submitted" in said
    (choose,) = [each for each in at.multiselect if each.label.startswith("Children")]
    assert choose.options == ["S-1", "S-2", "S-3"]
    assert offers(at) == []

    def chosen(*references):
        return choose.set_value([case_of(db, each) for each in references]).run()

    at = chosen("S-1", "S-3")
    assert_whole(at)
    assert "2 children, 1 agency audit. Of 2 children something is missing" in " ".join(drawn(at))
    assert offers(at) == ["Download the bundle (zip of Word documents)"]
    at = chosen("S-3")
    assert "None of them has an agency&#x27;s audit yet" in " ".join(drawn(at))
    assert offers(at) == []
    at = chosen("S-1", "S-2")
    said = complaint("identifier.held", n="one place", first="S-2, C2")
    assert at.warning[0].value == plain(str(said))
    assert offers(at) == []
    assert "Look at them" in [each.label for each in at.button]


def test_of_disposed_records_nothing_is_offered(pages_db):
    db, by = pages_db, local(pages_db)
    round_id = open_round(db, title=TITLE)
    submitted(db, round_id)
    keep_until(db, by, round_id, today(db.clock()).replace(day=9), "Five years", "Business manager")
    db.clock.now = db.clock.now.replace(day=20)
    dispose(db, by, round_id, confirm=TITLE)
    at = inspection()
    on = day(today(db.clock.now))
    assert f"disposed of on {on}: nothing can be handed over." in " ".join(drawn(at))
    assert offers(at) == []
