"""The learning summary of a case as a workbook: how it may be handled stands on its page and in its name."""

from io import BytesIO

from openpyxl import load_workbook

from audit.commands import panel, panel_summary
from audit.documents import case_summary
from audit.documents.case_summary_name import file_name
from audit.store.database import Database
from audit.views import panel as views
from audit.views.trail import TrailFilter, trail
from tests.builders import START, case_of, filled_panel, local, open_round, signed, submitted

HOSTILE = '=1+1 <b>bold</b> &D "quoted"'


def told(content: bytes) -> list[str]:
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    assert sheet.oddHeader.left.text == "Professionals only"
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_it_holds_what_was_written_and_stands_in_the_trail_first(db: Database) -> None:
    by, round_id = local(db), open_round(db)
    submitted(db, round_id)
    made = filled_panel(db, round_id)
    page = views.panel(db, by, made)
    words = f"{page.draft}\n{HOSTILE}"
    panel_summary.summarise(db, by, made, words, version=page.panel.version)
    content = case_summary.case_summary(db, by, made)
    found = told(content)
    assert {HOSTILE, case_summary.NOT_SIGNED_OFF, "Gaps between agencies"} <= set(found)
    assert "Designated nurse (General practice)" in found
    assert "2 March 2026" in found
    narrow = TrailFilter(act="panel.exported")
    (entry,) = trail(db, by, narrow).entries
    assert entry.words == "took out the learning summary of the case S-001, as document 2026-0001"
    signed(db, by, made)
    assert "Signed off" in told(case_summary.case_summary(db, by, made))
    page = views.panel(db, by, made)
    name = file_name(page, START)
    assert name.startswith("learning-summary_s-001_professionals-only_2026-03-02")
    one, other = (case_summary.workbook(page, by, START, "2026-0001") for _ in range(2))
    assert one == other


def test_before_it_is_held_it_says_so(db: Database) -> None:
    by, round_id = local(db), open_round(db)
    submitted(db, round_id)
    made = panel.begin(db, by, round_id, case_of(db, "S-001"))
    found = told(case_summary.case_summary(db, by, made))
    assert {"no day noted", "nobody noted"} <= set(found)
