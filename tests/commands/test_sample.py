"""Drawing a round's sample, drawing again, replacing: each on record, each with the case audits that it brings."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from audit.analysis.sample import ticket
from audit.commands import case, case_audit, retention, sample
from audit.commands import round as rounds
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.model.sample import Design, Part, Sample, SampleCase, SeedFrom, Shares
from audit.rules.retention import day, today
from audit.rules.sample import standing
from audit.store import erasure, frames, samples
from audit.store import tables as t
from audit.store.database import Database
from audit.store.trail import fingerprint
from audit.views.sample import plan
from tests.builders import Clock, local, moved, open_round, published, submitted
from tests.case_lists import HEADINGS, drafted, taken
from tests.drawing import named, where

ROWS = tuple(
    (f"S-{n:03}", agency, team, age, plan)
    for n, (agency, team, age, plan) in enumerate(
        [
            ("CSC", "North", "0.5", "Child protection"),
            ("CSC", "North", "7", "Child in need"),
            ("CSC", "South", "7", "Child in need"),
            ("CSC", "South", "12", "Child in need"),
            ("CSC", "", "12", "Looked after"),
            ("Police", "", "7", "Child in need"),
            ("Police", "", "1", "Child protection"),
            ("GP", "Riverside", "unborn", "Child in need"),
        ],
        start=1,
    )
)
TITLE = "Spring 2026"
BY_AGENCY = Design(strata=("Agency",), size=4, reserve=50)
"""Of csc's five cases three and two in reserve, of police's two one and one, of gp's one none."""


@pytest.fixture
def round_id(db: Database) -> str:
    """A round with a list of eight cases."""
    made = open_round(db)
    taken(db, made, ROWS)
    return made


def seen(db: Database, round_id: str) -> str:
    with db.reading() as connection:
        found = frames.current(connection, round_id)
    return found.id if found else ""


def draw(db: Database, round_id: str, design: Design = BY_AGENCY, seed: str = "4711") -> str:
    return sample.draw(db, local(db), round_id, design, seen=seen(db, round_id), seed=seed)


def stands(db: Database, round_id: str) -> Sample:
    with db.reading() as connection:
        found = samples.current(connection, round_id)
    assert found is not None
    return found


def cases(db: Database, sample_id: str, *parts: Part) -> tuple[SampleCase, ...]:
    with db.reading() as connection:
        return samples.cases(connection, sample_id, *parts)


def now_in(db: Database, round_id: str) -> list[str]:
    return sorted(each.reference for each in standing(cases(db, stands(db, round_id).id)))


def in_round(db: Database, round_id: str) -> list[tuple[str, str, str | None, str]]:
    """Reference, agency, team and status of each case audit."""
    with db.reading() as connection:
        rows = connection.execute(
            select(t.case.c.reference, t.case_file.c.agency, t.team.c.name, t.case_audit.c.status)
            .select_from(t.case_audit.join(t.case_file).join(t.case))
            .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
            .where(t.case_audit.c.round_id == round_id)
            .order_by(t.case.c.reference, t.case_file.c.agency)
        ).all()
    return [tuple(row) for row in rows]


def references(db: Database, round_id: str) -> list[str]:
    return sorted({row[0] for row in in_round(db, round_id)})


def acts(db: Database, act: str) -> list[dict[str, Any]]:
    with db.reading() as connection:
        rows = connection.execute(select(t.event).where(t.event.c.act == act)).all()
    return [json.loads(row.detail) for row in rows]


def refused(act: Callable[[], object]) -> Any:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value.complaint


def start(db: Database, round_id: str, reference: str) -> str:
    """Give the first case audit of a case to the local person, who starts it."""
    with db.reading() as connection:
        audit = (
            connection.execute(
                select(t.case_audit.c.id)
                .select_from(t.case_audit.join(t.case_file).join(t.case))
                .where(t.case.c.reference == reference, t.case_audit.c.round_id == round_id)
            )
            .scalars()
            .first()
        )
    assert audit is not None
    case_audit.allocate(db, local(db), audit, local(db).id)
    case_audit.start(db, local(db), audit)
    return audit


# ---- Drawing -------------------------------------------------------------------------------------------


