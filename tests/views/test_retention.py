"""The Records page: what has to be looked at first, and the certificate of what was disposed of."""

from datetime import date, timedelta

import pytest

from audit.commands import retention
from audit.commands.export import exported
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.retention import Standing
from audit.rules.retention import today
from audit.store.database import Database
from audit.views import retention as views
from audit.views import round as rounds
from tests.builders import Clock, add, local, open_round, submitted


def kept(db: Database, title: str, days: int | None) -> str:
    """A round that is kept for that many days from now, or that nobody has dated."""
    made = open_round(db, title)
    if days is not None:
        until = today(db.clock()) + timedelta(days=days)
        retention.keep_until(db, local(db), made, until, "Five years", "Business manager")
    return made


def pass_time(db: Database, days: int) -> None:
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=days)


def test_there_may_be_no_round(db: Database, by: Person) -> None:
    assert views.records(db, by).rounds == ()


def test_what_has_no_date_stands_first_then_what_is_due(db: Database, by: Person) -> None:
    kept(db, "Kept for long", 4000)
    gone = kept(db, "Gone", 10)
    held = kept(db, "Held", 10)
    retention.hold(db, by, held, "An inquest")
    kept(db, "Due second", 20)
    kept(db, "Due first", 10)
    kept(db, "Kept", 2000)
    pass_time(db, 100)
    retention.dispose(db, by, gone, confirm="Gone")
    kept(db, "New", None)
    page = views.records(db, by)
    assert page.today == date(2026, 6, 10)
    assert [(each.title, each.standing) for each in page.rounds] == [
        ("New", Standing.NO_DATE),
        ("Due first", Standing.DUE),
        ("Due second", Standing.DUE),
        ("Held", Standing.HELD),
        ("Kept", Standing.KEPT),
        ("Kept for long", Standing.KEPT),
        ("Gone", Standing.DISPOSED),
    ]


def test_who_holds_a_round_since_when_and_why(db: Database, by: Person) -> None:
    made = kept(db, "Held", 10)
    retention.hold(db, by, made, "An inquest")
    (entry,) = views.records(db, by).rounds
    assert entry.hold is not None
    assert (entry.hold.by, entry.hold.because) == (by.name, "An inquest")
    assert today(entry.hold.since) == date(2026, 3, 2)
    retention.release(db, by, made, "It is over")
    retention.hold(db, by, made, "Another inquest")
    retention.release(db, by, made, "That is over too")
    (entry,) = views.records(db, by).rounds
    assert (entry.hold, entry.released_because) == (None, "That is over too")


def test_case_files_are_counted_once_however_often_they_are_read(db: Database, by: Person) -> None:
    made = kept(db, "Spring 2026", None)
    add(db, made, "S-001")
    add(db, made, "S-001", "gp")
    assert [each.case_files for each in views.records(db, by).rounds] == [2]


def test_a_round_without_a_date_is_seen_as_such_among_the_rounds(db: Database, by: Person) -> None:
    kept(db, "Dated", 10)
    kept(db, "Not dated", None)
    found = {each.title: each.retain_until for each in rounds.rounds(db, by)}
    assert found == {"Dated": date(2026, 3, 12), "Not dated": None}


def test_the_certificate_names_what_left_the_tool_before(db: Database, by: Person) -> None:
    made = kept(db, "Spring 2026", 10)
    submitted(db, made)
    exported(db, by, "board_pack", made, "professionals", 1)
    pass_time(db, 20)
    with pytest.raises(Refusal) as refused:
        views.certificate(db, by, made)
    assert refused.value.complaint == complaint("disposal.none", where="Spring 2026")
    retention.dispose(db, by, made, confirm="Spring 2026")
    found = views.certificate(db, by, made)
    assert [(each.what, each.by) for each in found.taken] == [
        ("Board pack, document 2026-0001", by.name)
    ]
    with pytest.raises(NotFound):
        views.certificate(db, by, "none")
