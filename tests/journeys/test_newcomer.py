"""A person who has never seen the tool audits a case file, is sent back, and shows the board.

If this fails, somebody cannot do the one thing that the tool is for.
"""

import time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus
from audit.views.board import board
from tests.journeys.book import until
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

MET, PARTLY, NOT_APPLICABLE = 0, 1, 4
GOOD = 1
FACTS = {
    "child_age": "2",
    "birth_or_admission": "1",
    "father_or_second_carer": "1",
    "custody_history": "3",
    "substance_misuse": "4",
    "information_requests": "4",
    "referral": "4",
    "disagreement": "",  # forgotten
}
"""A midwife's file in which much does not arise."""
HALFWAY = "sharing"
LEFT_OUT = {"S1": "rating", "S2": "evidence", "S3": "reason", "sleep": "rationale", "": "judgement"}
"""What this newcomer forgets, so that "Check and submit" has something to say."""


def rate_step(tab, book, audit, written):
    """Rate everything that applies on this step by the keyboard; note every word written."""
    for key in tab.cards():
        if tab.choices(key).count() == 0:
            assert book.answer(audit, key).is_ruled_out
            continue
        assert tab.focused_card() == key
        if key.startswith("judgement-"):
            judge(tab, key, written)
        elif LEFT_OUT.get(key) == "rating":
            tab.press("n")
        else:
            rate(tab, key, written)


def rate(tab, key, written):
    place = {"S2": PARTLY, "F2": PARTLY, "S3": NOT_APPLICABLE, "F3": NOT_APPLICABLE}.get(key, MET)
    tab.press(str(place + 1))
    written[key, "rating"] = place
    if key in LEFT_OUT:
        return
    tab.press("p")
    write(tab, key, "e", "evidence", written)
    if place == NOT_APPLICABLE:
        tab.box(key, "reason").wait_for()
        write(tab, key, "w", "reason", written)
    if key == "F1":
        tab.press("s")
        written[key, "starred"] = True
    tab.press("n")


def judge(tab, key, written):
    step = key.removeprefix("judgement-")
    tab.press(str(GOOD + 1))
    written[key, "rating"] = GOOD
    if LEFT_OUT.get(step) != "rationale":
        write(tab, key, "e", "evidence", written)


def write(tab, key, letter, part, written):
    words = f"{part.title()} on {key}: 3 March, p. 2; “seen” & noted"
    tab.press(letter)
    tab.type(words)
    tab.press("Escape")
    written[key, part] = words


def assert_every_word(tab, book, audit, written, keys):
    """Screen and database both hold all that was entered in these cards."""
    for (key, part), wanted in written.items():
        if key not in keys:
            continue
        if part in ("evidence", "reason"):
            expect(tab.box(key, part)).to_have_value(wanted)
        elif part == "starred":
            expect(tab.card(key).get_by_role("checkbox")).to_be_checked()
        else:
            assert tab.chosen(key) == wanted
        assert book.entered(audit, key, part) == book.as_kept(audit, key, part, wanted)


def test_newcomer(opened, new_app, new_book):
    began = time.monotonic()
    tab, book, written = opened(new_app), new_book, {}
    tab.open()
    tab.click("Midwifery")
    audit = tab.arrived()
    for key, digit in FACTS.items():
        assert tab.focused_card() == f"fact-{key}"
        tab.press(digit or "n")
    tab.press("Shift+N")
    tab.to_step("fathers")
    tab.press("1")
    assert tab.clicks <= 3
    assert time.monotonic() - began < 60
    expect(tab.line("F1")).to_have_text(SAVED)
    assert book.answer(audit, "F1").rating == "met"
    tab.press("p")

    steps = [each.key for each in book.page(audit).standards]
    for step in steps:
        tab.to_step(step)
        rate_step(tab, book, audit, written)
        if step == HALFWAY:
            expect(tab.behind()).to_have_count(0)
            tab.page.close()
            tab = opened(new_app)
            tab.open()
            tab.click("Continue FILE-001")
            assert tab.arrived() == audit
            find_everything(tab, book, audit, written, steps)
        tab.press("Shift+N")
    tab.to_step("overall")
    tab.press("Shift+N")
    tab.page.get_by_role("heading", name="The conversation").wait_for()
    expect(tab.page.get_by_role("button", name="Check and submit →")).to_be_focused()
    tab.press("Shift+N")
    tab.page.get_by_role("heading", name="Check and submit").wait_for()
    tab.settle()

    finish(tab, book, audit)
    hand_in(tab, book, audit)
    send_back_and_mend(tab, book, audit)
    show_board(tab, book)