def test_what_is_drawn_is_on_record_and_in_the_round(
    db: Database, by: Person, round_id: str
) -> None:
    made = draw(db, round_id)
    found = stands(db, round_id)
    assert (found.id, found.number, found.seed, found.seed_from) == (made, 1, "4711", "person")
    assert (found.design, found.drawn_by, found.set_aside_at) == (BY_AGENCY, by.name, None)
    assert found.frame.hash == drafted(ROWS).hash
    assert [(each.name, each.frame, each.drawn, each.reserve) for each in found.strata] == [
        ("Children's social care", 5, 3, 2),
        ("General practice", 1, 0, 0),
        ("Police", 2, 1, 1),
    ]
    taken_now = now_in(db, round_id)
    assert len(taken_now) == 4
    assert references(db, round_id) == taken_now
    assert {row[3] for row in in_round(db, round_id)} == {"not started"}
    (told,) = acts(db, "sample.drawn")
    assert (told["number"], told["cases"], told["strata"], told["added"]) == (1, 4, 3, 4)
    assert (told["hash"], told["seed"]) == (found.frame.hash, fingerprint("4711"))
    assert told["set"] == db.mark_of(taken_now)
    assert not any(each in json.dumps(told) for each in (*taken_now, "4711"))


def test_the_same_list_design_and_seed_give_the_same_sample(db: Database, round_id: str) -> None:
    """Whatever the order of the rows, in another round too if what the first one has is not left out."""
    how = BY_AGENCY.model_copy(update={"months": 0})
    draw(db, round_id, how)
    other = rounds.open_(db, local(db), "Another", published(db))
    taken(db, other, tuple(reversed(ROWS)))
    draw(db, other, how)
    assert now_in(db, other) == now_in(db, round_id)
    assert stands(db, other).frame.hash == stands(db, round_id).frame.hash


def test_a_case_brings_a_file_for_each_agency_involved(db: Database) -> None:
    round_id = open_round(db)
    rows = [
        ("S-001", "CSC", "North", "", "x"),
        ("S-001", "Police", "Central", "", "x"),
        ("S-002", "GP", "", "", "x"),
    ]
    taken(db, round_id, rows)
    draw(db, round_id, Design(size=2))
    assert in_round(db, round_id) == [
        ("S-001", "csc", "North", "not started"),
        ("S-001", "police", "Central", "not started"),
        ("S-002", "gp", None, "not started"),
    ]
    with db.reading() as connection:
        audits = connection.execute(select(t.case_audit)).all()
    assert {(each.auditor_id, each.reading) for each in audits} == {(None, "first")}


def test_what_is_known_of_a_case_is_not_made_twice(db: Database, by: Person) -> None:
    """A case of an earlier round keeps its spelling and its file's team; what was added by hand stays."""
    earlier = open_round(db, "Earlier")
    submitted(db, earlier, "s-001", "csc", team="Old")
    submitted(db, earlier, "Ä-1", "csc")
    round_id = open_round(db)
    case.add_file(db, by, round_id, "S-002", "gp", auditor_id=by.id)
    rows = [
        ("S-001", "CSC", "North", "", "x"),
        ("S-002", "GP", "", "", "x"),
        ("ä-1", "CSC", "North", "", "x"),
    ]
    taken(db, round_id, rows)
    draw(db, round_id, Design(size=3, months=0))
    assert in_round(db, round_id) == [
        ("S-002", "gp", None, "not started"),
        ("s-001", "csc", "Old", "not started"),
        ("Ä-1", "csc", None, "not started"),
    ]
    with db.reading() as connection:
        assert len(connection.execute(select(t.case)).all()) == 3
        assert len(connection.execute(select(t.case_file)).all()) == 3
        given = connection.execute(select(t.case_audit.c.auditor_id)).scalars().all()
    assert given.count(by.id) == 3
    (told,) = acts(db, "sample.drawn")
    assert (told["cases"], told["added"]) == (3, 2)


def test_without_a_seed_the_tool_chooses_one_as_it_draws(db: Database, round_id: str) -> None:
    how = BY_AGENCY.model_copy(update={"months": 0})
    draw(db, round_id, how, seed="")
    first = stands(db, round_id)
    assert first.seed_from is SeedFrom.TOOL
    assert len(first.seed) == 16
    again = rounds.open_(db, local(db), "Another", published(db))
    taken(db, again, ROWS)
    draw(db, again, how, seed="")
    assert stands(db, again).seed != first.seed
    # Typed again, it draws the same.
    third = rounds.open_(db, local(db), "A third", published(db))
    taken(db, third, ROWS)
    draw(db, third, how, seed=first.seed)
    assert now_in(db, third) == now_in(db, round_id)


