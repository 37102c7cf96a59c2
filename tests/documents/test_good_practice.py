"""Good practice that is shown goes into the board pack and the briefing, and nothing of it into a paper for the public."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl

from audit.commands import good_practice
from audit.documents.board_pack import board_pack
from audit.documents.paper import _practice
from audit.documents.paper_briefing import briefing
from audit.documents.paper_said import Paper
from audit.documents.release import let_out
from audit.model.board import Filter
from audit.model.disclosure import Audience
from audit.model.good_practice import PracticeWords
from audit.model.person import Person
from audit.store.database import Database
from audit.views import released
from tests.builders import open_round, submitted

WORDS = PracticeWords(
    done="Both parents were rung first",
    possible="The duty folder asks for it",
    copy_it="The two questions in the folder",
    criterion="C2",
)


def test_what_is_shown_goes_out_and_what_is_not_does_not(db: Database, by: Person) -> None:
    round_id = open_round(db, title="Spring 2026")
    for number in range(3):
        submitted(db, round_id, f"S-{number}", stars=("C2",))
    drafts = [
        good_practice.draft(db, by, round_id, WORDS.model_copy(update={"done": done}))
        for done in (WORDS.done, "=HYPERLINK(1) was not shown")
    ]
    good_practice.show(db, by, drafts[0], version=1)
    pack = openpyxl.load_workbook(BytesIO(board_pack(db, by, Filter(round_id=round_id)).content))
    told = [str(cell.value) for row in pack["Good practice"] for cell in row if cell.value]
    assert {WORDS.done, WORDS.possible, WORDS.copy_it, "Starred in 3 of 3 files"} <= set(told)
    assert not any("was not shown" in each for each in told)
    let_out(db, by, round_id, Audience.BOARD)
    found = released.one(db, by, round_id, 1)
    practice = _practice(db, by, found)
    made = briefing(Paper(found, (), "Lee", found.at, practice=practice))
    words = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert f"Seen: {WORDS.done} To copy: {WORDS.copy_it}" in words
    public = found.model_copy(update={"audience": Audience.PUBLICATION})
    assert _practice(db, by, public) == ()
