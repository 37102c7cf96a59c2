"""Moving a round on, what is frozen where, and planning its re-audit."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from audit.commands import case_audit, case_fact, cycle, frame, judgement, nudge, rating, retention
from audit.commands.case import audit_one_now
from audit.commands.person import retire
from audit.commands.round import open_, plan_anew
from audit.commands.timetable import lay_out, mark_step
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.rules.cycle import WORDS
from audit.store import tables as t
from audit.store.database import Database
from audit.views import cycle as views
from audit.views.case_files import case_files
from audit.views.round import rounds
from tests import case_lists
from tests.builders import (
    VISIT,
    Clock,
    add,
    admitted,
    audit_at,
    auditor,
    moved,
    open_round,
    planned_round,
    published,
    round_at,
    small_checklist,
    started,
    submitted,
)

KEEP = {
    "retain_until": date(2031, 3, 31),
    "retain_reason": "Five years",
    "retain_owner": "Business manager",
}


# ---- Moves ---------------------------------------------------------------------------------------------


def test_a_round_goes_its_way(db: Database, by: Person) -> None:
    round_id = planned_round(db, starts=date(2026, 3, 2), due=date(2026, 4, 3), **KEEP)
    planned_at = rounds(db, by)[0].opened_at
    made = add(db, round_id)
    assert cycle.move(db, by, round_id, "open") is RoundStatus.OPEN
    assert rounds(db, by)[0].opened_at > planned_at
    with pytest.raises(Refusal) as refused:
        cycle.move(db, by, round_id, "moderate")
    needs = (
        "At least one case file audit to talk about: 0 submitted."
        " Every case file audit submitted: 1 of 1 are not: 1 not started."
    )
    told = {"move": "Begin moderation", "needs": needs}
    assert refused.value.complaint == complaint("cycle.needs", "Spring 2026", **told)
    assert cycle.move(db, by, round_id, "moderate", "The file is lost") is RoundStatus.MODERATION
    assert cycle.move(db, by, round_id, "close", " Nothing\ncomes ") is RoundStatus.CLOSED
    found = views.cycle(db, by, round_id)
    assert [(each.status, each.by, each.reason) for each in found.moves] == [
        (RoundStatus.PLANNED, by.name, ""),
        (RoundStatus.OPEN, by.name, ""),
        (RoundStatus.MODERATION, by.name, "The file is lost"),
        (RoundStatus.CLOSED, by.name, "Nothing comes"),
    ]
    assert case_files(db, by, round_id).audits[0].id == made


def test_the_quick_path_opens_at_once(db: Database, by: Person) -> None:
    found = views.cycle(db, by, open_round(db))
    assert [each.status for each in found.moves] == [RoundStatus.OPEN]


def test_the_same_click_twice_is_one_move(db: Database, by: Person) -> None:
    round_id = planned_round(db)
    for _ in range(2):
        assert cycle.move(db, by, round_id, "open", "Now", key="form") is RoundStatus.OPEN
    assert len(views.cycle(db, by, round_id).moves) == 2


def test_a_called_off_round_is_planned_again(db: Database, by: Person) -> None:
    round_id = moved(db, planned_round(db), "call off")
    assert rounds(db, by)[0].status is RoundStatus.CLOSED
    assert cycle.move(db, by, round_id, "reopen", "There is time") is RoundStatus.PLANNED


def test_a_closed_round_goes_back_step_by_step_and_can_change_again(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    made = submitted(db, round_id)
    moved(db, round_id, "moderate", "close", "reopen", reason="Look again")
    case_audit.send_back(db, by, made, "Look at C1 again")
    case_audit.submit(db, by, made)
    assert cycle.move(db, by, round_id, "reopen", "A file was forgotten") is RoundStatus.OPEN
    add(db, round_id, "S-002")


def test_a_reason_is_a_line(db: Database, by: Person) -> None:
    round_id = planned_round(db)
    with pytest.raises(Refusal) as refused:
        cycle.move(db, by, round_id, "open", "x" * 301)
    assert refused.value.complaint == complaint("cycle.line", "Reason", limit=300)


def test_a_round_that_is_not_there_does_not_move(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        cycle.move(db, by, "ghost", "open", "Now")
    assert refused.value.complaint == complaint("round.not-found")


def test_single_files_do_not_move(db: Database, by: Person) -> None:
    audit_one_now(db, by, published(db), "csc")
    (single,) = rounds(db, by)
    with pytest.raises(Refusal) as refused:
        cycle.move(db, by, single.id, "moderate", "All done")
    assert refused.value.complaint == complaint("cycle.single", "Single files")


def test_disposal_closes_for_ever_and_takes_the_reasons_with_it(db: Database, by: Person) -> None:
    round_id = moved(db, open_round(db, **KEEP), "moderate", reason="PX-001 was moved away")
    assert isinstance(db.clock, Clock)
    db.clock.now = db.clock.now.replace(year=2032)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    found = views.cycle(db, by, round_id)
    assert [(each.status, each.reason) for each in found.moves] == [
        (RoundStatus.OPEN, ""),
        (RoundStatus.MODERATION, ""),
        (RoundStatus.CLOSED, ""),
    ]
    assert found.open_moves == ()
    with pytest.raises(Refusal) as refused:
        cycle.move(db, by, round_id, "reopen", "Once more")
    told = complaint("round.disposed", "Spring 2026", on="2 March 2032")
    assert refused.value.complaint == told
    with pytest.raises(Refusal) as frozen:
        plan_anew(db, by, round_id, theme="", starts=None, due=None)
    assert frozen.value.complaint == told


# ---- What is frozen ------------------------------------------------------------------------------------


def refused_with(call: Callable[[], object], db: Database) -> object:
    """The complaint with which it is refused; nothing has changed."""
    version = db.version()
    with pytest.raises(Refusal) as refused:
        call()
    assert db.version() == version
    return refused.value.complaint


def test_nothing_in_a_closed_round_changes(db: Database, by: Person) -> None:
    round_id = open_round(db, due=date(2026, 4, 1))
    waiting = add(db, round_id, "S-001")
    begun = started(db, round_id, "S-002")
    done = audit_at(db, "submitted", "S-003", round_id=round_id)
    lay_out(db, by, round_id, "usual", date(2026, 3, 2))
    moved(db, round_id, "moderate", "close")
    robin = auditor(db)
    files = {waiting: "S-001", begun: "S-002", done: "S-003"}
    acts: dict[str, tuple[str, Callable[[], object]]] = {
        "allocate": (waiting, lambda: case_audit.allocate(db, by, waiting, robin.id)),
        "start": (waiting, lambda: case_audit.start(db, by, waiting)),
        "submit": (begun, lambda: case_audit.submit(db, by, begun)),
        "return": (done, lambda: case_audit.send_back(db, by, done, "Look again")),
    }
    for work, (audit, act) in acts.items():
        told = {"title": "Spring 2026", "work": WORDS[work]}
        wanted = complaint("cycle.closed", f"Case file {files[audit]}", **told)
        assert refused_with(act, db) == wanted
    changes: tuple[Callable[[], object], ...] = (
        lambda: rating.rate(db, by, begun, "C1", "rating", "yes", was=None, visit=VISIT),
        lambda: case_fact.state(db, by, begun, "father", "known", was=None, visit=VISIT),
        lambda: judgement.judge(db, by, begun, "", "value", "fair", was=None, visit=VISIT),
    )
    told = {"title": "Spring 2026", "work": WORDS["change"]}
    for change in changes:
        assert refused_with(change, db) == complaint("cycle.closed", "Case file S-002", **told)
    of_the_round: dict[str, Callable[[], object]] = {
        "add": lambda: add(db, round_id, "S-004"),
        "take": lambda: frame.take(db, by, round_id, case_lists.drafted()),
        "remind": lambda: nudge.made(db, by, round_id, "email"),
        "plan": lambda: plan_anew(db, by, round_id, theme="Sleep", starts=None, due=None),
        "timetable": lambda: lay_out(db, by, round_id, "jtai", date(2026, 3, 2)),
    }
    for work, act in of_the_round.items():
        where = "Case file S-004" if work == "add" else "Spring 2026"
        told = {"title": "Spring 2026", "work": WORDS[work]}
        assert refused_with(act, db) == complaint("cycle.closed", where, **told)
    mark_step(db, by, round_id, 1, done=True)  # what was done is still ticked off


def test_in_a_planned_round_nobody_starts(db: Database, by: Person) -> None:
    waiting = add(db, planned_round(db))
    told = {"title": "Spring 2026", "work": WORDS["start"]}
    assert refused_with(lambda: case_audit.start(db, by, waiting), db) == complaint(
        "cycle.planned", "Case file S-001", **told
    )
    case_audit.allocate(db, by, waiting, auditor(db).id)


def test_in_moderation_what_is_there_is_audited_to_its_end_and_nothing_is_added(
    db: Database, by: Person
) -> None:
    round_id, robin = open_round(db), auditor(db)
    waiting = add(db, round_id, "S-001")
    begun = audit_at(db, "complete", "S-002", round_id=round_id)
    moved(db, round_id, "moderate")
    case_audit.allocate(db, by, waiting, robin.id)
    case_audit.start(db, robin, waiting)
    case_audit.submit(db, by, begun)
    case_audit.send_back(db, by, begun, "Look again")
    of_the_round: dict[str, Callable[[], object]] = {
        "take": lambda: frame.take(db, by, round_id, case_lists.drafted()),
        "plan": lambda: plan_anew(db, by, round_id, theme="Sleep", starts=None, due=None),
    }
    for work, act in of_the_round.items():
        told = {"title": "Spring 2026", "work": WORDS[work]}
        assert refused_with(act, db) == complaint("cycle.moderation", "Spring 2026", **told)


def test_one_file_at_a_time_never_waits_for_a_round(db: Database, by: Person) -> None:
    moved(db, open_round(db), "moderate", "close")
    assert audit_one_now(db, by, published(db), "csc")


# ---- Re-audits -----------------------------------------------------------------------------------------


def auditors_of(db: Database, round_id: str) -> list[tuple[object, ...]]:
    mine = select(
        t.round_auditor.c.person_id,
        t.round_auditor.c.share,
        t.round_auditor.c.away_from,
        t.round_auditor.c.expert_in,
    ).where(t.round_auditor.c.round_id == round_id)
    with db.reading() as connection:
        return [tuple(row) for row in connection.execute(mine)]


def designed(db: Database, by: Person) -> tuple[str, Person]:
    """A round with a theme, a timetable and three auditors, of whom one has left and one audits no more."""
    round_id = open_round(
        db, "Autumn 2026", theme="Safer sleep", starts=date(2026, 10, 5), due=date(2026, 11, 6)
    )
    lay_out(db, by, round_id, "usual", date(2026, 10, 5))
    mark_step(db, by, round_id, 1, done=True)
    robin, gone = auditor(db), auditor(db, "Gone")
    other = admitted(db, Role.SCRUTINEER, name="Sam")
    with db.acting(by, "round.planned") as now:
        for each in (robin, gone, other):
            row = {
                "round_id": round_id,
                "person_id": each.id,
                "share": 50,
                "away_from": date(2026, 10, 12),
                "away_until": date(2026, 10, 16),
                "expert_in": ["sleep"],
                "joined_at": now.at,
            }
            now.connection.execute(t.round_auditor.insert().values(row))
    retire(db, by, gone.id)
    return round_id, robin


def test_a_re_audit_has_the_same_design_and_fresh_ratings(db: Database, by: Person) -> None:
    round_id, robin = designed(db, by)
    submitted(db, round_id)
    made = cycle.re_audit(db, by, round_id, "Spring 2027 re-audit", date(2027, 3, 1))
    found = views.cycle(db, by, made)
    assert found.status is RoundStatus.PLANNED
    assert (found.theme, found.starts) == ("Safer sleep", date(2027, 3, 1))
    # The 25th working day, as before: Easter lies between.
    assert found.facts.due == date(2027, 4, 6)
    assert found.follows is not None
    assert found.follows.title == "Autumn 2026"
    assert [each.title for each in views.cycle(db, by, round_id).followed_by] == [
        "Spring 2027 re-audit"
    ]
    before = views.cycle(db, by, round_id).steps
    assert [each.title for each in found.steps] == [each.title for each in before]
    assert found.steps[0].due == date(2027, 3, 1)
    assert all(each.done_at is None for each in found.steps)
    assert case_files(db, by, made).audits == ()
    assert auditors_of(db, made) == [(robin.id, 50, None, ["sleep"])]


def test_a_re_audit_of_a_bare_round_is_bare(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = cycle.re_audit(db, by, round_id, "Again", date(2027, 3, 1))
    found = views.cycle(db, by, made)
    assert (found.facts.due, found.steps, found.theme) == (None, (), "")
    assert auditors_of(db, made) == []


def test_it_keeps_its_version_or_takes_the_newest(db: Database, by: Person) -> None:
    round_id = open_round(db)
    second = published(db, small_checklist(version=2))
    same = cycle.re_audit(db, by, round_id, "Same", date(2027, 3, 1))
    newest = cycle.re_audit(db, by, round_id, "Newest", date(2027, 3, 1), newest=True)
    of = {each.id: each.checklist_id for each in rounds(db, by)}
    assert of[same] == of[round_id]
    assert of[newest] == second
    assert (views.cycle(db, by, same).version, views.cycle(db, by, same).newest_version) == (1, 2)


def test_the_same_form_twice_plans_one(db: Database, by: Person) -> None:
    round_id = open_round(db)
    first = cycle.re_audit(db, by, round_id, "Again", date(2027, 3, 1), key="form")
    assert cycle.re_audit(db, by, round_id, "Again", date(2027, 3, 1), key="form") == first
    assert len(rounds(db, by)) == 2


def test_a_plan_and_single_files_have_no_re_audit(db: Database, by: Person) -> None:
    planned = planned_round(db)
    with pytest.raises(Refusal) as refused:
        cycle.re_audit(db, by, planned, "Again", date(2027, 3, 1))
    told = {"move": "Plan a re-audit", "status": "planned"}
    assert refused.value.complaint == complaint("cycle.move", "Spring 2026", **told)
    single = open_(db, by, "Single files", published(db))
    with pytest.raises(Refusal) as alone:
        cycle.re_audit(db, by, single, "Again", date(2027, 3, 1))
    assert alone.value.complaint == complaint("cycle.single", "Single files")


def test_a_closed_round_has_a_re_audit(db: Database, by: Person) -> None:
    made = cycle.re_audit(db, by, round_at(db, "closed"), "Again", date(2027, 3, 1))
    assert views.cycle(db, by, made).status is RoundStatus.PLANNED