def test_the_same_submit_twice_is_one_draw(db: Database, by: Person, round_id: str) -> None:
    at = seen(db, round_id)
    act = lambda: sample.draw(db, by, round_id, BY_AGENCY, seen=at, key="k")  # noqa: E731
    assert act() == act()
    assert len(acts(db, "sample.drawn")) == 1


def test_the_same_draw_again_adds_nothing(db: Database, round_id: str) -> None:
    made = draw(db, round_id)
    version = db.version()
    assert draw(db, round_id) == made
    again = sample.draw_again(
        db, local(db), round_id, BY_AGENCY, "Why", seen=seen(db, round_id), seed="4711"
    )
    assert again == made
    assert db.version() == version


def test_a_second_draw_is_refused_without_a_reason(db: Database, round_id: str) -> None:
    draw(db, round_id)
    expected = complaint("sample.stands", where=TITLE, number=1)
    assert refused(lambda: draw(db, round_id, seed="4712")) == expected
    assert refused(lambda: draw(db, round_id, Design(size=3))) == expected


def test_what_another_round_had_lately_or_has_now_is_left_out_with_the_day(db: Database) -> None:
    """By reference, capitals aside; an old audit, one that came to nothing and one of this round leave nobody out."""
    clock = db.clock
    assert isinstance(clock, Clock)
    old, new, shut = (open_round(db, each) for each in ("Old", "New", "Shut"))
    submitted(db, old, "S-001")
    clock.now += timedelta(days=370)
    submitted(db, shut, "s-002")
    case.add_file(db, local(db), shut, "S-005", "csc")
    audited_on = day(today(clock.now))
    moved(db, shut, "moderate", "close")
    case.add_file(db, local(db), new, "S-003", "csc")
    submitted(db, new, "S-006")
    round_id = open_round(db)
    taken(db, round_id, ROWS)
    submitted(db, round_id, "S-004")
    clock.now += timedelta(days=200)
    draw(db, round_id, Design(size=3, reserve=0))
    out = cases(db, stands(db, round_id).id, Part.EXCLUDED)
    assert [(each.reference, each.reason) for each in out] == [
        ("S-002", f"Audited on {audited_on}"),
        ("S-003", f"In another round since {audited_on}"),
        ("S-006", f"In another round since {audited_on}"),
    ]


def test_no_months_leave_nobody_out(db: Database) -> None:
    submitted(db, open_round(db, "Old"), "S-001")
    round_id = open_round(db)
    taken(db, round_id, ROWS)
    draw(db, round_id, Design(size=8, months=0))
    assert cases(db, stands(db, round_id).id, Part.EXCLUDED) == ()
    assert len(now_in(db, round_id)) == 8


def test_certain_cases_and_those_left_out_are_on_record_with_their_reasons(
    db: Database, round_id: str
) -> None:
    how = Design(
        size=2,
        certainty=(where("Plan type", "Child protection", reason="An ALTE"),),
        exclusions=(named("s-008", reason="The family moved"),),
    )
    draw(db, round_id, how)
    found = cases(db, stands(db, round_id).id, Part.CERTAINTY, Part.EXCLUDED)
    assert {(each.reference, each.part.value, each.reason) for each in found} == {
        ("S-001", "certainty", "An ALTE"),
        ("S-007", "certainty", "An ALTE"),
        ("S-008", "excluded", "The family moved"),
    }
    assert len(now_in(db, round_id)) == 4
    assert stands(db, round_id).design == how


# ---- What cannot be drawn ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"seed": " x"}, complaint("sample.seed", where="Seed", limit=40)),
        ({"design": Design(size=0)}, complaint("sample.nothing", where="Sample")),
        (
            {"design": Design(size=-1)},
            complaint("sample.size", where="Sample", limit="5,000", months=120),
        ),
        (
            {"design": Design(strata=("Agency",), size=2, minimum=1)},
            complaint("sample.minimum", where="Sample", strata=3, minimum="1", size="2"),
        ),
        (
            {"design": Design(shares=Shares.FIXED, fixed={"x": 1})},
            complaint("sample.stratum", where="Sample", stratum="x", near=""),
        ),
        (
            {"design": Design(certainty=(named("S-999"),))},
            complaint("sample.reference", where="Case S-999"),
        ),
    ],
)
def test_a_design_that_cannot_be_drawn_by(
    db: Database, round_id: str, given: dict[str, Any], expected: Any
) -> None:
    version = db.version()
    assert refused(lambda: draw(db, round_id, **given)) == expected
    assert db.version() == version
    assert in_round(db, round_id) == []


