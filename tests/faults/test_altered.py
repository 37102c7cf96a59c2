"""A value changed past the tool, by a hand or by the disk, is not what the trail says was kept: it is found."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from audit.__main__ import main
from audit.commands import retention
from audit.commands.case_audit import send_back
from audit.model.refusal import complaint
from audit.store import health, sqlite
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from tests.builders import (
    START,
    Clock,
    add,
    give,
    judge,
    local,
    open_round,
    started,
    state_facts,
    submitted,
)
from tests.faults.saves import past_the_guards

Kept = tuple[Path, dict[str, str]]
"""A file, and the ids of its case audits by reference."""
NOTE = "The midwife asked who else lives there, notes of 3 March"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Case audits at every stage, by reference; S-1 is in progress, S-2 submitted, S-3 returned."""
    path = tmp_path_factory.mktemp("kept") / "audit.db"
    db = Database(f"sqlite:///{path}", clock=Clock())
    by, round_id = local(db), open_round(db)
    one = started(db, round_id, "S-1")
    state_facts(db, by, one, {"father": "unknown", "age": "baby", "sleep": "yes"})
    give(db, by, one, "S2", "rating", "no")
    give(db, by, one, "S2", "evidence", NOTE)
    give(db, by, one, "S2", "starred", value=True)
    give(db, by, one, "S1", "rating", "na")
    give(db, by, one, "S1", "reason", "No cot was talked about")
    give(db, by, one, "C1", "overrule", "He was there")
    give(db, by, one, "S1", "rating", None)
    give(db, by, one, "S1", "starred", value=True)
    give(db, by, one, "S1", "starred", value=False)
    judge(db, by, one, "sleep", "fair", "Gaps in what was said")
    two = submitted(db, round_id, "S-2")
    three = submitted(db, round_id, "S-3")
    send_back(db, by, three, "Look at C1 again")
    four = add(db, round_id, "S-4")
    db.close()
    return path, {"S-1": one, "S-2": two, "S-3": three, "S-4": four}


@pytest.fixture
def path(kept: Kept, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(kept[0], tmp_path / "audit.db"))


