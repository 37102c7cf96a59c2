"""The list of people as a workbook."""

import json
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import select

from audit.commands import person
from audit.documents.person_list import HANDLING, PEOPLE_COLUMNS, file_name, person_list
from audit.model.person import Person, Role
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import START, admitted, published


def test_everybody_stands_in_it_with_their_access_and_it_is_told(db: Database, by: Person) -> None:
    published(db)
    admitted(db, Role.AUDITOR, Role.QA_LEAD, name="=cmd()", agency="csc")
    person.admit(db, by, "Ola", (Role.BOARD_MEMBER,), issuer="https://id.example", subject="1")
    gone = admitted(db, Role.AUDITOR, name="Abel")
    person.retire(db, by, gone.id)
    sheet = load_workbook(BytesIO(person_list(db, by)))["People"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = rows.index([each.heading for each in PEOPLE_COLUMNS])
    found = {row[0]: row for row in rows[head + 1 :]}
    assert list(found) == ["=cmd()", "Ola", by.name, "Abel"]
    assert found[by.name][3] == "on this computer"
    assert found["=cmd()"][1:4] == [
        "auditor, QA lead",
        found["=cmd()"][2],
        "cannot sign in yet: no identity",
    ]
    assert found["Ola"][3] == "signs in"
    assert found["Abel"][3].startswith("retired 2 March 2026")
    assert sheet.cell(head + 2, 1).data_type == "s"
    assert "4 ever admitted, 3 with access" in rows[1][0]
    assert sheet.oddHeader.left.text == HANDLING
    with db.reading() as connection:
        wanted = select(t.event.c.detail).where(t.event.c.act == "person_list.exported")
        (told,) = connection.execute(wanted).scalars()
    assert json.loads(told) == {"people": 4, "document": "2026-0001"}


def test_its_name_says_when() -> None:
    assert file_name(START) == "people_2026-03-02-0900.xlsx"