def test_without_a_list_nothing_is_drawn(db: Database) -> None:
    round_id = open_round(db)
    expected = complaint("sample.no-list", where=TITLE)
    assert refused(lambda: draw(db, round_id)) == expected


def test_a_list_that_moved_on_is_looked_at_again(db: Database, by: Person, round_id: str) -> None:
    at = seen(db, round_id)
    taken(db, round_id, ROWS[:5], seen=at)
    act = lambda: sample.draw(db, by, round_id, BY_AGENCY, seen=at)  # noqa: E731
    assert refused(act) == complaint("sample.list-moved", where=TITLE)


def test_a_case_without_an_agency_brings_no_file(db: Database) -> None:
    round_id = open_round(db)
    taken(db, round_id, [("S-001", "", "", "", "x"), ("S-002", "CSC", "", "", "x")])
    expected = complaint("sample.no-agency", where=TITLE, n="1")
    assert refused(lambda: draw(db, round_id, Design(size=2))) == expected
    # In reserve it would be one as soon as it is needed.
    assert refused(lambda: draw(db, round_id, Design(size=1, reserve=100))) == expected


def test_nobody_draws_until_no_case_without_an_agency_comes_up(db: Database) -> None:
    """A draw that would pass is refused as well; left out with a reason, such cases are on record."""
    round_id = open_round(db)
    taken(db, round_id, [("S-001", "", "", "", "x"), ("S-002", "CSC", "", "", "x")])
    how = Design(size=1, reserve=0)
    firsts = {min("s-001", "s-002", key=lambda each: ticket(str(n), each)) for n in range(9)}
    assert firsts == {"s-001", "s-002"}
    expected = complaint("sample.no-agency", where=TITLE, n="1")
    for n in range(9):
        assert refused(lambda n=n: draw(db, round_id, how, str(n))) == expected
    assert refused(lambda: plan(db, local(db), round_id, how)) == expected
    out = how.model_copy(
        update={"exclusions": (where("Agency", "not given", reason="Nobody holds it"),)}
    )
    assert plan(db, local(db), round_id, out).strata[0].excluded == 1
    draw(db, round_id, out)
    assert now_in(db, round_id) == ["S-002"]


@pytest.mark.parametrize("status", [RoundStatus.MODERATION, RoundStatus.CLOSED])
def test_once_the_round_is_in_moderation_its_sample_is_what_was_audited(
    db: Database, by: Person, round_id: str, status: RoundStatus
) -> None:
    draw(db, round_id)
    first = now_in(db, round_id)[0]
    at = seen(db, round_id)
    with db.acting(by, "round.moved") as now:
        now.connection.execute(update(t.round_).values(status=status))
    told = {"title": TITLE, "work": "drawing a sample"}
    expected = complaint(f"cycle.{status}", where=TITLE, **told)
    for act in (
        lambda: draw(db, round_id),
        lambda: sample.draw_again(db, by, round_id, BY_AGENCY, "Why", seen=at),
        lambda: sample.replace(db, by, round_id, first, "Why"),
        lambda: sample.leave_out(db, by, round_id, first, "Why"),
    ):
        assert refused(act) == expected


def test_a_planned_round_is_drawn_from(db: Database, by: Person, round_id: str) -> None:
    with db.acting(by, "round.moved") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.PLANNED))
    draw(db, round_id)
    assert len(references(db, round_id)) == 4


def test_no_such_round(db: Database, by: Person) -> None:
    for act in (
        lambda: sample.draw(db, by, "none", BY_AGENCY, seen=""),
        lambda: sample.draw_again(db, by, "none", BY_AGENCY, "Why", seen=""),
        lambda: sample.replace(db, by, "none", "S-001", "Why"),
        lambda: sample.leave_out(db, by, "none", "S-001", "Why"),
        lambda: sample.exported(db, by, "none"),
    ):
        with pytest.raises(NotFound):
            act()


# ---- Drawing again -------------------------------------------------------------------------------------


