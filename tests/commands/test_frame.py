"""Taking a case list: whole or not at all, once, against what was seen, and on record."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from audit.commands import frame, job, person
from audit.model.frame import Layout
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.rules.cycle import SHUT
from audit.rules.frame_guess import headings_key
from audit.store import frames
from audit.store import tables as t
from audit.store.database import Database
from audit.views.frame import frame_page
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, local, open_round
from tests.case_lists import HEADINGS, ROWS, drafted, taken

MORE = (*ROWS, ("S-005", "GP", "", "3", "Child in need"))


@pytest.fixture
def round_id(db: Database) -> str:
    return open_round(db)


def last(db: Database) -> tuple[str, str, dict[str, Any]]:
    with db.reading() as connection:
        row = connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()
    return row.act, row.about, json.loads(row.detail)


def rows_kept(db: Database) -> int:
    with db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(t.frame_case)).scalar_one())


def refusal(db: Database, by: Person, *given: Any, **more: Any) -> Any:
    version = db.version()
    with pytest.raises(Refusal) as caught:
        frame.take(db, by, *given, **more)
    assert db.version() == version, "a refusal keeps nothing"
    return caught.value.complaint


def test_what_went_in_comes_out_in_its_order(db: Database, by: Person, round_id: str) -> None:
    draft = drafted(ROWS[::-1])
    made = frame.take(db, by, round_id, draft)
    with db.reading() as connection:
        assert frames.cases(connection, made) == draft.cases
        stands = frames.current(connection, round_id)
    assert stands is not None
    assert (stands.id, stands.name, stands.hash, stands.columns, stands.cases) == (
        made,
        "list.csv",
        draft.hash,
        ("Plan type",),
        4,
    )
    assert stands.taken_by == by.name
    assert stands.replaces is None


def test_it_stands_in_the_trail_with_its_hash_and_no_reference(
    db: Database, by: Person, round_id: str
) -> None:
    draft = drafted()
    made = frame.take(db, by, round_id, draft)
    act, about, detail = last(db)
    assert (act, about) == ("frame.taken", f"round:{round_id}")
    assert detail == {
        "frame": made,
        "hash": draft.hash,
        "cases": 4,
        "replaces": None,
        "columns": 1,
        "pseudonyms": "",
    }
    (entry,) = trail(db, by, TrailFilter(act="frame.taken")).entries
    assert "4 cases" in entry.words
    assert "S-001" not in entry.words


def test_the_same_list_again_adds_nothing(db: Database, by: Person, round_id: str) -> None:
    made = taken(db, round_id)
    version = db.version()
    assert frame.take(db, by, round_id, drafted(ROWS[::-1]), seen=made) == made
    assert frame.take(db, by, round_id, drafted(), seen=None) == made, "even where it was not seen"
    assert db.version() == version
    assert rows_kept(db) == 4


def test_the_same_click_again_is_one_list(db: Database, by: Person, round_id: str) -> None:
    made = frame.take(db, by, round_id, drafted(), key="click")
    assert frame.take(db, by, round_id, drafted(), key="click") == made
    assert rows_kept(db) == 4


def test_a_corrected_list_takes_the_place_of_the_one_that_was_seen(
    db: Database, by: Person, round_id: str
) -> None:
    first = taken(db, round_id)
    second = taken(db, round_id, MORE, seen=first)
    with db.reading() as connection:
        assert [each.id for each in frames.frames(connection, round_id)] == [second, first]
        assert len(frames.cases(connection, first)) == 4, "the earlier one stays on record"
    page = frame_page(db, by, round_id)
    assert page.frame is not None
    assert page.frame.replaces == first
    # And back to the first list: it is another frame again, for another stood in between.
    third = taken(db, round_id, ROWS, seen=second)
    assert third not in (first, second)


@pytest.mark.parametrize("seen", [None, "another"])
def test_a_list_compared_with_one_that_stands_no_longer_is_refused(
    db: Database, by: Person, round_id: str, seen: str | None
) -> None:
    taken(db, round_id)
    expected = complaint("frame.moved-on", "Spring 2026")
    assert refusal(db, by, round_id, drafted(MORE), seen=seen) == expected


def test_a_list_compared_with_nothing_is_refused_once_one_stands_and_taken_before(
    db: Database, by: Person, round_id: str
) -> None:
    expected = complaint("frame.moved-on", "Spring 2026")
    assert refusal(db, by, round_id, drafted(), seen="another") == expected


@pytest.mark.parametrize("status", ["moderation", "closed"])
def test_no_list_is_taken_once_the_round_is_no_longer_open(
    db: Database, by: Person, round_id: str, status: str
) -> None:
    with db.acting(by, "test.moved", f"round:{round_id}") as now:
        now.connection.execute(update(t.round_).values(status=status))
    told = {"title": "Spring 2026", "work": "taking a case list"}
    expected = complaint(SHUT[RoundStatus(status)], "Spring 2026", **told)
    assert refusal(db, by, round_id, drafted()) == expected


def test_no_list_is_taken_into_a_round_that_was_disposed_of(
    db: Database, by: Person, round_id: str
) -> None:
    with db.acting(by, "test.disposed", f"round:{round_id}") as now:
        now.connection.execute(update(t.round_).values(disposed_at=now.at))
    assert refusal(db, by, round_id, drafted()).code == "round.disposed"


def test_there_is_such_a_round(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as none:
        frame.take(db, by, "ghost", drafted())
    assert none.value.complaint == complaint("round.not-found")


def test_a_forged_draft_is_kept_no_more_than_a_file(
    db: Database, by: Person, round_id: str
) -> None:
    draft = drafted()
    forged = replace(draft, cases=(draft.cases[0]._replace(reference="Emma Jones"),))
    expected = complaint("reference.name", "Case reference “Emma Jones”")
    assert refusal(db, by, round_id, forged) == expected
    assert rows_kept(db) == 0


def test_a_fault_in_the_middle_keeps_nothing(db: Database, by: Person, round_id: str) -> None:
    draft = drafted()
    # Two cases of one row: the database itself refuses the second.
    twice = replace(draft, cases=(draft.cases[0], draft.cases[1]._replace(line=2)))
    version = db.version()
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        frame.take(db, by, round_id, twice)
    assert rows_kept(db) == 0
    assert db.version() == version
    taken(db, round_id)


def test_what_columns_mean_is_remembered_and_the_last_word_counts(
    db: Database, round_id: str
) -> None:
    first = taken(db, round_id)
    key = headings_key(HEADINGS)

    def kept() -> Layout | None:
        with db.reading() as connection:
            return frames.layout(connection, key)

    known = kept()
    assert known is not None
    assert known.held_by == ""
    held = drafted(MORE, held_by="gp")
    frame.take(db, local(db), round_id, held, seen=first)
    again = kept()
    assert again is not None
    assert again.held_by == "gp"
    with db.reading() as connection:
        assert frames.layout(connection, "other") is None


def test_the_list_that_is_taken_out_stands_in_the_trail(
    db: Database, by: Person, round_id: str
) -> None:
    with pytest.raises(Refusal) as none:
        frame.exported(db, by, round_id)
    assert none.value.complaint == complaint("frame.none", "Spring 2026")
    made = taken(db, round_id)
    number = frame.exported(db, by, round_id)
    told = {"frame": made, "cases": 4, "document": number}
    assert last(db) == ("frame.exported", f"round:{round_id}", told)
    number = frame.pseudonyms_exported(db, by, round_id, 7)
    told = {"rows": 7, "document": number}
    assert last(db) == ("pseudonym_list.exported", f"round:{round_id}", told)


def test_auditors_take_no_list(db: Database, round_id: str) -> None:
    robin = admitted(db, Role.AUDITOR)
    for act in (
        lambda: frame.take(db, robin, round_id, drafted()),
        lambda: frame.exported(db, robin, round_id),
        lambda: frame.pseudonyms_exported(db, robin, round_id, 1),
    ):
        with pytest.raises(Refusal):
            act()


# ---- A long list, a lot at a time ----------------------------------------------------------------------


@pytest.fixture
def lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is long."""
    monkeypatch.setattr(frame, "LOT", 1)


