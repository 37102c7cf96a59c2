"""`cases`: exit codes, what is said where, and what is kept."""

from pathlib import Path

import openpyxl
import pytest

from audit.__main__ import main
from audit.commands import case
from audit.documents.case_list import told
from audit.documents.case_list_layout import layout, parsed
from audit.model.frame import Meaning
from audit.model.refusal import Refusal, complaint
from audit.rules.checklist import listed as words
from audit.rules.frame_fault import Fault
from audit.store.database import Database
from audit.views.frame import cases, frame_page
from tests.builders import local, open_round
from tests.case_lists import HEADINGS, ROWS, csv_of, listed, xlsx_of

Said = pytest.CaptureFixture[str]
LIST = [HEADINGS, *ROWS]


@pytest.fixture
def round_id(db: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    return open_round(db)


def put(folder: Path, content: bytes, name: str = "list.csv") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def references(db: Database, round_id: str) -> list[str]:
    return [each.reference for each in cases(db, local(db), round_id)]


def test_a_list_is_kept_and_said(db: Database, round_id: str, tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, csv_of(LIST))
    assert main(["cases", path, "--round", "latest"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "Case ref: case reference",
        "Agency: agency that holds the case",
        "Team: team",
        "Age: age in years",
        "Plan type: kept as it is",
        "Spring 2026: 4 cases kept.",
    ]
    assert references(db, round_id) == ["S-001", "S-002", "S-003", "S-004"]


def test_the_same_again_adds_nothing_and_a_corrected_one_shows_its_difference(
    db: Database, round_id: str, tmp_path: Path, capsys: Said
) -> None:
    path = put(tmp_path, csv_of(LIST))
    main(["cases", path, "--round", "Spring 2026"])
    capsys.readouterr()
    assert main(["cases", path, "--round", "Spring 2026"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "It is the list that stands already: nothing would be added."
    )
    put(tmp_path, csv_of([HEADINGS, *ROWS[1:], ("S-005", "GP", "", "3", "Early help")]))
    assert main(["cases", path, "--round", round_id]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Against the list that stands: 1 case added, 1 gone, 0 changed, 3 the same.",
        "Spring 2026: 4 cases kept.",
    ]
    page = frame_page(db, local(db), round_id)
    assert len(page.earlier) == 1


def test_check_keeps_nothing(db: Database, round_id: str, tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, csv_of(LIST))
    assert main(["cases", path, "--round", "latest", "--check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Spring 2026: 4 cases would be kept."
    assert references(db, round_id) == []


def test_what_is_wrong_is_told_by_row_and_nothing_is_kept(
    db: Database, round_id: str, tmp_path: Path, capsys: Said
) -> None:
    rows = [*ROWS, *((f"S-1{n:02}", "GP", "", "teen", "x") for n in range(25))]
    path = put(tmp_path, xlsx_of([HEADINGS, *rows]), "list.xlsx")
    out = tmp_path / "complaints.xlsx"
    assert main(["cases", path, "--round", "latest", "--complaints", str(out)]) == 1
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert lines[0] == str(
        complaint(
            "frame.age-unreadable", "list.xlsx, sheet “Cases”, row 6, column D “Age”", value="teen"
        )
    )
    assert len(lines) == 21
    assert lines[-1] == "And 5 more; --complaints FILE writes all of them."
    assert said.out.splitlines()[-1] == str(out)
    sheet = openpyxl.load_workbook(out).active
    rows_told = [row for row in sheet.iter_rows(values_only=True) if row[1] == "D “Age”"]
    assert len(rows_told) == 25
    assert references(db, round_id) == []


def test_the_complaints_file_may_be_left_out(round_id: str, tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, csv_of([("Ref", "Age"), ("A1", "teen")]))
    assert main(["cases", path, "--round", round_id]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_remarks_are_notes(round_id: str, tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, csv_of([*LIST, (), ("Total", "4")]))
    assert main(["cases", path, "--round", round_id]) == 0
    notes = [each for each in capsys.readouterr().out.splitlines() if each.startswith("Note: ")]
    made = listed()
    assert notes == [
        f"Note: {told(Fault('frame.rows-empty', 6, 0, {'n': '1'}), made)}",
        f"Note: {told(Fault('frame.row-total', 7), made)}",
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("list.xlsx", b"PK\x03\x04 no zip"), ("list.csv", b"")]
)
def test_a_file_that_cannot_be_taken_is_refused(
    round_id: str, tmp_path: Path, capsys: Said, name: str, content: bytes
) -> None:
    assert main(["cases", put(tmp_path, content, name), "--round", round_id]) == 1
    assert name in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(round_id: str, tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "gone.csv"
    assert main(["cases", str(path), "--round", round_id]) == 1
    expected = complaint("list.unreadable", str(path), reason="no such file or directory")
    assert capsys.readouterr().err.strip() == str(expected)


def test_without_a_round_it_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as usage:
        main(["cases", str(tmp_path / "list.csv")])
    assert usage.value.code == 2


# ---- Pseudonyms --------------------------------------------------------------------------------------


def test_pseudonyms_are_handed_out_beside_the_list(
    db: Database, round_id: str, tmp_path: Path, capsys: Said
) -> None:
    rows = [("NHS number", "Age"), ("943 476 5919", "7"), ("", ""), ("401 023 2137", "3")]
    out = tmp_path / "with-pseudonyms.xlsx"
    path = put(tmp_path, csv_of(rows))
    assert main(["cases", path, "--round", round_id, "--pseudonyms", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    kept = references(db, round_id)
    sheet = openpyxl.load_workbook(out).active
    found = {row[1]: row[0] for row in sheet.iter_rows(values_only=True)}
    assert [found["943 476 5919"], found["401 023 2137"]] == kept
    assert all(each.startswith("P-") for each in kept)


def test_without_pseudonyms_there_is_nothing_to_hand_out(
    db: Database, round_id: str, tmp_path: Path, capsys: Said
) -> None:
    out = tmp_path / "pseudonyms.xlsx"
    path = put(tmp_path, csv_of(LIST))
    assert main(["cases", path, "--round", round_id, "--pseudonyms", str(out)]) == 1
    assert capsys.readouterr().err.strip() == str(complaint("pseudonym.none", str(out)))
    assert references(db, round_id) == []


# ---- A layout file -----------------------------------------------------------------------------------

LAYOUT = """
sheet = "March"
heading_row = 2
held_by = "csc"
[columns]
"case NO" = "Case reference"
"Doctor" = "involved: gp"
"Plan" = "kept as it is"
"Others" = "agencies involved"
[agencies]
"Soc care" = "csc"
"Housing" = ""
"""


def test_a_layout_file_says_what_columns_mean(db: Database, round_id: str, tmp_path: Path) -> None:
    def march(book: openpyxl.Workbook) -> None:
        made = book.create_sheet("March")
        for row in (
            ("Case ref", "Age", "Team", "Agency", "Plan type"),
            ("Case no", "Doctor", "Plan", "Others", "Surname"),
            ("00123", "y", "CP", "Housing; soc care", "Jones"),
        ):
            made.append(row)

    path = put(tmp_path, xlsx_of(LIST, march), "list.xlsx")
    (tmp_path / "layout.toml").write_text(LAYOUT, "utf-8")
    given = ["cases", path, "--round", round_id, "--layout", str(tmp_path / "layout.toml")]
    assert main(given) == 0
    (only,) = cases(db, local(db), round_id)
    assert (only.reference, only.carried, only.line) == ("00123", ("CP",), 3)
    assert only.involved == (("csc", ""), ("gp", ""))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("colums = 1", "it knows sheet, heading_row, held_by, columns and agencies, not colums"),
        ("sheet = 1", "sheet is not of the right kind"),
        ("heading_row = true", "heading_row is not of the right kind"),
        ("[columns]\nRef = 1", "under [columns] stands what is no text"),
        ("[agencies]\nGP = 1", "under [agencies] stands what is no text"),
    ],
)
def test_a_layout_file_that_cannot_be_read_is_told(text: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        parsed(text, "layout.toml")
    assert caught.value.complaint == complaint("layout.form", "layout.toml", reason=reason)


def test_a_layout_file_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(Refusal) as caught:
        parsed("sheet =\nheld_by = 1", "layout.toml")
    assert caught.value.complaint.code == "layout.form"
    assert "line 1" in str(caught.value)


def test_a_column_or_a_meaning_that_is_not_there_is_told() -> None:
    with pytest.raises(Refusal) as caught:
        layout({"columns": {"Case reff": "case reference"}}, "layout.toml", listed())
    told_of = {"heading": "Case reff", "known": words(HEADINGS)}
    assert caught.value.complaint == complaint(
        "layout.column", "layout.toml", hint=" Did you mean Case ref?", **told_of
    )
    with pytest.raises(Refusal) as caught:
        layout({"columns": {"Age": "ages"}}, "layout.toml", listed())
    known = words([each.value for each in Meaning if each is not Meaning.ONE_AGENCY])
    assert caught.value.complaint.code == "layout.meaning"
    assert known in str(caught.value)


def test_a_case_of_the_list_can_be_audited_under_its_reference(
    db: Database, round_id: str, tmp_path: Path
) -> None:
    """A reference that was taken is one that a case file may have."""
    main(["cases", put(tmp_path, csv_of(LIST)), "--round", round_id])
    for each in cases(db, local(db), round_id):
        teams = dict(each.involved)
        assert case.add_files(db, local(db), round_id, each.reference, teams)
