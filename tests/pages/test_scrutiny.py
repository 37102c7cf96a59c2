"""The Scrutiny page: whole while empty and full, inert whatever is written, and what waits stands first."""

from audit.commands import scrutiny
from audit.commands.person import local
from audit.model.person import Role
from audit.views import scrutiny as views
from tests.builders import admitted, moved, open_round, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, draw
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()


def test_a_round_with_nothing_in_it(pages_db):
    open_round(pages_db)
    at = opened("scrutiny")
    assert_whole(at)
    said = " ".join(drawn(at))
    assert "no comment was made" in said
    assert "No sample was drawn" in said
    assert "No case file has been added" in said


def test_a_comment_is_made_and_answered_and_stays_text(pages_db):
    round_id = open_round(pages_db, title="**Spring**")
    taken(pages_db, round_id, ROWS)
    draw(pages_db, round_id)
    submitted(pages_db, round_id, "S-100")
    at = opened("scrutiny")
    at.text_area(key=f"comment-{round_id}-0").set_value(HOSTILE).run()
    press(at, "Comment")
    assert_whole(at)
    (made,) = views.scrutiny(pages_db, local(pages_db), round_id).comments
    assert made.text == HOSTILE
    assert at.text_area(key=f"comment-{round_id}-1").value == ""
    at.text_area(key=f"answer-{made.id}-0").set_value(HOSTILE).run()
    press(at, "Answer comment 1")
    assert_whole(at)
    said = " ".join(drawn(at))
    assert "Answered by" in said
    assert "evil.example" in said
    assert "<img" not in said
    assert "Not answered yet" not in said


def test_what_could_identify_somebody_is_pointed_out_and_kept_at_the_second_press(pages_db):
    round_id = open_round(pages_db)
    at = opened("scrutiny")
    at.text_area(key=f"comment-{round_id}-0").set_value("NHS 943 476 5919").run()
    press(at, "Comment")
    assert "This looks as if it could identify somebody" in " ".join(drawn(at))
    assert not views.scrutiny(pages_db, local(pages_db), round_id).comments
    press(at, "It identifies nobody: keep it")
    assert len(views.scrutiny(pages_db, local(pages_db), round_id).comments) == 1


def test_the_round_leads_to_the_comments_that_it_waits_for(pages_db):
    round_id = open_round(pages_db)
    submitted(pages_db, round_id)
    moved(pages_db, round_id, "moderate")
    scrutiny.comment(pages_db, admitted(pages_db, Role.SCRUTINEER, name="Wren"), round_id, "Why?")
    at = opened("rounds", **{"round-part": "Plan"})
    assert_whole(at)
    assert "Go to Scrutiny" in [each.label for each in at.button]
