"""A workbook of actions out and back with located complaints; a calendar and a draft; the words of the tables."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import openpyxl
import pytest
from icalendar import Calendar

from audit.commands import action, finding
from audit.commands.action_book import take
from audit.documents import action_out
from audit.documents.action_book import SHEET, action_workbook, read
from audit.documents.learning_tables import actions_words, found_words
from audit.model.action import ActionState, ActionWords
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.learning import PointLoop
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.store.database import Database
from audit.views.action import actions
from tests.builders import admitted, open_round, submitted

FOUND = FindingWords(kind=FindingKind.GAP, title="=Fathers are not spoken to", criterion="C1")
WORDS = ActionWords(
    what="=1+1 on the form",
    owner_role="Named midwife",
    agency="csc",
    done_when="It is there",
    due=date(2026, 3, 20),
)


@pytest.fixture
def planned(db: Database, by: Person) -> str:
    """An action of csc on a finding, due on 20 March 2026."""
    round_id = open_round(db)
    submitted(db, round_id)
    return action.plan(db, by, finding.raise_(db, by, round_id, FOUND, Origin.BOARD), WORDS)


def filled(content: bytes, **cells: str) -> bytes:
    """The workbook with something written into its first row of actions, by heading."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book[SHEET]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "New note" for cell in row))
    for cell in head:
        heading = str(cell.value)
        if heading in cells:
            sheet.cell(cell.row + 1, cell.column).value = cells[heading]
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_what_is_written_into_it_comes_back_and_is_kept_once(
    db: Database, by: Person, planned: str
) -> None:
    name, content = action_workbook(db, by)
    assert name.startswith("actions_professionals-only_2026-03-02")
    sheet = openpyxl.load_workbook(BytesIO(content))[SHEET]
    assert any(cell.value == "=1+1 on the form" for row in sheet.iter_rows() for cell in row)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert read(db, by, content, "a.xlsx") == ((), [])
    back = filled(content, **{"New note": "Half of it", "Evidence": "Form 7"})
    lines, faults = read(db, by, back, "a.xlsx")
    assert faults == []
    assert [take(db, by, lines) for _ in range(2)] == [1, 0]
    (one,) = actions(db, by).actions
    assert [(each.text, each.evidence) for each in one.progress] == [("Half of it", "Form 7")]
    done, _ = read(db, by, filled(content, **{"New note": "It is there", "Done": "Yes"}), "a.xlsx")
    assert take(db, by, done) == 1
    assert actions(db, by).actions[0].done == "It is there"


def test_each_fault_stands_at_its_cell(db: Database, by: Person, planned: str) -> None:
    found = actions(db, by).actions[0].finding_id
    ids = [planned, *(action.plan(db, by, found, WORDS) for _ in range(5))]
    book = openpyxl.load_workbook(BytesIO(action_workbook(db, by)[1]))
    sheet = book[SHEET]
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value in ids}
    first = min(rows.values())
    expected = []
    for number, (cells, cell, code, facts) in enumerate(
        (
            ({"J": "=1+", "K": "Form 7"}, "J", "scoring.unanswered", {}),
            ({"A": "zz", "J": "x"}, "A", "action.book-unknown", {"value": "zz"}),
            ({"J": "x", "L": "soon"}, "L", "action.book-done", {"value": "soon"}),
            ({"L": "yes"}, "J", "action.book-bare", {}),
            ({"K": "Form 7"}, "J", "action.no-words", {}),
            ({"J": "x" * 2001}, "J", "text.too-long", {"length": "2,001", "limit": "2,000"}),
            ({"A": sheet.cell(first + 5, 1).value, "J": "x"}, "A", "action.book-twice", {}),
        ),
        start=first,
    ):
        for column, value in cells.items():
            sheet[f"{column}{number}"] = value
        where = f"a.xlsx, sheet “Actions”, cell {cell}{number}"
        told = {"other": f"A{number - 1}"} if code == "action.book-twice" else facts
        expected.append(complaint(code, where, **told))
    made = BytesIO()
    book.save(made)
    lines, faults = read(db, by, made.getvalue(), "a.xlsx")
    assert (lines, faults) == ((), expected)


def test_who_does_not_own_it_cannot_say_in_a_workbook_that_it_is_done(
    db: Database, by: Person, planned: str
) -> None:
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    cells = {"New note": "x", "Done": "yes"}
    lines, (fault,) = read(db, lead, filled(action_workbook(db, by)[1], **cells), "a.xlsx")
    where = f"a.xlsx, sheet “Actions”, cell L{fault.where.rpartition('L')[2]}"
    assert (lines, fault) == ((), complaint("action.not-owner", where))
    foreign, made = openpyxl.Workbook(), BytesIO()
    foreign.save(made)
    with pytest.raises(Refusal) as raised:
        read(db, by, made.getvalue(), "a.xlsx")
    assert raised.value.complaint == complaint("action.book", "a.xlsx")


def test_a_calendar_and_a_draft_say_what_was_promised_and_by_when(
    db: Database, by: Person, planned: str
) -> None:
    calendar = Calendar.from_ical(action_out.calendar(db, by))
    (event,) = calendar.walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart")) == (
        "Action due: =1+1 on the form",
        date(2026, 3, 20),
    )
    assert str(event["uid"]) == f"{planned}-action@{db.site}.practice-audit"
    owner = actions(db, by).actions[0].owner_words
    draft = message_from_bytes(action_out.email(db, by, owner), policy=default)
    words = draft.get_content().replace("\r\n", "\n")
    assert (draft["Subject"], draft["X-Unsent"], draft["To"]) == ("1 action with you", "1", None)
    assert "- =1+1 on the form (due 20 March 2026)\n  Done when: It is there" in words
    assert words.endswith("Professionals only.\n")
    with pytest.raises(Refusal) as raised:
        action_out.email(db, by, "Nobody")
    assert raised.value.complaint == complaint("action.nothing", "Nobody")
    action.withdraw(db, by, planned, "The form has it")
    for call, where in ((action_out.calendar, "Calendar"), (action_workbook, "Actions")):
        with pytest.raises(Refusal) as raised:
            call(db, by)
        assert raised.value.complaint == complaint("action.nothing", where)


def test_the_columns_of_the_learning_points() -> None:
    assert (found_words(PointLoop()), actions_words(PointLoop())) == ("none", "none")
    loop = PointLoop(gaps=2, strengths=1, actions={ActionState.VERIFIED: 2, ActionState.OVERDUE: 1})
    assert found_words(loop) == "▼ 2 gaps, ▲ 1 strength"
    assert actions_words(loop) == "! 1 overdue, ✓ 2 verified"
