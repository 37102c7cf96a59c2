"""The key of pseudonyms: made once, on record by its id alone, and missed when it is gone."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from audit.commands import pseudonym
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from audit.store.pseudonym import VARIABLE, place
from tests.builders import admitted


def refusal(db: Database, by: Person) -> str:
    with pytest.raises(Refusal) as caught:
        pseudonym.key(db, by)
    return str(caught.value)


def events(db: Database) -> list[dict[str, str]]:
    with db.reading() as connection:
        rows = connection.execute(
            select(t.event.c.detail).where(t.event.c.act == "pseudonym_key.made")
        )
        return [json.loads(row.detail) for row in rows]


def test_it_is_made_once_beside_the_database_and_its_secret_is_nowhere_in_it(
    db: Database, by: Person
) -> None:
    made = pseudonym.key(db, by)
    assert pseudonym.key(db, by) == made
    assert events(db) == [{"key": made.id}]
    file = place(db.path)
    assert file == db.path.with_suffix(".pseudonyms")
    assert file.stat().st_mode & 0o077 == 0
    secret = file.read_text("utf-8").splitlines()[-1]
    assert len(secret) == 64
    db.close()
    for part in db.path.parent.glob("audit.db*"):
        assert secret.encode() not in part.read_bytes()
        assert bytes.fromhex(secret) not in part.read_bytes()


def test_a_file_that_is_named_is_taken_up(
    db: Database, by: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "elsewhere" / "pseudonyms.key"
    named.parent.mkdir()
    named.write_text("5ea1" * 16)
    monkeypatch.setenv(VARIABLE, str(named))
    made = pseudonym.key(db, by)
    assert events(db) == [{"key": made.id}]
    assert not db.path.with_suffix(".pseudonyms").exists()


def test_a_lost_key_is_missed_and_not_made_anew(db: Database, by: Person) -> None:
    pseudonym.key(db, by)
    file = place(db.path)
    file.unlink()
    expected = complaint("pseudonym.key-missing", where=str(file), name=VARIABLE)
    assert refusal(db, by) == str(expected)
    assert not file.exists()


def test_another_key_is_not_taken_for_it(db: Database, by: Person) -> None:
    pseudonym.key(db, by)
    file = place(db.path)
    file.write_text("ab" * 32)
    assert refusal(db, by) == str(complaint("pseudonym.key-other", where=str(file)))
    assert len(events(db)) == 1


@pytest.mark.parametrize(("text", "line"), [("not a key", ", line 1"), ("", "")])
def test_a_file_that_is_no_key_is_told_and_left_alone(
    db: Database, by: Person, text: str, line: str
) -> None:
    file = place(db.path)
    file.write_text(text)
    assert refusal(db, by) == str(complaint("pseudonym.key-malformed", where=f"{file}{line}"))
    assert file.read_text() == text
    assert not events(db)


def test_a_place_that_cannot_be_written_is_told(
    db: Database, by: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "no-such-folder" / "key"
    monkeypatch.setenv(VARIABLE, str(named))
    told = {"reason": "no such file or directory", "name": VARIABLE}
    assert refusal(db, by) == str(complaint("pseudonym.key-unusable", where=str(named), **told))


def test_only_who_takes_lists_gets_it(db: Database) -> None:
    with pytest.raises(Refusal):
        pseudonym.key(db, admitted(db, Role.AUDITOR))
    assert not place(db.path).exists()
