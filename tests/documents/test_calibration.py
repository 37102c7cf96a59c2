"""If this fails, a practice file is published with a wrong answer, or whoever wrote it is not told where it is wrong."""

import shutil
from pathlib import Path

import pytest

from audit.commands.checklist import publish
from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS, ready
from audit.documents.checklist_report import report
from audit.model.refusal import Complaint, NotFound, Refusal, complaint
from audit.rules.calibration import minutes
from audit.rules.identifier import suspects
from audit.store.database import Database
from audit.views.checklist import practice_known, published
from tests import builders

NAME = "multi-agency.calibration.toml"
SHIPPED = (CHECKLISTS / "child-s" / NAME).read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped review that a test may spoil."""
    return Path(shutil.copytree(CHECKLISTS / "child-s", tmp_path / "child-s"))


def spoilt(folder: Path, old: str, new: str) -> tuple[Complaint, ...]:
    """The complaints once the first place of these words is changed."""
    assert old in SHIPPED
    (folder / NAME).write_text(SHIPPED.replace(old, new, 1), "utf-8")
    return read(folder).complaints


def line(words: str, text: str = SHIPPED) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_shipped_set_is_sound_and_enough_to_say_a_percentage() -> None:
    found = read(CHECKLISTS / "child-s")
    assert found.complaints == ()
    (practice,) = found.practice
    assert [len(each.agreed) for each in practice.practice_files] == [12, 11]
    given = {each.rating for file in practice.practice_files for each in file.agreed}
    assert given == {"met", "partly_met", "not_met", "not_evidenced", "not_applicable"}
    for file in practice.practice_files:
        assert sum(each.overrules for each in file.agreed) == 1
        assert 10 <= minutes(file) <= 25


def test_nothing_in_the_shipped_set_looks_like_a_person() -> None:
    (practice,) = read(CHECKLISTS / "child-s").practice
    for file in practice.practice_files:
        texts = [file.title, file.about, *(each.why for each in file.agreed)]
        texts += [words for each in file.documents for words in (each.title, each.text)]
        assert [found for each in texts for found in suspects(each, ())] == []


def test_the_report_tells_what_is_practised() -> None:
    said = report(read(CHECKLISTS / "child-s"))
    assert "12 criteria with an agreed answer, about 15 minutes" in said


def test_a_practice_file_is_read_beside_its_checklist() -> None:
    assert read(CHECKLISTS / "child-s" / NAME).practice == read(CHECKLISTS / "child-s").practice


def test_each_complaint_says_the_line_and_what_to_do(folder: Path) -> None:
    (found,) = spoilt(folder, 'rating = "partly_met"', 'rating = "partly"')
    place = 'practice file "after-the-move", agreed answer 2, rating'
    assert found == complaint(
        "calibration.rating",
        "{}, line {}, {}".format(NAME, line('rating = "partly_met"'), place),
        key="partly",
        known="met, partly_met, not_met, not_evidenced and not_applicable",
        hint=" Did you mean partly_met?",
    )
    (found,) = spoilt(folder, "checklist_version = 2", "checklist_version = 7")
    assert (found.code, found.where.split(",")[1]) == (
        "calibration.no-checklist",
        " line {}".format(line('checklist = "multi-agency"')),
    )
    (found,) = spoilt(folder, 'review = "child-s"', 'review = "child-x"')
    assert found.code == "checklist.review-other"
    (found,) = spoilt(folder, 'custody_history = "yes"\n', "")
    assert found.code == "calibration.facts-missing"
    (found,) = spoilt(folder, "overrules = true\n", "")
    assert found.code == "calibration.ruled-out"


def test_what_has_the_wrong_shape_is_told_as_in_a_checklist(folder: Path) -> None:
    found = spoilt(folder, 'criterion = "F1"', 'criterium = "F1"')
    assert [each.code for each in found] == ["checklist.field-unknown"]
    assert read(folder).practice == ()


def test_a_faulty_checklist_brings_no_complaint_about_its_practice(folder: Path) -> None:
    checklist = folder / "multi-agency.toml"
    text = checklist.read_text("utf-8")
    checklist.write_text(text.replace('key = "F1"', 'kee = "F1"', 1), "utf-8")
    assert {each.where.split(",")[0] for each in read(folder).complaints} == {"multi-agency.toml"}


def test_the_library_publishes_a_set_once_also_where_the_checklist_was_there_before(
    db: Database,
) -> None:
    found, by = read(CHECKLISTS / "child-s"), builders.local(db)
    assert found.review is not None
    publish(db, by, found.review, found.checklists)
    key = ("child-s", "multi-agency", 2)
    assert practice_known(db)[key] == {}
    ready(db, by)
    assert practice_known(db)[key] == {"two-files": 1}
    before = db.version()
    ready(db, by)
    assert db.version() == before
    assert [each.review.key for each in published(db)].count("child-s") == 2


def test_a_published_set_is_frozen_and_stands_by_its_checklist(db: Database) -> None:
    by, review, known = builders.local(db), builders.small_review(), (builders.small_checklist(),)
    builders.published_practice(db)
    other = builders.small_practice(title="Other words")
    with pytest.raises(Refusal) as refusal:
        publish(db, by, review, known, (other,))
    assert refusal.value.complaint == complaint("calibration.frozen", "small/practice", version=1)
    publish(db, by, review, known, (builders.small_practice(title="Other words", version=2),))
    assert practice_known(db)["small", "audit", 1] == {"practice": 2}
    with pytest.raises(NotFound):
        publish(db, by, review, known, (builders.small_practice(checklist_version=9),))