def test_an_earlier_draw_is_set_aside_and_stays_on_record(
    db: Database, by: Person, round_id: str
) -> None:
    first = draw(db, round_id)
    was = cases(db, first)
    at = seen(db, round_id)
    act = lambda: sample.draw_again(  # noqa: E731
        db, by, round_id, Design(size=2, reserve=0), "  Too many for  us ", seen=at, key="k"
    )
    second = act()
    assert act() == second
    with db.reading() as connection:
        every = samples.samples(connection, round_id)
    assert [(each.id, each.number, each.set_aside_because) for each in every] == [
        (second, 2, ""),
        (first, 1, "Too many for us"),
    ]
    assert every[1].set_aside_at is not None
    assert cases(db, first) == was
    assert references(db, round_id) == now_in(db, round_id)
    assert len(now_in(db, round_id)) == 2
    (told,) = acts(db, "sample.drawn_again")
    assert (told["set_aside"], told["removed"], told["added"]) == (first, 4, 2)
    assert told["because"] == fingerprint("Too many for us")


def test_what_nothing_leads_to_any_more_is_gone(db: Database, by: Person, round_id: str) -> None:
    """A reference that left the round before anybody read its file would never be erased."""
    submitted(db, open_round(db, "Other"), "S-001", "csc")
    draw(db, round_id, Design(size=8, months=0))
    how = Design(size=1, months=0, exclusions=(named("S-001", "S-002", reason="Why"),))
    sample.draw_again(db, by, round_id, how, "Why", seen=seen(db, round_id))
    with db.reading() as connection:
        left = set(connection.execute(select(t.case.c.reference)).scalars())
        files = connection.execute(select(t.case_file)).all()
    assert left == {"S-001", *now_in(db, round_id)}
    assert len(files) == 2


def test_a_sample_that_somebody_began_to_read_is_not_set_aside(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id)
    at = seen(db, round_id)
    start(db, round_id, now_in(db, round_id)[0])
    version = db.version()
    act = lambda: sample.draw_again(db, by, round_id, Design(size=1), "Why", seen=at)  # noqa: E731
    assert refused(act) == complaint("sample.started", where=TITLE, n=1)
    assert db.version() == version
    assert len(references(db, round_id)) == 4


def test_drawing_again_needs_a_reason_and_a_sample(db: Database, by: Person, round_id: str) -> None:
    at = seen(db, round_id)
    again = lambda why: sample.draw_again(db, by, round_id, BY_AGENCY, why, seen=at)  # noqa: E731
    assert refused(lambda: again("Why")) == complaint("sample.none")
    draw(db, round_id)
    expected = complaint("sample.reason", where="Reason", limit=300)
    assert refused(lambda: again(" ")) == expected


# ---- Replacing -----------------------------------------------------------------------------------------


def of_stratum(db: Database, round_id: str, stratum: str) -> list[SampleCase]:
    found = cases(db, stands(db, round_id).id)
    return [each for each in found if each.stratum == stratum]


def test_a_case_is_replaced_strictly_by_the_next_reserve(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id, Design(strata=("Agency",), size=3, reserve=200))
    one, *reserves = of_stratum(db, round_id, "Police")
    assert one.part is Part.DRAWN
    comes = sample.replace(db, by, round_id, f" {one.reference.lower()} ", " The  file is lost ")
    assert comes == reserves[0].reference
    assert one.reference not in references(db, round_id)
    assert references(db, round_id) == now_in(db, round_id)
    gone = of_stratum(db, round_id, "Police")[0]
    assert (gone.replaced_by, gone.replaced_because) == (comes, "The file is lost")
    assert gone.replaced_at is not None
    (told,) = acts(db, "sample.case_replaced")
    assert (told["number"], told["removed"], told["added"]) == (1, 1, 1)
    assert told["because"] == fingerprint("The file is lost")
    assert told["case"] == db.mark_of([one.reference.casefold()])


def test_a_reserve_that_came_is_replaced_by_the_next(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id, Design(size=1, reserve=200))
    order = [each.reference for each in cases(db, stands(db, round_id).id)]
    assert len(order) == 3
    assert [sample.replace(db, by, round_id, each, "Why") for each in order[:2]] == order[1:]
    assert now_in(db, round_id) == references(db, round_id) == order[2:]
    expected = complaint("sample.no-reserve", where=f"Case {order[2]}", stratum="all cases")
    assert refused(lambda: sample.replace(db, by, round_id, order[2], "Why")) == expected


