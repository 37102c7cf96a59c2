"""A case list on its way in: held in this tab alone, from the file until it is kept or given up."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from audit.documents.case_list import CaseList, table
from audit.model.frame import Difference, Layout, ListTable
from audit.rules.frame import Outcome, judged
from audit.rules.frame_suspect import Judged
from audit.views.frame import FramePage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEY = "case-list-taking"


@dataclass
class Taking:
    """What has been read so far; none of it is in the database."""

    round_id: str
    found: CaseList
    table: ListTable
    judged: tuple[Judged, ...]
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    """Stands in the keys of its boxes, so that another file begins with fresh ones."""
    layout: Layout | None = None
    """What the columns mean: proposed, then as it was entered."""
    is_remembered: bool = False
    is_to_check: bool = False
    """True from the press of the button until the check has run, with its bar, in the body of the page."""
    is_to_keep: bool = False
    """The same of keeping it, where it is long."""
    outcome: Outcome | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """Words for agencies that were to be told by hand, by what they are compared by."""
    difference: Difference | None = None
    compared_with: str | None = None
    """Id of the list that it was compared with; nothing where there was none."""

    def keep(self) -> None:
        """Have it kept in the body of the page."""
        self.is_to_keep = True

    def turn(self, sheet: str, row: int | None) -> None:
        """Look at another sheet, or take another row for the headings."""
        self.table = table(self.found, self.found.sheet(sheet), row)
        self.judged = judged(self.table)
        self.mark = secrets.token_hex(4)
        self.layout = self.outcome = None
        self.words = {}


def taking(round_id: str) -> Taking | None:
    """Return the list that is on its way into this round; one for another round is given up."""
    found: Taking | None = st.session_state.get(KEY)
    if found is not None and found.round_id != round_id:
        give_up()
        return None
    return found


def begin(page: FramePage, found: CaseList) -> None:
    """Hold what a file was read to be."""
    made = table(found, found.sheets[0])
    st.session_state[KEY] = Taking(page.round_id, found, made, judged(made))


def give_up() -> None:
    """Let go of the list: nothing of it stays in this tab."""
    st.session_state.pop(KEY, None)
