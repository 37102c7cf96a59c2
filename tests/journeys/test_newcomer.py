"""A person who has never seen the tool audits a case file, is sent back, and shows the board."""

import pytest

pytestmark = pytest.mark.browser


def test_first(opened, new_app, new_book):
    tab = opened(new_app)
    tab.open()
    tab.page.screenshot(path="/tmp/j/a1.png")
    audit = tab.start_audit("Midwifery")
    tab.page.screenshot(path="/tmp/j/a2.png")
    print(tab.cards(), tab.focused_card())
    tab.press("2", "1", "1", "1", "1", "1", "1", "1", "1", "1")
    tab.settle()
    print([tab.saved(k) for k in tab.cards()], tab.focused_card())
    tab.press("Shift+N")
    tab.page.wait_for_timeout(2000)
    tab.settle()
    print(tab.cards(), tab.focused_card(), tab.page.url)
    tab.press("1", "2", "1")
    tab.settle()
    tab.page.screenshot(path="/tmp/j/a3.png")
    tab.go(audit, "hand-in")
    tab.page.screenshot(path="/tmp/j/a4.png", full_page=True)
    for n, (p, path) in enumerate([("rounds", "rounds"), ("board", "board"), ("checklists", "checklists")]):
        tab.open(path)
        tab.page.screenshot(path=f"/tmp/j/b{n}.png")
    print(new_book.standing(audit).progress)
