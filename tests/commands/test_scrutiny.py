"""Scrutiny: a comment is kept and must be answered, once, in words that identify nobody."""

from datetime import timedelta

import pytest

from audit.commands import cycle, retention, scrutiny
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.round import RoundStatus
from audit.model.scrutiny import COMMENT_LIMIT, Comment
from audit.rules.retention import day, today
from audit.store.database import Database
from audit.views import cycle as cycles
from audit.views import scrutiny as views
from audit.views.trail import TrailFilter, trail
from tests.builders import Clock, admitted, local, moved, open_round, submitted

TITLE = "Spring 2026"


@pytest.fixture
def watcher(db: Database) -> Person:
    return admitted(db, Role.SCRUTINEER, name="Wren")


@pytest.fixture
def lead(db: Database) -> Person:
    return admitted(db, Role.QA_LEAD, name="Lee")


@pytest.fixture
def round_id(db: Database) -> str:
    return open_round(db, title=TITLE)


def comments(db: Database, by: Person, round_id: str) -> tuple[Comment, ...]:
    return views.scrutiny(db, by, round_id).comments


def test_a_comment_and_its_answer_stand_as_they_were_written(
    db: Database, watcher: Person, lead: Person, round_id: str
) -> None:
    made = scrutiny.comment(db, watcher, round_id, "  Why so few police files?\n")
    board = admitted(db, Role.BOARD_MEMBER, name="Bea")
    found = views.scrutiny(db, board, round_id)
    assert [(each.number, each.text, each.by, each.is_answered) for each in found.comments] == [
        (1, "Why so few police files?", "Wren", False)
    ]
    assert found.waiting == 1
    scrutiny.answer(db, lead, made, "Two were withdrawn.")
    found = views.scrutiny(db, board, round_id)
    assert found.waiting == 0
    assert (found.comments[0].answer, found.comments[0].answered_by) == (
        "Two were withdrawn.",
        "Lee",
    )
    told = [each.words for each in trail(db, lead, TrailFilter()).entries]
    assert any("commented on the round “Spring 2026”, as comment 1" in each for each in told)
    assert any("answered comment 1 of scrutiny on the round “Spring 2026”" in each for each in told)


def test_the_same_submit_twice_is_one(
    db: Database, watcher: Person, lead: Person, round_id: str
) -> None:
    both = [scrutiny.comment(db, watcher, round_id, "Why?", key="k") for _ in range(2)]
    assert both[0] == both[1]
    assert len(comments(db, lead, round_id)) == 1
    for _ in range(2):
        scrutiny.answer(db, lead, both[0], "Because.", key="k")
    assert comments(db, lead, round_id)[0].answer == "Because."


def test_an_answer_stands(db: Database, watcher: Person, lead: Person, round_id: str) -> None:
    made = scrutiny.comment(db, watcher, round_id, "Why?")
    scrutiny.answer(db, lead, made, "Because.")
    with pytest.raises(Refusal) as refused:
        scrutiny.answer(db, lead, made, "Something else.")
    where = f"{TITLE}, comment 1"
    assert refused.value.complaint == complaint("scrutiny.answered", where, who="Lee")
    assert comments(db, lead, round_id)[0].answer == "Because."


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nothing_is_no_comment(db: Database, watcher: Person, round_id: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        scrutiny.comment(db, watcher, round_id, words)
    assert refused.value.complaint == complaint("scrutiny.no-words", TITLE)


def test_a_comment_has_an_end(db: Database, watcher: Person, round_id: str) -> None:
    with pytest.raises(Refusal) as refused:
        scrutiny.comment(db, watcher, round_id, "x" * (COMMENT_LIMIT + 1))
    assert refused.value.complaint.code == "text.too-long"
    scrutiny.comment(db, watcher, round_id, "x" * COMMENT_LIMIT)


def test_what_could_identify_somebody_is_pointed_out_before_it_is_kept(
    db: Database, watcher: Person, lead: Person, round_id: str
) -> None:
    words = "NHS number 943 476 5919 was read twice"
    with pytest.raises(Refusal) as refused:
        scrutiny.comment(db, watcher, round_id, words)
    assert refused.value.complaint.code == "scrutiny.identifier"
    assert "943 476 5919" in str(refused.value)
    assert not comments(db, lead, round_id)
    made = scrutiny.comment(db, watcher, round_id, words, looked=True)
    with pytest.raises(Refusal) as refused:
        scrutiny.answer(db, lead, made, words)
    assert refused.value.complaint.code == "scrutiny.identifier"
    assert not comments(db, lead, round_id)[0].is_answered
    scrutiny.answer(db, lead, made, words, looked=True)
    said = [each.words for each in trail(db, lead, TrailFilter(kind="round")).entries[:2]]
    looked = "; looked at 1 place that may identify a person, and kept the text"
    assert all(each.endswith(looked) for each in said)


def test_no_round_no_comment_and_no_comment_no_answer(
    db: Database, watcher: Person, lead: Person
) -> None:
    with pytest.raises(NotFound):
        scrutiny.comment(db, watcher, "ghost", "Why?")
    with pytest.raises(NotFound) as refused:
        scrutiny.answer(db, lead, "ghost", "Because.")
    assert refused.value.complaint == complaint("scrutiny.not-found")


def test_a_round_is_not_closed_over_a_comment_without_a_reason(
    db: Database, watcher: Person, by: Person, round_id: str
) -> None:
    submitted(db, round_id)
    moved(db, round_id, "moderate")
    made = scrutiny.comment(db, watcher, round_id, "Why so few?")
    close = next(
        each for each in cycles.cycle(db, by, round_id).open_moves if each.which == "close"
    )
    need = "Every comment of a scrutineer answered: 1 comment, 1 of them without an answer."
    assert [(each.words, each.place) for each in close.unmet] == [(need, "Scrutiny")]
    with pytest.raises(Refusal) as refused:
        cycle.move(db, by, round_id, "close")
    told = complaint("cycle.needs", TITLE, move="Close the round", needs=need)
    assert refused.value.complaint == told
    scrutiny.answer(db, local(db), made, "The others had none.")
    assert cycle.move(db, by, round_id, "close") is RoundStatus.CLOSED
    # What is closed can be commented on still: that changes nothing in it.
    scrutiny.comment(db, watcher, round_id, "Thank you.")


def test_it_is_passed_over_with_a_reason(
    db: Database, watcher: Person, by: Person, round_id: str
) -> None:
    submitted(db, round_id)
    moved(db, round_id, "moderate")
    scrutiny.comment(db, watcher, round_id, "Why so few?")
    assert cycle.move(db, by, round_id, "close", "The board meets today") is RoundStatus.CLOSED


def test_after_a_disposal_only_that_it_was_said_is_left(
    db: Database, watcher: Person, by: Person, lead: Person, round_id: str
) -> None:
    submitted(db, round_id)
    made = scrutiny.comment(db, watcher, round_id, "Why was S-003 left out?")
    scrutiny.answer(db, lead, made, "It is before a court.")
    until = today(db.clock()) + timedelta(days=9)
    retention.keep_until(db, by, round_id, until, "Five years", "Manager")
    moved(db, round_id, "moderate", "close")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, round_id, confirm=TITLE)
    (left,) = comments(db, lead, round_id)
    assert (left.text, left.answer, left.is_answered) == ("", "", True)
    with pytest.raises(Refusal) as refused:
        scrutiny.comment(db, watcher, round_id, "Why?")
    on = day(today(db.clock()))
    assert refused.value.complaint == complaint("round.disposed", TITLE, on=on)
