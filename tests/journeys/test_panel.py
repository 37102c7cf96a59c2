"""A panel in the browser: through the screens with the arrow keys, and a line that looks like an identifier."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.builders import begun_panel, open_round, submitted
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
