"""A person's own desk."""

from audit.commands import case_audit
from audit.model.person import Person
from audit.store.database import Database
from audit.views.desk import desk
from tests.builders import (
    ALL_APPLIES,
    add,
    auditor,
    complete,
    give,
    open_round,
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
