"""What the public is told: one QA lead proposes it, another one signs in, looks at the same and agrees.

If this fails, one person alone can publish, or two cannot.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_sign_in import came, issuer, tool
from tests.released import random_round

__all__ = ("came", "issuer", "tool")
pytestmark = pytest.mark.browser
WHY = "The chair of the board asks for a page on the website"


def test_one_proposes_and_another_agrees(tool, came):
    server, book = tool
    random_round(book.db, 4, 22)
    robin = came(server, "robin", "releases")
    robin.page.get_by_text("The public", exact=True).click()
    robin.click("See it as they would")
    robin.page.get_by_role("textbox", name="Why it should go out").fill(WHY)
    robin.click("Propose to publish Spring 2026")
    expect(robin.page.get_by_text("It goes out once one of them has looked")).to_contain_text("Sam")
    expect(robin.page.get_by_role("button", name="Agree")).to_have_count(0)

    sam = came(server, "sam")
    asks = "Spring 2026: Robin Hall asks you to look at it before it is published."
    expect(sam.page.get_by_text(asks)).to_be_visible()
    sam.click("Look at Spring 2026")
    expect(sam.page.get_by_text(WHY)).to_be_visible()
    sam.click("Agree: publish Spring 2026")
    expect(sam.page.get_by_text("Published: it stands below with both names")).to_be_visible()
    both = "for the public, proposed by Robin Hall and agreed by Sam Field"
    expect(sam.page.get_by_text(both).first).to_be_visible()
    sam.open()
    expect(sam.page.get_by_text(asks)).to_have_count(0)
