"""What looks like an identifier: pointed out beside its box, taken out with one click, settled before a pack leaves."""

import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from audit.commands import case_audit
from audit.commands.identifier import watch
from audit.model.board import Filter
from audit.views import identifier as views
from tests.builders import give
from tests.journeys.book import until

pytestmark = pytest.mark.browser

STANDARD = "history"
SAVED = re.compile(r"^Saved \d\d:\d\d")


def pointed(tab, key):
    return tab.card(key).locator(".pa-pointed")


def replace(tab, key):
    return tab.card(key).locator('[class*="st-key-replace-"] button')


def begun(tab, book):
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    return audit


def test_one_click_takes_it_out_and_nothing_brings_it_back(tab, book):
    """The browser enters again what it thinks was lost: it must not think so of what was taken out."""
    audit = begun(tab, book)
    tab.box("H1").click()
    tab.type("Discharge summary, 3 March: headed 943 476 5919")
    expect(pointed(tab, "H1")).to_have_text(
        "This looks like an NHS number: “943 476 5919”. Evidence points at the file; it does not copy it."
    )
    expect(tab.line("H1")).to_have_text(re.compile(r"Something here may identify a person\."))
    replace(tab, "H1").click()
    clean = "Discharge summary, 3 March: headed [NHS number]"
    expect(tab.box("H1")).to_have_value(clean)
    expect(pointed(tab, "H1")).to_have_count(0)
    tab.page.wait_for_timeout(4000)  # longer than the keeper takes to ask and to enter again
    expect(tab.box("H1")).to_have_value(clean)
    expect(tab.line("H1")).to_have_text(SAVED)
    assert book.answer(audit, "H1").evidence == clean
    assert tab.focused_card() == "H1"
    tab.press("2")  # the keys go on where they were
    tab.settle()
    assert book.answer(audit, "H1").rating == book.rating_at(audit, 1)
    tab.page.reload()
    tab.arrived()
    expect(tab.box("H1")).to_have_value(clean)


def test_what_is_typed_just_before_the_click_is_kept_too(tab, book):
    """A click sends the text that is in the box: the replacement is made in that, not in an older one."""
    audit = begun(tab, book)
    tab.box("H1").click()
    tab.type("Told by Mrs Smith")
    expect(pointed(tab, "H1")).to_be_visible()
    tab.box("H1").click()
    tab.press("End")
    tab.type(" on 3 March, p. 2")
    replace(tab, "H1").click()
    expect(tab.box("H1")).to_have_value("Told by [name] on 3 March, p. 2")
    expect(tab.line("H1")).to_have_text(SAVED)
    until(lambda: book.answer(audit, "H1").evidence == "Told by [name] on 3 March, p. 2")


def test_pointing_out_does_not_disturb_who_goes_on_typing(tab, book):
    """The line appears while the next box is being written in."""
    audit = begun(tab, book)
    tab.choice("H1", 4).click()  # not applicable asks for a reason
    tab.settle()
    tab.box("H1").click()
    tab.type("Told by Mrs Smith")
    tab.box("H1", "reason").click()
    for word in ("No ", "custody ", "history ", "on ", "file, ", "asked ", "twice"):
        tab.type(word)
        tab.page.wait_for_timeout(120)
    expect(pointed(tab, "H1")).to_be_visible()
    expect(tab.box("H1", "reason")).to_have_value("No custody history on file, asked twice")
    until(lambda: book.answer(audit, "H1").reason == "No custody history on file, asked twice")
    assert book.answer(audit, "H1").evidence == "Told by Mrs Smith"


def test_every_box_is_looked_at(tab, book):
    """A rationale is read by more people than any line of evidence."""
    watch(book.db, book.by, "Kingfisher Court")
    audit = begun(tab, book)
    tab.box("judgement-history").click()
    tab.type("Two visits to kingfisher court weighed most; Dr Patel agreed")
    expect(pointed(tab, "judgement-history")).to_have_count(2)
    expect(pointed(tab, "judgement-history").first).to_contain_text("This is a word on your")
    for _ in range(2):
        replace(tab, "judgement-history").first.click()
        tab.settle()
    text = "Two visits to [withheld] weighed most; [name] agreed"
    expect(tab.box("judgement-history")).to_have_value(text)
    until(lambda: book.judgement(audit, STANDARD)[1] == text)


