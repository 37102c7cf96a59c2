"""The pages of practice: Home asks for it, the made-up file is rated, the result is told, the lead sees how it went."""

import pytest

from audit.commands.person import local
from tests import builders
from tests.builders import AGREED
from tests.pages.test_moderation import HOSTILE, shown
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture


@pytest.fixture
def asking(pages_db):  # noqa: F811
    """A round that asks the local person to practise, at three of four."""
    round_id = builders.open_round(pages_db)
    builders.asked(pages_db, round_id)
    builders.add(pages_db, round_id)
    return round_id


def buttons(at):
    return [each.label.replace("\\", "") for each in at.button]


def press(at, label):
    at.button[buttons(at).index(label)].click().run()
    assert_whole(at)


def rate(at, **ratings):
    for key, value in ratings.items():
        place = next(each for each in at.segmented_control if each.label == f"Rating of {key}")
        place.set_value(value).run()


def test_home_leads_to_practice_before_live_files(asking):
    at = opened("home")
    assert_whole(at)
    assert "Practise first: about 5 minutes" in shown(at)
    assert "Open to you once you have practised" in shown(at)
    assert "Practise for Spring 2026" in buttons(at)
    assert "Start S-001" not in buttons(at)


def test_a_file_is_practised_and_live_files_open(pages_db, asking):  # noqa: F811
    at = opened("practice", round=asking)
    assert "3 of 4 criteria rated as agreed" in shown(at)
    press(at, "Begin")
    assert "What the letter of one says." in shown(at)
    rate(at, C1="yes", C2="no", S1="no")
    at.button(key="practice-submit").click().run()
    assert "1 of its criteria have no rating yet: S2" in at.error[0].value.replace("\\", "")
    rate(at, S2="silent")
    press(at, "Hand in and compare")
    assert "Not passed yet: 2 of 4 as agreed" in shown(at).replace("\\", "")
    assert "You gave: Yes" in shown(at)
    assert "Agreed: In part" in shown(at)
    assert "Because of the letter on C1." in shown(at)
    press(at, "Try again, on another file")
    assert "The case facts rule it out: “Is the father known?” – Not known." in shown(at)
    rate(at, **builders.OVERRULED)
    press(at, "Hand in and compare")
    assert "You have passed: 4 of 4 as agreed" in shown(at).replace("\\", "")
    assert "Go to your case files" in buttons(at)
    assert not any(each.startswith("Try again") for each in buttons(at))
    home = opened("home")
    assert "Start S-001" in buttons(home)
    assert "See your practice for Spring 2026" in buttons(home)


def test_what_was_rated_stands_there_again(pages_db, asking):  # noqa: F811
    builders.tried(pages_db, local(pages_db), asking, AGREED, hand_in=False)
    at = opened("practice", round=asking)
    assert_whole(at)
    assert [each.value for each in at.segmented_control] == ["part", "yes", "no", "silent"]


def test_a_round_that_is_not_ones_own_has_no_practice(pages_db, asking):  # noqa: F811
    at = opened("practice", round="ghost")
    assert "There is no such practice" in at.error[0].value


def test_a_lead_asks_for_it_and_sees_how_it_went(pages_db):  # noqa: F811
    round_id = builders.open_round(pages_db)
    at = opened("rounds", **{"round-part": "Practice"})
    assert_whole(at)
    assert "No practice set is published for this checklist" in shown(at)
    set_id = builders.published_practice(pages_db, builders.small_practice(title=HOSTILE[:60]))
    builders.add(pages_db, round_id)
    at = opened("rounds", **{"round-part": "Practice"})
    name = f"calibration-{round_id}-None-90"
    at.selectbox(key=f"{name}-set").set_value(set_id).run()
    assert "Practice file one: 4 of 4 criteria, about 5 minutes" in shown(at)
    at.number_input(key=f"{name}-bar").set_value(75).run()
    assert "Practice file one: 3 of 4 criteria" in shown(at)
    at.button(key=f"{name}-keep").click().run()
    assert_whole(at)
    assert "0 of 1 auditor passed; live files are not open yet to 1." in shown(at)
    who = local(pages_db)
    builders.tried(pages_db, who, round_id, AGREED | {"C1": "yes", "C2": "no"})
    at = opened("rounds", **{"round-part": "Practice"})
    assert "2 of 4 as agreed" in shown(at)
    assert "Where people go astray" in [each.value for each in at.header]
    (why,) = (each for each in at.text_input if each.label == "Why")
    why.set_value("Ring 943 476 5919").run()
    assert "This looks like" in shown(at)
    at.text_input(key=why.key).set_value(HOSTILE).run()
    next(each for each in at.button if each.label == "Let them in").click().run()
    assert_whole(at)
    assert "→ let in" in shown(at)
    assert "&lt;script&gt;" in shown(at)
    builders.moved(pages_db, round_id, "moderate", "close")
    at = opened("rounds", **{"round-part": "Practice"})
    assert_whole(at)
    assert "version 1, at 75%." in shown(at)


def test_single_files_ask_for_none(pages_db):  # noqa: F811
    builders.published_practice(pages_db)
    builders.open_round(pages_db, "Single files")
    at = opened("rounds", **{"round-part": "Practice"})
    assert "nobody is asked to practise for them" in shown(at)