@pytest.fixture
def hand(path: Path) -> Iterator[Any]:
    """Somebody with the file and a plain connection to it."""
    connection = past_the_guards(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    yield connection
    connection.close()


def altered(path: Path) -> health.Altered | None:
    db = Database(f"sqlite:///{path}")
    with db.reading() as connection:
        found = health.first_altered(connection)
        assert first_broken(connection) is None, "the trail itself holds"
    db.close()
    return found


def test_what_the_commands_kept_is_what_the_trail_says(path: Path) -> None:
    assert altered(path) is None


ALTERED = [
    (
        "UPDATE answer SET evidence = replace(evidence, '3 March', '4 March')",
        "S-1",
        "criterion S2, evidence",
    ),
    ("UPDATE answer SET evidence = CAST(x'ff' AS TEXT)", "S-1", "criterion S2, evidence"),
    ("UPDATE answer SET evidence = ''", "S-1", "criterion S2, evidence"),
    ("UPDATE answer SET rating = 'yes'", "S-1", "criterion S2, rating"),
    ("UPDATE answer SET rating = NULL", "S-1", "criterion S2, rating"),
    ("UPDATE answer SET rating = 'yes'", "S-1", "criterion C2, rating"),
    ("UPDATE answer SET starred = 0", "S-1", "criterion S2, starred"),
    ("UPDATE answer SET starred = 1", "S-1", "criterion S1, starred"),
    ("UPDATE answer SET reason = ''", "S-1", "criterion S1, reason"),
    ("UPDATE answer SET overrule = overrule || '.'", "S-1", "criterion C1, overrule"),
    ("DELETE FROM answer", "S-1", "criterion S2, rating"),
    ("UPDATE judgement SET value = 'strong'", "S-1", "judgement on sleep, value"),
    (
        "UPDATE judgement SET rationale = 'All well'",
        "S-2",
        "judgement on the whole file, rationale",
    ),
    ("DELETE FROM judgement", "S-2", "judgement on the whole file, value"),
    ("UPDATE fact_answer SET value = 'known'", "S-1", "case fact father"),
    ("DELETE FROM fact_answer", "S-1", "case fact father"),
    ("UPDATE case_audit SET tally = replace(tally, 'm', 'n')", "S-2", "what it counts as"),
    ("UPDATE case_audit SET tally = NULL", "S-2", "what it counts as"),
    ("UPDATE case_audit SET tally = 'mmmmm'", "S-3", "what it counts as"),
    ("UPDATE case_audit SET returned_reason = 'Fine'", "S-3", "the reason for its return"),
    ("UPDATE case_audit SET returned_reason = 'Fine'", "S-4", "the reason for its return"),
]
KEY = {"criterion": "criterion", "judgement on": "standard", "case fact": "fact"}
"""By how a place is called, the column that says which one it is."""


@pytest.mark.parametrize(("statement", "reference", "place"), ALTERED)
def test_what_was_changed_by_hand_is_found(
    path: Path, hand: Any, kept: Kept, statement: str, reference: str, place: str
) -> None:
    called = next((each for each in KEY if place.startswith(each)), None)
    of = "id" if called is None else "case_audit_id"
    where, given = f" WHERE {of} = ?", [kept[1][reference]]
    if called is not None:
        name = place.removeprefix(called).split(",")[0].strip()
        where += f" AND {KEY[called]} = ?"
        given.append("" if name == "the whole file" else name)
    assert hand.execute(statement + where, given).rowcount == 1
    hand.commit()
    found = altered(path)
    assert found is not None
    assert (found.reference, found.place) == (reference, place)


def test_a_case_audit_taken_away_is_missed(path: Path, hand: Any, kept: Kept) -> None:
    gone = kept[1]["S-2"]
    for table in ("answer", "judgement", "fact_answer"):
        hand.execute(f"DELETE FROM {table} WHERE case_audit_id = ?", (gone,))  # noqa: S608
    hand.execute("DELETE FROM case_audit WHERE id = ?", (gone,))
    hand.commit()
    found = altered(path)
    assert found is not None
    assert found.place == "the case audit itself"


def test_one_bit_of_a_note_flipped_on_the_disk_is_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No page is damaged by it and no check of the file sees it."""
    content = path.read_bytes()
    words = NOTE.encode()
    assert content.count(words) == 1
    flipped = words.replace(b"3 March", b"2 March")  # one bit
    path.write_bytes(content.replace(words, flipped))
    connection = sqlite.driver.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    found = altered(path)
    assert found is not None
    assert (found.reference, found.place) == ("S-1", "criterion S2, evidence")
    assert found.at is not None
    assert main(["--database", f"sqlite:///{path}", "health"]) == 1
    where = f"{path}: Case file S-1, criterion S2, evidence"
    since = f" at {found.at.day} {found.at:%B %Y, %H:%M}"
    assert capsys.readouterr().err.strip() == str(complaint("health.altered", where, since=since))


MISCOUNTED = [
    ("UPDATE answer SET counts = 'met' WHERE criterion = 'S2'", "S-1", "S2, what it counts as"),
    ("UPDATE answer SET counts = NULL WHERE criterion = 'S2'", "S-1", "S2, what it counts as"),
    ("UPDATE answer SET counts = 'out' WHERE criterion = 'S1'", "S-1", "S1, what it counts as"),
    ("UPDATE answer SET ruled_out_by = '' WHERE criterion = 'C1'", "S-1", "C1, what rules it out"),
    ("UPDATE answer SET ruled_out_by = 'age' WHERE criterion = 'S2'", "S-1", "S2, what rules"),
]


@pytest.mark.parametrize(("statement", "reference", "place"), MISCOUNTED)
def test_what_is_kept_to_count_by_is_counted_again(
    path: Path, hand: Any, kept: Kept, capsys: Any, statement: str, reference: str, place: str
) -> None:
    """The trail knows of ratings and facts; the board counts by what they come to."""
    of = kept[1][reference]
    assert hand.execute(f"{statement} AND case_audit_id = ?", (of,)).rowcount == 1
    hand.commit()
    assert altered(path) is None
    assert main(["--database", f"sqlite:///{path}", "health"]) == 1
    said = capsys.readouterr().err
    assert f"Case file {reference}, criterion {place}" in said
    assert complaint("health.miscounted").what in said


def test_a_submission_whose_letters_changed_places_is_counted_again(
    path: Path, hand: Any, kept: Kept, capsys: Any
) -> None:
    """Its totals are the same, its criteria are not."""
    of = (kept[1]["S-2"],)
    word = hand.execute("SELECT tally FROM case_audit WHERE id = ?", of).fetchone()[0]
    other = word[::-1]
    assert other != word
    hand.execute("UPDATE case_audit SET tally = ? WHERE id = ?", (other, *of))
    hand.commit()
    assert altered(path) is None
    assert main(["--database", f"sqlite:///{path}", "health"]) == 1
    assert "Case file S-2, what it counts as" in capsys.readouterr().err


def test_one_bit_of_the_trail_flipped_on_the_disk_is_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = path.read_bytes()
    words = b'"title": "Spring 2026"'
    assert words in content
    path.write_bytes(content.replace(words, b'"title": "Spring 2027"'))
    for verb in (["trail", "verify"], ["health"]):
        assert main(["--database", f"sqlite:///{path}", *verb]) == 1
        assert "round.opened" in capsys.readouterr().err


def test_health_says_a_line_each_of_a_sound_database(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", f"sqlite:///{path}", "health"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split(":")[0] for line in lines]
    assert names == ["Database", "Trail", "Contents", "Counts", "Boards", "Disk", "Clock"]


def test_health_says_when_the_clock_was_set_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ahead.db"
    db = Database(f"sqlite:///{path}", clock=Clock(START + timedelta(days=36_500)))
    local(db)
    db.close()
    assert main(["--database", f"sqlite:///{path}", "health"]) == 0
    assert "look at the clock" in capsys.readouterr().out


def test_what_was_erased_when_a_round_was_disposed_of_is_not_missed(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    clock = Clock()
    db = Database(f"sqlite:///{path}", clock=clock)
    by, round_id = local(db), open_round(db)
    submitted(db, round_id, "S-1", ratings="no")
    later = submitted(db, round_id, "S-2")
    send_back(db, by, later, "Look at C1 again")
    until = (clock.now + timedelta(days=30)).date()
    retention.keep_until(db, by, round_id, until, "Six months after publication", "Manager")
    clock.now += timedelta(days=40)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    with db.reading() as connection:
        assert set(connection.execute(select(t.answer.c.evidence)).scalars()) == {""}
    db.close()
    assert altered(path) is None
    connection = past_the_guards(path)
    connection.execute("UPDATE answer SET rating = 'yes' WHERE rating = 'no'")
    connection.commit()
    connection.close()
    found = altered(path)
    assert found is not None
    assert found.place.endswith(", rating")