def test_a_replacement_waits_out_a_broken_line(tab, book, app):
    """Pressed where nothing arrives, it must neither be called saved nor lose what was typed, and is done in the end."""
    from tests.journeys.wire import Wire

    wire = Wire(app.port)
    audit = book.new_audit()
    tab.url = wire.url
    tab.go(audit, STANDARD)
    tab.box("H1").click()
    tab.type("Told by Mrs Smith")
    expect(pointed(tab, "H1")).to_be_visible()
    wire.hold()
    tab.box("H1").click()
    tab.press("End")
    tab.type(" twice")
    replace(tab, "H1").click()
    tab.page.wait_for_timeout(3000)
    expect(tab.line("H1")).to_have_text("Not saved yet")
    expect(tab.box("H1")).to_have_value("Told by Mrs Smith twice")
    wire.mend()
    expect(tab.box("H1")).to_have_value("Told by [name] twice")
    until(lambda: book.answer(audit, "H1").evidence == "Told by [name] twice")
    wire.close()


def test_the_box_before_is_never_seen_beside_the_one_that_took_its_place(tab, book):
    """Streamlit takes it away when the run has ended, which on a slow line is late: nobody may type into it."""
    audit = book.new_audit()
    held, ways, is_slow = [], [], False

    def line(near):
        ways.append(near)

        def arrives(frame):
            ends = is_slow and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"
            held.append(frame) if held or ends else near.send(frame)

        near.connect_to_server().on_message(arrives)

    tab.page.route_web_socket("**/_stcore/stream", line)
    tab.go(audit, STANDARD)
    tab.box("H1").click()
    tab.type("Told by Mrs Smith")
    expect(pointed(tab, "H1")).to_be_visible()
    tab.settle()
    is_slow = True
    replace(tab, "H1").click()
    boxes = tab.card("H1").locator('[class*="st-key-evidence-"] textarea')
    expect(boxes).to_have_count(2)
    expect(tab.box("H1")).to_have_count(1)
    expect(tab.box("H1")).to_have_value("Told by [name]")
    is_slow = False
    while held:
        ways[-1].send(held.pop(0))
    expect(boxes).to_have_count(1)
    until(lambda: book.answer(audit, "H1").evidence == "Told by [name]")


def test_a_qa_lead_settles_what_holds_the_board_pack(opened, new_app, new_book):
    """One is confirmed, one goes back to its auditor, and then the pack can leave."""
    tab, book = opened(new_app), new_book
    first, second = book.complete_audit(), book.complete_audit("csc")
    lines = {first: "Ward called Kelly, <b>p. 2</b>", second: "NHS 943 476 5919, p. 3"}
    for audit, line in lines.items():
        give(book.db, book.by, audit, "H1", "rating", "not_met")
        give(book.db, book.by, audit, "H1", "evidence", line)
        case_audit.submit(book.db, book.by, audit)
    round_id = book.page(first).audit.round_id
    tab.open("board")
    expect(tab.page.get_by_text("The pack waits")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Download the board pack")).to_have_count(0)
    tab.click("Look at them")
    tab.page.wait_for_url("**/identifiers*")
    tab.settle()
    expect(tab.page.locator(".pa-quote mark")).to_have_text(
        ["Kelly", "943 476 5919"], use_inner_text=True
    )
    assert "<b>p. 2</b>" in tab.text()
    tab.page.get_by_role("button", name="Not an identifier").first.click()
    tab.settle()
    expect(tab.page.locator(".pa-quote mark")).to_have_text(["943 476 5919"])
    tab.click("Return it to its auditor")
    tab.page.wait_for_url("**/case-audit*step=hand-in*")
    tab.settle()
    tab.page.get_by_label("Reason", exact=True).fill("An NHS number stands in H1")
    tab.click("Return")
    expect(tab.page.get_by_text("Returned.")).to_be_visible()
    tab.open("identifiers")
    expect(tab.page.get_by_text("Nothing in this round's submitted case audits")).to_be_visible()
    assert views.held_back(book.db, book.by, Filter(round_id=round_id)) == ()
    tab.open("board")
    expect(tab.page.get_by_role("button", name="Download the board pack")).to_be_visible()


def test_the_partnership_keeps_its_own_list(opened, new_app, new_book):
    """Whoever knows the word can put it there without asking anybody."""
    tab = opened(new_app)
    new_book.new_audit()
    tab.open("identifiers")
    tab.page.get_by_label("Word or phrase").fill("Osprey <i>house</i>")
    tab.click("Add it")
    expect(tab.page.get_by_text("“Osprey <i>house</i>” is watched for.")).to_be_visible()
    tab.page.get_by_label("Word or phrase").fill("of")
    tab.click("Add it")
    expect(tab.page.get_by_text("This word cannot be watched for.")).to_be_visible()
    assert views.words(new_book.db, new_book.by) == ("Osprey <i>house</i>",)
    tab.page.get_by_role("button", name="Remove Osprey").click()
    expect(tab.page.get_by_text("The word is off the list.")).to_be_visible()
    assert views.words(new_book.db, new_book.by) == ()
