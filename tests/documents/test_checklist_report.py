"""The report of a review's folder: what it holds, what it covers, what is wrong."""

from audit.documents.checklist import read
from audit.documents.checklist_report import report
from audit.model.refusal import complaint
from tests.documents.small_review import CHECKLIST, MEASURED, REVIEW, folder_of, patched

UNCOVERED = patched(CHECKLIST, ('["AS1", "RQ1"]', '["AS1"]'))


def test_a_sound_folder(tmp_path):
    assert (
        report(read(folder_of(tmp_path, audit=UNCOVERED)))
        == """\
Small review (small), published

Small audit (audit, version 1)
  2 standards, 3 criteria, 2 case facts
  2 of 3 learning points have a criterion
    GP1  V1
    AS1  F1, F2
    RQ1  no criterion

No complaints
"""
    )


def test_what_is_counted_beside_the_ratings_is_told(tmp_path):
    told = report(read(folder_of(tmp_path, audit=MEASURED)))
    assert "3 criteria, 4 case facts, 1 ladder, 1 timer, 2 vague words\n" in told


def test_several_checklists_are_also_counted_together(tmp_path):
    lone = patched(UNCOVERED, ('["GP1"]', '["AS1"]'), ('key = "audit"', 'key = "lone"'))
    told = report(read(folder_of(tmp_path, audit=UNCOVERED, lone=lone)))
    assert "  1 of 3 learning points has a criterion\n" in told
    assert "Together: 2 of 3 learning points have a criterion; without: RQ1\n" in told


def test_complaints_are_numbered(tmp_path):
    audit = patched(CHECKLIST, ('cap = "fair"', 'cap = "good"'), ('["GP1"]', '["RQ1", "RQ1"]'))
    got = read(folder_of(tmp_path, audit=audit))
    told = report(got)
    cap = complaint("checklist.cap-idle", "audit.toml, line 19, judgement_scale, cap", key="good")
    assert f"2 complaints\n  1. {cap}\n  2. {got.complaints[1]}\n" in told


def test_what_cannot_be_read_at_all(tmp_path):
    path = tmp_path / "nothing"
    expected = complaint("checklist.path-missing", str(path), hint="")
    assert report(read(path)) == f"1 complaint\n  1. {expected}\n"


def test_a_checklist_without_its_review_is_counted_but_covers_nothing(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "review.toml").unlink()
    told = report(read(folder))
    assert "  2 standards, 3 criteria, 2 case facts\n\n1 complaint\n" in told


def test_nothing_in_a_file_commands_the_terminal(tmp_path):
    review = patched(REVIEW, ('title = "Small review"', r'title = "Small \u009b31m\u202ereview"'))
    audit = patched(CHECKLIST, ('title = "Small audit"', r'title = "Small\u2028audit"'))
    told = report(read(folder_of(tmp_path, review, audit=audit)))
    assert all(line.isprintable() for line in told.split("\n"))
