"""A panel in the browser: through the screens with the arrow keys, and a line that looks like an identifier."""

from collections.abc import Callable

from playwright.sync_api import expect

from audit.commands import panel_finding
from tests.builders import auditor, begun_panel, filled_panel, local, open_round, submitted
from tests.journeys.book import Book
from tests.journeys.server import Server
from tests.journeys.tab import Tab


def test_a_panel_is_gone_through_by_keyboard_and_names_nobody(
    opened: Callable[..., Tab], new_app: Server, new_book: Book
) -> None:
    """In a room nobody reaches for the mouse, and what is shared must not name a child."""
    round_id = open_round(new_book.db)
    submitted(new_book.db, round_id)
    made = begun_panel(new_book.db, round_id)
    tab = opened(new_app)
    tab.open(f"panel-room?id={made}")
    for number in (2, 3):
        tab.press("ArrowRight")
        expect(tab.page.get_by_role("heading", level=1)).to_contain_text(f"screen {number} of")
        tab.settle()
    tab.press("ArrowLeft")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("screen 2 of")
    tab.open(f"panel?id={made}")
    tab.click("Chronology", role="radio")
    tab.page.get_by_label("When: a day, a month or a year").fill("March 2025")
    tab.page.get_by_label("What happened").fill("Seen, 943 476 5919")
    tab.click("Add it")
    expect(tab.page.get_by_role("table")).to_have_count(0)
    tab.click("It identifies nobody: keep it")
    expect(tab.page.get_by_role("table")).to_contain_text("March 2025")


def test_nothing_that_is_written_is_lost_in_a_meeting(
    opened: Callable[..., Tab], new_app: Server, new_book: Book
) -> None:
    """A person looks at another part, and somebody else keeps another text first: both are still there."""
    db = new_book.db
    round_id = open_round(db)
    submitted(db, round_id, agency="csc", ratings={"C1": "no"})
    submitted(db, round_id, agency="gp", to=auditor(db, "Gill"))
    made = filled_panel(db, round_id)
    tab = opened(new_app)
    tab.open(f"panel?id={made}")
    note = tab.page.get_by_label("What the panel makes of it")
    note.fill("As I write it")
    tab.click("Chronology", role="radio")
    tab.page.get_by_label("When: a day, a month or a year").fill("00/2026")
    tab.page.get_by_label("What happened").fill("Seen at home")
    tab.click("Add it")
    expect(tab.page.get_by_role("alert")).to_contain_text("This is no day that can be read")
    panel_finding.note(db, local(db), made, "C1", "As they write it", is_gap=False, version=1)
    tab.click("Side by side", role="radio")
    expect(note).to_have_value("As I write it")
    expect(tab.page.get_by_text("It is none. As they write it")).to_be_visible()
    tab.click("Keep the note, in place of what stands there")
    expect(tab.page.get_by_text("It is none. As they write it")).to_have_count(0)
    expect(note).to_have_value("As I write it")
    tab.click("Chronology", role="radio")
    expect(tab.page.get_by_label("What happened")).to_have_value("Seen at home")
    assert list(tab.has_misbehaved()) == []
