"""The verb that takes out the data: what it writes where, and what it refuses."""

import csv

import pytest

from audit.__main__ import main
from audit.command_line.data import FORMS
from audit.documents.extract_words import Form
from audit.model.refusal import complaint
from tests.builders import open_round, submitted


@pytest.fixture
def used(db, monkeypatch):
    submitted(db, open_round(db))
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    return db


def test_the_forms_of_the_help_are_those_there_are():
    assert tuple(Form) == FORMS


def test_a_file_is_what_its_name_says_with_its_dictionary_beside(used, tmp_path, capsys):
    out = tmp_path / "ratings.csv"
    assert main(["export", "data", "-o", str(out)]) == 0
    beside = tmp_path / "ratings-data-dictionary.csv"
    assert capsys.readouterr().out == f"{out}\n{beside}\n"
    rows, meanings = (
        list(csv.DictReader(each.read_text("utf-8").splitlines())) for each in (out, beside)
    )
    assert [each["Name in CSV and Parquet"] for each in meanings] == list(rows[0])
    assert "evidence" not in rows[0]


def test_into_a_folder_the_workbook_keeps_its_name_and_holds_what_was_written(used, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    given = ["--round", "spring 2026", "--written", "-o", str(folder)]
    assert main(["export", "data", *given]) == 0
    (made,) = folder.iterdir()
    assert made.name.endswith(".xlsx")
    assert "_with-texts_professionals-only_" in made.name


def test_into_a_missing_folder_it_leaves_no_trace(used, tmp_path, capsys):
    version = used.version()
    out = tmp_path / "nowhere" / "ratings.csv"
    assert main(["export", "data", "-o", str(out)]) == 1
    assert capsys.readouterr().err == f"{complaint('out.folder', where=str(out))}\n"
    assert used.version() == version
