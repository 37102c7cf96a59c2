"""The verbs of keeping records: exit codes, what is said where, what is left afterwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from audit.__main__ import main
from audit.commands import case_audit, retention
from audit.model.refusal import complaint
from audit.rules.retention import today
from audit.store.database import Database
from audit.views.case_extract import case_extract
from tests.builders import Clock, local, open_round, submitted

Said = pytest.CaptureFixture[str]


@pytest.fixture
def used(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with a round whose day has passed by the computer's own clock."""
    assert isinstance(db.clock, Clock)
    db.clock.now = datetime(2020, 3, 2, 9, tzinfo=UTC)
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    round_id = open_round(db)
    submitted(db, round_id, ratings="part")
    until = today(db.clock()) + timedelta(days=1)
    retention.keep_until(db, local(db), round_id, until, "Five years", "Business manager")
    return db


def dispose(*titles: str) -> int:
    given, typed = titles
    return main(["dispose", "--round", given, "--confirm", typed])


def test_a_round_is_disposed_of_and_its_certificate_printed(used: Database, capsys: Said) -> None:
    assert dispose("Spring 2026", "Spring 2026") == 0
    said = capsys.readouterr()
    assert "Round: Spring 2026\n" in said.out
    assert "Ground: Kept until 3 March 2020: Five years\n" in said.out
    assert said.err == ""
    assert b"Notes on C1" not in used.path.read_bytes()


@pytest.mark.parametrize("typed", ["", "spring 2026", "Autumn 2026"])
def test_without_the_title_typed_nothing_is_erased(
    used: Database, capsys: Said, typed: str
) -> None:
    version = used.version()
    assert dispose("Spring 2026", typed) == 1
    said = complaint("disposal.title", where="Spring 2026", title="Spring 2026")
    assert capsys.readouterr() == ("", f"{said}\n")
    assert used.version() == version


def test_an_unknown_round_is_named_with_those_there_are(used: Database, capsys: Said) -> None:
    assert dispose("Spring 2062", "Spring 2062") == 1
    told = {"known": "Spring 2026", "hint": " Did you mean Spring 2026?"}
    said = complaint("disposal.unknown", round="Spring 2062", **told)
    assert capsys.readouterr() == ("", f"{said}\n")


def test_where_there_is_no_round_there_is_nothing_to_dispose_of(
    db: Database, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    assert dispose("Spring 2026", "Spring 2026") == 1
    assert capsys.readouterr() == ("", f"{complaint('round.empty')}\n")


def test_dispose_needs_both_titles(used: Database, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dispose", "--round", "Spring 2026"])
    assert ended.value.code == 2
    assert "--confirm" in capsys.readouterr().err


def test_all_that_is_held_on_a_case_goes_into_a_file(
    used: Database, capsys: Said, tmp_path: Path
) -> None:
    out = tmp_path / "case.xlsx"
    assert main(["extract", "--reference", "s-001", "-o", str(out)]) == 0
    assert capsys.readouterr() == (f"{out}\n", "")
    book = openpyxl.load_workbook(out)
    held = case_extract(used, local(used), "S-001")
    evidence = {row[8] for row in book["Answers"].iter_rows(values_only=True)}
    assert {each.evidence for each in held.answers} - {""} <= evidence
    assert held.entries[-1].act == "case.extracted"


def test_whoever_takes_out_a_case_is_told_what_may_identify_somebody(
    used: Database, capsys: Said, tmp_path: Path
) -> None:
    """On standard error: the name of the file is all that a script reads."""
    audit = submitted(used, open_round(used, "Autumn 2026"), "S-009")
    case_audit.send_back(used, local(used), audit, "Mrs Smith told us")
    out = tmp_path / "case.xlsx"
    assert main(["extract", "--reference", "s-009", "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert said.err.startswith("In 1 place something looks as if it identifies a person (name 1).")


def test_into_a_folder_it_goes_under_its_own_name(
    used: Database, capsys: Said, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    assert main(["extract", "--reference", "S-001", "-o", str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").iterdir()
    assert made.name.startswith("case-extract_s-001_professionals-only_")
    assert capsys.readouterr().out == f"{made}\n"


def test_a_reference_not_held_writes_no_file(used: Database, capsys: Said, tmp_path: Path) -> None:
    out = tmp_path / "case.xlsx"
    assert main(["extract", "--reference", "S-404", "-o", str(out)]) == 1
    assert capsys.readouterr() == ("", f"{complaint('case.not-held')}\n")
    assert not out.exists()


def test_what_cannot_be_written_leaves_no_entry(used: Database, tmp_path: Path) -> None:
    version = used.version()
    assert main(["extract", "--reference", "S-001", "-o", str(tmp_path / "none" / "x.xlsx")]) == 1
    assert used.version() == version