def put_down(db: Database) -> int:
    with db.reading() as connection:
        return int(
            connection.execute(select(func.count()).select_from(t.frame_coming)).scalar_one()
        )


@pytest.mark.usefixtures("lots")
def test_a_long_list_is_kept_as_a_short_one_is(db: Database, by: Person, round_id: str) -> None:
    told: list[float] = []
    made = frame.take(db, by, round_id, drafted(), key="click", heard=told.append)
    with db.reading() as connection:
        assert frames.cases(connection, made) == drafted().cases
    assert told == [0, 0.25, 0.5, 0.75, 1]
    assert put_down(db) == 0
    assert frame.take(db, by, round_id, drafted(), key="click") == made
    assert (rows_kept(db), put_down(db)) == (4, 0)


@pytest.mark.usefixtures("lots")
@pytest.mark.parametrize("at", [0, 0.5, 1])
def test_cancelled_half_way_nothing_of_it_is_kept_and_others_acted_meanwhile(
    db: Database, by: Person, round_id: str, at: float
) -> None:
    def heard(share: float) -> None:
        person.admit(db, by, f"Robin {share}", (Role.AUDITOR,))
        if share == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        frame.take(db, by, round_id, drafted(), heard=heard)
    assert (rows_kept(db), put_down(db)) == (0, 0)
    taken(db, round_id)


@pytest.mark.usefixtures("lots")
def test_what_a_killed_process_had_put_down_goes_and_was_never_seen(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "clear", lambda *_: None)  # it was killed
    with pytest.raises(KeyboardInterrupt):
        frame.take(db, by, round_id, drafted(), heard=stopped_at(0.5))
    monkeypatch.undo()
    assert (rows_kept(db), put_down(db)) == (0, 2)
    job.Holder(db, "tidy").tidy()
    assert put_down(db) == 2, "somebody may still be at it"
    db.clock.now += timedelta(hours=25)  # type: ignore[attr-defined]
    job.Holder(db, "tidy").tidy()
    assert put_down(db) == 0


@pytest.mark.usefixtures("lots")
def test_a_list_of_which_a_part_went_is_not_kept(db: Database, by: Person, round_id: str) -> None:
    def heard(share: float) -> None:
        if share == 1:
            with db.acting(by, "test.gone") as now:
                now.connection.execute(delete(t.frame_coming).where(t.frame_coming.c.line > 3))

    with pytest.raises(Refusal) as refused:
        frame.take(db, by, round_id, drafted(), heard=heard)
    assert refused.value.complaint == complaint("frame.not-whole", "Spring 2026")
    assert (rows_kept(db), put_down(db)) == (0, 0)


def stopped_at(share: float) -> Callable[[float], None]:
    def heard(told: float) -> None:
        if told == share:
            raise KeyboardInterrupt

    return heard


def test_a_round_that_moved_to_another_version_meanwhile_is_looked_at_again(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = frame._checked

    def elsewhere(connection: Any, of: str, draft: Any) -> str:
        looked.append(real(connection, of, draft))
        return "another version"

    monkeypatch.setattr(frame, "_checked", elsewhere)
    frame.take(db, by, round_id, drafted())
    assert len(looked) == 2
