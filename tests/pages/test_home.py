"""The first page: what is next, due and returned, and why, in an order that makes sense."""

from datetime import UTC, datetime, timedelta
from html import unescape

from audit.commands import case_audit
from audit.commands import round as rounds
from audit.model import language
from audit.model.case_audit import CaseAuditStatus
from audit.model.person import Role
from audit.pages import home as home_page
from audit.rules.retention import day, today
from audit.views import case_audit as views
from tests.builders import add, local, open_round, published, started, submitted
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture
from tests.pages.test_progress import tried

TODAY = today(datetime.now(UTC))


def in_days(n):
    return TODAY + timedelta(days=n)


def reading(db, case_audit_id):
    """How that case audit stands."""
    return views.case_audit(db, local(db), case_audit_id).audit.status


def lines(at):
    return unescape("\n".join(each.value for each in at.get("html")))


def buttons(at):
    """What can be opened, in the order of the page."""
    verbs = ("Continue", "Start", "Read")
    return [each.label.replace("\\", "") for each in at.button if each.label.startswith(verbs)]


def test_it_says_what_is_next_and_why_it_came_back(pages_db):  # noqa: F811
    db, by = pages_db, local(pages_db)
    late, soon = open_round(db, "Late", due=in_days(-2)), open_round(db, "Soon", due=in_days(3))
    add(db, late, "M-1")
    add(db, soon, "L-1")
    started(db, soon, "L-2")
    submitted(db, soon, "A-1")
    back = submitted(db, soon, "Z-1")
    case_audit.send_back(db, by, back, "Which letter <b>?")
    at = opened("home")
    assert_whole(at)
    assert buttons(at) == ["Continue Z-1", "Start M-1", "Continue L-2", "Start L-1", "Read A-1"]
    folded = [
        "Submitted by you: 1 case file",
        "Answer them in Excel, away from here",
        "What your work showed",
    ]
    assert [each.label for each in at.expander] == folded
    (first,) = [each for each in at.button if each.label == r"Continue Z\-1"]
    assert first.proto.type == "primary"
    assert [each.proto.type for each in at.button if each.label.startswith("Start")] == [
        "secondary"
    ] * 2
    assert [each.value for each in at.text] == ["Returned because: Which letter <b>?"]
    said = lines(at)
    assert f"Returned to you · due in 3 days, {day(in_days(3))} · 4 of 4 criteria rated" in said
    assert f"Not started · late by 2 days, due {day(in_days(-2))}" in said
    assert f"In progress · due in 3 days, {day(in_days(3))} · 0 of 4 criteria rated" in said
    assert "Submitted · 4 of 4 criteria rated" in said
    assert "4 case files waiting for you; 1 returned; 1 late; 2 due within a week" in said
    assert f"Late: 0 of 1 case files submitted; late by 2 days, due {day(in_days(-2))}" in said
    assert "Audit one case file now" in [each.value for each in at.header]


def test_the_next_one_is_opened_by_its_button(pages_db):  # noqa: F811
    made = add(pages_db, open_round(pages_db), "S-1")
    at = opened("home")
    at.button(key=f"open-{made}").click().run()
    assert not at.exception
    assert at.query_params["id"] in (made, [made])


def test_from_a_file_that_is_in_one_goes_on_to_the_next(pages_db):  # noqa: F811
    db = pages_db
    soon = open_round(db, "Soon", due=in_days(3))
    done, waiting = submitted(db, soon, "A-1"), add(db, soon, "M-1")
    at = opened("case-audit", id=done, step="hand-in")
    (way,) = [each for each in at.button if each.key == "next-file"]
    assert way.label.replace("\\", "") == "Next case file: M-1"
    way.click().run()
    assert_whole(at)
    assert at.query_params["id"] == waiting
    assert reading(db, waiting) is CaseAuditStatus.IN_PROGRESS


def test_after_the_last_file_there_is_no_next(pages_db):  # noqa: F811
    at = opened("case-audit", id=submitted(pages_db, open_round(pages_db)), step="hand-in")
    assert [each.key for each in at.button if each.key == "next-file"] == []


def test_when_all_is_in_it_says_so(pages_db):  # noqa: F811
    submitted(pages_db, open_round(pages_db))
    at = opened("home")
    assert_whole(at)
    assert "Nothing is waiting for you: 1 case file submitted, none to do." in lines(at)
    assert "Next" not in [each.value for each in at.header]


def test_the_calendar_is_offered_where_there_is_a_due_day(pages_db):  # noqa: F811
    made = add(pages_db, open_round(pages_db))
    at = opened("home")
    assert [each.key for each in at.download_button if each.key == "own-calendar"] == []
    add(pages_db, open_round(pages_db, "Dated", due=in_days(3)))
    at = opened("home")
    assert_whole(at)
    assert "Calendar file with your due days" in [each.label for each in at.download_button]
    assert made
    at = tried(at, Role.BOARD_MEMBER)
    assert_whole(at)
    assert [each.key for each in at.download_button if each.key == "own-calendar"] == []


def test_an_administrator_is_led_straight_to_people(pages_db):  # noqa: F811
    submitted(pages_db, open_round(pages_db))
    at = opened("home")
    led = "Let somebody in, or end their access"
    assert led not in [
        each.proto.label for each in at.get("page_link")
    ]  # who has it all has a menu
    at = tried(at, Role.ADMINISTRATOR)
    assert led in [each.proto.label for each in at.get("page_link")]


def test_a_long_list_is_cut_and_says_so(pages_db, monkeypatch):  # noqa: F811
    monkeypatch.setattr(home_page, "SHOWN", 2)
    made = open_round(pages_db)
    for number in range(4):
        add(pages_db, made, f"S-{number}")
    at = opened("home")
    assert buttons(at) == ["Start S-0", "Start S-1", "Start S-2"]
    assert "2 of 3 shown, the most pressing first." in lines(at)


def test_hostile_titles_and_references_stay_text(pages_db):  # noqa: F811
    title = "<img src=x> ![x](http://127.0.0.1:1/x.png)"
    made = rounds.open_(pages_db, local(pages_db), title, published(pages_db), due=in_days(3))
    add(pages_db, made, "S-1 <b> [x]($y$)")
    at = opened("home")
    assert_whole(at)
    raw = "\n".join(each.value for each in at.get("html"))
    assert "<img" not in raw
    assert "<b>" not in raw
    assert title in lines(at)


def test_in_welsh_a_round_keeps_the_title_that_was_given_to_it(pages_db, monkeypatch):  # noqa: F811
    db = pages_db
    add(db, open_round(db, "Board", due=in_days(3)), "M-1")
    monkeypatch.setattr(
        language, "_tellers", [lambda: "cy"]
    )  # the page is drawn in a thread of its own
    with language.speaking("cy"):
        at = opened("home")
    said = lines(at)
    assert "M-1" in said
    assert "Heb ddechrau" in said
    assert "· Board" in said
