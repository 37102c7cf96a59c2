"""Trends begin anew for a reason that names nobody, and go on when that is taken back."""

from datetime import date, timedelta

import pytest

from audit.commands import retention
from audit.commands import trend as commands
from audit.commands.identifier import watch
from audit.model.board import Filter
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.retention import day, today
from audit.store.database import Database
from audit.store.trends import ERASED
from audit.views.trail import TrailFilter, trail
from audit.views.trend import trend
from tests.builders import Clock, open_round

DAY = date(2026, 2, 1)


@pytest.fixture
def round_id(db: Database) -> str:
    return open_round(db)


def stand(db: Database, by: Person, round_id: str) -> list[tuple[date, str]]:
    return [(each.on, each.reason) for each in trend(db, by, Filter(round_id=round_id)).rebases]


def said(db: Database, by: Person) -> list[str]:
    return [each.words for each in trail(db, by, TrailFilter()).entries]


def test_it_is_kept_with_who_said_it_and_stands_in_the_trail(
    db: Database, by: Person, round_id: str
) -> None:
    made = commands.begin_anew(db, by, round_id, DAY, "  The consent \n form changed ")
    assert stand(db, by, round_id) == [(DAY, "The consent form changed")]
    assert trend(db, by, Filter(round_id=round_id)).rebases[0].made_by == by.name
    commands.take_back(db, by, made)
    assert stand(db, by, round_id) == []
    assert said(db, by)[:2] == [
        "took back that the trends of the round “Spring 2026” and its like begin anew from"
        " 1 February 2026",
        "let the trends of the round “Spring 2026” and its like begin anew from 1 February 2026",
    ]


def test_the_same_submit_twice_is_one_and_taken_back_twice_is_no_change(
    db: Database, by: Person, round_id: str
) -> None:
    made = commands.begin_anew(db, by, round_id, DAY, "New form", key="k")
    assert commands.begin_anew(db, by, round_id, DAY, "New form", key="k") == made
    commands.take_back(db, by, made)
    length = len(said(db, by))
    commands.take_back(db, by, made)
    assert len(said(db, by)) == length
    commands.begin_anew(db, by, round_id, DAY, "New form, said again")
    assert stand(db, by, round_id) == [(DAY, "New form, said again")]


@pytest.mark.parametrize(
    ("on", "reason", "code", "where", "facts"),
    [
        (DAY, " \n ", "trend.reason", "Trend, reason", {}),
        (None, "New form", "trend.day", "Trend", {}),
        (date(2027, 1, 1), "New", "trend.day-to-come", "Trend", {"day": "1 January 2027"}),
        (DAY, "x" * 301, "cycle.line", "Trend, reason", {"limit": 300}),
        (
            DAY,
            "After 943 476 5919 was read",
            "trend.identifier",
            "Trend, reason",
            {"found": "“943 476 5919” (NHS number)"},
        ),
    ],
)
def test_what_is_refused(
    db: Database,
    by: Person,
    round_id: str,
    on: date | None,
    reason: str,
    code: str,
    where: str,
    facts: dict[str, str],
) -> None:
    with pytest.raises(Refusal) as refused:
        commands.begin_anew(db, by, round_id, on, reason)
    assert refused.value.complaint == complaint(code, where=where, **facts)
    assert stand(db, by, round_id) == []


def test_what_only_looks_like_an_identifier_is_kept_once_somebody_has_looked(
    db: Database, by: Person, round_id: str
) -> None:
    watch(db, by, "Ravensworth")
    with pytest.raises(Refusal) as refused:
        commands.begin_anew(db, by, round_id, DAY, "The Ravensworth form")
    assert refused.value.complaint.code == "trend.identifier"
    commands.begin_anew(db, by, round_id, DAY, "The Ravensworth form", looked=True)
    assert stand(db, by, round_id) == [(DAY, "The Ravensworth form")]
    assert said(db, by)[0].endswith(
        "from 1 February 2026; looked at 1 place that may identify a person, and kept the text"
    )


def test_one_day_has_one_reason(db: Database, by: Person, round_id: str) -> None:
    commands.begin_anew(db, by, round_id, DAY, "New form")
    with pytest.raises(Refusal) as refused:
        commands.begin_anew(db, by, round_id, DAY, "Another")
    assert refused.value.complaint == complaint(
        "trend.same-day", where="Trend", day="1 February 2026"
    )


def test_what_is_not_there_is_not_found(db: Database, by: Person, round_id: str) -> None:
    with pytest.raises(NotFound) as nothing:
        commands.take_back(db, by, "nowhere")
    assert nothing.value.complaint == complaint("trend.not-found")


def test_disposal_erases_the_reason_and_keeps_the_day(db: Database, by: Person) -> None:
    """The other rounds' charts still begin anew there; of the disposed round nothing new is said."""
    kept = {"retain_reason": "Five years", "retain_owner": "Manager"}
    old = open_round(db, retain_until=today(db.clock()) + timedelta(days=10), **kept)
    new = open_round(db, "Autumn 2026")
    made = commands.begin_anew(db, by, old, DAY, "The zqform changed")
    commands.begin_anew(db, by, new, date(2026, 2, 2), "Another changed")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, old, confirm="Spring 2026")
    assert stand(db, by, new) == [(DAY, ERASED), (date(2026, 2, 2), "Another changed")]
    on = day(today(db.clock()))
    with pytest.raises(Refusal) as refused:
        commands.begin_anew(db, by, old, date(2026, 2, 3), "Later")
    assert refused.value.complaint == complaint("round.disposed", where="Spring 2026", on=on)
    commands.take_back(db, by, made)
    assert [each for each, _ in stand(db, by, new)] == [date(2026, 2, 2)]