def test_the_same_replacement_twice_is_one(db: Database, by: Person, round_id: str) -> None:
    draw(db, round_id)
    first = of_stratum(db, round_id, "Police")[0].reference
    act = lambda: sample.replace(db, by, round_id, first, "Why", key="k")  # noqa: E731
    assert act() == act()
    assert len(acts(db, "sample.case_replaced")) == 1


def test_a_case_is_left_out_only_when_the_reserve_is_used_up(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id)
    first = of_stratum(db, round_id, "Police")[0].reference
    out = lambda each: sample.leave_out(db, by, round_id, each, "Lost too", key=each)  # noqa: E731
    expected = complaint("sample.reserve-left", where=f"Case {first}", stratum="Police")
    assert refused(lambda: out(first)) == expected
    last = sample.replace(db, by, round_id, first, "Why")
    out(last)
    out(last)
    assert not {first, last} & set(references(db, round_id))
    gone = {each.reference: each for each in of_stratum(db, round_id, "Police")}[last]
    assert (gone.replaced_by, gone.replaced_because) == (None, "Lost too")
    (told,) = acts(db, "sample.case_left_out")
    assert (told["number"], told["removed"]) == (1, 1)


def test_a_certain_case_is_left_out_and_never_replaced(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id, Design(size=1, reserve=100, certainty=(named("S-001", reason="ALTE"),)))
    expected = complaint("sample.certain", where="Case S-001")
    assert refused(lambda: sample.replace(db, by, round_id, "S-001", "Why")) == expected
    sample.leave_out(db, by, round_id, "S-001", "Why")
    assert "S-001" not in now_in(db, round_id)


def test_what_somebody_began_to_read_is_not_replaced(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id)
    first = of_stratum(db, round_id, "Police")[0].reference
    start(db, round_id, first)
    expected = complaint("sample.case-started", where=f"Case {first}", n=1)
    assert refused(lambda: sample.replace(db, by, round_id, first, "Why")) == expected
    assert refused(lambda: sample.leave_out(db, by, round_id, first, "Why")) == expected
    assert first in references(db, round_id)


def test_only_what_stands_in_the_sample_is_replaced(
    db: Database, by: Person, round_id: str
) -> None:
    act = lambda each: sample.replace(db, by, round_id, each, "Why")  # noqa: E731
    assert refused(lambda: act("S-001")) == complaint("sample.none")
    draw(db, round_id, Design(strata=("Agency",), size=3, reserve=100))
    first, reserve = [each.reference for each in of_stratum(db, round_id, "Police")]
    for wrong in ("S-999", reserve):
        expected = complaint("sample.not-in-sample", where=f"Case {wrong}")
        assert refused(lambda wrong=wrong: act(wrong)) == expected  # type: ignore[misc]
    act(first)
    assert refused(lambda: act(first)) == complaint("sample.not-in-sample", where=f"Case {first}")
    expected = complaint("sample.reason", where="Reason", limit=300)
    assert refused(lambda: sample.replace(db, by, round_id, reserve, " ")) == expected
    assert refused(lambda: sample.leave_out(db, by, round_id, reserve, " ")) == expected


def test_the_log_taken_out_stands_in_the_trail(db: Database, by: Person, round_id: str) -> None:
    assert refused(lambda: sample.exported(db, by, round_id)) == complaint("sample.none")
    draw(db, round_id)
    document = sample.exported(db, by, round_id)
    (told,) = acts(db, "sampling_log.exported")
    assert told == {"number": 1, "sample": stands(db, round_id).id, "document": document}


# ---- Erasing -------------------------------------------------------------------------------------------

WORDS = ("S-00", "zqseed", "zqcertain", "zqout", "zqlost", "zqagain", "Child protection", "zqvalue")


def filled(db: Database, by: Person, round_id: str) -> None:
    """A word in every place of two draws that takes one."""
    how = Design(
        strata=("Plan type",),
        size=3,
        reserve=100,
        certainty=(named("S-001", reason="An ALTE zqcertain"),),
        exclusions=(
            named("S-002", reason="Moved zqout"),
            where("Plan type", "zqvalue", reason="Too zqout"),
        ),
    )
    draw(db, round_id, how, "zqseed")
    sample.replace(db, by, round_id, first_drawn(db, round_id), "The file zqlost")
    fixed = how.model_copy(
        update={"shares": Shares.FIXED, "fixed": {"Child protection": 1, "Child in need": 2}}
    )
    at = seen(db, round_id)
    sample.draw_again(db, by, round_id, fixed, "Again zqagain", seen=at, seed="zqseed 2")
    sample.replace(db, by, round_id, first_drawn(db, round_id), "The file zqlost")


