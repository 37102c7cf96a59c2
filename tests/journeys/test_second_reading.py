"""Two auditors read a file, neither sees anything of the other; a moderator settles what they differ on, and says why.

Three browsers at once, each signed in through a provider as somebody else: what a single machine, where
one person holds every role, can never show.
"""

import re

import pytest
from playwright.sync_api import expect

from audit.commands import person
from audit.commands.person import local
from audit.model.case_audit import Reading
from audit.model.person import Role
from audit.model.refusal import CATALOGUE
from audit.store.database import Database
from tests import builders
from tests.gate.provider import running
from tests.journeys.conftest import _running
from tests.journeys.server import Server
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser

PEOPLE = {
    "robin": ("Robin Hall", Role.AUDITOR),
    "sam": ("Sam Field", Role.AUDITOR),
    "lee": ("Lee Marsh", Role.QA_LEAD),
}
TITLE = "Spring 2026"
LINE = "Health visitor's letter of 3 March, page 9"
ANSWER = "I had not seen the letter"
WHY = {
    "C1": "The birth plan names him, and nobody asked him in",
    "C2": "The visit of 4 March is in the notes",
    "S1": "The leaflet was given and not talked through",
}
"""What the moderator writes for each thing on which the two differ."""


@pytest.fixture(scope="module")
def provider():
    with running() as made:
        yield made


@pytest.fixture(scope="module")
def tool(tmp_path_factory, provider):
    """The tool with the three, and one file read by two, which only waits to be handed in by both."""
    server = Server(tmp_path_factory.mktemp("twice"), host="localhost")
    server.told = {**provider.told, "AUDIT_PUBLIC_URL": server.url}
    db = Database(server.database)
    round_id = builders.open_round(db, TITLE)
    found = {
        key: person.admit(
            db, local(db), name, (role,), agency="csc", issuer=provider.issuer, subject=key
        )
        for key, (name, role) in PEOPLE.items()
    }
    audits = {}
    for who, reading, ratings in (
        ("robin", Reading.FIRST, {"C1": "no", "S1": "yes"}),
        ("sam", Reading.SECOND, {"C2": "part", "S1": "no"}),
    ):
        audits[who] = builders.started(db, round_id, to=found[who], reading=reading)
        builders.complete(db, found[who], audits[who], ratings=ratings)
    db.close()
    for _ in _running(server):
        yield server, audits


@pytest.fixture
def came(tool, provider, opened):
    """Brings somebody in, in a browser of their own."""

    def one(who):
        provider.who = who
        tab = opened(tool[0])
        tab.page.goto(tool[0].url)
        tab.page.wait_for_selector("h1")
        tab.settle()
        expect(tab.page.get_by_text(f"Signed in as {PEOPLE[who][0]}")).to_be_visible()
        tab.foreign.clear()  # the provider's own pages
        return tab

    return one


def hand_in(tab, audit):
    tab.open(f"case-audit?id={audit}&step=hand-in")
    tab.click(re.compile("^Submit"))


def read(tab, audit):
    """All that a reader's pages say: home, the file, the board in each view."""
    found = {}
    for place in ("", f"case-audit?id={audit}&step=hand-in", "board", "board?view=Agreement"):
        tab.open(place)
        expect(tab.page.get_by_role("link", name="Cymraeg")).to_be_visible()  # a script draws it
        tab.settle()
        found[place] = tab.text()
    return found


def settle(tab, key, whose, *, value=""):
    """Settle one thing on the moderation page, with its reason."""
    card = tab.page.locator(f".st-key-moderation-rating-{key}")
    card.get_by_role("radio", name=re.compile(f"^{whose}")).click()
    reason = card.get_by_label("Reason, which the readers will see")
    expect(reason).to_be_visible()
    if value:
        box = card.get_by_role("combobox")
        box.evaluate(
            "each => each.scrollIntoView({block: 'center'})"
        )  # a list that is scrolled shuts
        box.click()
        tab.page.get_by_role("option", name=value, exact=True).click()
        line = card.get_by_label("Where in the file it stands")
        line.fill(LINE)
    reason.fill(WHY[key])
    card.get_by_role("button", name="Settle").click()
    expect(card.get_by_text(f"Because: {WHY[key]}")).to_be_visible()
    tab.settle()


def test_two_readers_and_a_moderator(tool, came):
    _, audits = tool
    robin, sam, lee = (came(who) for who in PEOPLE)

    before = read(sam, audits["sam"])
    hand_in(robin, audits["robin"])
    assert read(sam, audits["sam"]) == before
    sam.open(f"case-audit?id={audits['robin']}")
    expect(sam.page.get_by_text(CATALOGUE["case_audit.not-found"][0])).to_be_visible()

    lee.open(f"rounds?round={TITLE}&round-part=Moderation")
    expect(lee.page.get_by_text("1 file to moderate: 1 waiting for a reading.")).to_be_visible()
    hand_in(sam, audits["sam"])
    lee.open(f"rounds?round={TITLE}&round-part=Moderation")
    lee.click("Open it")
    lee.page.wait_for_url("**/moderation?id=*")
    expect(lee.page.get_by_text("3 things to settle.")).to_be_visible()
    lee.settle()
    assert list(faults(lee)) == []
    settle(lee, "C1", "First reader")
    settle(lee, "C2", "Second reader")
    settle(lee, "S1", "Neither", value="In part")
    lee.click("Sign it off")
    expect(lee.page.get_by_text("It counts on the board")).to_be_visible()

    for tab, which in ((robin, "first"), (sam, "second")):
        tab.open()
        tab.click("See how S-001 was moderated")
        tab.page.wait_for_url("**/moderation?id=*")
        expect(tab.page.get_by_text(f"You were the {which} reader.")).to_be_visible()
        tab.settle()
        said = tab.text()
        assert all(each in said for each in (*WHY.values(), LINE))
        assert PEOPLE["lee"][0] not in said, "it is the reading that was moderated, by nobody named"
        assert list(faults(tab)) == []
    box = robin.page.get_by_label("Your answer, if you have one")
    box.fill(ANSWER)
    robin.click("Send")
    expect(robin.page.locator("[data-testid=stText]").get_by_text(ANSWER)).to_be_visible()
    expect(box).to_have_value("")
    lee.page.reload()
    expect(lee.page.get_by_text(ANSWER)).to_be_visible()
