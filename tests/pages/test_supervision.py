"""Supervision: a lead finds their own teams, takes the pack out, and says that it was used."""

import pytest
from streamlit.testing.v1 import AppTest

from audit.model.person import Role
from audit.model.refusal import complaint
from audit.model.spread import Handout, Occasion
from audit.model.supervision import Setting
from audit.pages.navigation import places
from audit.pages.parts.text import plain
from audit.rules.retention import today
from audit.rules.supervision import WHERE
from audit.views import supervision as views
from audit.views.round import rounds
from tests.builders import local
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db
from tests.pages.test_readers import filled

__all__ = ["pages_db"]
SAID = "Robin Kowalski 07700 900123 rings <b>both</b> **first**"


@pytest.fixture
def page(pages_db) -> AppTest:
    """The page as the lead of children's social care sees it."""
    filled(pages_db)
    at = opened("home")
    at.selectbox(key="try-role").set_value(Role.AGENCY_LEAD).run()
    at.selectbox(key="try-agency").set_value("csc").run()
    at._page_hash = at.session_state["pages"]["supervision"]._script_hash
    return at.run()


def test_a_lead_is_offered_their_own_and_a_qa_lead_has_it_in_the_round(pages_db, page) -> None:
    assert_whole(page)
    assert [each.options for each in page.selectbox if each.label == "Team"] == [
        ["Children's social care, all files"]
    ]
    assert "General practice" not in " ".join(drawn(page))
    by = local(pages_db)
    listed = {each.path: each.listed for each in places(by)}
    assert listed["supervision"] is False
    board = by.model_copy(update={"roles": (Role.BOARD_MEMBER,)})
    assert "supervision" not in {each.path for each in places(board)}
    at = opened("rounds", **{"round-part": "Supervision"})
    assert_whole(at)
    assert "Say that it was used" in [each.value for each in at.header]


def test_a_return_is_entered_pointed_out_kept_and_taken_back(pages_db, page) -> None:
    def press(label: str) -> None:
        next(each for each in page.button if each.label == label).click().run()

    press("Keep the return")
    refused = complaint("supervision.setting", WHERE, known=", ".join(Setting))
    assert page.error[0].value == plain(str(refused))
    page.date_input[0].set_value(today(pages_db.clock())).run()
    page.radio[0].set_value(Setting.TEAM_MEETING).run()
    page.number_input[0].set_value(6).run()
    page.text_input[0].set_value(SAID).run()
    press("Keep the return")
    press("It identifies nobody: keep it")
    assert_whole(page)
    words = " ".join(drawn(page))
    assert "rings &lt;b&gt;both&lt;/b&gt; **first**" in words
    assert "6 taking part in all" in words
    lead = page.session_state["tried"]
    (round_id,) = {each.id for each in rounds(pages_db, local(pages_db))}
    assert [each.people for each in views.returns(pages_db, lead, round_id)] == [6]
    assert page.text_input[0].value == ""
    press("Take it back")
    assert views.returns(pages_db, lead, round_id) == ()


def test_who_has_had_the_learning_stands_beside_the_packs(pages_db, page) -> None:
    def press(label: str) -> None:
        next(each for each in page.button if each.label == label).click().run()

    page.segmented_control(key="supervision-part").set_value("Who has had the learning").run()
    assert_whole(page)
    words = " ".join(drawn(page))
    assert "The learning of this round has reached none of 1 team yet" in words
    press("Keep the briefing")
    assert page.error[0].value == plain(
        str(complaint("spread.handout", "Briefing", known=", ".join(Handout)))
    )
    page.radio[0].set_value(Handout.BRIEFING).run()
    page.radio[1].set_value(Occasion.EVENT).run()
    page.date_input[0].set_value(today(pages_db.clock())).run()
    page.number_input[0].set_value(12).run()
    press("Keep the briefing")
    assert_whole(page)
    assert "reached 1 of 1 team" in " ".join(drawn(page))
    page.toggle[0].set_value(True).run()
    assert_whole(page)
    page.text_input(
        key=next(e.key for e in page.text_input if e.key.endswith("because"))
    ).set_value("Put off").run()
    press("Take it back: it was not held")
    assert_whole(page)
    assert "has reached none of 1 team" in " ".join(drawn(page))


def test_good_practice_is_written_pointed_out_shown_and_read(pages_db) -> None:
    def press(label: str) -> None:
        next(each for each in at.button if each.label == label).click().run()

    filled(pages_db)
    at = opened("good-practice")
    assert_whole(at)
    assert "Nothing is shown yet" in " ".join(drawn(at))
    for box, said in zip(
        at.text_area, (SAID, "The <b>form</b> asks", "**Two** questions"), strict=True
    ):
        box.set_value(said)
    at.run()
    press("Keep it as a draft")
    press("It identifies nobody: keep it")
    assert_whole(at)
    # Open for a change meanwhile: what one shows oneself, nobody changed while one wrote.
    next(each for each in at.toggle if each.label == "Change or take it down").set_value(True).run()
    press("Show it to everybody")
    assert_whole(at)
    assert not at.warning
    words = " ".join(drawn(at))
    assert "rings &lt;b&gt;both&lt;/b&gt; **first**" in words
    assert "1 piece of good practice on 2 learning points." in words
    assert "Starred in 1 of 6 files" in words
