"""The verbs of exchange: what is written, what is said not to be carried, and that what is refused keeps nothing."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from audit.__main__ import main
from audit.documents.checklist_bundle import bundle
from audit.documents.checklist_told import read_book
from audit.documents.checklist_workbook import of_nouns
from audit.documents.form import form
from audit.model.refusal import complaint
from audit.store.database import Database
from audit.views.checklist import published
from tests import builders
from tests.builders import add, give, local, open_round, small_checklist, small_review

Said = pytest.CaptureFixture[str]


@pytest.fixture
def used(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    return db


STEM = "small_audit_v1_professionals-only"
FILES = {
    "bundle": ("bundle.toml", "Comments of the files"),
    "workbook": ("xlsx", "Practice files"),
    "csv": ("csv", "Case facts"),
    "xlsform": ("xlsform.xlsx", "Vague words"),
    "fhir-r4": ("fhir-r4.json", "Evidence and reasons"),
    "fhir-r5": ("fhir-r5.json", "The cap on the judgement"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_checklist_is_written_and_what_is_left_is_said(
    used: Database, tmp_path: Path, capsys: Said, kind: str
) -> None:
    builders.published(used)
    assert main(["share", kind, "small/audit", "-o", str(tmp_path)]) == 0
    ending, left = FILES[kind]
    path = tmp_path / f"{STEM}.{ending}"
    place, head, *lines = capsys.readouterr().out.splitlines()
    assert (place, head) == (str(path), "What it does not carry:")
    assert [each for each in lines if each.startswith(f"- {left}")]
    assert path.stat().st_size > 1_000


def test_a_checklist_need_not_be_named_where_there_is_but_one(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    builders.published(used)
    out = str(tmp_path / "list.csv")
    assert main(["share", "csv", "-o", out]) == 0
    capsys.readouterr()
    assert main(["share", "csv", "small/audits", "-o", out]) == 1
    said = {"name": "small/audits", "known": "small/audit", "hint": " Did you mean small/audit?"}
    assert capsys.readouterr().err.strip() == str(complaint("share.checklist", **said))
    builders.published(used, small_checklist(key="other"))
    assert main(["share", "csv", "-o", out]) == 1


def test_a_bundle_is_taken_in_where_nothing_is_known_of_it(tmp_path: Path, capsys: Said) -> None:
    file, url = tmp_path / "shared.toml", f"sqlite:///{tmp_path / 'new.db'}"
    file.write_bytes(bundle(small_review(), (small_checklist(),)))
    assert main(["--database", url, "receive", "bundle", str(file), "--check"]) == 0
    assert "5 criteria" in capsys.readouterr().out
    assert not (tmp_path / "new.db").exists()
    for _ in range(2):
        assert main(["--database", url, "receive", "bundle", str(file)]) == 0
    db = Database(url)
    found = {each.checklist.key: each for each in published(db)}
    assert (found["audit"].checklist, found["audit"].review) == (small_checklist(), small_review())
    db.close()


def test_a_workbook_is_taken_in_where_nothing_is_known_of_it(tmp_path: Path, capsys: Said) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    file = tmp_path / "shared.xlsx"
    at = datetime(2026, 11, 27, tzinfo=UTC)
    file.write_bytes(of_nouns(small_review(), small_checklist(), at))
    assert main(["--database", url, "receive", "workbook", str(file), "--check"]) == 0
    assert not (tmp_path / "new.db").exists()
    assert main(["--database", url, "check", str(file)]) == 0
    assert main(["--database", url, "receive", "workbook", str(file)]) == 0
    assert "Small audit, version 1: published as " in capsys.readouterr().out
    file.write_bytes(of_nouns(small_review(), small_checklist(title="Other"), at))
    assert main(["--database", url, "publish", str(file)]) == 1
    assert "already published" in capsys.readouterr().err
    spoilt = small_checklist(version=0)
    file.write_bytes(of_nouns(small_review(), spoilt, at))
    assert main(["--database", url, "receive", "workbook", str(file)]) == 1
    told = "shared.xlsx, sheet “Checklist”, cell B5: “Version” cannot be “0”."
    assert told in capsys.readouterr().err
    assert main(["--database", url, "check", str(tmp_path / "none.xlsx")]) == 1
    assert main(["--database", url, "receive", "workbook", str(tmp_path)]) == 1


def test_an_empty_workbook_has_the_scales_of_a_checklist(used: Database, tmp_path: Path) -> None:
    builders.published(used)
    out = tmp_path / "empty.xlsx"
    assert main(["share", "workbook", "--empty", "-o", str(out)]) == 0
    found = read_book(out.read_bytes(), out.name)
    assert len(found.checklist["rating_scale"]["ratings"]) == 5
    assert (found.checklist["standards"], found.review["learning_points"]) == ([], [])


def test_a_bundle_changes_neither_a_review_nor_a_version_that_is_known(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    builders.published(used)
    before, file = used.version(), tmp_path / "shared.toml"
    file.write_bytes(bundle(small_review(title="Other"), (small_checklist(version=2),)))
    assert main(["receive", "bundle", str(file)]) == 1
    told = complaint("share.review-differs", "shared.toml", review="small")
    assert capsys.readouterr().err.strip() == str(told)
    file.write_bytes(bundle(small_review(), (small_checklist(title="Other"),)))
    assert main(["receive", "bundle", str(file)]) == 1
    assert str(complaint("checklist.frozen", "small/audit", version=1)) in capsys.readouterr().err
    file.write_text("format = 1\n")
    assert main(["receive", "bundle", str(file)]) == 1
    assert "shared.toml: This is no bundle" in capsys.readouterr().err
    assert used.version() == before


ROW = {
    "checklist_version": "small/audit/1",
    "case_reference": "S-001",
    "agency": "csc",
    "rating_C1": "no",
    "evidence_C1": "Notes, p. 2",
}


def table(path: Path, **changes: str) -> str:
    made = StringIO()
    heads = ["checklist_version", *(each.name for each in form(small_checklist()).questions)]
    writer = csv.DictWriter(made, heads, restval="")
    writer.writeheader()
    writer.writerow(ROW | changes)
    path.write_text(made.getvalue())
    return str(path)


def test_submissions_are_looked_at_taken_and_twice_is_once(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    round_id = open_round(used)
    add(used, round_id)
    file = table(tmp_path / "export.csv")
    before = used.version()
    assert main(["receive", "submissions", file, "--check"]) == 0
    assert "New: S-001: C1, rating: – → No" in capsys.readouterr().out
    assert used.version() == before
    assert main(["receive", "submissions", file, "--round", "Spring 2026"]) == 0
    assert "Spring 2026: 2 answers kept." in capsys.readouterr().out
    assert main(["receive", "submissions", file]) == 0
    assert "Nothing new" in capsys.readouterr().out


def test_what_is_wrong_is_told_by_its_place_and_a_conflict_is_chosen(
    used: Database, tmp_path: Path, capsys: Said
) -> None:
    audit = builders.started(used, open_round(used))
    file = table(tmp_path / "export.csv", rating_C1="perhaps")
    assert main(["receive", "submissions", file]) == 1
    assert capsys.readouterr().err.startswith("export.csv, row 2, column “rating_C1”: “perhaps”")
    give(used, local(used), audit, "C1", "evidence", "On the page")
    file = table(tmp_path / "export.csv")
    assert main(["receive", "submissions", file]) == 1
    assert str(complaint("scoring.conflict", "export.csv", n=1)) in capsys.readouterr().err
    assert main(["receive", "submissions", file, "--conflicts", "workbook"]) == 0
    assert main(["receive", "submissions", str(tmp_path / "gone.csv")]) == 1


def test_a_response_goes_out_and_comes_in(used: Database, tmp_path: Path, capsys: Said) -> None:
    builders.submitted(used, open_round(used))
    assert main(["share", "response", "--case", "S-001", "-o", str(tmp_path)]) == 0
    (file,) = tmp_path.glob("response_s-001_csc_professionals-only_*.json")
    assert "What it does not carry:" in capsys.readouterr().out
    assert json.loads(file.read_text())["resourceType"] == "QuestionnaireResponse"
    assert main(["receive", "response", str(file)]) == 0
    assert "Nothing new" in capsys.readouterr().out
