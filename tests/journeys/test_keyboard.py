"""A whole case file from the keyboard: how many keys it takes beside the words that are written.

If this fails, an auditor with twelve files has more to press than they need.
"""

import pytest

from audit.model.case_audit import CaseAuditStatus
from tests.journeys.book import until

pytestmark = pytest.mark.browser

ANSWER = {"fact-disagreement": "3"}
"""No disagreement; else more would be asked, in numbers too."""
FEWER_THAN = 90
"""Keys for a file of about thirty criteria, case facts and judgements included, words not."""


ON_THE_WAY = """() => document.activeElement?.closest('[class*="st-key-go-next"]')"""
"""The keyboard is on what leads on: this step has nothing to rate."""


def test_a_file_of_the_most_criteria(opened, new_app, new_book):
    tab, book, pressed = opened(new_app), new_book, []

    def press(*keys):
        pressed.extend(keys)
        tab.press(*keys)

    audit = tab.start_audit("Children's social care")
    while left := [each for each in tab.cards() if tab.chosen(each) < 0]:
        tab.to_card(left[0])
        press(ANSWER.get(left[0], "1"))
        tab.settle()
    press("Shift+N")
    rated = 0
    for step in [each.key for each in book.page(audit).standards]:
        tab.to_step(step)
        for key in tab.cards():
            if tab.choices(key).count() == 0:
                continue
            tab.to_card(key)
            press("1")
            rated += 1
            if key.startswith("judgement-"):
                press("e")
                tab.type(f"What weighed most in {step}")
                press("Escape")
        press("Shift+N")
    tab.to_step("overall")
    press("1", "e")
    tab.type("What weighed most")
    press("Escape", "Shift+N")
    tab.page.get_by_role("heading", name="The conversation").wait_for()
    tab.page.wait_for_function(ON_THE_WAY)
    press("Shift+N")
    tab.page.get_by_role("heading", name="Check and submit").wait_for()
    tab.settle()
    until(lambda: book.standing(audit).missing == ())
    tab.settle()  # what was kept last has the page drawn once more
    tab.page.get_by_role("button", name="Submit this case audit").focus()
    press("Enter")
    until(lambda: book.page(audit).audit.status is CaseAuditStatus.SUBMITTED)
    assert rated > 30
    assert len(pressed) < FEWER_THAN, f"{len(pressed)} keys"