def find_everything(tab, book, audit, written, steps):
    """In the new tab, walk through what was done so far: every word is there."""
    for key, digit in FACTS.items():
        assert tab.chosen(f"fact-{key}") == (int(digit) - 1 if digit else -1)
    for step in steps[: steps.index(HALFWAY) + 1]:
        tab.press("Shift+N")
        tab.to_step(step)
        assert_every_word(tab, book, audit, written, tab.cards())


def finish(tab, book, audit):
    """Each line of what is missing leads to its place; doing what it says takes it off the list."""
    while missing := book.standing(audit).missing:
        expect(tab.missing()).to_have_count(len(missing))
        first = missing[0]
        expect(tab.missing().first).to_have_text(first.words)
        tab.missing().first.click()
        place = {"fact": f"fact-{first.place}"}.get(first.kind, first.place)
        if first.kind in ("judgement", "rationale"):
            place = f"judgement-{first.place or 'file'}"
        tab.to_card(place)
        if first.kind in ("fact", "rating", "judgement"):
            tab.press({"fact": "3", "rating": "1", "judgement": "2"}[first.kind])
        else:
            tab.press("w" if first.kind == "reason" else "e")
            tab.type("Seen in the notes of 4 April")
        expect(tab.line(place)).to_have_text(SAVED)
        tab.click("Check and submit")
    assert {each.kind for each in missing} == set()


def hand_in(tab, book, audit):
    """After submitting nothing on any step can be changed."""
    tab.click("Submit this case audit")
    expect(tab.page.get_by_text("It can be read but no longer changed")).to_be_visible()
    assert book.page(audit).audit.status is CaseAuditStatus.SUBMITTED
    tab.click("Fathers and all carers ✓")
    expect(tab.choice("F1", 0)).to_be_disabled()
    for each in tab.page.locator("textarea, [role=radio], [class*=st-key-star] input").all():
        expect(each).to_be_disabled()


def send_back_and_mend(tab, book, audit):
    """The QA lead returns it with a reason; the auditor reads why, mends a line and submits again."""
    tab.click("Check and submit")
    tab.page.get_by_label("Reason").fill("Which letter on F1?")
    tab.click("Return")
    until(lambda: book.page(audit).audit.status is CaseAuditStatus.RETURNED)
    tab.open()
    expect(tab.page.get_by_text("Which letter on F1?")).to_be_visible()
    tab.click("Continue FILE-001")
    tab.arrived()
    tab.press("Shift+N")
    tab.to_step("fathers")
    tab.press("e", "Control+End")
    tab.type(", the second letter")
    tab.press("Escape")
    expect(tab.line("F1")).to_have_text(SAVED)
    assert book.answer(audit, "F1").evidence.endswith(", the second letter")
    assert book.page(audit).audit.status is CaseAuditStatus.IN_PROGRESS
    tab.click("Check and submit")
    tab.click("Submit this case audit")
    until(lambda: book.page(audit).audit.status is CaseAuditStatus.SUBMITTED)


def show_board(tab, book):
    """The board shows what the database counts, and its workbook opens and says how it may be handled."""
    tab.click("Board", role="link")
    round_id = book.mine()[0].audit.round_id
    picture = board(book.db, book.by, Filter(round_id=round_id))
    tab.page.get_by_role("tab", name="Standards").click()
    tab.settle()
    for each in picture.standards:
        if each.figure.applicable:
            expect(tab.page.get_by_role("row", name=each.standard.title)).to_contain_text(
                each.figure.words
            )
    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name="Download the board pack (Excel)").click()
    assert "professionals-only" in waited.value.suggested_filename
    workbook = load_workbook(BytesIO(Path(waited.value.path()).read_bytes()))
    assert len(workbook.sheetnames) > 3
    workbook.close()
    assert book.events()["board_pack.exported"] == 1
