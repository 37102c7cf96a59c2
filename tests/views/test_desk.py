"""A person's own desk."""

from datetime import date, timedelta

from audit.commands import case_audit
from audit.model.person import Person
from audit.model.progress import DueDay
from audit.store.database import Database
from audit.views.desk import DeskPage, desk
from tests.builders import (
    ALL_APPLIES,
    Clock,
    add,
    auditor,
    complete,
    give,
    moved,
    open_round,
    planned_round,
    started,
    state_facts,
    submitted,
)


def test_an_empty_desk(db: Database, by: Person) -> None:
    page = desk(db, by)
    assert (page.entries, page.next) == ((), None)


def test_what_came_back_lies_on_top_and_only_ones_own_lies_there(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db)
    back = submitted(db, round_id, "S-9")
    case_audit.send_back(db, by, back, "Look again")
    started(db, round_id, "S-3")
    started(db, round_id, "S-2")
    add(db, round_id, "S-1")
    submitted(db, round_id, "S-0")
    add(db, round_id, "S-4", to=robin)
    page = desk(db, by)
    assert [each.audit.case_file.reference for each in page.entries] == [
        "S-9",
        "S-2",
        "S-3",
        "S-1",
        "S-0",
    ]
    assert page.next == page.entries[0]
    assert [each.audit.case_file.reference for each in desk(db, robin).entries] == ["S-4"]


def test_when_all_is_handed_in_nothing_is_next(db: Database, by: Person) -> None:
    submitted(db, open_round(db))
    page = desk(db, by)
    assert len(page.entries) == 1
    assert page.next is None


def test_it_counts_what_is_rated_of_what_is_left_in(db: Database, by: Person) -> None:
    made = add(db, open_round(db))

    def rated() -> tuple[int, int]:
        (entry,) = desk(db, by).entries
        return entry.rated, entry.asked

    assert rated() == (0, 0)
    case_audit.start(db, by, made)
    assert rated() == (0, 4)
    give(db, by, made, "C1", "rating", "no")
    assert rated() == (1, 4)
    state_facts(db, by, made, {"father": "unknown"})
    assert rated() == (0, 2)
    give(db, by, made, "C1", "overrule", "He lives there")
    assert rated() == (1, 3)
    complete(db, by, made, facts=ALL_APPLIES)
    assert rated() == (4, 4)
    assert desk(db, by).entries[0].agency == "Children's social care"


TODAY = date(2026, 3, 2)


def in_days(n: int) -> date:
    return TODAY + timedelta(days=n)


def references(page: DeskPage) -> list[str]:
    return [each.audit.case_file.reference for each in page.entries]


def test_what_is_late_and_due_soon_comes_before_what_is_under_way(db: Database, by: Person) -> None:
    late = open_round(db, "Late", due=in_days(0))
    soon = open_round(db, "Soon", due=in_days(6))
    later, never = open_round(db, "Later", due=in_days(60)), open_round(db, "Never")
    submitted(db, late, "A-1")
    add(db, late, "M-1")
    add(db, soon, "L-1")
    started(db, soon, "L-2")
    started(db, later, "K-1")
    started(db, never, "C-1")
    add(db, later, "B-2")
    add(db, later, "B-1")
    add(db, never, "A-2")
    case_audit.send_back(db, by, submitted(db, later, "Z-1"), "Look again")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    page = desk(db, by)
    assert references(page) == [
        "Z-1",
        "M-1",
        "L-2",
        "L-1",
        "K-1",
        "C-1",
        "B-1",
        "B-2",
        "A-2",
        "A-1",
    ]
    assert page.today == in_days(1)
    assert [each.due for each in page.entries[:3]] == [in_days(60), in_days(0), in_days(6)]
    assert page.waiting == page.entries[:-1]
    assert page.entries[0].audit.returned_reason == "Look again"


def test_a_due_day_stands_in_the_calendar_while_something_waits_or_it_is_to_come(
    db: Database, by: Person
) -> None:
    soon, past = open_round(db, "Soon", due=in_days(6)), open_round(db, "Past", due=in_days(0))
    done, over = open_round(db, "Done", due=in_days(9)), open_round(db, "Over", due=in_days(0))
    never = open_round(db, "Never")
    add(db, never, "S-1")
    add(db, soon, "S-1")
    add(db, soon, "S-2")
    submitted(db, soon, "S-3")
    add(db, past, "S-1")
    submitted(db, done, "S-1")
    submitted(db, over, "S-1")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    days = desk(db, by).due_days("me")
    assert days == (
        DueDay(round_id=past, round_title="Past", due=in_days(0), whose="me", waiting=1, n=1),
        DueDay(round_id=soon, round_title="Soon", due=in_days(6), whose="me", waiting=2, n=3),
        DueDay(round_id=done, round_title="Done", due=in_days(9), whose="me", waiting=0, n=1),
    )


def test_what_a_round_has_not_begun_or_has_closed_does_not_wait(db: Database, by: Person) -> None:
    starts, due = date(2026, 10, 5), date(2026, 11, 6)
    add(db, planned_round(db, "Autumn", starts=starts, due=due), "S-1")
    closed = open_round(db, due=date(2026, 3, 1))
    started(db, closed, "S-2")
    submitted(db, closed, "S-3")
    moved(db, closed, "moderate")
    assert len(desk(db, by).waiting) == 1
    moved(db, closed, "close")
    page = desk(db, by)
    assert (page.waiting, page.next) == ((), None)
    assert [each.audit.case_file.reference for each in page.entries if each.is_over] == ["S-2"]
    (coming,) = [each for each in page.entries if each.is_coming]
    assert (coming.audit.case_file.reference, coming.starts) == ("S-1", starts)
    assert page.due_days("me") == ()
