"""The panel's pages as they are drawn: whole while empty and full, inert whatever is written, bare for sharing."""

import pytest

from audit.commands import panel_chronology, panel_finding
from audit.views import panel as views
from tests import builders
from tests.builders import auditor, local, open_round, submitted
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"
PARTS = ("Side by side", "Chronology", "Meeting and whole case", "Learning summary")


@pytest.fixture
def made(pages_db):
    """A panel with one gap, on which only the sign-off is left, and hostile words in its texts."""
    round_id = open_round(pages_db)
    submitted(pages_db, round_id, agency="csc", ratings={"C1": "no"})
    submitted(pages_db, round_id, agency="gp", to=auditor(pages_db, "Gill"))
    panel_id = builders.filled_panel(pages_db, round_id)
    by = local(pages_db)
    panel_chronology.put(pages_db, by, panel_id, "2024", HOSTILE, ["gp"], looked=True)
    panel_finding.judge(pages_db, by, panel_id, "", "fair", HOSTILE, version=1, looked=True)
    return panel_id


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_drawn_whole_and_what_people_wrote_stays_text(made, part):
    at = opened("panel", id=made)
    at.segmented_control(key="panel-part").set_value(part).run()
    assert_whole(at)
    assert not [each for each in drawn(at) if "<img" in each]


def test_the_meeting_room_shows_no_text_of_a_person_until_it_is_asked_for(made, pages_db):
    at = opened("panel-room", id=made)
    screens = len(views.panel(pages_db, local(pages_db), made).standards) + 3
    bare = "".join(drawn(at))
    for _ in range(screens - 1):
        next(each for each in at.button if each.label == "Next").click().run()
        assert_whole(at)
        bare += "".join(drawn(at))
    for each in ("evil.example", "Notes on C1", "It was not passed on", "Seen by all"):
        assert each not in bare
    at.toggle(key="room-evidence").set_value(True).run()
    at.toggle(key="room-whole").set_value(True).run()
    shown = "".join(drawn(at))
    for each in ("evil.example", "Notes on C1", "It was not passed on", "Seen by all"):
        assert each in shown
    assert "<img" not in shown


def test_a_panel_that_is_not_there_is_said_plainly(pages_db):
    for path in ("panel", "panel-room"):
        at = opened(path, id="nowhere")
        assert not at.exception
        assert len(at.error) == 1
