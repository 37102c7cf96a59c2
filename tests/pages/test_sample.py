"""The page of a round's sample, from nothing to draw from to a round that is closed."""

from datetime import date

import pytest
from sqlalchemy import update

from audit.commands import cycle
from audit.commands.person import local
from audit.model.round import RoundStatus
from audit.model.sample import Design
from audit.store import tables as t
from tests.builders import open_round
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, draw, now_in, seen, start
from tests.drawing import named
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture


def said(at):
    return "\n".join(each.proto.body for each in at.get("html"))


def page(db):
    """The Sample part of the round that was opened last."""
    at = opened("rounds", **{"round-part": "Sample"})
    assert_whole(at)
    return at


@pytest.fixture
def listed(pages_db):  # noqa: F811
    made = open_round(pages_db)
    taken(pages_db, made, ROWS)
    return made


def test_without_a_list_the_page_says_what_to_do(pages_db):  # noqa: F811
    open_round(pages_db)
    assert "There is no case list to draw from yet" in said(page(pages_db))


def test_a_list_that_nothing_was_drawn_from(pages_db, listed):  # noqa: F811
    at = page(pages_db)
    assert "Nothing is drawn yet. The case list has 8 cases." in said(at)
    # 24 of 8 is all of them.
    assert "All 8 cases are in it" in said(at)
    at.button(key="sample-show").click().run()
    assert_whole(at)
    assert "What would be drawn: 8 cases" in said(at)
    assert "S-00" not in said(at)


def test_a_re_audit_begins_with_the_design_of_the_round_before(pages_db, listed):  # noqa: F811
    how = Design(strata=("Agency",), size=3, certainty=(named("S-001", reason="ALTE"),))
    draw(pages_db, listed, how)
    again = cycle.re_audit(pages_db, local(pages_db), listed, "Again", date(2026, 10, 5))
    taken(pages_db, again, ROWS)
    at = opened("rounds", **{"round-part": "Sample", "round": "Again"})
    assert_whole(at)
    assert "It begins with the design of “Spring 2026”" in said(at)
    assert [each.value for each in at.number_input][:1] == [3]
    assert at.multiselect[0].value == ["Agency"]


def test_the_log_of_a_sample(pages_db, listed):  # noqa: F811
    how = Design(size=4, exclusions=(named("S-008", "S-007", reason="Moved"),))
    draw(pages_db, listed, how)
    at = page(pages_db)
    text = said(at)
    assert "4 cases in the sample: 4 drawn." in text
    assert "Left out by reason, 2 cases" in text
    assert "S-008" in text
    assert "sha256sum prints" in text
    assert all(each in text for each in now_in(pages_db, listed))


def test_what_was_begun_stands(pages_db, listed):  # noqa: F811
    draw(pages_db, listed)
    start(pages_db, listed, now_in(pages_db, listed)[0])
    assert "Work on this sample has begun (1 case audit started)" in said(page(pages_db))


def test_a_list_that_was_replaced_since_is_told(pages_db, listed):  # noqa: F811
    draw(pages_db, listed)
    taken(pages_db, listed, ROWS[:5], seen=seen(pages_db, listed))
    assert "keeps to the one that it was drawn from" in said(page(pages_db))


@pytest.mark.parametrize("is_drawn", [True, False])
def test_in_moderation_nothing_is_drawn_any_more(pages_db, listed, is_drawn):  # noqa: F811
    if is_drawn:
        draw(pages_db, listed)
    with pages_db.acting(local(pages_db), "round.moved") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.MODERATION))
    text = said(page(pages_db))
    assert ("can no longer change" if is_drawn else "none can be any more") in text


def test_a_case_is_left_out_when_its_stratum_has_no_reserve(pages_db, listed):  # noqa: F811
    how = Design(size=2, reserve=0, certainty=(named("S-001", reason="ALTE"),))
    draw(pages_db, listed, how)
    for case in now_in(pages_db, listed):
        at = page(pages_db)
        at.selectbox(key=f"replace-case-{listed}").select(case).run()
        why = "taken for certain" if case == "S-001" else "no reserve left"
        assert why in said(at)
        at.text_input(key="replace-because").input("The file is lost")
        next(each for each in at.button if each.label == "Leave it out").click().run()
        assert_whole(at)
        if len(now_in(pages_db, listed)) == 1:
            break
    assert len(now_in(pages_db, listed)) == 1
