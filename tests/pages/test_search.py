"""The page on which things are found: what is typed stands in no address, and leads on by ids alone."""

from audit.commands import finding
from audit.commands.person import local
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.views import search as views
from tests.builders import add, open_round
from tests.pages.test_pages import assert_whole, opened, pages_db

__all__ = ["pages_db"]


def typed(at, words):
    return at.text_input(key="find-words").set_value(words).run()


def links(at):
    return [each.proto.label.replace("\\", "") for each in at.get("page_link")]


def test_a_file_is_found_and_its_reference_stands_in_no_address(pages_db):
    round_id = open_round(pages_db)
    for n in (1, 2):
        add(pages_db, round_id, f"S-00{n}", "csc")
    at = opened("find")
    assert_whole(at)
    at = typed(at, "s-0")
    assert_whole(at)
    assert links(at) == ["Open S-001", "Open S-002"]
    assert not at.query_params
    assert not any("S-00" in each.proto.query_string for each in at.get("page_link"))
    assert links(typed(at, "x-9")) == []


def test_one_goes_further_and_back(pages_db, monkeypatch):
    monkeypatch.setattr(views, "FILES", 2)
    round_id = open_round(pages_db)
    for n in range(3):
        add(pages_db, round_id, f"S-00{n}", "csc")
    at = typed(opened("find"), "s-")
    at = next(each for each in at.button if each.label == "Further").click().run()
    assert links(at) == ["Open S-002"]
    at = next(each for each in at.button if each.label == "Back").click().run()
    assert links(at) == ["Open S-000", "Open S-001"]
    at = next(each for each in at.button if each.label == "Further").click().run()
    at = typed(at, "s-0")
    assert links(at) == ["Open S-000", "Open S-001"], "other words begin with their first page"


def test_a_finding_leads_to_its_round(pages_db):
    by, round_id = local(pages_db), open_round(pages_db)
    add(pages_db, round_id, "S-001", "csc")
    words = FindingWords(kind=FindingKind.GAP, title="Fathers are not seen", criterion="C1")
    finding.raise_(pages_db, by, round_id, words, Origin.BOARD)
    at = typed(opened("find"), "fathers")
    assert_whole(at)
    assert links(at) == ["Findings of Spring 2026"]


def test_who_reads_no_file_has_no_such_page(pages_db):
    at = opened("find")
    at.selectbox(key="try-role").set_value(Role.BOARD_MEMBER).run()
    assert "Find" not in [each.value for each in at.title]
