"""The Scrutiny page: whole while empty and full, inert whatever is written, and what waits stands first."""

import pytest

from audit.commands import scrutiny
from audit.commands.person import local
from audit.documents.release import let_out
from audit.model.disclosure import Audience
from audit.model.person import Role
from audit.model.refusal import complaint
from audit.pages.parts import text
from audit.store import rounds
from audit.views import scrutiny as views
from tests.builders import admitted, moved, open_round, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, draw
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
TITLE = "Spring 2026"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()


def remark(at):
    """The box for a new comment: its key is another one after each comment that was kept."""
    return next(each for each in at.text_area if each.label == "Your comment on this round")


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
    remark(at).set_value(HOSTILE).run()
    press(at, "Comment")
    assert_whole(at)
    (made,) = views.scrutiny(pages_db, local(pages_db), round_id).comments
    assert made.text == HOSTILE
    assert remark(at).value == ""
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
    remark(at).set_value("NHS 943 476 5919").run()
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


def test_a_second_comment_from_a_page_that_is_behind_is_kept_too(pages_db):
    """Somebody who comments twice in two tabs, or while another does, loses neither comment."""
    round_id = open_round(pages_db)
    first, second = opened("scrutiny"), opened("scrutiny")
    for n, at in enumerate((first, second), start=1):
        remark(at).set_value(f"Comment the {n}.")
        press(at, "Comment")
        assert "Your comment is kept" in " ".join(each.value for each in at.success)
    comments = views.scrutiny(pages_db, local(pages_db), round_id).comments
    assert [each.text for each in comments] == ["Comment the 1.", "Comment the 2."]


def test_words_that_are_being_written_stay_when_another_comment_comes_in(pages_db):
    round_id = open_round(pages_db)
    at = opened("scrutiny")
    remark(at).set_value("Half a sent").run()
    scrutiny.comment(pages_db, admitted(pages_db, Role.SCRUTINEER, name="Wren"), round_id, "Why?")
    at.run()
    assert remark(at).value == "Half a sent"


def test_an_answer_to_what_was_answered_meanwhile_is_refused_and_shown(pages_db):
    round_id = open_round(pages_db)
    wren = admitted(pages_db, Role.SCRUTINEER, name="Wren")
    made = scrutiny.comment(pages_db, wren, round_id, "Why?")
    first, second = opened("scrutiny"), opened("scrutiny")
    for words, at in (("Because.", first), ("For another reason.", second)):
        at.text_area(key=f"answer-{made}-0").set_value(words)
        press(at, "Answer comment 1")
    where = f"{TITLE}, comment 1"
    told = complaint("scrutiny.answered", where, who=local(pages_db).name)
    assert text.plain(str(told)) in [each.value for each in second.error]
    assert "For another reason." in [each.value for each in second.text]
    (found,) = views.scrutiny(pages_db, local(pages_db), round_id).comments
    assert found.answer == "Because."


HARD = "Spring: 2-26. (b) *x*"


@pytest.mark.parametrize(
    ("path", "key"), [("scrutiny", "scrutiny-round"), ("board", "board-round"), ("rounds", "round")]
)
def test_a_link_leads_to_its_round_whatever_stands_in_the_title(pages_db, path, key):
    for title in (HARD, "Other"):
        round_id = open_round(pages_db, title=title)
        submitted(pages_db, round_id)
    at = opened(path, **{key: HARD})
    box = at.selectbox(key=key)
    assert HARD in box.options
    with pages_db.reading() as connection:
        assert rounds.find(connection, box.value)["title"] == HARD


def test_the_round_of_an_agency_is_reached_by_its_title(pages_db):
    for title in (HARD, "Other"):
        submitted(pages_db, open_round(pages_db, title=title))
    at = opened("home")
    lead = admitted(pages_db, Role.AGENCY_LEAD, name="Ada", agency="csc")
    at.session_state["tried"] = lead
    at.query_params["agency-round"] = HARD
    at.run()
    at._page_hash = at.session_state["pages"]["my-agency"]._script_hash
    at.run()
    with pages_db.reading() as connection:
        found = rounds.find(connection, at.selectbox(key="agency-round").value)
    assert found["title"] == HARD


@pytest.mark.parametrize(
    ("path", "key"),
    [("scrutiny", "scrutiny-round"), ("board", "board-round"), ("releases", "release")],
)
def test_a_link_to_what_is_not_there_leads_to_what_is(pages_db, path, key):
    round_id = open_round(pages_db, title=HARD)
    submitted(pages_db, round_id)
    moved(pages_db, round_id, "moderate", "close")
    let_out(pages_db, local(pages_db), round_id, Audience.BOARD)
    at = opened(path, **{key: f"{HARD} <script>"})
    assert_whole(at)
    box = at.selectbox(key=key)
    assert round_id in box.value
    assert box.options[0].startswith(HARD)


def test_a_link_leads_to_its_release_whatever_stands_in_the_title(pages_db):
    released = []
    for title in (HARD, "Other"):
        released.append(open_round(pages_db, title=title))
        submitted(pages_db, released[-1])
        moved(pages_db, released[-1], "moderate", "close")
        let_out(pages_db, local(pages_db), released[-1], Audience.BOARD)
    label = next(
        each
        for each in opened("releases").selectbox(key="release").options
        if each.startswith(f"{HARD}: release 1")
    )
    at = opened("releases", release=label)
    assert_whole(at)
    assert released[0] in at.selectbox(key="release").value


def test_who_scrutinises_and_leads_an_agency_too_has_no_figures_of_the_round_here(pages_db):
    """Theirs is one agency's; how two readers of the whole round agree is told to nobody with less than all."""
    submitted(pages_db, open_round(pages_db))
    at = opened("scrutiny")
    both = (Role.SCRUTINEER, Role.AGENCY_LEAD)
    at.session_state["tried"] = admitted(pages_db, *both, name="Ada", agency="gp")
    at.run()
    assert_whole(at)
    said = " ".join(drawn(at))
    assert "How many case files are counted stands with what was released" in said
    assert "their numbers stay with those who worked on the round" in said
