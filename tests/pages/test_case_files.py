"""The case files of a round that has more than are drawn."""

from html import unescape

import pytest

from audit.commands import case
from audit.pages import by_hand, case_files
from tests.builders import local, open_round
from tests.pages.test_allocation import box, labels
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_progress import shown, tables

ASKED = "How the reference begins"


@pytest.fixture
def round_id(pages_db, monkeypatch):  # noqa: F811
    for page in (by_hand, case_files):
        monkeypatch.setattr(page, "SHOWN", 2)
    made = open_round(pages_db)
    for reference in ("S-1", "S-2", "T-1"):
        case.add_file(pages_db, local(pages_db), made, reference, "csc")
    return made


def part(name):
    at = opened("rounds")
    at.segmented_control(key="round-part").set_value(name).run()
    assert_whole(at)
    return at


def listed(at, label):
    """The references in a list to choose from."""
    return [each.split(" ")[0] for each in box(at.selectbox, label).options]


def test_the_others_are_reached_by_how_their_reference_begins(round_id):
    at = part("Case files")
    (drawn,) = tables(at)
    assert "The first 2 of 3 are shown" in unescape(drawn)
    assert listed(at, "Case file") == ["S-1", "S-2"]
    box(at.text_input, ASKED).set_value("t").run()
    assert_whole(at)
    (drawn,) = tables(at)
    assert "T-1" in drawn
    assert "S-1" not in drawn
    assert "1 of 3 begin so." in unescape(drawn)
    for label in ("Case file", "Open a case audit, to read it or to return it"):
        assert listed(at, label) == ["T-1"]
    box(at.text_input, ASKED).set_value("x").run()
    assert_whole(at)
    assert not tables(at)
    assert "No case file of this round has a reference that begins so." in shown(at)


def test_by_hand_too(round_id):
    at = part("Allocation")
    assert listed(at, "Case file") == ["S-1", "S-2"]
    box(at.text_input, ASKED).set_value("T-").run()
    assert_whole(at)
    assert listed(at, "Case file") == ["T-1"]
    box(at.text_input, ASKED).set_value("x").run()
    assert_whole(at)
    assert "Give it" not in labels(at)
    box(at.text_input, ASKED).set_value("").run()
    assert listed(at, "Case file") == ["S-1", "S-2"]
