"""Trends, equal to what a hand counts from the board of each round."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from math import sqrt

import pytest
from sqlalchemy import event

from audit.commands import case, case_audit
from audit.commands import trend as commands
from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.trend import ChartKind, Kind, Measure, Trends
from audit.store import tables as t
from audit.store.database import Database
from audit.views.board import board
from audit.views.trend import trend
from tests.builders import (
    Clock,
    admitted,
    complete,
    local,
    open_round,
    planned_round,
    published,
    small_checklist,
    submitted,
)

numbers = count(1)


def planted(db: Database, round_id: str, *tallies: str, agency: str = "csc") -> str:
    """Submitted case audits with these tallies (C1 C2 S1 S2 I1), each of a case of its own; return the round."""
    with db.acting(local(db), "planted") as now:
        now.nothing()
        for tally in tallies:
            key = f"planted{next(numbers):05}"
            now.connection.execute(t.case.insert().values(id=key, reference=key))
            now.connection.execute(t.case_file.insert().values(id=key, case_id=key, agency=agency))
            now.connection.execute(
                t.case_audit.insert().values(
                    id=key,
                    round_id=round_id,
                    case_file_id=key,
                    reading="first",
                    status="submitted",
                    tally=tally,
                    age_band="1 to 4",
                    added_at=now.at,
                    submitted_at=now.at,
                )
            )
    return round_id


def rounds(db: Database, n: int, *tallies: str, title: str = "Round") -> list[str]:
    """So many rounds, a month apart, each with these tallies."""
    assert isinstance(db.clock, Clock)
    made = []
    for number in range(n):
        db.clock.now += timedelta(days=31)
        made.append(planted(db, open_round(db, f"{title} {number:02}"), *tallies))
    return made


def found(db: Database, round_id: str, **narrow: str) -> Trends:
    return trend(db, local(db), Filter(round_id=round_id, **narrow))


def measure(trends: Trends, kind: Kind, key: str = "") -> Measure:
    return next(each for each in trends.of(kind) if each.key == key)


def changed(*keys: str, version: int = 2) -> Checklist:
    """The small checklist with other statements for some criteria."""
    old = small_checklist()
    standards = tuple(
        standard.model_copy(
            update={
                "criteria": tuple(
                    one.model_copy(update={"statement": f"{one.key} is another one."})
                    if one.key in keys
                    else one
                    for one in standard.criteria
                )
            }
        )
        for standard in old.standards
    )
    return small_checklist(version=version, standards=standards)


# ---- Figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("narrow", [{}, {"agency": "csc"}])
def test_every_figure_is_that_of_its_own_board(db: Database, narrow: dict[str, str]) -> None:
    made = []
    for number, ratings in enumerate(({"C1": "no"}, {"S2": "part"}, "yes")):
        made.append(open_round(db, f"Round {number}"))
        for case_number in range(3):
            submitted(db, made[-1], f"S-{number}{case_number}", ratings=ratings)
            submitted(db, made[-1], f"S-{number}{case_number}", "gp")
    trends = found(db, made[-1], **narrow)
    assert [each.id for each in trends.periods] == made
    boards = [board(db, local(db), Filter(round_id=each, **narrow)) for each in made]
    assert [each.case_audits for each in trends.periods] == [each.submitted for each in boards]
    assert [each.cases for each in trends.periods] == [each.cases for each in boards]
    shown = {
        Kind.ALL: [{"": each.overall} for each in boards],
        Kind.STANDARD: [{one.standard.key: one for one in each.standards} for each in boards],
        Kind.POINT: [{one.point.key: one for one in each.points} for each in boards],
        Kind.CRITERION: [{one.criterion.key: one for one in each.criteria} for each in boards],
    }
    for kind, told in shown.items():
        assert trends.of(kind)
        for each in trends.of(kind):
            there = [one[each.key] for one in told if one[each.key].figure.applicable]
            assert [one.figure for one in each.places] == [one.figure for one in there]
            assert [one.found.point.met for one in each.places] == [one.figure.met for one in there]
            assert each.trend.target == pytest.approx(there[-1].target)


def test_what_is_never_applicable_has_no_line(db: Database) -> None:
    (round_id,) = rounds(db, 1, "m.om.")
    trends = found(db, round_id)
    assert {each.key for each in trends.of(Kind.CRITERION)} == {"C1", "S2"}
    assert {each.key for each in trends.of(Kind.STANDARD)} == {"carers", "sleep"}
    assert "RQ1" not in {each.key for each in trends.of(Kind.POINT)}


def test_a_round_in_which_it_is_not_applicable_is_no_point(db: Database) -> None:
    rounds(db, 1, "m.om.", title="First")
    *_, last = rounds(db, 2, "mm.mm")
    assert len(measure(found(db, last), Kind.CRITERION, "C1").places) == 3
    assert len(measure(found(db, last), Kind.CRITERION, "C2").places) == 2


def test_an_empty_round_has_no_trend(db: Database) -> None:
    trends = found(db, open_round(db))
    assert (trends.periods, trends.measures, trends.rebases) == ((), (), ())


# ---- Which rounds --------------------------------------------------------------------------------------


def test_rounds_stand_in_the_order_of_their_days_up_to_the_one_that_is_looked_at(
    db: Database,
) -> None:
    one, two, three = rounds(db, 3, "mmmmm")
    early = planned_round(db, "Planned late, began early", starts=date(2026, 1, 5))
    planted(db, early, "nnnnn")
    open_round(db, "Nothing in it")
    assert [each.id for each in found(db, three).periods] == [early, one, two, three]
    assert found(db, three).later == 0
    in_the_middle = found(db, one)
    assert [each.id for each in in_the_middle.periods] == [early, one]
    assert in_the_middle.later == 2
    assert in_the_middle.periods[0].at == date(2026, 1, 5)


def test_rounds_on_another_checklist_are_none_of_them(db: Database) -> None:
    other = open_round(db, "Other", small_checklist(key="other"))
    planted(db, other, "nnnnn")
    (mine,) = rounds(db, 1, "mmmmm")
    assert [each.id for each in found(db, mine).periods] == [mine]


def test_files_audited_one_by_one_are_counted_by_month(db: Database, by: Person) -> None:
    assert isinstance(db.clock, Clock)
    rounds(db, 1, "nnnnn")
    checklist_id = published(db)
    for day in (datetime(2026, 5, 29, tzinfo=UTC), datetime(2026, 5, 31, 23, 30, tzinfo=UTC)):
        db.clock.now = day
        made = case.audit_one_now(db, by, checklist_id, "csc")
        complete(db, by, made)
        case_audit.submit(db, by, made)
    with db.reading() as connection:
        single = connection.execute(
            t.round_.select().where(t.round_.c.title == "Single files")
        ).one()
    trends = found(db, single.id)
    # Half past eleven at night by the clock's zone is the next day, and month, in London.
    assert [(each.id, each.title, each.at) for each in trends.periods] == [
        ("2026-05", "May 2026", date(2026, 5, 1)),
        ("2026-06", "June 2026", date(2026, 6, 1)),
    ]
    assert trends.by_month
    assert trends.later == 0


# ---- Versions ------------------------------------------------------------------------------------------


def test_a_criterion_that_was_changed_is_left_out_of_its_standard_and_begins_anew_alone(
    db: Database,
) -> None:
    rounds(db, 2, "mmmmm")
    second = planted(db, open_round(db, "On version 2", changed("C2")), "mnmmm")
    trends = found(db, second)
    assert [each.versions for each in trends.periods] == [(1,), (1,), (2,)]
    carers = measure(trends, Kind.STANDARD, "carers")
    assert [each.figure.applicable for each in carers.places] == [1, 1, 1]
    assert [each.key for each in carers.left_out] == ["C2"]
    assert carers.left_out[0].why == ("its statement was changed",)
    assert carers.begins == ""
    alone = measure(trends, Kind.CRITERION, "C2")
    assert [each.figure.met for each in alone.places] == [0]
    assert alone.begins == "On version 2"
    assert measure(trends, Kind.STANDARD, "sleep").left_out == ()
    assert [each.figure.applicable for each in measure(trends, Kind.ALL).places] == [4, 4, 4]


def test_a_standard_of_which_all_was_changed_begins_where_it_is_the_same(db: Database) -> None:
    rounds(db, 1, "mmmmm")
    planted(db, open_round(db, "On version 2", changed("C1", "C2")), "mnmmm")
    third = planted(db, open_round(db, "Again", changed("C1", "C2")), "nnmmm")
    carers = measure(found(db, third), Kind.STANDARD, "carers")
    assert [each.period.title for each in carers.places] == ["On version 2", "Again"]
    assert carers.begins == "On version 2"
    assert {each.key for each in carers.left_out} == {"C1", "C2"}
    assert [each.figure.met for each in carers.places] == [1, 0]


def test_one_changed_there_and_back_does_not_begin_before_the_last_change(db: Database) -> None:
    rounds(db, 1, "mmmmm")
    planted(db, open_round(db, "On version 2", changed("S2")), "mmmnm")
    third = planted(db, open_round(db, "Back", small_checklist(version=3)), "mmmmm")
    assert [
        each.period.title for each in measure(found(db, third), Kind.CRITERION, "S2").places
    ] == ["Back"]


# ---- Limits --------------------------------------------------------------------------------------------


def test_limits_of_pooled_ratings_are_as_wide_as_cases_ask_for(db: Database) -> None:
    """Each case is met in all five or in none: five ratings are worth one, by hand."""
    *_, last = rounds(db, 13, *["mmmmm"] * 6, *["nnnnn"] * 4)
    trends = found(db, last)
    pooled, alone = measure(trends, Kind.ALL), measure(trends, Kind.CRITERION, "C1")
    assert pooled.trend.kind is ChartKind.P
    # The linearised variance of ten cases has 10/9 in it.
    worth = 10 * 9 / 10
    assert pooled.places[0].found.low == pytest.approx(0.6 - 3 * sqrt(0.24 / worth))
    assert alone.places[0].found.low == pytest.approx(0.6 - 3 * sqrt(0.24 / 10))
    assert pooled.places[0].found.centre == pytest.approx(0.6)


# ---- Beginning anew ------------------------------------------------------------------------------------


def test_what_stands_holds_for_every_version_of_the_checklist_and_for_no_other(
    db: Database, by: Person
) -> None:
    other = planted(db, open_round(db, "Other", small_checklist(key="other")), "nnnnn")
    first, second = rounds(db, 2, "mmmmm")
    later = planted(db, open_round(db, "On version 2", changed("C2")), "mmmmm")
    day = found(db, second).periods[1].at
    made = commands.begin_anew(db, by, first, day, "The consent form changed")
    trends = found(db, later)
    assert [(each.id, each.reason) for each in trends.rebases] == [
        (made, "The consent form changed")
    ]
    assert [each.found.segment for each in measure(trends, Kind.ALL).places] == [0, 1, 1]
    assert found(db, other).rebases == ()
    commands.take_back(db, by, made)
    assert found(db, later).rebases == ()


# ---- Reach and cost --------------------------------------------------------------------------------------


def test_an_agency_s_lead_sees_their_own_and_who_reads_masked_numbers_none(db: Database) -> None:
    one, two, three = rounds(db, 3, "mmmmm")
    planted(db, one, "nnnnn", "nnnnn", agency="gp")
    planted(db, three, "nnnnn", agency="gp")
    lead = admitted(db, Role.AGENCY_LEAD, name="Ash", agency="gp")
    mine = trend(db, lead, Filter(round_id=three))
    assert [(each.id, each.case_audits) for each in mine.periods] == [(one, 2), (three, 1)]
    for narrow in (Filter(round_id=two), Filter(round_id=three, agency="csc")):
        with pytest.raises(NotFound) as nothing:
            trend(db, lead, narrow)
        assert nothing.value.complaint == complaint("round.not-found")
    for role in (Role.BOARD_MEMBER, Role.SCRUTINEER):
        with pytest.raises(Refusal) as refused:
            trend(db, admitted(db, role, name=role), Filter(round_id=three))
        assert refused.value.complaint.code == "permission.role"


def test_more_rounds_ask_no_more_queries(db: Database) -> None:
    asked: list[str] = []

    def cost(round_id: str) -> int:
        found(db, round_id)  # whatever is kept by the process is kept by now
        asked.clear()
        found(db, round_id)
        return len(asked)

    made = rounds(db, 2, "mmmmm")
    event.listen(db._reader, "before_cursor_execute", lambda *given: asked.append(given[2]))
    few = cost(made[-1])
    assert few
    assert cost(rounds(db, 6, "mmmmm", title="More")[-1]) == few
