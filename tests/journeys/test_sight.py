"""A refusal is seen from where something was pressed, a value is read whole that its box cuts off, and what opens stays.

If this fails, somebody at the foot of a long page presses a button, and nothing seems to come of it.
"""

import pytest
from playwright.sync_api import expect

from audit.model.refusal import CATALOGUE

pytestmark = pytest.mark.browser

LOW = {"width": 340, "height": 420}
NOWHERE = "No agency: the whole partnership, or none"
WHOLE = "each => getComputedStyle(each, '::after').content"
SEEN = """each => { const {top, bottom} = each.getBoundingClientRect();
  return top >= 40 && bottom <= innerHeight && document.elementFromPoint(innerWidth / 2, (top + bottom) / 2).closest('[data-testid=stAlert]') !== null; }"""

GROW = """() => { const more = document.createElement('div'); more.id = 'grown'; more.style.height = '1500px';
  document.querySelector('[data-testid=stMainBlockContainer]').prepend(more); }"""


def test_a_refusal_is_in_sight_and_a_value_is_read_whole(opened, app):
    tab = opened(app, viewport=LOW)
    tab.open("people")
    admit = tab.page.get_by_role("button", name="Admit", exact=True)
    if not admit.count():  # it is folded once anybody else is admitted
        tab.page.get_by_text("Admit somebody", exact=True).click()
        tab.settle()
    where = tab.page.locator("[data-testid=stSelectbox]").filter(has_text="Agency and team").first
    assert NOWHERE in where.evaluate(WHOLE)

    admit.click()
    refused = tab.page.locator("[data-testid=stAlert]").filter(has_text=CATALOGUE["person.name"][0])
    expect(refused).to_be_focused()
    assert refused.evaluate(SEEN)


def test_what_a_button_opened_stays_with_it_where_the_page_above_it_grows_and_shrinks(opened, app):
    """As while somebody tries a role on a busy machine: Streamlit leaves it behind, below the screen."""
    tab = opened(app)
    tab.open("find")
    tab.page.get_by_role("button", name="Try a role").click()
    choices = tab.page.get_by_test_id("stPopoverBody")
    expect(choices).to_be_in_viewport(ratio=1)
    tab.page.evaluate(GROW)
    tab.settle(500)  # Streamlit looks by itself where the button has gone
    expect(choices).to_be_in_viewport(ratio=1)
    tab.page.evaluate("() => document.getElementById('grown').remove()")
    expect(choices).to_be_in_viewport(ratio=1)
