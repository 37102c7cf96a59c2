"""Signing in through a real provider, in a real browser: who gets in, what they keep, and when it is over."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from audit.commands import case_audit
from audit.model.refusal import CATALOGUE
from audit.store import tables as t
from tests.journeys.book import until
from tests.journeys.conftest import _running
from tests.journeys.signing import came, gated, issuer
from tests.journeys.test_accessible import faults
from tests.journeys.test_nothing_lost import SAVED

__all__ = ("came", "issuer", "tool")
pytestmark = pytest.mark.browser

STANDARD, HERE, THERE = "history", "H1", "H2"
IDLE, WARNING = 14, 8
"""Seconds, where the test waits for the end."""
OVER = CATALOGUE["session.over"][0]


@pytest.fixture(scope="module")
def tool(tmp_path_factory, issuer):
    server, book = gated(tmp_path_factory.mktemp("gated"), issuer)
    for _ in _running(server):
        yield server, book
    book.db.close()


@pytest.fixture
def server(tool):
    return tool[0]


@pytest.fixture
def signed(tool):
    """The book, in the name of Robin."""
    return tool[1]


def beside(tab):
    """Another tab of the same browser."""
    return type(tab)(tab.page.context.new_page(), tab.url)


def test_from_a_link_to_saved_and_out_again(server, signed, came):
    """The whole of it: what everybody does every day, and that a second tab ends with the first."""
    audit = signed.new_audit()
    tab = came(server, "robin", f"case-audit?id={audit}&step={STANDARD}")
    expect(tab.page.get_by_text("Signed in as Robin Hall")).to_be_visible()
    assert list(faults(tab)) == []
    tab.choice(HERE, 0).click()
    expect(tab.line(HERE)).to_have_text(SAVED)
    assert signed.answer(audit, HERE).rating == signed.rating_at(audit, 0)

    other = beside(tab)
    other.go(audit, STANDARD)
    tab.page.get_by_role("button", name="Sign out").click()
    tab.page.wait_for_url("**/signed-out")
    expect(tab.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert list(faults(tab)) == []

    other.choice(THERE, 0).click()
    other.page.wait_for_url("**/signed-out?return_to=**")
    assert signed.answer(audit, THERE).rating is None
    assert "case-audit" in other.page.get_by_role("link", name="Sign in again").get_attribute(
        "href"
    )
    with signed.db.reading() as connection:
        event = select(t.event.c.act).where(t.event.c.person == signed.by.id)
        acts = [*connection.execute(event.order_by(t.event.c.seq)).scalars()]
    assert [each for each in acts if each.startswith("session")] == [
        "session.began",
        "session.ended",
    ]
    assert acts.index("session.began") < acts.index("rating.given") < acts.index("session.ended")


def test_whoever_nobody_admitted_gets_nothing(server, came):
    """One plain page, with what to tell the administrator."""
    tab = came(server, "somebody-else", "board", admitted=False)
    said = tab.page.locator("body").inner_text()
    assert CATALOGUE["session.not-admitted"][0] in said
    assert "reference: somebody-else" in said
    assert list(faults(tab)) == []
    tab.page.goto(f"{server.url}/board")
    tab.page.wait_for_selector("input[name=sub]")  # the provider again
    tab.foreign.clear()


def test_what_is_shut_and_where_one_is_signed_in_can_be_read_and_reached(server, came):
    """By the keyboard alone, and by a screen reader: somebody who left a session open elsewhere must see it."""
    came(server, "robin")
    tab = came(server, "robin", "people")
    expect(tab.page.get_by_role("heading", name="Not open to you")).to_be_visible()
    assert list(faults(tab)) == []
    tab.page.get_by_role("button", name="Where you are signed in").focus()
    tab.press("Enter")
    out = tab.page.get_by_role("button", name=re.compile("Sign out there"))
    expect(out).to_be_visible()
    assert list(faults(tab)) == []
    tab.press("Tab")
    expect(out).to_be_focused()
    tab.press("Enter")
    expect(tab.page.get_by_text("Nowhere else.")).to_be_visible()


def test_a_download_is_its_maker_s_alone(server, signed, came):
    """Streamlit serves a file to whoever knows its address."""
    audit = signed.complete_audit()
    case_audit.submit(signed.db, signed.by, audit)
    tab = came(server, "robin", "board")
    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name=re.compile("board pack", re.IGNORECASE)).first.click()
    assert waited.value.path().stat().st_size > 10_000
    where = waited.value.url
    assert "/media/" in where
    assert tab.page.request.get(where).status == 200

    sam = came(server, "sam")
    assert sam.page.request.get(where).status == 404
    box = sam.page.get_by_role("textbox", name="Case reference")
    box.fill(where.removeprefix(server.url))  # the page repeats it to her: it must not become hers
    box.press("Enter")
    sam.settle()
    assert sam.page.request.get(where).status == 404
    sam.page.context.clear_cookies()
    assert sam.page.request.get(where).status == 401


def test_every_page_works_under_the_policy(server, signed, came):
    """Charts, the keeper, printing: `came` finds what the browser blocked."""
    case_audit.submit(signed.db, signed.by, signed.complete_audit())
    tab = came(server, "robin")
    for menu, titles in tab.pages().items():
        for title in titles:
            tab.to_page(title, menu)
            tab.page.wait_for_selector("h1")
    tab.open("board")
    expect(
        tab.page.locator(
            "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
        ).first
    ).to_be_visible()
    assert len(tab.page.pdf()) > 10_000


@pytest.fixture
def brief(tmp_path, issuer):
    """The tool with a session that runs out while the test waits."""
    server, book = gated(
        tmp_path, issuer, AUDIT_IDLE_SECONDS=str(IDLE), AUDIT_WARNING_SECONDS=str(WARNING)
    )
    for _ in _running(server):
        yield server, book
    book.db.close()


def test_the_warning_keeps_what_is_being_written(brief, came):
    """An auditor thinks for a quarter of an hour with a sentence half written."""
    server, book = brief
    audit = book.new_audit()
    tab = came(server, "robin", f"case-audit?id={audit}&step={STANDARD}")
    box = tab.box(HERE)
    box.fill("Half a sentence")
    box.evaluate("box => { box.isTheSame = true; }")
    warning = tab.page.get_by_role("alertdialog")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("You will be signed out at")
    assert list(faults(tab)) == []
    expect(box).to_have_value("Half a sentence")
    assert box.evaluate("box => box.isTheSame")
    tab.page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    assert box.evaluate("box => box.isTheSame")
    expect(box).to_have_value("Half a sentence")
    until(lambda: book.answer(audit, HERE).evidence == "Half a sentence")

    expect(warning).to_be_visible()  # and this time nobody is there
    tab.page.wait_for_url("**/signed-out?return_to=**", timeout=(IDLE + 10) * 1000)
    assert book.answer(audit, HERE).evidence == "Half a sentence"


def test_trying_a_role_on_a_single_machine(opened, new_app, new_book):
    """Whoever sets the tool up sees what each role will see, and the tool really refuses the rest."""
    tab = opened(new_app)
    tab.open("rounds")
    choose(tab, "Role", "auditor")
    tab.page.wait_for_selector("text=Tried as auditor in this tab")
    tab.settle()
    links = [title for titles in tab.pages().values() for title in titles]
    assert "Home" in links
    assert "Rounds" not in links
    assert "People" not in links
    choose(tab, "Agency", "Midwifery")
    expect(tab.page.get_by_text("Tried as auditor in this tab")).to_be_visible()
    choose(tab, "Role", "QA lead")
    tab.page.wait_for_selector("text=Tried as QA lead in this tab")
    tab.settle()
    tab.click("Rounds", role="link")
    expect(tab.page.get_by_role("heading", name="Rounds", exact=True)).to_be_visible()
    tab.settle()
    choose(tab, "Role", "All roles")
    tab.page.wait_for_selector("text=One local person, every role")


def choose(tab, label, option):
    box = tab.page.get_by_role("combobox", name=label, exact=True)
    tab.page.get_by_role("button", name="Try a role").click()
    box.click()
    tab.page.get_by_role("option", name=option, exact=True).click()
    expect(box).to_have_value(option)
    tab.settle()
    tab.page.keyboard.press("Escape")  # a press elsewhere would only close what is open
    expect(box).to_be_hidden()
