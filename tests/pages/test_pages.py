"""Every page opens for whom it is, and there is none for anybody else."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from audit.commands.person import local
from audit.model.person import Person, Role
from audit.pages.navigation import EVERYBODY, FOLLOW_UP, PLACES, RESULTS, SET_UP, menus, places
from audit.store.database import Database
from tests.builders import Clock, open_round, submitted

APP = Path(__file__).resolve().parents[2] / "audit" / "pages" / "main.py"
PATIENCE = 60
"""Seconds that a page may take on a busy machine."""
PATHS = {
    Role.AUDITOR: [
        "home",
        "find",
        "case-audit",
        "practice",
        "moderation",
        "panel",
        "panel-room",
        "board",
        "good-practice",
        "story",
        "findings",
        "concerns",
        "checklists",
        "help",
    ],
    Role.QA_LEAD: [
        "home",
        "find",
        "case-audit",
        "moderation",
        "panel",
        "panel-room",
        "rounds",
        "board",
        "programme",
        "good-practice",
        "story",
        "themes",
        "releases",
        "scrutiny",
        "documents",
        "long-work",
        "findings",
        "concerns",
        "checklists",
        "write",
        "identifiers",
        "records",
        "trail",
        "help",
    ],
    Role.AGENCY_LEAD: [
        "home",
        "find",
        "case-audit",
        "panel",
        "panel-room",
        "progress",
        "board",
        "good-practice",
        "story",
        "themes",
        "documents",
        "long-work",
        "findings",
        "concerns",
        "supervision",
        "checklists",
        "help",
    ],
    Role.BOARD_MEMBER: [
        "home",
        "programme",
        "good-practice",
        "story",
        "themes",
        "releases",
        "scrutiny",
        "documents",
        "findings",
        "checklists",
        "help",
    ],
    Role.SCRUTINEER: [
        "home",
        "programme",
        "good-practice",
        "story",
        "themes",
        "releases",
        "scrutiny",
        "documents",
        "findings",
        "checklists",
        "help",
    ],
    Role.ADMINISTRATOR: [
        "home",
        "documents",
        "findings",
        "checklists",
        "people",
        "identifiers",
        "help",
    ],
}
EVERY = [
    each.path
    for __, each in PLACES
    if each.path in {path for own in PATHS.values() for path in own}
]
UNLISTED = ("case-audit", "practice", "moderation", "panel", "panel-room")
"""Pages on one thing, which the address names."""
STEPS = ("facts", "carers", "overall", "hand-in")


@pytest.fixture
def pages_db(stocked_file, tmp_path, monkeypatch):
    """The database that the app opens; whatever the app opened is closed after the test."""
    path = tmp_path / "pages.db"
    path.write_bytes(stocked_file.read_bytes())
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{path}")
    # A thread beside the pages goes by the real clock, and this database by another one.
    monkeypatch.setenv("AUDIT_LONG_WORK", "apart")
    made = []
    open_one = Database.__init__

    def noted(self, *given, **named):
        made.append(self)
        open_one(self, *given, **named)

    monkeypatch.setattr(Database, "__init__", noted)
    st.cache_resource.clear()
    yield Database(f"sqlite:///{path}", clock=Clock())
    st.cache_resource.clear()
    for each in made:
        each.close()


@pytest.fixture
def filled(pages_db):
    """The case audit of the one file in the database, submitted."""
    return submitted(pages_db, open_round(pages_db))


def opened(path, **asked):
    """The page at that path, as the local person sees it."""
    at = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    at._page_hash = at.session_state["pages"][path]._script_hash  # pages here are no files
    return at.run()


def assert_whole(at):
    """The page came to its end: one title, its foot, how it may be handled, and no fault said."""
    assert not at.exception
    assert len(at.title) == 1
    assert not at.error
    assert any("<strong>Professionals only</strong>" in each for each in drawn(at))


def drawn(at):
    """All that the page wrote as HTML of its own."""
    return [each.proto.body for each in at.get("html")]


@pytest.mark.parametrize("path", [each for each in EVERY if each not in UNLISTED])
def test_pages_open_on_an_empty_database(pages_db, path):
    """The first thing that a newcomer sees must not be a fault."""
    at = opened(path)
    assert_whole(at)


def test_a_case_audit_that_is_not_there_is_said_plainly(pages_db):
    """An old link must lead to a sentence and not to a trace, and says how it may be handled all the same."""
    at = opened("case-audit", id="nowhere")
    assert any("<strong>Professionals only</strong>" in each for each in drawn(at))
    assert not at.exception
    assert [each.value for each in at.title] == ["Case audit"]
    assert len(at.error) == 1


@pytest.mark.parametrize("path", [each for each in EVERY if each not in UNLISTED])
def test_pages_open_on_one_submitted_file(filled, path):
    """With a single file all counts are small, which is where divisions by nothing hide."""
    assert_whole(opened(path))


@pytest.mark.parametrize("step", STEPS)
def test_a_submitted_case_audit_can_be_read(filled, step):
    """What was submitted is the record: nobody could look up what was rated."""
    at = opened("case-audit", id=filled, step=step)
    assert_whole(at)
    assert all(each.disabled for each in at.text_area if each.label != "Reason")


def test_the_local_person_is_offered_every_page(pages_db):
    """On one machine there is nobody else to open what is left out."""
    assert [each.path for each in places(local(pages_db))] == EVERY


@pytest.mark.parametrize("role", Role)
def test_each_role_is_offered_its_own_pages(role):
    """A page too many shows lines of case files to who may not read them."""
    one = Person(id="p", name="Robin", roles=(role,))
    assert [each.path for each in places(one)] == PATHS[role]
    hidden = {each.path for each in places(one) if not each.listed}
    # An auditor comes to a concern from its case audit, or from the first page.
    to_come_to = {"concerns"} if role is Role.AUDITOR else set()
    # Whoever owns an action comes to it from there too; an administrator may own one.
    to_come_to |= {"findings"} if role is Role.ADMINISTRATOR else set()
    # A story is that of one learning point: boards, findings and releases lead to it.
    to_come_to |= {"story"} & set(PATHS[role])
    # Where work is asked for, and the first page while there is any.
    to_come_to |= {"long-work"} & set(PATHS[role])
    assert hidden == set(UNLISTED) & set(PATHS[role]) | to_come_to


ROOM = 8
"""What fits beside each other at the top of a screen of 768 pixels: pages, and menus."""


@pytest.mark.parametrize("by", [*Role, EVERYBODY])
def test_the_way_to_every_page_fits_on_the_screen(by):
    """What stands behind "5 more" is found by nobody; a menu that opens on one page is a click for nothing."""
    if isinstance(by, Role):
        by = Person(id="p", name="Robin", roles=(by,), agency="midwifery")
    shown = menus(places(by))
    assert len(shown.get("", ())) + len([each for each in shown if each]) <= ROOM
    assert all(1 < len(listed) <= ROOM for menu, listed in shown.items() if menu)
    assert sorted(each.path for listed in shown.values() for each in listed) == sorted(
        each.path for each in places(by) if each.listed
    )
    assert [each for each in shown if each] == [
        each for each in (RESULTS, FOLLOW_UP, SET_UP) if each in shown
    ]


@pytest.mark.parametrize("role", Role)
def test_what_is_asked_for_all_day_stands_before_the_menus(role):
    """The first page, the results and help are one click away for everybody whose they are."""
    before = [each.title for each in menus(places(Person(id="p", name="Robin", roles=(role,))))[""]]
    assert (before[0], before[-1]) == ("Home", "Help")
    assert "Board" in before or role is Role.ADMINISTRATOR
    assert ("Scrutiny" in before) is (role is Role.SCRUTINEER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("other", Role)
def test_two_roles_are_offered_the_pages_of_both(role, other):
    """Many QA leads audit too: a second role must not take a page away."""
    both = Person(id="p", name="Robin", roles=(role, other))
    assert {each.path for each in places(both)} == {*PATHS[role], *PATHS[other]}


def test_nobody_s_roles_open_nothing_but_what_everybody_may_read():
    """Somebody whose roles were all taken away must not see any case."""
    nobody = Person(id="p", name="Robin", roles=())
    assert [each.path for each in places(nobody)] == ["home", "checklists", "help"]