def first_drawn(db: Database, round_id: str) -> str:
    found = of_stratum(db, round_id, "Child in need")
    return next(each.reference for each in found if each.part is Part.DRAWN)


def dispose(db: Database, by: Person, round_id: str) -> None:
    retention.keep_until(
        db, by, round_id, today(db.clock()) + timedelta(days=9), "Five years", "Manager"
    )
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, round_id, confirm=TITLE)


def bytes_of(db: Database) -> bytes:
    return b"".join(each.read_bytes() for each in db.path.parent.iterdir() if each.is_file())


def test_a_disposal_leaves_no_word_of_a_draw_in_any_file(
    db: Database, by: Person, round_id: str
) -> None:
    """And the control: before, all of them are found."""
    filled(db, by, round_id)
    with db.alone() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = bytes_of(db)
    words = [each for each in WORDS if each.encode() in before]
    assert words == list(WORDS)
    dispose(db, by, round_id)
    after = bytes_of(db)
    assert [each for each in WORDS if each.encode() in after] == []


def test_the_numbers_of_a_draw_stand_after_a_disposal(
    db: Database, by: Person, round_id: str
) -> None:
    filled(db, by, round_id)
    with db.reading() as connection:
        before = samples.samples(connection, round_id)
        was = [samples.cases(connection, each.id) for each in before]
    dispose(db, by, round_id)
    with db.reading() as connection:
        after = samples.samples(connection, round_id)
        now = [samples.cases(connection, each.id) for each in after]
        certificate = retention_detail(db)
    blank = {"name": ""}
    for old, new in zip(before, after, strict=True):
        assert new.seed == ""
        assert [each.model_copy(update=blank) for each in new.strata] == [
            each.model_copy(update=blank) for each in old.strata
        ]
        assert (new.number, new.design.size) == (old.number, old.design.size)
        assert bool(new.set_aside_because) == bool(old.set_aside_because)
    assert [shape(each) for each in now] == [shape(each) for each in was]
    for each in now:
        known = {one.reference for one in each}
        assert {one.replaced_by for one in each if one.replaced_by} <= known
        assert len(standing(each)) == len(standing(was[now.index(each)]))
    assert certificate["sampled"] == sum(map(len, was))


def shape(found: Sequence[SampleCase]) -> list[tuple[str, int, bool, bool]]:
    return sorted(
        (each.part.value, each.position or 0, bool(each.reason), bool(each.replaced_by))
        for each in found
    )


def retention_detail(db: Database) -> dict[str, Any]:
    (told,) = acts(db, "round.disposed")
    return told


def test_after_a_disposal_nothing_is_drawn(db: Database, by: Person, round_id: str) -> None:
    draw(db, round_id)
    at = now_in(db, round_id)[0]
    dispose(db, by, round_id)
    for act in (lambda: draw(db, round_id), lambda: sample.replace(db, by, round_id, at, "Why")):
        assert refused(act).code == "round.disposed"


def test_every_text_of_a_draw_is_thought_of_in_its_erasing() -> None:
    """A column that somebody adds has to be thought of in `samples.erase`."""
    texts = {
        f"{table}.{column.name}"
        for table in (t.sample, t.sample_case)
        for column in table.c
        if not column.foreign_keys and str(column.type) in ("VARCHAR", "TEXT", "JSON")
    }
    assert texts == {
        "sample.id",
        "sample.seed",
        "sample.seed_from",
        "sample.strata",
        "sample.design",
        "sample.set_aside_because",
        "sample_case.reference",
        "sample_case.stratum",
        "sample_case.part",
        "sample_case.reason",
        "sample_case.replaced_by",
        "sample_case.replaced_because",
    }


def test_headings_are_those_of_the_list() -> None:
    """The design speaks of the column by its heading as it stands."""
    assert drafted(ROWS).columns == HEADINGS[-1:]
    assert erasure.NEUTRAL.format("x") == "disposed-x"
