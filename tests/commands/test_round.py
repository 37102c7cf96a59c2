"""Opening a round."""

from datetime import date

import pytest

from audit.commands.round import open_, plan, plan_anew
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.store.database import Database
from audit.views.cycle import cycle
from audit.views.round import rounds
from tests.builders import open_round, published, small_checklist


def test_a_round_is_opened(db: Database, by: Person) -> None:
    made = open_(db, by, "  Spring \n 2026 ", published(db), due=date(2026, 6, 30))
    (found,) = rounds(db, by)
    assert (found.id, found.title, found.status) == (made, "Spring 2026", RoundStatus.OPEN)
    assert found.checklist == "Small audit, version 1"
    assert found.due == date(2026, 6, 30)
    assert not found.has_files


def test_a_re_audit_follows_a_round(db: Database, by: Person) -> None:
    first = open_round(db)
    open_(db, by, "Autumn 2026", published(db), follows=first)
    assert [each.title for each in rounds(db, by)] == ["Autumn 2026", "Spring 2026"]


def test_it_cannot_follow_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        open_(db, by, "Autumn 2026", published(db), follows="ghost")
    assert refused.value.complaint == complaint("round.not-found")
    assert not rounds(db, by)


def test_the_same_form_twice_opens_one(db: Database, by: Person) -> None:
    checklist = published(db)
    first = open_(db, by, "Spring 2026", checklist, key="form")
    assert open_(db, by, "Spring 2026", checklist, key="form") == first
    assert len(rounds(db, by)) == 1


@pytest.mark.parametrize("title", ["", " \n", "x" * 81, "Spring\u202e2026", "Spring\x00"])
def test_a_title_is_short_and_prints(db: Database, by: Person, title: str) -> None:
    checklist = published(db)
    with pytest.raises(Refusal) as refused:
        open_(db, by, title, checklist)
    assert refused.value.complaint == complaint("round.title", where="Title of the round", limit=80)


def test_two_rounds_have_two_titles(db: Database, by: Person) -> None:
    open_round(db)
    with pytest.raises(Refusal) as refused:
        open_(db, by, " Spring  2026", published(db))
    assert refused.value.complaint == complaint("round.taken", where="Title “Spring 2026”")


def test_a_checklist_is_needed_and_one_for_files(db: Database, by: Person) -> None:
    reflection = published(db, small_checklist(purpose="self-reflection"))
    with pytest.raises(Refusal) as refused:
        open_(db, by, "Spring 2026", reflection)
    assert refused.value.complaint == complaint("round.purpose", where="Small audit")
    with pytest.raises(NotFound) as missing:
        open_(db, by, "Spring 2026", "ghost")
    assert missing.value.complaint == complaint("checklist.not-found")
    assert not rounds(db, by)


# ---- Plans ---------------------------------------------------------------------------------------------


def test_a_round_is_planned(db: Database, by: Person) -> None:
    days = {"starts": date(2026, 10, 5), "due": date(2026, 11, 6)}
    made = plan(db, by, "Autumn 2026", published(db), theme=" Safer \n sleep ", **days)
    found = cycle(db, by, made)
    assert (found.status, found.theme) == (RoundStatus.PLANNED, "Safer sleep")
    assert (found.starts, found.facts.due) == (days["starts"], days["due"])


def test_the_same_form_twice_plans_one(db: Database, by: Person) -> None:
    checklist = published(db)
    first = plan(db, by, "Spring 2026", checklist, key="form")
    assert plan(db, by, "Spring 2026", checklist, key="form") == first
    assert len(rounds(db, by)) == 1


def test_it_is_not_due_before_it_begins(db: Database, by: Person) -> None:
    with pytest.raises(Refusal) as refused:
        plan(db, by, "A", published(db), starts=date(2026, 10, 5), due=date(2026, 10, 4))
    told = {"starts": "5 October 2026", "due": "4 October 2026"}
    assert refused.value.complaint == complaint("round.days", "Days of the round", **told)


def test_what_it_looks_into_is_a_line(db: Database, by: Person) -> None:
    with pytest.raises(Refusal) as refused:
        open_(db, by, "A", published(db), theme="x" * 121)
    told = complaint("cycle.line", "What the round looks into", limit=120)
    assert refused.value.complaint == told


def test_a_plan_is_changed_while_the_round_is_not_over(db: Database, by: Person) -> None:
    made = open_round(db)
    days = {"starts": date(2026, 10, 5), "due": date(2026, 11, 6)}
    plan_anew(db, by, made, theme="Fathers", **days)
    found = cycle(db, by, made)
    assert (found.theme, found.starts, found.facts.due) == ("Fathers", *days.values())
    version = db.version()
    plan_anew(db, by, made, theme=" Fathers ", **days)
    assert db.version() == version
    plan_anew(db, by, made, theme="", starts=None, due=None)
    assert cycle(db, by, made).facts.due is None


def test_a_plan_that_is_not_there_is_not_changed(db: Database, by: Person) -> None:
    with pytest.raises(NotFound):
        plan_anew(db, by, "ghost", theme="", starts=None, due=None)
