"""A person reads the tool in Welsh or in English, as they choose, and so does whoever sits beside them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def spoken(tab):
    return tab.page.evaluate("document.documentElement.lang")


def test_a_choice_is_kept_and_is_nobody_elses(opened, app):
    """The page comes back to where it was, says its language, and another's tab says its own."""
    tab, other = opened(app), opened(app)
    tab.page.goto(f"{app.url}/checklists")
    way = tab.page.get_by_role("link", name="Cymraeg")
    expect(way).to_have_attribute("hreflang", "cy")
    assert spoken(tab) == "en"
    way.click()
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    assert spoken(tab) == "cy"
    expect(tab.page).to_have_url(re.compile("/checklists$"))
    other.page.goto(f"{app.url}/checklists")
    expect(other.page.get_by_role("link", name="Cymraeg")).to_be_visible()
    assert spoken(other) == "en"
    tab.page.reload()
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    tab.page.get_by_role("link", name="English").click()
    expect(tab.page.get_by_role("link", name="Cymraeg")).to_be_visible()
    assert spoken(tab) == "en"


def test_a_browser_in_welsh_is_spoken_to_in_welsh(opened, app):
    tab = opened(app, locale="cy-GB")
    tab.page.goto(app.url)
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    assert spoken(tab) == "cy"
